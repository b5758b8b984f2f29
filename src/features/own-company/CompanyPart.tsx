import type { ReactNode } from 'react';

/** A part of the page: what it is about at the left, on a wide page, and the thing itself. */
export function Part({ id, title, text, children }: { id: string; title: string; text: string; children: ReactNode }) {
  return (
    <section className="company-part" id={id} aria-labelledby={`${id}-title`}>
      <div className="company-part-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <p className="note muted">{text}</p>
      </div>
      <div className="company-part-body">{children}</div>
    </section>
  );
}

/** Lines of facts, a name before each. */
export function Facts({ facts }: { facts: [name: string, value: ReactNode][] }) {
  return (
    <dl className="company-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
