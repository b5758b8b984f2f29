import { Temporal } from 'temporal-polyfill';

/** When an event is, as its front matter tells it: by the clock on the wall of its place. */
export interface EventClock {
  startsOn: string;
  endsOn?: string | undefined;
  startsAt?: string | undefined;
  endsAt?: string | undefined;
  timeZone: string;
}

/** When it is for everybody on Earth. */
export interface EventSpan {
  isAllDay: boolean;
  /** First moment; of an event of whole days the midnight before its first day, in its zone. */
  start: Date;
  /** The moment it is over. */
  end: Date;
  /** False when only the beginning is told: `end` is then the end of the last day. */
  isEndKnown: boolean;
  /** Days of the calendar: the first, the last, and the day after the last. */
  firstDay: string;
  lastDay: string;
  dayAfter: string;
  /** `+03:00`, at the beginning. */
  offset: string;
}

/** Clocks that are changed in the night of an event are Temporal's business: an hour that does not exist is the one after it. */
export function spanOf({ startsOn, endsOn = startsOn, startsAt, endsAt, timeZone }: EventClock): EventSpan {
  const at = (day: Temporal.PlainDate, time?: string) =>
    day.toZonedDateTime({ timeZone, ...(time && { plainTime: Temporal.PlainTime.from(time) }) });
  const last = Temporal.PlainDate.from(endsOn);
  const dayAfter = last.add({ days: 1 });
  const start = at(Temporal.PlainDate.from(startsOn), startsAt);
  const end = endsAt ? at(last, endsAt) : at(dayAfter);
  return {
    isAllDay: !startsAt,
    start: new Date(start.epochMilliseconds),
    end: new Date(end.epochMilliseconds),
    isEndKnown: !startsAt || endsAt !== undefined,
    firstDay: startsOn,
    lastDay: endsOn,
    dayAfter: dayAfter.toString(),
    offset: start.offset,
  };
}

export const isPast = (event: EventClock, now: Date): boolean => spanOf(event).end <= now;

/** Coming events begin with the next one, past ones with the last. */
export function inOrder<T extends { clock: EventClock }>(events: readonly T[], now: Date): { coming: T[]; past: T[] } {
  const sorted = events
    .map((event) => ({ event, span: spanOf(event.clock) }))
    .sort((a, b) => Number(a.span.start) - Number(b.span.start) || Number(a.span.end) - Number(b.span.end));
  return {
    coming: sorted.filter(({ span }) => span.end > now).map(({ event }) => event),
    past: sorted
      .filter(({ span }) => span.end <= now)
      .map(({ event }) => event)
      .reverse(),
  };
}
