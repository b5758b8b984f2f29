import { getCollection, type CollectionEntry } from 'astro:content';
import { urlPrefix } from '#build/content-urls.ts';
import { solutionParts } from '#content-schemas/solutions.ts';
import { textOf } from '#build/markdown/page-text.ts';
import { readingMinutes } from '#build/markdown/reading-time.ts';
import { stringsOf, type Language } from '#i18n/languages.ts';
import { inLanguageOf, languageView, linkTo, once, placed, type Link, type Placed } from './site-tree.ts';
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
      ...(entry.data.part !== 'index' && { context: inLanguageOf(facts.title, language) }),
      description: entry.data.description,
      ...(await languageView(part)),
      breadcrumbs: [
        { title: t.solutions.title, url: `${urlPrefix(language, 'public')}/solutions/` },
        ...(entry.data.part === 'index' ? [] : [{ title: inLanguageOf(facts.title, language), url: overview }]),
      ],
      modifiedOn: entry.data.checkedOn,
      picture: {
        title: entry.data.title,
        kicker: `${t.solutions.title} · ${t.solutions.tasks[facts.task]}`,
        filled: facts.includes.ru.length,
      },
      solutions: [solutionOf(entry.id)],
      audience: entry.data.audience,
      keywords: entry.data.keywords,
    },
  };
}

export interface PartRow extends Link {
  part: SolutionPart;
  /** What the part holds, the same for every solution. */
  about: string;
  /** For whom the part is. */
  reader: string;
  roles: Role[];
  minutes: number;
  isPublic: boolean;
  /** The page itself; its words are only for readers who may open it. */
  entry: CollectionEntry<'solutions'>;
}

/** Who looks for a solution, and which parts each takes to work. */
const partsOfRole = {
  seller: ['sell', 'compare'],
  presale: ['demo', 'compare'],
  engineer: ['administer'],
  client: ['use'],
} as const satisfies Record<string, readonly SolutionPart[]>;

export type Role = keyof typeof partsOfRole;
export const roles = Object.keys(partsOfRole) as Role[];

const rolesOf = (part: SolutionPart) => roles.filter((role) => partsOfRole[role].some((one) => one === part));

/**
 * The parts of a solution in the order of the work: sell, demo, use, set up, compare. Public pages show them too, so of a private part
 * they tell its kind and how long it is, never its title or a word of it.
 */
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
      const { title, about, for: reader } = words[part];
      return [
        {
          ...linkTo(found),
          part,
          title,
          about,
          reader,
          roles: rolesOf(part),
          minutes: readingMinutes(textOf(found.entry).parts),
          isPublic: found.access === 'public',
          entry: found.entry,
        },
      ];
    });
}

/** Where partners find all of a solution: a page of its own beside its private parts. */
export async function solutionRoom(solution: string, language: Language): Promise<string | undefined> {
  const rooms = (await solutionRoomPaths()).map(({ props }) => props.room);
  return rooms.find((room) => room.solution === solution && room.language === language)?.url;
}

export interface SolutionRoom {
  solution: string;
  language: Language;
  url: string;
}

/** A solution has a room in each language in which parts for partners are written. */
export async function solutionRoomPaths() {
  const parts = (await placed('solutions')).filter(
    ({ access, entry }) => access === 'partner' && entry.data.part !== 'index',
  );
  const rooms = new Map(
    parts.map(({ entry, language }) => {
      const solution = solutionOf(entry.id);
      const url = `${urlPrefix(language, 'partner')}/solutions/${solution}/`;
      return [url, { solution, language, url }];
    }),
  );
  return [...rooms.values()].map((room) => ({
    params: { prefix: urlPrefix(room.language, 'partner').slice(1), solution: room.solution },
    props: { room },
  }));
}

export async function solutionRoomView(
  room: SolutionRoom,
): Promise<{ page: PageView; facts: Facts; overview: string }> {
  const t = stringsOf(room.language);
  const facts = await factsOf(room.solution);
  const title = inLanguageOf(facts.title, room.language);
  const overview = `${urlPrefix(room.language, 'public')}/solutions/${room.solution}/`;
  const others = (await solutionRoomPaths()).filter(({ props }) => props.room.solution === room.solution);
  return {
    facts,
    overview,
    page: {
      url: room.url,
      language: room.language,
      access: 'partner',
      section: 'solutions',
      title,
      description: t.solutions.roomLead,
      alternates: others.map(({ props }) => ({ language: props.room.language, url: props.room.url })),
      breadcrumbs: [{ title: t.solutions.title, url: `${urlPrefix(room.language, 'public')}/solutions/` }],
      unlisted: true,
    },
  };
}

export interface CatalogueEntry extends Link {
  solution: string;
  facts: Facts;
  parts: PartRow[];
  /** Whoever finds a part to work with. */
  roles: Role[];
}

/** The solutions with a page in the language, in their order. */
export const catalogue = (language: Language): Promise<CatalogueEntry[]> =>
  once(`catalogue:${language}`, async () => {
    const overviews = (await placed('solutions')).filter(
      ({ entry, language: its }) => entry.data.part === 'index' && its === language,
    );
    const rows = await Promise.all(
      overviews.map(async (overview) => {
        const solution = solutionOf(overview.entry.id);
        const parts = await partRows(solution, language);
        const own = new Set(parts.flatMap((part) => part.roles));
        return {
          ...linkTo(overview),
          solution,
          facts: await factsOf(solution),
          parts,
          roles: roles.filter((role) => own.has(role)),
        };
      }),
    );
    return rows.sort((a, b) => a.facts.order - b.facts.order);
  });

/** The way to solutions by the names of their folders; what has no page in the language is left out. */
export async function solutionLinks(solutions: readonly string[], language: Language): Promise<Link[]> {
  return (await catalogue(language))
    .filter(({ solution }) => solutions.includes(solution))
    .map(({ url, facts, textLanguage }) => ({ title: inLanguageOf(facts.title, language), url, textLanguage }));
}
