import { urlPrefix } from './content-urls.ts';
import type { Access } from './content-urls.ts';

/**
 * Pages that are made by code and stand in no file of content/: links may lead to them, no page may take their address. These exist in
 * every language; tests/content/addresses.test.ts compares them with src/pages.
 */
const everywhere = [
  '/apply/',
  '/apply/thanks/',
  '/enquiry/',
  '/enquiry/thanks/',
  '/search/',
  '/sign-in/',
  '/solutions/',
  '/verify/',
];

/** The same in the partner's area. */
const inPartnerArea = [
  '/',
  '/clients/',
  '/clients/client/',
  '/company/',
  '/company/members/',
  '/leads/',
  '/leads/appeals/',
  '/leads/import/',
  '/leads/lead/',
  '/leads/new/',
  '/leads/passed/',
  '/offer/',
  '/receipts/',
  '/support/',
];

/** And in that of the vendor's people. */
const inStaffArea = [
  '/',
  '/applications/',
  '/audit/',
  '/clients/',
  '/delivery/',
  '/enquiries/',
  '/leads/',
  '/numbers/',
  '/partners/',
  '/people/',
  '/programme/',
  '/support/',
];

export interface Route {
  url: string;
  access: Access;
}

/** What routes are made from: the pages that content gives, and the posters in every language, with their collection, language and access. */
export interface RouteSource {
  collection: string;
  id: string;
  language: string;
  access: Access;
}

const readers: readonly Access[] = ['public', 'partner', 'staff'];
const lists: Record<string, string> = {
  news: '/news/',
  events: '/events/',
  course: '/course/',
  posters: '/materials/',
};

/** The routes of the site: fixed ones in every language, lists where there is something to list. */
export function siteRoutes(pages: readonly RouteSource[], languages: readonly string[]): Route[] {
  const routes = new Map<string, Route>();
  const add = (language: string, access: Access, path: string) => {
    const url = `${urlPrefix(language, access)}${path}`;
    routes.set(url, { url, access });
  };
  for (const language of languages) {
    for (const path of everywhere) add(language, 'public', path);
    for (const path of inPartnerArea) add(language, 'partner', path);
    for (const path of inStaffArea) add(language, 'staff', path);
  }
  for (const { collection, id, language, access } of pages) {
    // A solution with parts for partners has a room that gathers them.
    const [folder = '', , part] = id.split('/');
    if (collection === 'solutions' && access === 'partner' && part !== 'index')
      add(language, access, `/solutions/${folder}/`);
    if (collection === 'offers') add(language, 'public', '/programme/offer/');
    else if (lists[collection]) add(language, access, lists[collection]);
  }
  for (const [base, sections] of knowledgeBases(pages)) {
    const [language = '', access = 'public'] = base.split(' ') as [string?, Access?];
    add(language, access, '/kb/');
    for (const section of sections) add(language, access, `/kb/${section}/`);
  }
  return [...routes.values()];
}

/** Readers with articles of their own have a base of their own, which shows the public sections too. */
function knowledgeBases(pages: readonly RouteSource[]): Map<string, Set<string>> {
  const bases = new Map<string, Set<string>>();
  const articles = pages.filter(({ collection, id }) => collection === 'kb' && id.split('/').length === 3);
  for (const { language, access } of articles) bases.set(`${language} ${access}`, new Set());
  for (const { id, language, access } of articles) {
    const section = id.split('/')[1] ?? '';
    for (const reader of readers)
      if (access === 'public' || access === reader) bases.get(`${language} ${reader}`)?.add(section);
  }
  return bases;
}
