import type { Language } from '#i18n/languages.ts';
import { eventsFor } from './event-pages.ts';
import { newsFor } from './news-pages.ts';
import { linkTo } from './site-tree.ts';

/** Something new that a partner may want to know of: by its solutions a reader's own list is chosen. */
export interface FreshPage {
  kind: 'news' | 'event';
  title: string;
  url: string;
  textLanguage: string | undefined;
  /** A date: when it came out, or begins. */
  on: string;
  solutions: readonly string[];
}

/** What is new in the programme for its partners, the nearest events first and then the newest news. */
export async function freshPages(language: Language): Promise<FreshPage[]> {
  const list = { language, reader: 'partner' as const };
  const events = (await eventsFor(list)).coming.slice(0, 6).map((event) => ({
    kind: 'event' as const,
    ...freshOf(event),
    on: event.entry.data.startsOn,
  }));
  const news = (await newsFor(list)).slice(0, 12).map((one) => ({
    kind: 'news' as const,
    ...freshOf(one),
    on: one.entry.data.publishedOn,
  }));
  return [...events, ...news];
}

function freshOf(placed: Parameters<typeof linkTo>[0] & { entry: { data: { solutions: readonly string[] } } }) {
  const { title, url, textLanguage } = linkTo(placed);
  return { title, url, textLanguage, solutions: placed.entry.data.solutions };
}
