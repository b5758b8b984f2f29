import type { ReactNode } from 'react';
import { fill, formatMoney } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import type { ClientPage } from './client-contract.ts';
import type { ClientCardProps } from './ClientCard.tsx';

/** What is known of a client, its contact, receipts and leads. */
export function ClientFacts({
  words,
  locale,
  timeZone,
  solutions,
  urls,
  client,
}: ClientCardProps & { client: ClientPage }) {
  const t = words.clientCard;
  const moment = (at: string) => <Moment at={at} locale={locale} timeZone={timeZone} />;
  const { pin, contact, receipts, leads } = client;
  const rows: [string, ReactNode][] = [
    [words.taxIds[client.country] ?? words.clients.taxId, client.taxId],
    [t.site, client.site],
    [words.clients.broughtBy, client.broughtBy?.name],
    [t.since, pin && moment(pin.from)],
    [
      t.edition,
      pin && <a href={urls.edition.replace('*', pin.edition)}>{fill(words.edition, { edition: pin.edition })}</a>,
    ],
    [
      t.contact,
      contact && (
        <>
          {contact.name}
          {contact.email && (
            <>
              <br />
              <a href={`mailto:${encodeURIComponent(contact.email)}`}>{contact.email}</a>
            </>
          )}
          {contact.phone && (
            <>
              <br />
              <a href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>{contact.phone}</a>
            </>
          )}
          <span className="client-contact-note note muted">{t.contactNote}</span>
        </>
      ),
    ],
    [
      t.receipts,
      receipts.length > 0 && (
        <ul className="client-receipts">
          {receipts.map(({ number, action, at }) => (
            <li key={number}>
              <a className="number" href={`${urls.receipts}?number=${encodeURIComponent(number)}`}>
                {number}
              </a>{' '}
              <span className="muted">
                {words.receiptActions[action]}, {moment(at)}
              </span>
            </li>
          ))}
        </ul>
      ),
    ],
  ];
  return (
    <>
      <section aria-labelledby="client-facts">
        <h3 id="client-facts">{t.facts}</h3>
        <dl className="facts">
          {rows.map(
            ([title, value]) =>
              value && (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </section>
      <section aria-labelledby="client-leads">
        <h3 id="client-leads">{t.leads}</h3>
        <ul className="rows client-leads">
          {leads.map(({ id, number, source, status, solutions: about, expectedAmountKopecks, createdAt }) => (
            <li key={id}>
              <a className="number" href={`${urls.lead}?id=${id}`}>
                {number}
              </a>
              <span>
                {about.map((slug) => solutions[slug] ?? slug).join(', ')}
                {expectedAmountKopecks !== undefined &&
                  `${about.length > 0 ? ', ' : ''}${formatMoney(locale, expectedAmountKopecks)}`}
              </span>
              <span className="note muted">
                {words.statuses[status]}, {words.sources[source]}, {moment(createdAt)}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
