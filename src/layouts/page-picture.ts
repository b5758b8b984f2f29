import { pictureAddress } from '#build/pictures/picture-shelf.ts';
import type { OpenGraphPicture } from '#build/pictures/open-graph.ts';
import { stringsOf } from '#i18n/languages.ts';
import type { PageView, SiteSection } from './page-view.ts';

/** What a page has on its picture beside the name of the site. */
export type PagePicture = Pick<OpenGraphPicture, 'title' | 'kicker' | 'filled' | 'mark'>;

/**
 * The picture messengers show beside a link. What people send to one another has one of its own: the front page, a solution, a piece of news,
 * an event. Articles share that of their part of the site: a thousand pictures that differ in one line would double the time of a build.
 */
export function pictureOf(page: PageView): { address: string; words: string } | undefined {
  const t = stringsOf(page.language);
  const own = page.picture ?? { title: sectionTitle(page), kicker: t.site.programme };
  const address = pictureAddress({ ...own, site: t.site.name, vendor: t.site.tagline });
  return address === undefined ? undefined : { address, words: own.title };
}

function sectionTitle({ language, section }: PageView): string {
  const t = stringsOf(language);
  const titles: Record<SiteSection, string> = {
    programme: t.nav.programme,
    kb: t.kb.title,
    solutions: t.solutions.title,
    course: t.course.title,
    events: t.events.title,
    news: t.news.title,
    legal: t.footer.legal,
    other: t.site.name,
  };
  return titles[section];
}
