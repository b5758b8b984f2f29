import { fill, formatDate } from '#i18n/formats.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import type { ClientInReview } from './client-contract.ts';
import type { ClientListProps } from './ClientList.tsx';

/** Clients about which a person decides: a dotted cell, and by when. */
export function ClientsInReview({
  words,
  locale,
  urls,
  clients,
}: Pick<ClientListProps, 'words' | 'locale' | 'urls'> & { clients: ClientInReview[] }) {
  const t = words.clients;
  return (
    <section className="room-block" aria-labelledby="clients-in-review">
      <h2 id="clients-in-review">{t.inReview}</h2>
      <p className="muted">{t.inReviewText}</p>
      <ul className="rows client-reviews">
        {clients.map(({ leadId, name, country, taxId, answerBy }) => (
          <li key={leadId}>
            <ClientCell left={0} of={1} state="deciding" size={34} />
            <a href={`${urls.lead}?id=${leadId}`}>{name}</a>
            <span className="note muted">
              {words.taxIds[country]} {taxId}
            </span>
            <span className="note client-answer-by">
              <time dateTime={answerBy}>{fill(t.answerBy, { date: formatDate(locale, answerBy) })}</time>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
