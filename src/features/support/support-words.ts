import { fill, formatMoment } from '#i18n/formats.ts';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import type { SupportRow } from './support-contract.ts';

/** What the islands of support know of the page: words, the programme's zone, titles of the solutions. */
export interface SupportProps {
  words: IslandWords &
    Pick<Strings, 'support' | 'lists' | 'files'> & { days: Strings['rules']['days']; sample: string };
  locale: string;
  timeZone: string;
  solutions: { value: string; label: string }[];
}

export const solutionTitle = (solutions: SupportProps['solutions'], slug: string) =>
  solutions.find(({ value }) => value === slug)?.label ?? slug;

/** What a request is called: the help that is wanted, or how much it hinders and where. */
export function subjectOf({ words, solutions }: SupportProps, row: SupportRow): string {
  const t = words.support;
  if (row.kind === 'presale') return row.help ? t.helpNames[row.help] : t.ask.presale;
  const solution = row.solution && solutionTitle(solutions, row.solution);
  return [solution, row.severity && t.severities[row.severity].toLocaleLowerCase()].filter(Boolean).join(': ');
}

/** «14:00 1 декабря по Москве»: until when we answer, as one says it. */
export function promiseText({ words, locale, timeZone }: SupportProps, at: string): string {
  const date = new Date(at);
  const tag = locale === 'en' ? 'en-GB' : locale;
  const time = date.toLocaleTimeString(tag, { hour: '2-digit', minute: '2-digit', timeZone });
  const day = date.toLocaleDateString(tag, { day: 'numeric', month: 'long', timeZone });
  const named = (words.support.inZone as Record<string, string>)[timeZone];
  const zone = named ?? /UTC.*$/.exec(formatMoment(locale, at, timeZone))?.[0] ?? '';
  return fill(words.support.at, { time, day, zone });
}

/** The moment a partner wants us, as its own clock shows it, with the name of its zone. */
export function wantedText({ words, locale }: SupportProps, at: string, zone: string): string {
  const name = (words.support.zones as Record<string, string>)[zone];
  return `${formatMoment(locale, at, zone)}${name ? ` (${name})` : ''}`;
}

/** «осталось 1 д 3 ч» in the shortest words of the language. */
export function leftText(
  { words, locale }: SupportProps,
  left: { days: number; hours: number; minutes: number },
): string {
  const unit = (n: number, of: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: of, unitDisplay: 'short' }).format(n);
  const parts = [
    left.days > 0 && unit(left.days, 'day'),
    (left.hours > 0 || left.days > 0) && unit(left.hours, 'hour'),
    left.days === 0 && unit(left.minutes, 'minute'),
  ];
  return fill(words.support.left, { time: parts.filter(Boolean).join(' ') });
}
