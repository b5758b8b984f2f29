/** One page that has a term. */
export interface Hit {
  id: string;
  /** How much the term means in this page, by Pagefind's count. */
  score: number;
  /** Where it stands. */
  places: readonly number[];
  inTitle: boolean;
}

/** A word of the query with the pages that have it. */
export interface FoundWord {
  /** Hits of each of its terms, with the weight of the term. */
  terms: { weight: number; hits: readonly Hit[] }[];
}

export interface RankedPage {
  id: string;
  score: number;
  /** How many words of the query it has. */
  words: number;
  places: number[];
}

/** A rare word tells more than a common one, down to nothing for a word of every page. */
const rarity = (pages: number, all: number) => Math.log(1 + all / Math.max(pages, 1));

/**
 * The pages in order. A page need not have every word of a question («сколько стоит», «как закрепить»), but one that lacks a rare word
 * falls far behind; words of the title count twice, words that stand together a little more.
 * @param all how many pages the index has
 */
export function rank(words: readonly FoundWord[], all: number): RankedPage[] {
  const pages = new Map<string, { score: number; weight: number; words: number; places: number[][] }>();
  let weightOfAll = 0;
  for (const { terms } of words) {
    const best = new Map<string, { value: number; places: number[] }>();
    for (const { weight, hits } of terms) {
      for (const { id, score, places, inTitle } of hits) {
        const value = weight * (score + (inTitle ? 1 : 0));
        const known = best.get(id);
        best.set(id, { value: Math.max(value, known?.value ?? 0), places: [...(known?.places ?? []), ...places] });
      }
    }
    if (best.size === 0) continue;
    const weight = rarity(best.size, all);
    weightOfAll += weight;
    for (const [id, { value, places }] of best) {
      const page = pages.get(id) ?? { score: 0, weight: 0, words: 0, places: [] };
      pages.set(id, page);
      page.score += weight * Math.sqrt(value);
      page.weight += weight;
      page.words += 1;
      page.places.push(places);
    }
  }
  return [...pages]
    .map(([id, { score, weight, words: found, places }]) => ({
      id,
      score: score * (weight / weightOfAll) ** 2 * (1 + togetherness(places)),
      words: found,
      places: [...new Set(places.flat())].sort((a, b) => a - b),
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** From 0 to 0.3: how near the words of a query come to each other. */
function togetherness(places: readonly number[][]): number {
  if (places.length < 2) return 0;
  let pairs = 0;
  for (let at = 1; at < places.length; at += 1) {
    const before = new Set(places[at - 1]);
    if (places[at]!.some((place) => [-2, -1, 1, 2].some((step) => before.has(place + step)))) pairs += 1;
  }
  return (0.3 * pairs) / (places.length - 1);
}
