import { fill, formatDate } from '#i18n/formats.ts';
import { Timeline, type TimelineEvent } from '#ui/Timeline.tsx';
import type { ClientEvent, ClientPage } from './client-contract.ts';
import type { ClientCardProps } from './ClientCard.tsx';

/** Everything that happened to the client, the newest first: who did it, by which rule, why, and the receipt. */
export function ClientHistory(props: ClientCardProps & { client: ClientPage }) {
  const { words, locale, timeZone, client } = props;
  const t = words.clientCard;
  const titles: Record<string, string> = t.events;
  // What a lead goes through by itself, such as its notes, is told on the page of the lead.
  const told = client.history.filter(({ kind }) => titles[kind]);
  return (
    <section aria-labelledby="client-history">
      <h3 id="client-history">{t.history}</h3>
      {told.length === 0 ? (
        <p className="muted">{t.historyEmpty}</p>
      ) : (
        <Timeline
          events={told.map((event) => lineOf(event, titles[event.kind]!, props))}
          locale={locale}
          timeZone={timeZone}
        />
      )}
    </section>
  );
}

/** By these something was won. */
const won = new Set(['pinned', 'approved', 'extended', 'renewed']);

function lineOf(event: ClientEvent, title: string, props: ClientCardProps): TimelineEvent {
  const { words, locale, timeZone, urls } = props;
  const t = words.clientCard;
  const { at, kind, by, person, until, reason, receipt, rule, leadId, leadNumber } = event;
  const isDone = won.has(kind);
  return {
    at,
    isDone,
    title: (
      <>
        {title}
        {isDone && until && ` ${fill(t.untilDate, { date: formatDate(locale, until, timeZone) })}`}
      </>
    ),
    text: (
      <>
        {reason && <p className="client-reason">{reason}</p>}
        <p className="client-event-facts">
          <span>{person ?? t.by[by]}</span>
          {rule && (
            <span>
              {t.rule} <a href={urls.terms}>{words.rules[rule.id] ?? rule.id}</a>,{' '}
              <a href={urls.edition.replace('*', rule.edition)}>{fill(words.edition, { edition: rule.edition })}</a>
            </span>
          )}
          {receipt && (
            <a className="number" href={`${urls.receipts}?number=${encodeURIComponent(receipt)}`}>
              {receipt}
            </a>
          )}
          {leadId && (
            <a className="number" href={`${urls.lead}?id=${leadId}`}>
              {leadNumber}
            </a>
          )}
        </p>
      </>
    ),
  };
}
