import type { FeedSource } from '#build/feeds/news-feed.ts';
import { inLanguage, stringsOf, type Language } from '#i18n/languages.ts';
import { feedsOf } from './feed-links.ts';
import { newsFor } from './news-pages.ts';
import { currentEdition } from './programme.ts';
import { listAddress, listPaths } from './reader-lists.ts';
import { isUntranslated } from './site-tree.ts';
import { solutionLinks } from './solution-pages.ts';

/** Only what everybody may read has feeds: whoever reads feeds does not sign in. */
export const feedPaths = async () => (await listPaths('news')).filter(({ props }) => props.reader === 'public');

/** What the feeds of a language are made of; a piece of news that is not translated is in the feed of its own language. */
export async function feedSource(language: Language, site: URL): Promise<FeedSource> {
  const t = stringsOf(language);
  const at = (path: string) => new URL(path, site).href;
  const list = { language, reader: 'public' as const };
  const { atom, rss } = feedsOf(listAddress('news', list));
  const news = (await newsFor(list)).filter((one) => one.access === 'public' && !isUntranslated(one));
  return {
    title: `${t.site.name}: ${t.news.title}`,
    description: t.news.lead,
    language: t.language.tag,
    author: t.site.vendor,
    page: at(listAddress('news', list)),
    home: at(inLanguage(language, '/')),
    atom: at(atom),
    rss: at(rss),
    timeZone: (await currentEdition()).timeZone,
    items: await Promise.all(
      news.map(async ({ entry: { data }, url }) => ({
        title: data.title,
        description: data.description,
        publishedOn: data.publishedOn,
        address: at(url),
        topics: (await solutionLinks(data.solutions, language)).map(({ title, url: topic }) => ({
          id: topic.split('/').at(-2)!,
          title,
        })),
      })),
    ),
  };
}
