import { stringsOf } from '#i18n/languages.ts';
import { listAddress, listFor } from './reader-lists.ts';
import type { PageView } from './page-view.ts';

/** The feeds a page leads to: the news everywhere, the calendar beside events. Only what is public has feeds. */
export async function feedLinks({
  language,
  section,
}: PageView): Promise<{ type: string; title: string; url: string }[]> {
  const t = stringsOf(language);
  const list = { language, reader: 'public' as const };
  const news = (await listFor('news', list)) ? feedsOf(listAddress('news', list)) : undefined;
  const events = section === 'events' && (await listFor('events', list));
  return [
    ...(news ? [{ type: 'application/atom+xml', title: `${t.news.title}, Atom`, url: news.atom }] : []),
    ...(news && section === 'news'
      ? [{ type: 'application/rss+xml', title: `${t.news.title}, RSS`, url: news.rss }]
      : []),
    ...(events ? [{ type: 'text/calendar', title: t.events.title, url: `${events}calendar.ics` }] : []),
  ];
}

export const feedsOf = (list: string) => ({ atom: `${list}feed.xml`, rss: `${list}rss.xml` });
