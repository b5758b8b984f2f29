import { useEffect, useRef } from 'react';
import { fill } from '#i18n/formats.ts';
import { ImportRows } from './ImportRows.tsx';
import type { ImportedRow } from './lead-import-contract.ts';
import { isLeft, leftRows } from './lead-import-rules.ts';
import type { LeadImportProps, ReadFile } from './LeadImport.tsx';

/** What came of it, in numbers and in words, and the rows that did not go in to take along. */
export function ImportDone(props: LeadImportProps & { file: ReadFile; rows: ImportedRow[]; onAgain: () => void }) {
  const { words, file, rows, urls, onAgain } = props;
  const t = words.leadImport;
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => place.current?.focus(), []);
  const left = rows.filter(isLeft);
  const count = (outcome: ImportedRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const save = () => {
    const address = URL.createObjectURL(new Blob([leftRows(file.text, rows)], { type: 'text/csv;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), { href: address, download: 'leads-left.csv' });
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <section className="import-step" aria-labelledby="import-done">
      <h2 id="import-done" ref={place} tabIndex={-1}>
        {t.step3}
      </h2>
      <p role="status">{fill(t.result, { pinned: count('pinned'), review: count('in_review'), left: left.length })}</p>
      <p className="actions">
        <a className="button button-primary" href={urls.leads}>
          {t.openLeads}
        </a>
        {left.length > 0 && (
          <button type="button" className="button" onClick={save}>
            {t.download}
          </button>
        )}
        <button type="button" className="button" onClick={onAgain}>
          {t.another}
        </button>
      </p>
      {left.length > 0 && <p className="note muted">{t.downloadNote}</p>}
      <ImportRows {...props} rows={[...left, ...rows.filter((row) => !isLeft(row))]} label={t.step3} />
    </section>
  );
}
