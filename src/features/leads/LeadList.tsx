import { useState } from 'react';
import { fill, formatDate, formatMoment } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { Loaded } from '#ui/Loaded.tsx';
import type { LeadItem, LeadList as Leads } from './lead-contract.ts';
import { readLeads } from './leads-api.ts';
import { ruleTitle } from './LeadAnswer.tsx';
import { AppealHere, WaitHere } from './LeadWays.tsx';

export interface LeadListProps {
  words: IslandWords & Pick<Strings, 'leads'> & { taxIds: Record<string, string> };
  locale: string;
  timeZone: string;
  /** Titles of the solutions by their slugs. */
  solutions: Record<string, string>;
  registerUrl: string;
}

const firstLeads = () => readLeads();

/** The own leads, each with its status in words and its whole history. */
export function LeadList(props: LeadListProps) {
  const { words, registerUrl } = props;
  const t = words.leads;
  return (
    <Loaded<Leads> load={firstLeads} room="partner" words={words}>
      {(leads, { replace }) =>
        leads.items.length === 0 ? (
          <div className="empty">
            <h2>{t.empty}</h2>
            <p className="muted">{t.emptyText}</p>
            <a className="button button-honey" href={registerUrl}>
              {t.form.title}
            </a>
          </div>
        ) : (
          <>
            <ul className="rows lead-rows">
              {leads.items.map((lead) => (
                <LeadRow key={lead.id} {...props} lead={lead} />
              ))}
            </ul>
            {leads.next && (
              <p className="actions">
                <button
                  type="button"
                  className="button"
                  onClick={() =>
                    void readLeads(leads.next).then(
                      (more) => more.ok && replace({ ...more.value, items: [...leads.items, ...more.value.items] }),
                    )
                  }
                >
                  {words.states.more}
                </button>
              </p>
            )}
          </>
        )
      }
    </Loaded>
  );
}

function LeadRow({ words, locale, timeZone, solutions, lead }: LeadListProps & { lead: LeadItem }) {
  const t = words.leads;
  const day = (at: string) => formatDate(locale, at, timeZone);
  const until =
    lead.status === 'pinned' && lead.pin
      ? fill(t.untilDate, { date: day(lead.pin.until) })
      : lead.status === 'in_review' && lead.answerBy
        ? fill(t.answerUntil, { date: formatDate(locale, lead.answerBy) })
        : '';
  // A client that came by a decision has a lead nobody registered.
  const hasSource = lead.source !== 'partner' || lead.history.some(({ kind }) => kind === 'registered');
  const [about] = useState({ leadNumber: lead.number });
  const isLost = lead.status === 'declined' || wasTakenAway(lead);
  const reason = lead.history.findLast(({ reason: said }) => said)?.reason;
  return (
    <li className="lead-row">
      <div className="lead-row-head">
        <h2>{lead.client.name}</h2>
        <p className={`lead-status lead-status-${lead.status}`}>
          {t.statuses[lead.status]}
          {until && `, ${until}`}
        </p>
        <p className="note muted">
          <span className="number">{lead.number}</span> {fill(t.registeredOn, { date: day(lead.createdAt) })} ·{' '}
          {words.taxIds[lead.client.country]} {lead.client.taxId}
          {hasSource && ` · ${t.sources[lead.source]}`}
        </p>
      </div>
      {reason && (isLost || lead.status === 'returned_for_correction') && (
        <p className="lead-reason">
          {t.why}: {reason}
        </p>
      )}
      {isLost && (
        <div className="actions">
          <AppealHere words={words} locale={locale} title={t.appealThis} about={about} />
          {lead.status === 'declined' && <WaitHere words={words} client={lead.client} />}
        </div>
      )}
      <details className="contents-fold lead-more">
        <summary>{t.history}</summary>
        <dl className="facts">
          <div>
            <dt>{t.need}</dt>
            <dd>{lead.need}</dd>
          </div>
          {lead.contact && (
            <div>
              <dt>{t.partContact}</dt>
              <dd>
                {lead.contact.name}
                <br />
                <a href={`mailto:${encodeURIComponent(lead.contact.email)}`}>{lead.contact.email}</a>
                {lead.contact.phone && `\n${lead.contact.phone}`}
              </dd>
            </div>
          )}
          {lead.solutions.length > 0 && (
            <div>
              <dt>{t.fields.solutions}</dt>
              <dd>{lead.solutions.map((slug) => solutions[slug] ?? slug).join(', ')}</dd>
            </div>
          )}
          {lead.history.map((event, index) => (
            <div key={index}>
              <dt>
                <time dateTime={event.at}>{formatMoment(locale, event.at, timeZone)}</time>
              </dt>
              <dd>
                {t.events[event.kind]}
                {event.rule &&
                  ` (${fill(t.edition, { edition: event.rule.edition })}, ${ruleTitle(words, event.rule.id)})`}
                {event.reason && `\n${event.reason}`}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

/** The client went to somebody else by a decision, and not by its own time or will. */
function wasTakenAway({ status, history }: LeadItem): boolean {
  const end = history.findLast(({ kind }) =>
    ['released', 'expired', 'transferred', 'taken_on_appeal'].includes(kind),
  )?.kind;
  return status === 'ended' && (end === 'transferred' || end === 'taken_on_appeal');
}
