import { spanOf } from '#build/events/event-time.ts';
import { stringsOf } from '#i18n/languages.ts';
import type { PlacedEvent } from './event-pages.ts';
import type { News } from './news-pages.ts';
import type { PageView } from './page-view.ts';

/**
 * What pages tell machines in the words of schema.org, and only what they show to people as well. Addresses are paths of the site here;
 * `withAddresses` makes them whole.
 */
export type StructuredData = Record<string, unknown>;

const organization = (language: string) => ({ '@type': 'Organization', name: stringsOf(language).site.vendor });

/** The way from the section down to the page. */
export const breadcrumbData = ({ breadcrumbs = [], title, url }: PageView): StructuredData => ({
  '@type': 'BreadcrumbList',
  itemListElement: [...breadcrumbs, { title, url }].map((crumb, at) => ({
    '@type': 'ListItem',
    position: at + 1,
    name: crumb.title,
    item: crumb.url,
  })),
});

export function newsData({ entry, url, language }: News): StructuredData {
  return {
    '@type': 'NewsArticle',
    headline: entry.data.title,
    description: entry.data.description,
    datePublished: entry.data.publishedOn,
    url,
    inLanguage: language,
    author: organization(language),
    publisher: organization(language),
  };
}

const attendance = { online: 'Online', onsite: 'Offline', both: 'Mixed' } as const;

export function eventData({ entry, url, language }: PlacedEvent): StructuredData {
  const { title, description, format, place, registration } = entry.data;
  const span = spanOf(entry.data);
  const online = { '@type': 'VirtualLocation', url: registration ?? url };
  const onSite = { '@type': 'Place', name: place, address: place };
  return {
    '@type': 'Event',
    name: title,
    description,
    url,
    inLanguage: language,
    startDate: span.isAllDay ? span.firstDay : span.start.toISOString(),
    ...(span.isEndKnown && { endDate: span.isAllDay ? span.lastDay : span.end.toISOString() }),
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: `https://schema.org/${attendance[format]}EventAttendanceMode`,
    location: format === 'online' ? online : place ? (format === 'both' ? [onSite, online] : onSite) : online,
    organizer: organization(language),
  };
}

/** As JSON that may stand inside a script element. */
export function withAddresses(data: readonly StructuredData[], site: URL): string {
  const whole = { '@context': 'https://schema.org', '@graph': data };
  const isPath = (value: unknown): value is string => typeof value === 'string' && /^\/(?!\/)/.test(value);
  return JSON.stringify(whole, (_key, value: unknown) => (isPath(value) ? new URL(value, site).href : value)).replace(
    /</g,
    '\\u003c',
  );
}
