import { getCollection, type CollectionEntry } from 'astro:content';
import { urlPrefix } from '#build/content-urls.ts';
import { solutionParts } from '#content-schemas/solutions.ts';
import { languages, stringsOf, type Language } from '#i18n/languages.ts';
import { inLanguageOf, languageView, linkTo, placed, type Link, type Placed } from './site-tree.ts';
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

export async function solutionView(part: Placed<'solutions'>): Promise<{ page: PageView; facts: Facts }> {
  const { entry, language, access, url } = part;
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
      description: entry.data.description,
      ...(await languageView(part)),
      breadcrumbs: [
        { title: t.solutions.title, url: `${urlPrefix(language, 'public')}/solutions/` },
        ...(entry.data.part === 'index' ? [] : [{ title: inLanguageOf(facts.title, language), url: overview }]),
      ],
      solutions: [solutionOf(entry.id)],
      audience: entry.data.audience,
    },
  };
}

export interface PartRow extends Link {
  part: SolutionPart;
  /** For whom the part is. */
  reader: string;
  isPublic: boolean;
}

/** The parts of a solution in the order of the work: sell, demo, set up, use, compare. Only their kinds are named, never their titles. */
export async function partRows(solution: string, language: Language): Promise<PartRow[]> {
  const words = stringsOf(language).solutions.parts;
  const own = (await placed('solutions')).filter(
    ({ entry, language: its }) => its === language && solutionOf(entry.id) === solution,
  );
  return solutionParts
    .filter((part) => part !== 'index')
    .flatMap((part) => {
      const found = own.find(({ entry }) => entry.data.part === part);
      if (!found) return [];
      const { title, for: reader } = words[part];
      return [{ ...linkTo(found), part, title, reader, isPublic: found.access === 'public' }];
    });
}

export async function catalogue(language: Language) {
  const overviews = (await placed('solutions')).filter(
    ({ entry, language: its }) => entry.data.part === 'index' && its === language,
  );
  const rows = await Promise.all(
    overviews.map(async (overview) => ({
      ...linkTo(overview),
      solution: solutionOf(overview.entry.id),
      facts: await factsOf(solutionOf(overview.entry.id)),
    })),
  );
  return rows.sort((a, b) => a.facts.order - b.facts.order);
}

export const cataloguePaths = () =>
  languages.map((language) => ({
    params: { prefix: urlPrefix(language, 'public').slice(1) || undefined },
    props: { language },
  }));
