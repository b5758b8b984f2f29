import { useEffect, useState } from 'react';
import { fill, formatMoment, plural } from '#i18n/formats.ts';
import { ClientCell } from '#ui/ClientCell.tsx';
import type { SupportRow } from './support-contract.ts';
import { partLeft, timeLeft } from './support-rules.ts';
import { leftText, promiseText, type SupportProps } from './support-words.ts';

/** The present moment, anew every half minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Whose turn it is, until when, and what comes next: the first thing one sees of a request. */
export function SupportClock(
  props: SupportProps & { request: SupportRow; side: 'partner' | 'staff'; silentDays?: number },
) {
  const { words, locale, timeZone, request, side } = props;
  const t = words.support;
  const now = useNow();
  const { state, answerBy } = request;
  const isLate = answerBy !== undefined && Date.parse(answerBy) < now;
  const left = answerBy && timeLeft(answerBy, now);
  const at = answerBy ? promiseText(props, answerBy) : '';
  const [title, text] = side === 'staff' ? staffWords() : partnerWords();

  function partnerWords(): [string, string] {
    if (state === 'waiting_for_vendor')
      return isLate
        ? [fill(t.answerByPast, { at }), t.answerByPastText]
        : [
            fill(t.answerBy, { at }),
            request.assignedTo ? fill(t.nextVendor, { name: request.assignedTo }) : t.nextVendorAny,
          ];
    if (state === 'waiting_for_partner') return request.isAsked ? [t.asked, t.askedText] : [t.answered, t.answeredText];
    const days = plural(locale, words.days, props.silentDays ?? 0);
    return [fill(t.solvedBy[request.solvedBy ?? 'vendor'], { days }), t.solvedText];
  }
  function staffWords(): [string, string] {
    if (state === 'waiting_for_vendor') {
      const key = isLate ? 'late' : 'waiting_for_vendor';
      return [fill(t.staffNext[key], { at }), t.staffNextText[key]];
    }
    if (state === 'waiting_for_partner' && request.isAsked)
      return [t.staffNext.asked, t.staffNextText.waiting_for_partner];
    return [t.staffNext[state], t.staffNextText[state]];
  }

  return (
    <div className={`support-clock support-clock-${isLate ? 'late' : state}`}>
      {state === 'waiting_for_vendor' ? (
        <ClientCell left={partLeft(request, now) * 6} of={6} state={isLate ? 'grace' : 'protected'} size={52} />
      ) : state === 'waiting_for_partner' ? (
        <ClientCell left={0} of={6} state="deciding" size={52} />
      ) : (
        <ClientCell left={6} of={6} state="extended" mark="✓" size={52} />
      )}
      <div>
        <p className="support-clock-title">
          {answerBy ? (
            <time dateTime={answerBy} title={formatMoment(locale, answerBy, timeZone)}>
              {title}
            </time>
          ) : (
            title
          )}
        </p>
        <p className="note muted">
          {left && !isLate && `${leftText(props, left)}. `}
          {text}
        </p>
      </div>
    </div>
  );
}
