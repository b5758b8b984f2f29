import type { Filters, Pagefind, PagefindHit, PagefindPage } from './pagefind.ts';
import { readQuery, type AskedWord, type KnownWords } from './query-rules.ts';
import { rank, type FoundWord } from './ranking-rules.ts';

/** A page that was found; its text comes when it is to be shown. */
export interface FoundPage {
  /** Places of the query's words in it. */
  places: readonly number[];
  read(): Promise<PagefindPage>;
}

export interface Answer {
  pages: FoundPage[];
  /** The words of the query as they were understood. */
  words: AskedWord[];
}

/** Words that mean the same for a reader of this site (content/synonyms.yaml), as terms: a synonym counts half. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;
const OF_A_SYNONYM = 0.5;

/** Looks a query up. Pagefind tells where a term stands; which pages answer the question best is decided by ranking-rules.ts. */
export async function findPages(
  pagefind: Pagefind,
  query: string,
  { known, synonyms, filters = {} }: { known: KnownWords; synonyms: Synonyms; filters?: Filters },
): Promise<Answer> {
  const words = readQuery(query, known);
  const hits = new Map<string, Promise<PagefindHit[]>>();
  const hitsOf = (term: string) => {
    // In quotes: the term itself and no longer one that begins with it.
    const found = hits.get(term) ?? pagefind.search(`"${term}"`, { filters }).then(({ results }) => results);
    hits.set(term, found);
    return found;
  };
  const found = await Promise.all(
    words.map(async ({ terms }): Promise<FoundWord> => {
      const asked = [...terms];
      for (const { term, weight } of terms)
        for (const other of synonyms.get(term) ?? [])
          if (!asked.some((one) => one.term === other)) asked.push({ term: other, weight: weight * OF_A_SYNONYM });
      return {
        terms: await Promise.all(
          asked.map(async ({ term, weight }) => ({
            weight,
            hits: (await hitsOf(term)).map(({ id, score, words: places, matchedMetaFields }) => ({
              id,
              score,
              places,
              inTitle: matchedMetaFields?.includes('title') ?? false,
            })),
          })),
        ),
      };
    }),
  );
  const byId = new Map((await Promise.all(hits.values())).flat().map((hit) => [hit.id, hit]));
  const pages = rank(found, known.pages).map(({ id, places }) => ({ places, read: () => byId.get(id)!.data() }));
  return { pages, words };
}
