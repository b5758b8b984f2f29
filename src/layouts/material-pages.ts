import { getCollection } from 'astro:content';
import { urlPrefix, type Access } from '#build/content-urls.ts';
import { languages, stringsOf, type Language } from '#i18n/languages.ts';
import { prefixParam, type ReaderList } from './reader-lists.ts';
import { inLanguageOf, visibleTo } from './site-tree.ts';
import type { PageView } from './page-view.ts';

/** The materials a partner takes: the posters, as their texts for now. Readers see them where the access of a poster says. */

export interface Poster {
  /** Name of the file; the anchor on the page. */
  id: string;
  title: string;
  description: string;
  access: Access;
  solutions: string[];
  kicker: string;
  headline: string;
  lead: string;
  benefits: { title: string; text: string }[];
  callToAction: string;
  sample: boolean;
}

export const materialsUrl = ({ language, reader }: ReaderList) => `${urlPrefix(language, reader)}/materials/`;

async function readersWithPosters(): Promise<Access[]> {
  const all = await getCollection('posters');
  return (['public', 'partner', 'staff'] as const).filter((reader) => all.some(({ data }) => data.access === reader));
}

export async function materialPaths() {
  const readers = await readersWithPosters();
  return languages.flatMap((language) =>
    readers.map((reader) => ({ params: { prefix: prefixParam(language, reader) }, props: { language, reader } })),
  );
}

/** The page with the posters such a reader may take; undefined where there is none. */
export async function materialsFor(list: ReaderList): Promise<string | undefined> {
  const readers = await readersWithPosters();
  const reader = [list.reader, 'public' as const].find((one) => readers.includes(one));
  return reader && materialsUrl({ ...list, reader });
}

export async function posters({ language, reader }: ReaderList): Promise<Poster[]> {
  const entries = (await getCollection('posters')).filter(({ data }) => visibleTo(reader, data.access));
  return entries
    .sort((a, b) => a.data.order - b.data.order || a.id.localeCompare(b.id))
    .map(({ id, data }) => ({
      id,
      title: inLanguageOf(data.title, language),
      description: inLanguageOf(data.description, language),
      access: data.access,
      solutions: data.solutions,
      kicker: inLanguageOf(data.kicker, language),
      headline: inLanguageOf(data.headline, language),
      lead: inLanguageOf(data.lead, language),
      benefits: data.benefits.map(({ title, text }) => ({
        title: inLanguageOf(title, language),
        text: inLanguageOf(text, language),
      })),
      callToAction: inLanguageOf(data.callToAction, language),
      sample: data.sample,
    }));
}

export async function materialsView(list: ReaderList): Promise<{ page: PageView; items: Poster[] }> {
  const { language, reader } = list;
  const t = stringsOf(language);
  return {
    page: {
      url: materialsUrl(list),
      language,
      access: reader,
      section: 'other',
      title: t.materials.title,
      description: t.materials.lead,
      alternates: alternates(reader),
    },
    items: await posters(list),
  };
}

const alternates = (reader: Access) =>
  languages.map((language: Language) => ({ language, url: materialsUrl({ language, reader }) }));
