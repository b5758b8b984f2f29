import { z } from 'astro/zod';

/**
 * A calendar date of the front matter: `2026-11-12`, without quotes, without time.
 * YAML readers disagree whether that is a string or a date, so both are taken; pages always get the string.
 */
export const calendarDate = z.preprocess(
  (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : value),
  z.string().refine(isCalendarDate, { error: 'not a date like 2026-11-12', params: { problem: 'date-format' } }),
);

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Has a day gone by? By UTC, as the checker counts. */
export const isPast = (day: string, now = Date.now()): boolean => day < new Date(now).toISOString().slice(0, 10);

/** Today where the day begins first on Earth, so that no editor is told that his own today lies in the future. */
export function latestToday(now = Date.now()): string {
  return new Date(now + 14 * 3_600_000).toISOString().slice(0, 10);
}
