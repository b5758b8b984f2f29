import { Moment } from '#ui/Moment.tsx';
import type { PassedLeadItem } from './passed-lead-contract.ts';
import type { PassedLeadsProps } from './PassedLeads.tsx';

/** What became of earlier offers. */
export function PassedPast({ words, locale, timeZone, urls, offers }: PassedLeadsProps & { offers: PassedLeadItem[] }) {
  const t = words.passedLeads;
  const reasons = t.reasons as Record<string, string>;
  return (
    <section aria-labelledby="passed-past">
      <h2 id="passed-past">{t.past}</h2>
      <ul className="rows passed-past">
        {offers.map((offer) => (
          <li key={offer.id}>
            <p>
              {offer.lead ? (
                <a href={`${urls.lead}?id=${offer.lead.id}`}>{offer.lead.client.name}</a>
              ) : (
                <span className="number">{offer.number}</span>
              )}{' '}
              · {t.statuses[offer.status]}
              {offer.answeredAt && (
                <span className="muted">
                  , <Moment at={offer.answeredAt} locale={locale} timeZone={timeZone} />
                </span>
              )}
            </p>
            <p className="note muted">{offer.need}</p>
            {offer.declineReason && (
              <p className="note">
                {t.yourReason}: {reasons[offer.declineReason] ?? offer.declineReason}
                {offer.comment && `. ${offer.comment}`}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
