import type { KnownWords } from './known-words-rules.ts';
import { mistakes, type AskedWord } from './query-rules.ts';
import { isEmptyWord, plainWord, wordsIn } from './term-rules.ts';

const MOST_SUGGESTIONS = 5;

/** Words of the site that begin alike or differ little more than a typing mistake does. */
export function closestWords(query: string, known: KnownWords): string[] {
  const asked = wordsIn(query)
    .map(plainWord)
    .filter((word) => word.length > 2 && !isEmptyWord(word));
  const near = new Map<string, number>();
  for (const word of asked)
    for (const other of known.terms.values()) {
      if (other.length < 4) continue;
      const begins = commonBeginning(word, other);
      const most = word.length < 7 ? 1 : 2;
      const distance = mistakes(word, other, most);
      if (begins < Math.max(4, other.length / 2) && distance > most) continue;
      near.set(other, Math.max(near.get(other) ?? -Infinity, begins - distance));
    }
  return [...near]
    .sort(([a, far], [b, near_]) => near_ - far || (a < b ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS)
    .map(([word]) => word);
}

function commonBeginning(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

const MOST_MARKS = 24;

/** The stems by which a page finds the words of a query in its text, parted by dots: they go into the address of a result. */
export function termsToMark(words: readonly AskedWord[], { forms }: KnownWords): string {
  const terms = new Set(
    words.flatMap(({ terms: all }) => all.filter(({ weight }) => weight > 0.5).map(({ term }) => term)),
  );
  const stems = [...forms].filter(([, others]) => others.some((term) => terms.has(term))).map(([stem]) => stem);
  return [...new Set([...terms, ...stems])].slice(0, MOST_MARKS).join('.');
}
