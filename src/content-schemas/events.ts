import { z } from 'astro/zod';
import { calendarDate } from './calendar-date.ts';
import { line } from './localised-text.ts';
import { datesInOrder, pageFields } from './page-fields.ts';

/** A time of day on the 24-hour clock. Some YAML readers take unquoted 11:00 for a number, so it stands in quotes. */
const clockTime = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().refine((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time), {
    error: 'not a time like 11:00',
    abort: true,
    params: { problem: 'clock-time' },
  }),
);

/** A place and not an offset: only a place knows its summer time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/i.test(name)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** `content/events/<lang>/<slug>.md`: a joint event, online or at a place. */
export const event = z
  .strictObject({
    ...pageFields,
    /** First day: `startsOn: 2027-02-18`. */
    startsOn: calendarDate,
    /** Last day, when there is more than one: `endsOn: 2027-02-19`. */
    endsOn: calendarDate.optional(),
    /** Time of the beginning on the first day, in quotes; absent for an event of whole days: `startsAt: "11:00"`. */
    startsAt: clockTime.optional(),
    /** Time of the end on the last day: `endsAt: "12:30"`. */
    endsAt: clockTime.optional(),
    /** The zone both times are told in, a name of the IANA list: `timeZone: Asia/Almaty`. */
    timeZone: z
      .string()
      .refine(isTimeZone, { error: 'not a time zone', params: { problem: 'time-zone' } })
      .default('Europe/Moscow'),
    /** `online`, `onsite` or `both`: `format: online`. */
    format: z.enum(['online', 'onsite', 'both']),
    /** City and address: `place: Астана`. */
    place: line(120).optional(),
    /** Where one signs up: `registration: https://example.org/event`. */
    registration: z.url({ protocol: /^https$/ }).optional(),
  })
  .check(
    ...datesInOrder,
    z.refine<Clock>(({ startsOn, endsOn }) => !endsOn || endsOn >= startsOn, {
      error: 'endsOn must not be earlier than startsOn',
      path: ['endsOn'],
      params: { problem: 'end-before-start' },
    }),
    z.refine<Clock>(({ startsAt, endsAt }) => !endsAt || startsAt, {
      error: 'endsAt needs startsAt',
      path: ['endsAt'],
      params: { problem: 'end-without-start' },
    }),
    z.refine<Clock>(
      ({ startsOn, endsOn = startsOn, startsAt, endsAt }) =>
        endsOn !== startsOn || !startsAt || !endsAt || endsAt > startsAt,
      {
        error: 'endsAt must be later than startsAt',
        path: ['endsAt'],
        params: { problem: 'end-time-before-start' },
      },
    ),
  );

interface Clock {
  startsOn: string;
  endsOn?: string | undefined;
  startsAt?: string | undefined;
  endsAt?: string | undefined;
}
export type Event = z.infer<typeof event>;
