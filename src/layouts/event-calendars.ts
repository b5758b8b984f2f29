import type { CalendarEvent, CalendarSource } from '#build/events/calendar.ts';
import { contentAddress, urlPrefix } from '#build/content-urls.ts';
import { stringsOf, type Language } from '#i18n/languages.ts';
import { eventPaths, eventsFor, type PlacedEvent } from './event-pages.ts';
import { listAddress, listPaths } from './reader-lists.ts';
import { isUntranslated } from './site-tree.ts';

/** A calendar program does not sign in, so the calendar to subscribe to holds what is public. */
export const calendarPaths = async () => (await listPaths('events')).filter(({ props }) => props.reader === 'public');

/** The file of one event lies beside its page, and is as private. */
export const eventFilePaths = async () => (await eventPaths()).filter(({ props }) => !isUntranslated(props.placed));

/** Where it lies, for a page that is not translated too. */
export const eventFile = ({ path, access, textLanguage }: PlacedEvent) =>
  `${urlPrefix(textLanguage, access)}${path}event.ics`;

/** All public events of a language, untranslated ones among them: a missing event is worse than a foreign word. */
export async function calendarOf(language: Language, site: URL): Promise<CalendarSource> {
  const list = { language, reader: 'public' as const };
  const { coming, past } = await eventsFor(list);
  const t = stringsOf(language);
  return {
    name: `${t.site.name}: ${t.events.title}`,
    language,
    address: new URL(`${listAddress('events', list)}calendar.ics`, site).href,
    host: site.host,
    // The order does not follow the clock, or the file would change by itself.
    events: [...coming, ...past]
      .filter(({ access }) => access === 'public')
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((event) => inCalendar(event, site)),
  };
}

export const calendarOfOne = (event: PlacedEvent, site: URL): CalendarSource => ({
  name: event.entry.data.title,
  language: event.language,
  host: site.host,
  events: [inCalendar(event, site)],
});

function inCalendar({ entry, url, access }: PlacedEvent, site: URL): CalendarEvent {
  const { title, description, place, registration, checkedOn, startsOn, endsOn, startsAt, endsAt, timeZone } =
    entry.data;
  const { path } = contentAddress('events', entry.id, access);
  return {
    title,
    description,
    place,
    registration,
    checkedOn,
    startsOn,
    endsOn,
    startsAt,
    endsAt,
    timeZone,
    path: `${access} ${path}`,
    address: new URL(url, site).href,
  };
}
