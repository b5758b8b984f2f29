import { fill, plural } from '#i18n/formats.ts';
import { Timeline } from '#ui/Timeline.tsx';
import { ruleTitle } from './LeadAnswer.tsx';
import type { LeadEvent } from './lead-contract.ts';
import type { LeadPart } from './LeadRoom.tsx';

const good: readonly LeadEvent['kind'][] = ['pinned', 'approved', 'extended', 'renewed', 'pinned_by_other_lead'];

/** Everything that happened, the newest first, with the rule and the reason of every decision. */
export function LeadHistory({ words, locale, timeZone, lead }: LeadPart) {
  const t = words.leads;
  const stages = words.leadBoard.stages;
  return (
    <section className="lead-part">
      <h2>{words.leadCard.history}</h2>
      <Timeline
        locale={locale}
        timeZone={timeZone}
        events={lead.history.toReversed().map((event) => ({
          at: event.at,
          isDone: good.includes(event.kind),
          title:
            event.kind === 'stage_changed' && event.stage && event.stageBefore
              ? fill(words.leadCard.stageChanged, { before: stages[event.stageBefore], after: stages[event.stage] })
              : t.events[event.kind],
          text: (event.rule || event.reason) && (
            <>
              {event.rule && (
                <p>
                  {fill(t.edition, { edition: event.rule.edition })}, {ruleTitle(words, event.rule.id)}
                </p>
              )}
              {event.reason && <p>{event.reason}</p>}
            </>
          ),
        }))}
      />
      {lead.earlierMoves && (
        <p className="note muted">{plural(locale, words.leadCard.earlierMoves, lead.earlierMoves)}</p>
      )}
    </section>
  );
}
