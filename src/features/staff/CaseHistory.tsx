import { fill, formatDate } from '#i18n/formats.ts';
import { Timeline, type TimelineEvent } from '#ui/Timeline.tsx';
import type { CaseDecision, CaseEvent } from './case-contract.ts';
import type { CaseProps } from './case-words.ts';
import { Block } from './Facts.tsx';

/** What happened, the oldest first. */
export function CaseHistory({ words, locale, timeZone, events }: CaseProps & { events: TimelineEvent[] }) {
  if (events.length === 0) return null;
  return (
    <Block title={words.cases.history}>
      <Timeline events={events.toSorted((a, b) => a.at.localeCompare(b.at))} locale={locale} timeZone={timeZone} />
    </Block>
  );
}

/** Lines of leads; of a client's whole history each names its partner. */
export function leadEvents(
  { words, locale, timeZone }: CaseProps,
  events: readonly CaseEvent[],
  withPartner = false,
): TimelineEvent[] {
  const t = words.cases;
  return events.map(({ at, kind, until, reason, rule, edition, partner, fileId }) => ({
    at,
    title: [t.events[kind as 'pinned'] ?? kind, until && fill(t.until, { date: formatDate(locale, until, timeZone) })]
      .filter(Boolean)
      .join(' '),
    isDone: kind === 'pinned' || kind === 'approved',
    text: (
      <>
        {[withPartner && partner, reason, rule && `${words.ruleNames[rule] ?? rule}${edition ? `, ${edition}` : ''}`]
          .filter(Boolean)
          .join('. ')}
        {fileId && (
          <>
            {' '}
            <a href={`/api/files/${fileId}`}>{words.inbox.openFile}</a>
          </>
        )}
      </>
    ),
  }));
}

/** Decisions of people, with their names: for the vendor's people alone. */
export function decisionEvents({ words }: CaseProps, decisions: readonly CaseDecision[]): TimelineEvent[] {
  const t = words.cases;
  return decisions.flatMap(({ at, decision, by, reason, comment, undone }) => [
    {
      at,
      title: fill(t.decided[decision], { by }),
      text: (
        <>
          {reason}
          {comment && (
            <>
              <br />
              {fill(t.comment, { comment })}
            </>
          )}
        </>
      ),
    },
    ...(undone ? [{ at: undone.at, title: fill(t.undone, { by: undone.by }) }] : []),
  ]);
}
