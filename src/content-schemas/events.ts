import { z } from 'astro/zod';
import { calendarDate } from './calendar-date.ts';
import { line } from './localised-text.ts';
import { datesInOrder, pageFields } from './page-fields.ts';

/** `content/events/<lang>/<slug>.md`: a joint event, online or at a place. */
export const event = z
  .strictObject({
    ...pageFields,
    /** First day: `startsOn: 2027-02-18`. */
    startsOn: calendarDate,
    /** Last day, when there is more than one: `endsOn: 2027-02-19`. */
    endsOn: calendarDate.optional(),
    /** Time of the beginning with its zone, as readers see it: `startsAt: 11:00 по Москве`. */
    startsAt: line(40).optional(),
    /** `online`, `onsite` or `both`: `format: online`. */
    format: z.enum(['online', 'onsite', 'both']),
    /** City and address: `place: Астана`. */
    place: line(120).optional(),
    /** Where one signs up: `registration: https://example.org/event`. */
    registration: z.url({ protocol: /^https$/ }).optional(),
  })
  .check(
    ...datesInOrder,
    z.refine<{ startsOn: string; endsOn?: string | undefined }>(
      ({ startsOn, endsOn }) => !endsOn || endsOn >= startsOn,
      {
        error: 'endsOn must not be earlier than startsOn',
        path: ['endsOn'],
        params: { problem: 'end-before-start' },
      },
    ),
  );
export type Event = z.infer<typeof event>;
