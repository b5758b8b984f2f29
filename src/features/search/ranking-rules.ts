/** One page that has a term. */
export interface Hit {
  id: string;
  /** How much the term means in this page, by Pagefind's count: rarity, frequency, headings and the title are in it. */
  score: number;
  /** Where it stands. */
  places: readonly number[];
  /** Whether the page is named by it: 1 in its title, less in its keywords, 0 elsewhere. */
  names: number;
}

/** A word of the query with the pages that have it. */
export interface FoundWord {
  /** Hits of each term that counts for it, with the weight of the term. */
  terms: readonly { weight: number; hits: readonly Hit[] }[];
}

export interface RankedPage {
  id: string;
  score: number;
  places: number[];
}

/**
 * The pages in order. A page need not have every word of a question («как закрепить», «сколько стоит»), but one that lacks a word falls
 * behind by what the word tells: a rare one much, a common one little. A page whose title has the words of the question is likely to be the
 * one that answers it; words that stand together count a little more.
 */
export function rank(words: readonly FoundWord[]): RankedPage[] {
  const pages = new Map<string, { score: number; told: number; named: number; places: number[][] }>();
  let toldInAll = 0;
  for (const { terms } of words) {
    const best = new Map<string, { value: number; places: number[]; names: number }>();
    for (const { weight, hits } of terms)
      for (const { id, score, places, names } of hits) {
        const known = best.get(id);
        best.set(id, {
          value: Math.max(weight * score, known?.value ?? 0),
          places: [...(known?.places ?? []), ...places],
          names: Math.max(weight * names, known?.names ?? 0),
        });
      }
    if (best.size === 0) continue;
    const tells = middle([...best.values()].map(({ value }) => value));
    toldInAll += tells;
    for (const [id, { value, places, names }] of best) {
      const page = pages.get(id) ?? { score: 0, told: 0, named: 0, places: [] };
      pages.set(id, page);
      page.score += value;
      page.told += tells;
      page.named += names * tells;
      page.places.push(places);
    }
  }
  return [...pages]
    .map(([id, { score, told, named, places }]) => ({
      id,
      score: (score * (told + named) * (1 + togetherness(places))) / toldInAll,
      places: [...new Set(places.flat())].sort((a, b) => a - b),
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .filter(({ score }, _, [best]) => score > best!.score * FAR_BEHIND);
}

/** A page that answers a tenth as well as the best one is no answer. */
const FAR_BEHIND = 0.1;

const middle = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** From 0 to 0.3: how many words of the query stand beside the one before them. */
function togetherness(places: readonly number[][]): number {
  if (places.length < 2) return 0;
  let pairs = 0;
  for (let at = 1; at < places.length; at += 1) {
    const before = new Set(places[at - 1]);
    if (places[at]!.some((place) => [-2, -1, 1, 2].some((step) => before.has(place + step)))) pairs += 1;
  }
  return (0.3 * pairs) / (places.length - 1);
}
