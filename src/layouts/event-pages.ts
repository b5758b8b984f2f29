import { inOrder, spanOf } from '#build/events/event-time.ts';
import { fill, formatDays, formatWeekday, stringsOf, type Language } from '#i18n/languages.ts';
import { entriesFor, listAddress, listAlternates, prefixParam, type ReaderList } from './reader-lists.ts';
import { languageView, placed, type Placed } from './site-tree.ts';
import { eventData } from './structured-data.ts';
import type { PageView } from './page-view.ts';

/** The pages of events: lists of what comes and what has been, and each event. The moment of the build decides; a script may correct it. */

export type PlacedEvent = Placed<'events'>;

const builtAt = new Date();
const now = () => (import.meta.env.DEV ? new Date() : builtAt);

export async function eventPaths() {
  return (await placed('events')).map((event) => ({
    params: { prefix: prefixParam(event.language, event.access), event: event.path.split('/').at(-2)! },
    props: { placed: event },
  }));
}

export async function eventsFor(list: ReaderList): Promise<{ coming: PlacedEvent[]; past: PlacedEvent[] }> {
  const events = (await entriesFor('events', list)).map((event) => ({ event, clock: event.entry.data }));
  const { coming, past } = inOrder(events, now());
  return { coming: coming.map(({ event }) => event), past: past.map(({ event }) => event) };
}

export async function eventList(list: ReaderList) {
  const { language, reader } = list;
  const t = stringsOf(language);
  const page: PageView = {
    url: listAddress('events', list),
    language,
    access: reader,
    section: 'events',
    title: t.events.title,
    description: reader === 'public' ? t.events.lead : t.events.partnerLead,
    alternates: await listAlternates('events', reader),
  };
  return { page, ...(await eventsFor(list)) };
}

export async function eventView(event: PlacedEvent): Promise<PageView> {
  const { entry, language, access, url } = event;
  const t = stringsOf(language);
  const words = eventWords(event);
  return {
    url,
    language,
    access,
    section: 'events',
    title: entry.data.title,
    description: entry.data.description,
    ...(await languageView(event)),
    breadcrumbs: [{ title: t.events.title, url: listAddress('events', { language, reader: access }) }],
    modifiedOn: entry.data.checkedOn,
    structured: [eventData(event)],
    picture: {
      title: entry.data.title,
      kicker: `${t.events.title} · ${words.days}`,
      mark: dayMark(language, words.firstDay),
    },
    solutions: entry.data.solutions,
    audience: entry.data.audience,
    keywords: entry.data.keywords,
  };
}

/** When and where an event is, in words. */
export function eventWords({ entry, language }: PlacedEvent) {
  const t = stringsOf(language);
  const { startsAt, endsAt, timeZone, format, place } = entry.data;
  const span = spanOf(entry.data);
  return {
    days: formatDays(language, span.firstDay, span.lastDay),
    weekday: span.firstDay === span.lastDay ? formatWeekday(language, span.firstDay) : undefined,
    time: startsAt ? (endsAt ? `${startsAt}–${endsAt}` : startsAt) : t.events.allDay,
    zone: startsAt
      ? fill(t.events.zone, { place: zoneName(language, timeZone, span.start), offset: shortOffset(span.offset) })
      : undefined,
    format: t.events.formats[format],
    where: format === 'online' ? t.events.online : (place ?? t.events.formats[format]),
    isPast: span.end <= now(),
    ...span,
  };
}

/** `+03:00` -> `+3`, with the sign of typography. */
const shortOffset = (offset: string) => offset.replace(/^-/, '−').replace(/^(.)0/, '$1').replace(/:00$/, '');

/** «Москва», “Moscow Time”: as the place of a zone is called in a language. */
function zoneName(language: Language, timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'shortGeneric' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return /^GMT|^UTC/.test(name) ? timeZone : name;
}

/** «21», «апреля» */
function dayMark(language: Language, day: string) {
  const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).formatToParts(
    new Date(day),
  );
  const of = (type: 'day' | 'month') => parts.find((part) => part.type === type)?.value ?? '';
  return { large: of('day'), small: of('month') };
}
