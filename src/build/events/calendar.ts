import { createHash } from 'node:crypto';
import ical from 'ical-generator';
import { spanOf, type EventClock } from './event-time.ts';

/** An event as a calendar tells it. */
export interface CalendarEvent extends EventClock {
  title: string;
  description: string;
  place?: string | undefined;
  registration?: string | undefined;
  /** Readers and site path without language: the same for all translations, and so is the UID. */
  path: string;
  /** Whole address of its page. */
  address: string;
  /** The day the page was last read: the calendar's word for its last edition. */
  checkedOn: string;
}

export interface CalendarSource {
  name: string;
  language: string;
  /** Whole address of the calendar itself; absent for a single event. */
  address?: string;
  /** Host of the site: a part of what makes an UID the only one. */
  host: string;
  events: readonly CalendarEvent[];
}

/**
 * Events as iCalendar (RFC 5545). Times are in UTC, which needs no VTIMEZONE and which every calendar shows by its reader's clock; when a
 * zone changes its rules, the next build says so. Days without a time are DATE values, the end being the day after the last. UID and DTSTAMP
 * come from the content and not from the build, so that a subscriber's calendar changes only when an event does.
 */
export function calendarText({ name, language, address, host, events }: CalendarSource): string {
  const calendar = ical({
    name: address ? name : null,
    prodId: { company: 'Letok', product: 'Events', language: language.toUpperCase() },
    url: address ?? null,
    ttl: address ? 24 * 3600 : null,
  });
  for (const event of events) {
    const span = spanOf(event);
    const edited = new Date(event.checkedOn);
    const lines = [event.description, event.registration, event.address].filter((line) => line !== undefined);
    calendar.createEvent({
      id: uidOf(host, event.path),
      stamp: edited,
      lastModified: edited,
      ...(span.isAllDay
        ? { allDay: true, timezone: 'UTC', start: new Date(span.firstDay), end: new Date(span.dayAfter) }
        : { start: span.start, end: span.isEndKnown || span.lastDay !== span.firstDay ? span.end : null }),
      summary: event.title,
      description: lines.join('\n\n'),
      location: event.place ?? null,
      url: event.address,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** A UUID (RFC 9562, version 8) made of the site and the event: RFC 7986 wants no host in it that a reader could see. */
function uidOf(host: string, path: string): string {
  const hex = createHash('sha256').update(`${host} ${path}`).digest('hex').slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = '89ab'[Number.parseInt(hex[16]!, 16) % 4]!;
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
