import './likeness.css';
import { fill, formatDate, formatPercent } from '#i18n/formats.ts';
import { cellPoints } from '#components/comb/hexagon.ts';
import type { ClientLine, LeadCase, SimilarClient } from './case-contract.ts';
import type { CaseProps } from './case-words.ts';
import { likenessRows, marksOf, type LikenessRow, type Mark } from './likeness-rules.ts';

/** The lead beside clients that look like it: a filled cell where a fact is the same, an outline where it is nearly so. */
export function LikenessTable(props: CaseProps & { lead: LeadCase }) {
  const { words, lead, urls } = props;
  const t = words.cases;
  if (lead.similar.length === 0) return <p className="note muted">{t.noCompare}</p>;
  const own: Record<LikenessRow, string> = {
    name: lead.client.name,
    taxId: lead.client.taxId,
    domain: (lead.client.domains ?? []).join(', '),
    country: words.choices.countries[lead.client.country] ?? lead.client.country,
  };
  const marks = new Map(lead.similar.map((client) => [client.id, marksOf(lead, client)]));
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
      <div className="likeness" tabIndex={0} role="region" aria-label={t.compare}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t.compare}</span>
              </th>
              <th scope="col">{t.thisLead}</th>
              {lead.similar.map((client) => (
                <th scope="col" key={client.id}>
                  {whyText(props, client)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {likenessRows.map((row) => (
              <tr key={row}>
                <th scope="row">{t.rows[row]}</th>
                <td className={`likeness-own${row === 'taxId' ? ' tabular' : ''}`}>{own[row]}</td>
                {lead.similar.map((client) => (
                  <td key={client.id} data-mark={marks.get(client.id)?.[row]}>
                    <span className="likeness-cell">
                      {row === 'name' ? (
                        <a href={`${urls.clients}?id=${client.id}`}>{client.name}</a>
                      ) : (
                        <span className={row === 'taxId' ? 'number' : undefined}>
                          {row === 'taxId'
                            ? client.taxId
                            : row === 'domain'
                              ? (client.domains ?? []).join(', ')
                              : (words.choices.countries[client.country] ?? client.country)}
                        </span>
                      )}
                      <MarkCell mark={marks.get(client.id)?.[row]} words={t.mark} />
                    </span>
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t.rows.state}</th>
              <td className="likeness-own">{t.leadStatuses[lead.status]}</td>
              {lead.similar.map((client) => (
                <td key={client.id}>{stateOf(props, client)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p className="note muted likeness-legend">
        <span>
          <MarkCell mark="equal" /> {t.mark.equal}
        </span>
        <span>
          <MarkCell mark="similar" /> {t.mark.similar}
        </span>
        <span>{t.compareNote}</span>
      </p>
    </>
  );
}

function MarkCell({ mark, words }: { mark: Mark; words?: Record<'equal' | 'similar', string> }) {
  if (!mark) return null;
  return (
    <>
      <svg className={`mark mark-${mark}`} width={16} height={18} viewBox="-50 -56 100 112" aria-hidden="true">
        <polygon points={cellPoints(48)} />
      </svg>
      {words && <span className="visually-hidden">: {words[mark]}</span>}
    </>
  );
}

function whyText({ words, locale }: CaseProps, client: SimilarClient): string {
  const t = words.cases.why;
  const percent = formatPercent(locale, Math.round(client.similarity * 100));
  return [client.sameDomain && t.domain, client.similarity >= 0.4 && fill(t.name, { percent })]
    .filter(Boolean)
    .join(', ');
}

/** What a client is now, in words: held by whom, in review, free. */
export function stateOf({ words, locale, timeZone }: CaseProps, client: ClientLine): string {
  const t = words.cases;
  if (client.pin)
    return fill(t.held, { partner: client.pin.partner.name, date: formatDate(locale, client.pin.until, timeZone) });
  if (client.standing !== 'open') return t[client.standing];
  if (client.inReview) return fill(t.inReviewBy, { partner: client.inReview.map(({ partner }) => partner).join(', ') });
  return t.free;
}
