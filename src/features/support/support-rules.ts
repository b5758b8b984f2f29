import type { SupportLine, SupportRow, SupportThread } from './support-contract.ts';

/** The offset of a zone from UTC at an instant, in minutes. */
function offsetMinutes(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const clock = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return Math.round((clock - at) / 60_000);
}

/**
 * The instant of what a clock in a zone shows (`2026-12-10T14:00`), as ISO 8601 UTC; undefined for what is no time. An hour that a change of
 * clocks skips becomes the one after it.
 */
export function instantInZone(local: string, timeZone: string): string | undefined {
  const shown = Date.parse(`${local.slice(0, 16)}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local) || Number.isNaN(shown)) return undefined;
  const first = shown - offsetMinutes(shown, timeZone) * 60_000;
  return new Date(shown - offsetMinutes(first, timeZone) * 60_000).toISOString();
}

/** What is left until a moment, in the largest two units: `{ days: 1, hours: 3 }`; nothing once it has passed. */
export function timeLeft(until: string, now: number): { days: number; hours: number; minutes: number } | undefined {
  const minutes = Math.floor((Date.parse(until) - now) / 60_000);
  if (minutes < 0) return undefined;
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60 };
}

/** Which part of the promised time is left, 1 to 0: the rim of the clock. */
export function partLeft({ createdAt, changedAt, answerBy }: SupportRow, now: number): number {
  if (!answerBy) return 0;
  const until = Date.parse(answerBy);
  // A promise that was given anew began with the message that asked for it.
  const from =
    Date.parse(changedAt) < until ? Math.max(Date.parse(createdAt), Date.parse(changedAt)) : Date.parse(createdAt);
  return Math.max(0, Math.min(1, (until - now) / Math.max(1, until - from)));
}

type Page = Pick<SupportThread, 'thread' | 'earlier'>;

/** The lines of a thread that are shown: no gap between them, the oldest first. */
export interface ShownLines {
  lines: SupportLine[];
  /** How many there are before them. */
  earlier: number;
  /** The first line that was there without asking for earlier ones. */
  from: string | undefined;
}

export const shownLines = ({ thread, earlier }: Page): ShownLines => ({ lines: thread, earlier, from: thread[0]?.id });

/** What is shown, with the newest page of the thread; the same object where nothing is new. A page that does not reach what is shown replaces it. */
export function withNewest(shown: ShownLines, page: Page): ShownLines {
  const at = shown.lines.findIndex(({ id }) => id === page.thread[0]?.id);
  if (at < 0) return shownLines(page);
  const isNew = shown.lines.length - at !== page.thread.length || shown.lines.at(-1)?.id !== page.thread.at(-1)?.id;
  return isNew ? { ...shown, lines: [...shown.lines.slice(0, at), ...page.thread] } : shown;
}

/** What is shown, with the page before it. */
export const withEarlier = (shown: ShownLines, { thread, earlier }: Page): ShownLines => ({
  ...shown,
  lines: [...thread, ...shown.lines],
  earlier,
});
