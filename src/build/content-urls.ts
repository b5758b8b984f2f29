/**
 * Where an entry of a collection is published. The one place that knows: routes, the checker and the tree of the site ask here.
 * The access in the front matter decides the first part of the address, the language the part before it.
 */
export type Access = 'public' | 'partner' | 'staff';

export const defaultLanguage = 'ru';

/** The front of an address: '' or '/en', then '/partner' or '/staff'. */
export function urlPrefix(language: string, access: Access): string {
  return `${language === defaultLanguage ? '' : `/${language}`}${access === 'public' ? '' : `/${access}`}`;
}

/** The collections whose entries are pages. */
export type PageCollection = 'pages' | 'kb' | 'solutions' | 'offers' | 'course' | 'news' | 'events';

export interface ContentAddress {
  language: string;
  /** Site path with a slash at the end, as `/en/partner/kb/sell/margin/`. */
  url: string;
  /** The path without language and access, by which translations find each other: `/kb/sell/margin/`. */
  path: string;
}

/** `id` is the path of the file inside its collection without the extension. */
export function contentAddress(collection: PageCollection, id: string, access: Access): ContentAddress {
  const { language, path } = pathOf[collection](id.split('/'));
  return { language, path, url: `${urlPrefix(language, access)}${path}` };
}

type Path = { language: string; path: string };

const inFolders = (parts: string[]) => (parts.length === 0 ? '/' : `/${parts.join('/')}/`);
const underName =
  (name: string) =>
  ([language = '', ...rest]: string[]): Path => ({
    language,
    path: inFolders([name, ...rest.filter((part, at) => part !== 'index' || at < rest.length - 1)]),
  });

/** `01-first-steps` -> `first-steps`: the number gives the order of modules and lessons and may change. */
const withoutNumber = (part: string) => part.replace(/^\d+-/, '');

const pathOf: Record<PageCollection, (parts: string[]) => Path> = {
  pages: ([language = '', ...rest]) => ({
    language,
    path: inFolders(rest.at(-1) === 'index' ? rest.slice(0, -1) : rest),
  }),
  kb: underName('kb'),
  solutions: ([solution = '', language = '', part = '']) => ({
    language,
    path: inFolders(['solutions', solution, ...(part === 'index' ? [] : [part])]),
  }),
  offers: ([edition = '', file = '']) => ({
    language: file.replace(/^offer\./, ''),
    path: inFolders(['programme', 'offer', edition]),
  }),
  course: (parts) => underName('course')(parts.map(withoutNumber)),
  news: underName('news'),
  events: underName('events'),
};
