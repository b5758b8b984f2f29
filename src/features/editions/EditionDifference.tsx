import { fill, formatNumber } from '#i18n/formats.ts';
import { differenceOf } from './edition-difference-rules.ts';
import type { EditionsProps } from './Editions.tsx';
import type { PublishedRules } from './staff-programme-contract.ts';

/** The rules an edition changes, by their names in the rules file. */
export function EditionDifference({
  words,
  locale,
  before,
  after,
}: EditionsProps & { before: PublishedRules; after: PublishedRules }) {
  const t = words.staffProgramme;
  const rows = differenceOf(before.rules, after.rules);
  const said = (value: unknown): string => {
    if (value === undefined) return t.absent;
    if (typeof value === 'boolean') return value ? t.yes : t.no;
    if (typeof value === 'number') return formatNumber(locale, value);
    if (Array.isArray(value))
      return value.length > 8 ? fill(t.listed, { n: value.length }) : value.map(said).join(', ') || t.absent;
    return String(value);
  };
  if (rows.length === 0) return <p className="edition-part muted">{t.sameNumbers}</p>;
  return (
    <div className="edition-part">
      <h3>{fill(t.differenceFrom, { n: before.number })}</h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t.rule}</th>
            <th scope="col" className="end">
              {t.was}
            </th>
            <th scope="col" className="end">
              {t.becomes}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ path, was, becomes }) => (
            <tr key={path}>
              <th scope="row" className="number">
                {path}
              </th>
              <td className="end muted">{said(was)}</td>
              <td className="end">{said(becomes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
