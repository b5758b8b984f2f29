import { fill, formatDate } from '#i18n/formats.ts';
import type { ImportedRow } from './lead-import-contract.ts';
import { isLeft } from './lead-import-rules.ts';
import type { LeadImportProps } from './LeadImport.tsx';

/** Rows of the file with their outcome in words; the field at fault is named and marked. */
export function ImportRows({
  words,
  locale,
  timeZone,
  rows,
  label,
}: LeadImportProps & { rows: ImportedRow[]; label: string }) {
  const t = words.leadImport;
  const wrong = ({ field }: ImportedRow, column: string) => (field === column ? 'import-wrong' : undefined);
  return (
    <div className="import-table">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t.line}</th>
            <th scope="col">{t.client}</th>
            <th scope="col">{t.taxId}</th>
            <th scope="col">{t.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line} className={isLeft(row) ? 'import-left' : undefined}>
              <td className="tabular">{row.line}</td>
              <th scope="row" className={wrong(row, 'client.name')}>
                {row.client?.name ?? '—'}
              </th>
              <td className={wrong(row, 'client.taxId')}>{row.client?.taxId ?? '—'}</td>
              <td>{outcomeOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function outcomeOf({ outcome, code = '', field, until, answerBy }: ImportedRow): string {
    const said = fill(t.outcomes[outcome], {
      date: until ? formatDate(locale, until, timeZone) : answerBy ? formatDate(locale, answerBy) : '',
    });
    if (outcome === 'refused') {
      const { title, remedy } = (words.problems as Record<string, { title: string; remedy: string }>)[code] ?? {};
      return [title ?? said, remedy].filter(Boolean).join('. ');
    }
    if (outcome !== 'invalid') return said;
    const name = (t.fields as Record<string, string>)[field ?? ''] ?? field ?? '';
    const problem = (words.fieldProblems as Record<string, string>)[code] ?? said;
    return fill(t.fault, { field: name, problem });
  }
}
