import type { ReactNode } from 'react';
import type { CaseProps } from './case-words.ts';

export type Fact = [title: string, value: ReactNode];

/** What is known, one row a fact; what nobody gave is left out. */
export function Facts({ rows }: { rows: Fact[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== undefined && value !== '' && value !== false && value !== null)
        .map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function companyText(
  { words }: Pick<CaseProps, 'words'>,
  { name, country, taxId, site }: { name?: string; country?: string; taxId?: string; site?: string },
): string {
  const number = taxId && `${(country && words.taxIds[country]) ?? ''} ${taxId}`;
  return [name, number, site].filter(Boolean).join('\n');
}

export function ContactLines({
  name,
  email,
  phone,
  position,
}: {
  name?: string;
  email?: string;
  phone?: string;
  position?: string;
}) {
  return (
    <>
      {[name, position].filter(Boolean).join(', ')}
      {email && (
        <>
          {'\n'}
          <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>
        </>
      )}
      {phone && `\n${phone}`}
    </>
  );
}

/** One block of a case: an ink line, its name, what is in it. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="case-block">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
