import type { ReactNode } from 'react';
import { fill } from '#i18n/formats.ts';
import { Moment } from '#ui/Moment.tsx';
import type { StaffSupportRow, SupportRow } from './support-contract.ts';
import { promiseText, solutionTitle, wantedText, type SupportProps } from './support-words.ts';

/** What a request says of itself, one row a fact; what nobody gave is left out. */
export function SupportFacts(props: SupportProps & { request: SupportRow | StaffSupportRow }) {
  const { words, locale, timeZone, solutions, request } = props;
  const t = words.support.facts;
  const rows: [string, ReactNode][] = [
    [t.partner, 'partner' in request && request.partner.name],
    [
      t.client,
      request.lead && (
        <>
          {request.lead.clientName}, <span className="support-number">{request.lead.number}</span>
        </>
      ),
    ],
    [t.solution, request.solution && solutionTitle(solutions, request.solution)],
    [t.severity, request.severity && words.support.severities[request.severity]],
    [t.wantedAt, request.wantedAt && request.wantedZone && wantedText(props, request.wantedAt, request.wantedZone)],
    [t.askedBy, request.askedBy],
    [t.createdAt, <Moment key="at" at={request.createdAt} locale={locale} timeZone={timeZone} isExact />],
  ];
  return (
    <dl className="facts support-facts">
      {rows
        .filter(([, value]) => value)
        .map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** State and promise of a request in a row of a list. */
export function SupportState(props: SupportProps & { request: SupportRow; side: 'partner' | 'staff' }) {
  const { words, request, side } = props;
  const t = words.support;
  const { answerBy, isLate, state } = request;
  const names = side === 'staff' ? t.staffStates : t.states;
  return (
    <span className={isLate ? 'support-late' : undefined}>
      {side === 'partner' && state === 'waiting_for_partner' ? (request.isAsked ? t.asked : t.answered) : names[state]}
      {answerBy && (
        <>
          {', '}
          {fill(isLate ? t.late : t.until, { at: promiseText(props, answerBy) })}
        </>
      )}
    </span>
  );
}
