import type { Filters, Pagefind, PagefindHit, PagefindPage } from './pagefind.ts';
import type { KnownWords } from './known-words-rules.ts';
import { readQuery, type AskedWord } from './query-rules.ts';
import { closed } from './term-rules.ts';
import { rank, type Hit } from './ranking-rules.ts';

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

/** Looks a query up. Pagefind tells where a term stands; which pages answer the question best is decided by ranking-rules.ts. */
export async function findPages(
  pagefind: Pagefind,
  query: string,
  known: KnownWords,
  filters: Filters = {},
): Promise<Answer> {
  const words = readQuery(query, known);
  const looked = new Map<string, Promise<PagefindHit[]>>();
  const hitsOf = (term: string) => {
    const hits = looked.get(term) ?? pagefind.search(closed(term), { filters }).then(({ results }) => results);
    looked.set(term, hits);
    return hits;
  };
  const found = await Promise.all(
    words.map(async ({ terms }) => ({
      terms: await Promise.all(
        terms.map(async ({ term, weight }) => ({ weight, hits: (await hitsOf(term)).map(asHit) })),
      ),
    })),
  );
  const byId = new Map((await Promise.all(looked.values())).flat().map((hit) => [hit.id, hit]));
  const pages = rank(found).map(({ id, places }) => ({ places, read: () => byId.get(id)!.data() }));
  return { pages, words };
}

const asHit = ({ id, score, words: places, matchedMetaFields }: PagefindHit): Hit => ({
  id,
  score,
  places,
  names: matchedMetaFields?.includes('title') ? 1 : matchedMetaFields?.includes('keywords') ? 0.7 : 0,
});
