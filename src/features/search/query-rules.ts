import { termsOf, type KnownWords } from './known-words-rules.ts';
import { asCyrillic, isEmptyWord, plainWord, stemOf, wordsIn } from './term-rules.ts';

/** What is looked up for one word of a query. */
export interface AskedWord {
  typed: string;
  /** Terms that count for it, the best first; none when the site does not have the word. `weight` from 0 to 1. */
  terms: { term: string; weight: number }[];
  /** The word that was taken instead, when the typed one has a mistake in it. */
  instead?: string;
}

/** Longer queries are cut: a page is found by its rare words. */
const MOST_WORDS = 12;
/** Of the words that begin like the last one, which may not be finished. */
const MOST_BEGUN = 8;
const OF_A_SYNONYM = 0.5;
/** Nothing else is known of a word that the site does not have. */
const INSTEAD_OF_A_WORD = 0.9;

/**
 * Reads a query: every word that asks something, as the terms it may stand for. A word the site does not have is read as typed on
 * the other keyboard layout, with Latin letters that look Russian, or with a typing mistake, in this order.
 */
export function readQuery(query: string, known: KnownWords): AskedWord[] {
  const pieces = query.trim().split(/\s+/).filter(Boolean);
  const read = pieces.flatMap((piece, at) => readPiece(piece, at === pieces.length - 1 && !/\s$/.test(query), known));
  const asking = read.filter(({ typed }) => !isEmptyWord(plainWord(typed)));
  return (asking.length > 0 ? asking : read).slice(0, MOST_WORDS);
}

/** @param isUnfinished the reader may still be typing it */
function readPiece(piece: string, isUnfinished: boolean, known: KnownWords): AskedWord[] {
  const read = wordsIn(piece).map((word, at, all) => readWord(word, isUnfinished && at === all.length - 1, known));
  addSynonymsOfCompound(read, known);
  if (read.some(({ terms }) => terms.length > 0) || isEmptyWord(plainWord(piece))) return read;
  for (const other of [otherLayout(piece), asCyrillic(piece.toLowerCase())]) {
    if (other === piece) continue;
    const words = wordsIn(other).map((word, at, all) => readWord(word, isUnfinished && at === all.length - 1, known));
    if (words.some(({ terms }) => terms.length > 0) || wordsIn(other).every((word) => isEmptyWord(plainWord(word))))
      return words.map((word) => ({ ...word, instead: word.typed }));
  }
  return wordsIn(piece).map((typed) => mended(typed, known));
}

function readWord(typed: string, isUnfinished: boolean, known: KnownWords): AskedWord {
  const plain = plainWord(typed);
  const own = termsOf(plain, known);
  const terms = own.map((term) => ({ term, weight: 1 }));
  const add = (other: string, weight: number) =>
    terms.some((one) => one.term === other) || terms.push({ term: other, weight });
  for (const term of own.length > 0 ? own : [stemOf(plain)])
    for (const other of known.synonyms.get(term) ?? []) add(other, own.length > 0 ? OF_A_SYNONYM : INSTEAD_OF_A_WORD);
  if (isUnfinished && plain.length > 1) {
    const begun = [...known.terms]
      .filter(([other, word]) => word.startsWith(plain) || other.startsWith(plain))
      .sort(([a], [b]) => a.length - b.length);
    for (const [other] of begun.slice(0, MOST_BEGUN)) add(other, own.length === 0 ? 0.9 : 0.3);
  }
  return { typed, terms };
}

/** «152-ФЗ» is read in two parts; what means the same as both together counts for the first. */
function addSynonymsOfCompound(read: AskedWord[], { synonyms }: KnownWords): void {
  const [first, ...others] = read;
  if (!first || others.length === 0) return;
  const compound = stemOf(read.map(({ typed }) => plainWord(typed)).join('-'));
  for (const term of synonyms.get(compound) ?? [])
    if (first.terms.every((own) => own.term !== term)) first.terms.push({ term, weight: OF_A_SYNONYM });
}

/** Words shorter than this are too much like others. */
const SHORTEST_TO_MEND = 4;

/** The nearest words of the site for one with a typing mistake. */
function mended(typed: string, known: KnownWords): AskedWord {
  const plain = plainWord(typed);
  if (plain.length < SHORTEST_TO_MEND || /\d/.test(plain)) return { typed, terms: [] };
  const stem = stemOf(plain);
  const most = plain.length >= 8 ? 2 : 1;
  const near = new Map<string, number>();
  const weigh = (term: string, other: string, mine: string) => {
    if (other.length < 3 || Math.abs(other.length - mine.length) > most) return;
    const distance = mistakes(mine, other, most);
    if (distance > most) return;
    // A mistake in the first letter is rare.
    const badness = distance + (other[0] === mine[0] ? 0 : 0.5);
    near.set(term, Math.min(near.get(term) ?? Infinity, badness));
  };
  for (const [term, word] of known.terms) {
    weigh(term, word, plain);
    weigh(term, term, stem);
  }
  for (const [form, terms] of known.forms) for (const term of terms) weigh(term, form, stem);
  const least = Math.min(...near.values());
  const terms = [...near]
    .filter(([, badness]) => badness === least)
    .slice(0, 3)
    .map(([term]) => ({ term, weight: 0.8 }));
  const [first] = terms;
  return first ? { typed, terms, instead: known.terms.get(first.term) ?? first.term } : { typed, terms };
}

/**
 * Letters left out, put in, taken for another or swapped with their neighbour (Damerau and Levenshtein, each place touched once).
 * @returns `most + 1` as soon as there are more than `most`
 */
export function mistakes(a: string, b: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + other);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[b.length]!;
}

const LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

/** The same keys on the other layout: `ghbdtn` is «привет». */
export function otherLayout(text: string): string {
  const lower = text.toLowerCase();
  const [from, to] = /[а-яё]/.test(lower) ? [RUSSIAN_KEYS, LATIN_KEYS] : [LATIN_KEYS, RUSSIAN_KEYS];
  return [...lower].map((key) => to[from.indexOf(key)] ?? key).join('');
}
