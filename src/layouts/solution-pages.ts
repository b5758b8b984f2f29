import { getCollection, type CollectionEntry } from 'astro:content';
import { urlPrefix } from '#build/content-urls.ts';
import { solutionParts } from '#content-schemas/solutions.ts';
import { languages, stringsOf, type Language } from '#i18n/languages.ts';
import { alternatesOf, inLanguageOf, placed, type Link, type Placed } from './site-tree.ts';
import type { PageView } from './page-view.ts';

/** The pages of a solution: its overview for everybody and the parts by role for partners. */

export type Facts = CollectionEntry<'solutionFacts'>['data'];
export type SolutionPart = (typeof solutionParts)[number];

const solutionOf = (id: string) => id.split('/')[0]!;

export async function factsOf(solution: string): Promise<Facts> {
  const entry = (await getCollection('solutionFacts')).find(({ id }) => id === solution);
  if (!entry) throw new Error(`content/solutions/${solution}/facts.yaml is missing.`);
  return entry.data;
}

export async function overviewPaths() {
  return (await placed('solutions'))
    .filter(({ entry }) => entry.data.part === 'index')
    .map((overview) => ({ params: paramsOf(overview), props: { placed: overview } }));
}

export async function partPaths() {
  return (await placed('solutions'))
    .filter(({ entry }) => entry.data.part !== 'index')
    .map((part) => ({ params: { ...paramsOf(part), part: part.entry.data.part }, props: { placed: part } }));
}

const paramsOf = ({ language, access, entry }: Placed<'solutions'>) => ({
  prefix: urlPrefix(language, access).slice(1) || undefined,
  solution: solutionOf(entry.id),
});

export async function solutionView({
  entry,
  language,
  access,
  url,
  path,
}: Placed<'solutions'>): Promise<{ page: PageView; facts: Facts }> {
  const t = stringsOf(language);
  const facts = await factsOf(solutionOf(entry.id));
  const overview = `${urlPrefix(language, 'public')}/solutions/${solutionOf(entry.id)}/`;
  return {
    facts,
    page: {
      url,
      language,
      access,
      section: 'solutions',
      title: entry.data.title,
      ...(entry.data.part !== 'index' && { context: inLanguageOf(facts.title, language) }),
      description: entry.data.description,
      alternates: alternatesOf(await placed('solutions'))({ access, path }),
      breadcrumbs: [
        { title: t.solutions.title, url: `${urlPrefix(language, 'public')}/solutions/` },
        ...(entry.data.part === 'index' ? [] : [{ title: inLanguageOf(facts.title, language), url: overview }]),
      ],
      solutions: [solutionOf(entry.id)],
      audience: entry.data.audience,
    },
  };
}

export interface PartRow {
  part: SolutionPart;
  title: string;
  /** For whom the part is. */
  reader: string;
  url: string;
  isPublic: boolean;
}

/** The parts of a solution in the order of the work: sell, demo, set up, use, compare. Only their kinds are named, never their titles. */
export async function partRows(solution: string, language: Language): Promise<PartRow[]> {
  const words = stringsOf(language).solutions.parts;
  const own = (await placed('solutions')).filter(({ entry }) => solutionOf(entry.id) === solution);
  return solutionParts
    .filter((part) => part !== 'index')
    .flatMap((part) => {
      const inLanguage = [language, 'ru'].map((its) =>
        own.find(({ entry, language: lang }) => entry.data.part === part && lang === its),
      );
      const found = inLanguage.find((page) => page !== undefined);
      if (!found) return [];
      return [
        {
          part,
          title: words[part].title,
          reader: words[part].for,
          url: found.url,
          isPublic: found.access === 'public',
        },
      ];
    });
}

export async function catalogue(language: Language) {
  const overviews = (await placed('solutions')).filter(
    ({ entry, language: its }) => entry.data.part === 'index' && its === language,
  );
  const rows = await Promise.all(
    overviews.map(async ({ entry, url }) => ({
      url,
      solution: solutionOf(entry.id),
      facts: await factsOf(solutionOf(entry.id)),
    })),
  );
  return rows.sort((a, b) => a.facts.order - b.facts.order);
}

export const cataloguePaths = () =>
  languages.map((language) => ({
    params: { prefix: urlPrefix(language, 'public').slice(1) || undefined },
    props: { language },
  }));

/** The way to solutions by the names of their folders; what has no page in the language is left out. */
export async function solutionLinks(solutions: readonly string[], language: Language): Promise<Link[]> {
  return (await catalogue(language))
    .filter(({ solution }) => solutions.includes(solution))
    .map(({ url, facts }) => ({ title: inLanguageOf(facts.title, language), url }));
}
