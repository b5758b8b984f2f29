import { getCollection, type CollectionEntry } from 'astro:content';
import { typograph } from '#build/typography/typograph.ts';
import { contentAddress, urlPrefix, type Access, type PageCollection } from '#build/content-urls.ts';
import { isShownUntranslated, untranslated } from '#build/untranslated.ts';
import { defaultLanguage, languages, type Language } from '#i18n/languages.ts';
import type { PageView } from './page-view.ts';

/** The pages of the site as a tree: what stands beside what, in which order, under which address. Read once per build. */

export interface Link {
  title: string;
  url: string;
  /** Language of what it leads to, where that is not the language of the page. */
  textLanguage?: Language | undefined;
}

export interface Placed<C extends PageCollection> {
  entry: CollectionEntry<C>;
  /** Of the address and of all that stands around the text. */
  language: Language;
  /** Of title and text: another one where the page is not translated. */
  textLanguage: Language;
  access: Access;
  url: string;
  /** Address without language and access: the same for all translations of a page. */
  path: string;
}

/** The collections whose entries have the fields of a page, access among them. */
export type TreeCollection = 'pages' | 'kb' | 'solutions' | 'course' | 'events' | 'news';

const remembered = new Map<string, Promise<unknown>>();
/** Computes once per build; in development at every request, so that an edit shows. */
export function once<T>(key: string, make: () => Promise<T>): Promise<T> {
  if (!remembered.has(key) || import.meta.env.DEV) remembered.set(key, make());
  return remembered.get(key) as Promise<T>;
}

const byOrder = (a: { data: { order: number; title: string } }, b: { data: { order: number; title: string } }) =>
  a.data.order - b.data.order || a.data.title.localeCompare(b.data.title);

/**
 * All pages of a collection with their addresses, in their order. A page that a language lacks stands in it too, with its text in the
 * default language.
 */
export function placed<C extends TreeCollection>(collection: C): Promise<Placed<C>[]> {
  return once(`placed:${collection}`, async () => {
    const entries = (await getCollection(collection)) as CollectionEntry<C>[];
    const written = entries.map((entry): Placed<C> => {
      const { language, url, path } = contentAddress(collection, entry.id, entry.data.access);
      const data = {
        ...entry.data,
        title: typograph(entry.data.title, language),
        description: typograph(entry.data.description, language),
      };
      return { entry: { ...entry, data }, language, textLanguage: language, access: entry.data.access, url, path };
    });
    const isShown = ({ entry: { data } }: Placed<C>) =>
      isShownUntranslated(collection, 'kind' in data ? data.kind : undefined);
    const lacking = untranslated(written, languages).filter(({ page }) => isShown(page));
    const shown = lacking.map(({ page, language }) => ({
      ...page,
      language,
      url: `${urlPrefix(language, page.access)}${page.path}`,
    }));
    return [...written, ...shown].sort((a, b) => byOrder(a.entry, b.entry));
  });
}

export const isUntranslated = ({ language, textLanguage }: { language: Language; textLanguage: Language }) =>
  language !== textLanguage;

/** The link to a page, marked where its text is in another language. */
export const linkTo = ({ entry, url, language, textLanguage }: Placed<TreeCollection>): Link => ({
  title: entry.data.title,
  url,
  ...(language !== textLanguage && { textLanguage }),
});

/** The same pages by who may read them and what they are about, to find a page in other languages. */
function byReaderAndPath<P extends { access: Access; path: string }>(all: readonly P[]) {
  const pages = Map.groupBy(all, ({ access, path }) => `${access} ${path}`);
  return (access: Access, path: string): P[] => pages.get(`${access} ${path}`) ?? [];
}

type InLanguage = { language: Language; url: string };
const addressIn = ({ language, url }: InLanguage): InLanguage => ({ language, url });

/** The translations of a page for the same readers: a public page does not tell of one that only partners may open. */
export function alternatesOf(all: readonly { language: Language; access: Access; path: string; url: string }[]) {
  const find = byReaderAndPath(all);
  return ({ access, path }: { access: Access; path: string }) => find(access, path).map(addressIn);
}

/** What a page of content/ tells of its language: for search engines, for the language switch, for whoever reads it. */
export async function languageView(page: Placed<TreeCollection>): Promise<Partial<PageView>> {
  const { translations, everywhere } = await inLanguages(page.entry.collection);
  const own = everywhere(page.access, page.path);
  // Where its own readers have no such page in a language, everybody may have one.
  const open = everywhere('public', page.path).filter(({ language }) => own.every((one) => one.language !== language));
  const inEvery = [...own, ...open].map(addressIn);
  if (!isUntranslated(page)) return { alternates: translations(page), inLanguages: inEvery };
  return {
    textLanguage: page.textLanguage,
    inLanguages: inEvery,
    canonical: `${urlPrefix(page.textLanguage, page.access)}${page.path}`,
    noindex: true,
    unlisted: true,
  };
}

const inLanguages = (collection: TreeCollection) =>
  once(`in-languages:${collection}`, async () => {
    const all: Placed<TreeCollection>[] = await placed(collection);
    return {
      translations: alternatesOf(all.filter((page) => !isUntranslated(page))),
      everywhere: byReaderAndPath(all),
    };
  });

/** The languages in which a page that exists in every language of the interface is told. */
export const everyLanguage = (path: string) =>
  languages.map((language) => ({ language, url: `${urlPrefix(language, 'public')}${path}` }));

export interface KbSection extends Link {
  id: string;
  description: string;
}

/** May somebody who reads pages of `reader` access see a page of `access`? Public pages never name private ones. */
export const visibleTo = (reader: Access, access: Access) => access === 'public' || access === reader;

/** The sections that have articles a reader may see. */
export function kbSections(language: Language, reader: Access = 'public'): Promise<KbSection[]> {
  return once(`sections:${language}:${reader}`, async () => {
    const sections = await getCollection('kbSections');
    const articles = (await placed('kb')).filter(
      (article) => article.language === language && visibleTo(reader, article.access),
    );
    const filled = new Set(articles.map(({ entry }) => sectionOf(entry.id)));
    return sections
      .filter(({ data }) => filled.has(data.id))
      .sort((a, b) => a.data.order - b.data.order)
      .map(({ data }) => ({
        id: data.id,
        title: inLanguageOf(data.title, language),
        description: inLanguageOf(data.description, language),
        url: `${urlPrefix(language, reader)}/kb/${data.id}/`,
      }));
  });
}

/** The articles of a section that a reader may see, in reading order. */
export function kbArticles(language: Language, section: string, reader: Access): Promise<Placed<'kb'>[]> {
  return once(`articles:${language}:${section}:${reader}`, async () => {
    const all = (await kbBySection()).get(`${language}/${section}`) ?? [];
    const visible = all.filter(({ access }) => visibleTo(reader, access));
    // Partners may have a translation that others lack.
    const translated = new Set(visible.filter((page) => !isUntranslated(page)).map(({ path }) => path));
    return visible.filter((page) => !isUntranslated(page) || !translated.has(page.path));
  });
}

const kbBySection = () =>
  once('kb-by-section', async () =>
    Map.groupBy(await placed('kb'), ({ entry, language }) => `${language}/${sectionOf(entry.id)}`),
  );

/** The section of an article from its id, `ru/pinning/extend` -> `pinning`. */
export const sectionOf = (id: string) => id.split('/')[1] ?? '';

export function footerSolutions(language: Language): Promise<Link[]> {
  return once(`footer-solutions:${language}`, async () => {
    const pages = (await placed('solutions')).filter(
      ({ entry, language: its }) => its === language && entry.data.part === 'index',
    );
    const facts = new Map((await getCollection('solutionFacts')).map((entry) => [entry.id, entry.data]));
    return pages
      .map((page) => ({ page, facts: facts.get(page.entry.id.split('/')[0]!)! }))
      .sort((a, b) => a.facts.order - b.facts.order)
      .slice(0, 4)
      .map(({ page, facts: { title } }) => ({ ...linkTo(page), title: inLanguageOf(title, language) }));
  });
}

/** A text that is given per language, with the typography of the language; Russian where a translation is missing. */
export function inLanguageOf<T>(texts: { ru: T } & Record<string, T>, language: Language): T {
  const isTranslated = texts[language] !== undefined;
  const set = (text: unknown) =>
    typeof text === 'string' ? typograph(text, isTranslated ? language : defaultLanguage) : text;
  const value = isTranslated ? texts[language] : texts[defaultLanguage];
  return (Array.isArray(value) ? value.map(set) : set(value)) as T;
}
