import { getCollection, type CollectionEntry } from 'astro:content';
import { typograph } from '#build/typography/typograph.ts';
import { contentAddress, urlPrefix, type Access, type PageCollection } from '#build/content-urls.ts';
import { defaultLanguage, languages, type Language } from '#i18n/languages.ts';

/** The pages of the site as a tree: what stands beside what, in which order, under which address. Read once per build. */

export interface Link {
  title: string;
  url: string;
}

export interface Placed<C extends PageCollection> {
  entry: CollectionEntry<C>;
  language: Language;
  access: Access;
  url: string;
  /** Address without language and access: the same for all translations of a page. */
  path: string;
}

const remembered = new Map<string, Promise<unknown>>();
/** Computes once per build; in development at every request, so that an edit shows. */
export function once<T>(key: string, make: () => Promise<T>): Promise<T> {
  if (!remembered.has(key) || import.meta.env.DEV) remembered.set(key, make());
  return remembered.get(key) as Promise<T>;
}

const byOrder = (a: { data: { order: number; title: string } }, b: { data: { order: number; title: string } }) =>
  a.data.order - b.data.order || a.data.title.localeCompare(b.data.title);

/** All entries of a collection with their addresses, in their order. */
export function placed<C extends 'pages' | 'kb' | 'solutions'>(collection: C): Promise<Placed<C>[]> {
  return once(`placed:${collection}`, async () => {
    const entries = (await getCollection(collection)) as CollectionEntry<C>[];
    return entries.sort(byOrder).map((entry) => {
      const { language, url, path } = contentAddress(collection, entry.id, entry.data.access);
      const data = {
        ...entry.data,
        title: typograph(entry.data.title, language),
        description: typograph(entry.data.description, language),
      };
      return { entry: { ...entry, data }, language, access: entry.data.access, url, path };
    });
  });
}

/** The translations of a page for the same readers: a public page does not tell of one that only partners may open. */
export function alternatesOf(all: readonly { language: Language; access: Access; path: string; url: string }[]) {
  const keyOf = ({ access, path }: { access: Access; path: string }) => `${access} ${path}`;
  const byKey = Map.groupBy(all, keyOf);
  return (page: { access: Access; path: string }) =>
    (byKey.get(keyOf(page)) ?? []).map(({ language, url }) => ({ language, url }));
}

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
  return once(
    `articles:${language}:${section}:${reader}`,
    async () =>
      (await kbBySection()).get(`${language}/${section}`)?.filter(({ access }) => visibleTo(reader, access)) ?? [],
  );
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
      .map(({ entry, url }) => ({ url, facts: facts.get(entry.id.split('/')[0]!)! }))
      .sort((a, b) => a.facts.order - b.facts.order)
      .slice(0, 4)
      .map(({ url, facts: { title } }) => ({ title: inLanguageOf(title, language), url }));
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
