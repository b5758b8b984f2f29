import { useEffect, useRef } from 'react';
import { fill, formatNumber } from '#i18n/formats.ts';
import type { PersonErased } from '../staff/person-contract.ts';
import type { PeopleProps } from './StaffPeople.tsx';

/** What was erased, what stays and why, and the files nobody but a person can look through. Said this once. */
export function ErasedTold({ words, locale, email, what }: PeopleProps & { email: string; what: PersonErased }) {
  const t = words.staffPeople;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const rows = Object.entries(what.erased).filter(([, count]) => count > 0);
  const n = rows.reduce((sum, [, count]) => sum + count, 0);
  const tableName = (table: string) => words.tables[table.replace(/^\w+\./, '')] ?? table;
  return (
    <div className="erase-result" ref={place} tabIndex={-1} role="status">
      <h3>{t.erased}</h3>
      <p>{n === 0 ? t.erasedNothing : fill(t.erasedText, { email, n: formatNumber(locale, n) })}</p>
      {rows.length > 0 && (
        <dl className="facts">
          {rows.map(([table, count]) => (
            <div key={table}>
              <dt>{tableName(table)}</dt>
              <dd className="tabular">{formatNumber(locale, count)}</dd>
            </div>
          ))}
        </dl>
      )}
      {n > 0 && what.kept.length > 0 && (
        <>
          <h3>{t.kept}</h3>
          <dl className="facts">
            {what.kept.map(({ table, column, why }) => (
              <div key={`${table} ${column}`}>
                <dt>
                  {tableName(table)} <span className="number">{column}</span>
                </dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {what.filesToLookAt.length > 0 && (
        <>
          <h3>{t.files}</h3>
          <p className="note">{t.filesText}</p>
          <ul>
            {what.filesToLookAt.map(({ id, name }) => (
              <li key={id}>
                <a href={`/api/files/${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
