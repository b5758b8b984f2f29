import { formatDate, stringsOf } from '#i18n/languages.ts';
import { entriesFor, listAddress, listAlternates, prefixParam, type ReaderList } from './reader-lists.ts';
import { languageView, linkTo, placed, type Link, type Placed } from './site-tree.ts';
import { newsData } from './structured-data.ts';
import type { PageView } from './page-view.ts';

/** The pages of the news: lists with the newest first, and each piece of news. */

export type News = Placed<'news'>;

const newestFirst = (a: News, b: News) =>
  b.entry.data.publishedOn.localeCompare(a.entry.data.publishedOn) || a.entry.data.order - b.entry.data.order;

export const newsFor = async (list: ReaderList): Promise<News[]> =>
  (await entriesFor('news', list)).toSorted(newestFirst);

export async function newsPaths() {
  return (await placed('news')).map((news) => ({
    params: { prefix: prefixParam(news.language, news.access), news: news.path.split('/').at(-2)! },
    props: { placed: news },
  }));
}

/** A list by years, the newest first. */
export async function newsList(list: ReaderList): Promise<{ page: PageView; years: [string, News[]][] }> {
  const { language, reader } = list;
  const t = stringsOf(language);
  const years = Map.groupBy(await newsFor(list), ({ entry }) => entry.data.publishedOn.slice(0, 4));
  return {
    page: {
      url: listAddress('news', list),
      language,
      access: reader,
      section: 'news',
      title: t.news.title,
      description: reader === 'public' ? t.news.lead : t.news.partnerLead,
      alternates: await listAlternates('news', reader),
    },
    years: [...years],
  };
}

/** One piece of news, between the one before and the one after it in time. */
export async function newsView(
  news: News,
): Promise<{ page: PageView; previous?: Link | undefined; next?: Link | undefined }> {
  const { entry, language, access, url } = news;
  const list = { language, reader: access };
  const t = stringsOf(language);
  const all = await newsFor(list);
  const at = all.findIndex((one) => one.url === url);
  const link = (one?: News) => one && linkTo(one);
  return {
    page: {
      url,
      language,
      access,
      section: 'news',
      title: entry.data.title,
      description: entry.data.description,
      ...(await languageView(news)),
      breadcrumbs: [{ title: t.news.title, url: listAddress('news', list) }],
      publishedOn: entry.data.publishedOn,
      modifiedOn: entry.data.checkedOn,
      structured: [newsData(news)],
      picture: {
        title: entry.data.title,
        kicker: `${t.news.title} · ${formatDate(language, entry.data.publishedOn)}`,
      },
      solutions: entry.data.solutions,
      audience: entry.data.audience,
      keywords: entry.data.keywords,
    },
    previous: link(all[at + 1]),
    next: link(all[at - 1]),
  };
}
