import { z } from 'astro/zod';
import { calendarDate } from './calendar-date.ts';
import { datesInOrder, pageFields } from './page-fields.ts';

/** `content/news/<lang>/<slug>.md`: what is new in the programme or in a solution. */
export const newsItem = z
  .strictObject({
    ...pageFields,
    /** The day it came out; lists are ordered by it: `publishedOn: 2026-11-20`. */
    publishedOn: calendarDate,
  })
  .check(...datesInOrder);
export type NewsItem = z.infer<typeof newsItem>;
