import { fill, formatNumber } from '#i18n/formats.ts';
import type { AuditProps } from './Audit.tsx';
import type { AuditRecord } from './audit-contract.ts';

const known = (names: object, one: string) => (names as Record<string, string>)[one] ?? one;

/** A record in words: what was done to what, by which rule; folded below it the columns that changed, and its checksums. */
export function RecordText({ words, locale, record }: AuditProps & { record: AuditRecord }) {
  const t = words.audit;
  const fields = [...new Set([...Object.keys(record.before ?? {}), ...Object.keys(record.after ?? {})])];
  return (
    <>
      <span>
        {known(t.actions, record.action)}: {known(t.tables, record.table)}, {t.operations[record.operation]}
      </span>
      {record.subject && <div className="note">{record.subject}</div>}
      {record.rule && (
        <div className="note muted">
          {t.rule} <span className="number">{record.rule}</span>
          {record.edition && `, ${fill(t.edition, { id: record.edition })}`}
        </div>
      )}
      <details className="audit-details">
        <summary>
          {t.more}
          <span className="visually-hidden">: {fill(t.record, { id: record.id })}</span>
        </summary>
        <p className="note muted">
          {fill(t.record, { id: formatNumber(locale, record.id) })},{' '}
          {record.position === undefined ? t.placeNone : fill(t.place, { n: formatNumber(locale, record.position) })}
        </p>
        <ul className="audit-fields">
          {fields.map((field) => (
            <li key={field}>
              <span className="number">{field}</span>: {value(record.before, field, t)}
              {record.before && record.after && ' → '}
              {value(record.after, field, t)}
            </li>
          ))}
        </ul>
        {record.hasReason && <p className="note muted">{t.reason}</p>}
        <p className="audit-hash">
          {t.row}: <span className="number">{record.row}</span>
        </p>
        <p className="audit-hash">
          {t.hash}: <span className="number">{record.sha256}</span>
        </p>
        {record.chainSha256 && (
          <p className="audit-hash">
            {t.chainHash}: <span className="number">{record.chainSha256}</span>
          </p>
        )}
      </details>
    </>
  );
}

/** A personal value stands in a record as its salted hash, which tells nobody anything. */
function value(fields: Record<string, unknown> | undefined, name: string, t: AuditProps['words']['audit']): string {
  if (!fields) return '';
  const held = fields[name];
  if (held === null || held === undefined || held === '') return t.empty;
  const text = typeof held === 'string' ? held : JSON.stringify(held);
  return /^sha256:[0-9a-f]{64}$/.test(text) ? t.hidden : text;
}
