import { edition } from '../../content-schemas/editions.ts';
import type { ProgrammeRules } from '../../features/programme/programme-contract.ts';
import { editionInForce } from '../../features/programme/programme-rules.ts';
import { contentAddress, urlPrefix } from '../content-urls.ts';
import type { Access, ContentAddress, PageCollection } from '../content-urls.ts';
import { siteRoutes } from '../site-routes.ts';
import { isShownUntranslated, untranslated } from '../untranslated.ts';
import { findContent, findPublicFiles, readText } from './content-files.ts';
import type { FoundFile } from './content-files.ts';
import { readMarkdown } from './markdown-text.ts';
import type { MarkdownText } from './markdown-text.ts';
import { readWordsFiles } from './words-files.ts';
import type { WordsFile } from './words-files.ts';
import { readFrontMatter, readYaml } from './yaml-text.ts';
import type { YamlText } from './yaml-text.ts';

export interface ContentFile extends FoundFile {
  /** The YAML of the file or of its front matter; undefined when a page has none. */
  yaml: YamlText | undefined;
  /** The values, {} where they cannot be read. */
  data: Record<string, unknown>;
  /** The list, for files that are one. */
  items: readonly Record<string, unknown>[];
}

/** A file that becomes a page. */
export interface PageFile extends ContentFile {
  collection: PageCollection;
  markdown: MarkdownText;
  address: ContentAddress;
  access: Access;
  /** False where the front matter does not tell the access: `access` is then a guess. */
  isAccessKnown: boolean;
}

/** What stands under an address: a page of content, in the language it is written in or shown untranslated, or one made by code. */
export interface Target {
  url: string;
  access: Access;
  page?: PageFile;
}

/** Declared names; undefined where the file that declares them cannot be read, so that one mistake is not told a hundred times. */
export type Names = ReadonlySet<string> | undefined;

/** All content, read once, as the modules of mistakes/ look at it. */
export interface ContentSite {
  files: readonly ContentFile[];
  pages: readonly PageFile[];
  targets: ReadonlyMap<string, Target>;
  /** Old address -> the page that asked for it. */
  redirects: ReadonlyMap<string, PageFile>;
  images: ReadonlySet<string>;
  /** Downloads, films and what is said in them, beside pages. */
  attachments: ReadonlySet<string>;
  publicFiles: ReadonlySet<string>;
  languages: readonly string[];
  /** Words of the interface; none in a project that has no src/i18n. */
  words: readonly WordsFile[];
  owners: Names;
  tags: Names;
  sections: Names;
  /** Solution -> ids of its facts. */
  facts: ReadonlyMap<string, Names>;
  /** `<solution>/<sku>` of every price line. */
  priceLines: Names;
  /** Edition -> its rules, undefined where they are not as they should be. */
  editions: ReadonlyMap<string, ProgrammeRules | undefined>;
  /** The edition in force today. */
  edition: ProgrammeRules | undefined;
  /** `2026-11-23` */
  today: string;
  /** Host of the own site, when it is known. */
  host: string | undefined;
}

export interface SiteSettings {
  today?: string | undefined;
  /** Address of the site, `https://partners.example`. */
  site?: string | undefined;
}

export function readSite(root: string, settings: SiteSettings): ContentSite {
  const now = settings.today ? new Date(`${settings.today}T23:59:59Z`) : new Date();
  const { files: found, images, attachments } = findContent(root);
  const files = found.map((file) => readFile(root, file));
  const pages = files.filter((file): file is PageFile => 'markdown' in file);
  const words = readWordsFiles(root);
  const languages = words.length > 0 ? words.map(({ language }) => language) : sampleLanguages;
  const targets = new Map<string, Target>();
  const written = pages.map((page) => ({ ...page.address, access: page.access, page }));
  const shown = untranslated(written, languages)
    .filter(({ page: { page } }) => isShownUntranslated(page.collection, page.data['kind']))
    .map(({ page, language }) => ({ ...page, language, url: `${urlPrefix(language, page.access)}${page.path}` }));
  const sources = [...written, ...shown].map(({ page: { collection, id, access }, language }) => ({
    collection,
    id,
    access,
    language,
  }));
  const posters = of(files, 'posters').flatMap(({ id, data }) =>
    languages.map((language) => ({
      collection: 'posters',
      id,
      access: (data['access'] ?? 'partner') as Access,
      language,
    })),
  );
  for (const route of siteRoutes([...sources, ...posters], languages)) targets.set(route.url, route);
  for (const { url, access, page } of shown) targets.set(url, { url, access, page });
  for (const page of pages) {
    const levels: readonly Access[] = page.isAccessKnown ? [page.access] : ['public', 'partner', 'staff'];
    for (const access of levels) {
      const { url } = contentAddress(page.collection, page.id, access);
      if (!targets.has(url)) targets.set(url, { url, access, page });
    }
  }
  const facts = of(files, 'solutionFacts');
  const editions = new Map(of(files, 'editions').map(({ id, data }) => [id, edition.safeParse(data).data]));
  const readable = [...editions.values()].filter((rules) => rules !== undefined).map((rules) => ({ rules }));
  return {
    files,
    pages,
    targets,
    redirects: new Map(pages.flatMap((page) => strings(page.data['redirects']).map((from) => [from, page] as const))),
    images,
    attachments,
    publicFiles: findPublicFiles(root),
    languages,
    words,
    owners: idsOf(files, 'owners'),
    tags: idsOf(files, 'tags'),
    sections: idsOf(files, 'kbSections'),
    facts: new Map(facts.map((file) => [file.id, namesIn(file, records(file.data['facts']), 'id')])),
    priceLines: facts.every(isReadable)
      ? new Set(facts.flatMap(({ id, data }) => records(data['priceLines']).map(({ sku }) => `${id}/${String(sku)}`)))
      : undefined,
    editions,
    edition: editionInForce(readable, now)?.rules,
    today: now.toISOString().slice(0, 10),
    host: settings.site ? new URL(settings.site).host : undefined,
  };
}

const pageCollections: ReadonlySet<string> = new Set<PageCollection>([
  'pages',
  'kb',
  'solutions',
  'offers',
  'course',
  'news',
  'events',
]);

function readFile(root: string, file: FoundFile): ContentFile | PageFile {
  if (!file.collection) return { ...file, yaml: undefined, data: {}, items: [] };
  const source = readText(root, file);
  const isPage = pageCollections.has(file.collection);
  const yaml = isPage ? readFrontMatter(source) : readYaml(source);
  const data = record(yaml?.data);
  const read = { ...file, yaml, data, items: records(yaml?.data) };
  if (!isPage) return read;
  const collection = file.collection as PageCollection;
  const isAccessKnown = collection === 'offers' || ['public', 'partner', 'staff'].includes(String(data['access']));
  const access = isAccessKnown && collection !== 'offers' ? (data['access'] as Access) : 'public';
  const markdown = readMarkdown(source, file.path.endsWith('.mdx'));
  return {
    ...read,
    collection,
    access,
    isAccessKnown,
    address: contentAddress(collection, file.id, access),
    markdown,
  } satisfies PageFile;
}

/** The languages of the interface: a language is there when its strings are. */
const sampleLanguages = ['ru', 'en'];

const of = (files: readonly ContentFile[], collection: string) =>
  files.filter((file) => file.collection === collection);
const isReadable = ({ yaml }: ContentFile) => yaml?.errors.length === 0;
const namesIn = (file: ContentFile, items: readonly Record<string, unknown>[], key: string): Names =>
  isReadable(file) ? new Set(items.map((item) => String(item[key]))) : undefined;

function idsOf(files: readonly ContentFile[], collection: string): Names {
  const [list] = of(files, collection);
  if (!list) return new Set();
  return Array.isArray(list.yaml?.data) ? namesIn(list, list.items, 'id') : undefined;
}

const record = (value: unknown): Record<string, unknown> =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
export const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(record) : []);
export const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
