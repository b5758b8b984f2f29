import type { ReactNode } from 'react';
import { fill, formatDate } from '#i18n/formats.ts';
import { Awaited } from '#ui/Awaited.tsx';
import { ClientCell } from '#ui/ClientCell.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { ApplicationView } from './ApplicationView.tsx';
import type { CaseProps } from './case-words.ts';
import type { DecisionMade, InboxItem, InboxRow } from './decision-contract.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { timeLeft } from './inbox-rules.ts';
import { InboxFacts } from './InboxFacts.tsx';
import { clockText, lastMinute, useNow } from './InboxList.tsx';
import { LeadView } from './LeadView.tsx';
import { readApplication, readLead } from './staff-api.ts';

interface Props extends CaseProps {
  item: InboxItem;
  onDecided: (decision: DecisionMade['decision']) => void;
  onLate: () => void;
  onAgreed: () => void;
}

/** One case: what it is and until when, everything that is known, and the decision at its foot. */
export function InboxDetail(props: Props) {
  const { words, locale, timeZone, item } = props;
  const t = words.inbox;
  const now = useNow();
  const isLate = Date.parse(item.dueAt) < now;
  return (
    <article className="case">
      <header className="case-head">
        <p className="note muted">
          {t.kinds[item.kind]} <span className="number">{item.number}</span>
          {item.sample && <span className="sample-mark">{words.sample}</span>}
        </p>
        <h2 tabIndex={-1}>{item.title}</h2>
        <p className="case-clock">
          <ClientCell
            left={timeLeft(item, now)}
            of={1}
            size={34}
            state={isLate ? 'grace' : item.dueInDays === 0 ? 'soon' : 'protected'}
          />
          <span>
            <strong className={isLate ? 'inbox-late' : undefined}>{clockText(item, t, now)}</strong>
            <span className="note muted">
              <time dateTime={item.dueAt} title={lastMinute(locale, item.dueAt, timeZone)}>
                {fill(isLate ? t.overdue : t.due, {
                  date:
                    item.kind === 'support' ? lastMinute(locale, item.dueAt, timeZone) : formatDate(locale, item.dueOn),
                })}
              </time>
              {item.escalated && `, ${t.escalated}`}
            </span>
          </span>
        </p>
      </header>
      <Body {...props} />
    </article>
  );
}

function Body(props: Props): ReactNode {
  const { words, item, urls } = props;
  const t = words.inbox;
  switch (item.kind) {
    case 'application':
      return <ApplicationBody {...props} />;
    case 'lead':
      return <LeadBody {...props} />;
    case 'appeal':
      return (
        <>
          <InboxFacts {...props} />
          {item.facts.isOwnAgreement && (
            <p className="muted" role="status">
              {t.ownAgreement}
            </p>
          )}
          {item.facts.isOwnDecision ? (
            <p className="muted">{t.ownDecision}</p>
          ) : (
            <Decision
              {...props}
              key={String(item.facts.isOwnAgreement)}
              kind="appeal"
              {...(item.facts.isOwnAgreement && { choices: ['decline'] as const })}
            />
          )}
        </>
      );
    case 'transfer':
      return (
        <>
          <InboxFacts {...props} />
          {item.facts.isOwnRequest && <p className="muted">{t.ownRequest}</p>}
          <Decision {...props} kind="transfer" {...(item.facts.isOwnRequest && { choices: ['decline'] as const })} />
        </>
      );
    case 'enquiry':
      return (
        <>
          <InboxFacts {...props} />
          <p className="actions">
            <a className="button button-primary" href={`${urls.enquiries}?id=${item.id}`}>
              {t.openEnquiry}
            </a>
            <a className="button" href={`mailto:${encodeURIComponent(item.facts.contact.email)}`}>
              {t.answerByMail}
            </a>
          </p>
        </>
      );
    // Answered in its thread, not here: what comes with a later kind of case is found by its number.
    default:
      return (
        <p>
          <a className="button button-primary" href={`${urls.support}?number=${(item as InboxRow).number}`}>
            {t.openSupport}
          </a>
        </p>
      );
  }
}

function Decision(props: Props & Pick<Parameters<typeof DecisionForm>[0], 'kind' | 'choices'>) {
  return <DecisionForm {...props} id={props.item.id} />;
}

function ApplicationBody(props: Props) {
  const { words, item, urls } = props;
  const query = useAnswer(['application', item.id], () => readApplication(item.id));
  return (
    <Awaited query={query} words={words} rows={5}>
      {(application) => (
        <>
          <ApplicationView {...props} application={application} />
          <p className="note">
            <a href={`${urls.applications}?id=${item.id}`}>{words.inbox.openCase}</a>
          </p>
          <Decision {...props} kind="application" />
        </>
      )}
    </Awaited>
  );
}

function LeadBody(props: Props) {
  const { words, item, urls } = props;
  const query = useAnswer(['lead', item.id], () => readLead(item.id));
  return (
    <Awaited query={query} words={words} rows={5}>
      {(lead) => (
        <>
          <LeadView {...props} lead={lead} />
          <p className="note">
            <a href={`${urls.leads}?id=${item.id}`}>{words.inbox.openCase}</a>
          </p>
          <Decision {...props} kind="lead" />
        </>
      )}
    </Awaited>
  );
}
