import { createHash } from 'node:crypto';
import ical, { ICalAlarmType, ICalEventTransparency } from 'ical-generator';
import type { ProtectionEnd } from '../../src/features/clients/protection-feed-contract.ts';
import { writtenMoment } from '../i18n/written-moment.ts';
import { fill, inLanguage, stringsOf, type Language } from '../i18n/words.ts';

interface Source {
  language: Language;
  siteUrl: string;
  ends: readonly ProtectionEnd[];
}

const secondsOfDay = 24 * 3600;

/**
 * Ends of protection as iCalendar (RFC 5545). Times are in UTC, so every calendar shows them by its reader's clock; the words name the
 * programme's. UID and DTSTAMP follow from the pin, SEQUENCE counts its extensions: a calendar moves the event it has, and drops the one
 * that is in here no more.
 */
export function protectionCalendar({ language, siteUrl, ends }: Source): string {
  const t = stringsOf(language).protectionFeed;
  const calendar = ical({
    name: t.calendar,
    prodId: { company: 'Letok', product: 'Protection', language: language.toUpperCase() },
    ttl: 3600,
  });
  for (const end of ends) {
    const name = end.clientName;
    const page = new URL(
      `${inLanguage(language, '/partner/clients/client/')}?id=${encodeURIComponent(end.clientId)}`,
      siteUrl,
    );
    const moment = (at: string) => writtenMoment(language, at, end.timeZone);
    const add = (kind: 'ends' | 'grace', at: string, words: string, remindDays: readonly number[]) =>
      calendar.createEvent({
        id: uidOf(siteUrl, `${end.pinId} ${kind}`),
        stamp: new Date(end.changedAt),
        lastModified: new Date(end.changedAt),
        sequence: end.extensions,
        start: new Date(at),
        summary: fill(t[kind], { name }),
        description: `${fill(words, { moment: moment(at) })}\n\n${page.href}`,
        url: page.href,
        // A term is no appointment: nobody is busy then.
        transparency: ICalEventTransparency.TRANSPARENT,
        alarms: remindDays.map((days) => ({
          type: ICalAlarmType.display,
          trigger: days * secondsOfDay,
          description: fill(t[kind], { name }),
        })),
      });
    add('ends', end.until, end.mayGoOn ? t.endsText : t.endsTextAtCap, end.warningDays);
    if (end.mayGoOn) add('grace', end.graceUntil, t.graceText, [1]);
  }
  return `${calendar.toString()}\r\n`;
}

/** A UUID (RFC 9562, version 8) made of the site and the pin. */
function uidOf(site: string, subject: string): string {
  const hex = createHash('sha256').update(`${site} ${subject}`).digest('hex').slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = '89ab'[Number.parseInt(hex[16]!, 16) % 4]!;
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
