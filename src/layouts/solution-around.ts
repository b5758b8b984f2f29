import { stringsOf } from '#i18n/languages.ts';
import { eventsFor, type PlacedEvent } from './event-pages.ts';
import { materialsFor, posters } from './material-pages.ts';
import { newsFor, type News } from './news-pages.ts';
import type { ReaderList } from './reader-lists.ts';
import { kbSections, linkTo, placed, sectionOf, visibleTo, type Link } from './site-tree.ts';
import type { Access } from './page-view.ts';

/** What there is about a solution beside its own parts. A reader is told only of what it may open. */
export interface AroundSolution {
  articles: (Link & { access: Access; section: string })[];
  posters: (Link & { kicker: string })[];
  news: News[];
  events: PlacedEvent[];
}

const AT_MOST = { articles: 8, news: 4, events: 4 };

export async function aroundSolution(solution: string, list: ReaderList): Promise<AroundSolution> {
  const { language, reader } = list;
  const isAbout = ({ entry }: { entry: { data: { solutions: string[] } } }) => entry.data.solutions.includes(solution);
  const sections = await kbSections(language, reader);
  const order = new Map(sections.map(({ id }, at) => [id, at]));
  const articles = (await placed('kb'))
    .filter((one) => one.language === language && visibleTo(reader, one.access) && isAbout(one))
    .sort((a, b) => order.get(sectionOf(a.entry.id))! - order.get(sectionOf(b.entry.id))!);
  const materials = await materialsFor(list);
  const { coming, past } = await eventsFor(list);
  return {
    articles: articles.slice(0, AT_MOST.articles).map((article) => ({
      ...linkTo(article),
      access: article.access,
      section: sections.find(({ id }) => id === sectionOf(article.entry.id))?.title ?? stringsOf(language).kb.title,
    })),
    posters: (await posters(list))
      .filter((poster) => materials && poster.solutions.includes(solution))
      .map(({ id, headline, kicker }) => ({ title: headline, kicker, url: `${materials}#${id}` })),
    news: (await newsFor(list)).filter(isAbout).slice(0, AT_MOST.news),
    events: [...coming.filter(isAbout), ...past.filter(isAbout)].slice(0, AT_MOST.events),
  };
}
