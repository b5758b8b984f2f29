import { writtenDate, type Language } from './words.ts';

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** The day of a date or a moment in a time zone, as people write it. */
export function writtenDay(language: Language, text: string, timeZone: string): string {
  // en-CA writes a day as 2026-11-25.
  const day = isDay(text)
    ? text
    : new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(text));
  return writtenDate(language, day);
}

/** A moment with hour and zone: «28 ноября 2026 года, 13:05 (UTC+3)»; a mere date stays one. */
export function writtenMoment(language: Language, text: string, timeZone: string): string {
  const day = writtenDay(language, text, timeZone);
  if (isDay(text)) return day;
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'longOffset',
  }).format(new Date(text));
  const zoned = hour.replace(
    /GMT(?:[+-]\d\d:\d\d)?$/,
    (zone) => `(${zone.replace('GMT', 'UTC').replace(/([+-])0?(\d+):00/, '$1$2')})`,
  );
  return `${day}, ${zoned}`;
}
