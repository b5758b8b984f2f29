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

/** One line of facts, its name before it; stands in a `dl` of the class `company-facts`. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
