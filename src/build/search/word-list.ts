import { writeFile } from 'node:fs/promises';
import { plainWord, stemOf, wordsIn } from '#features/search/term-rules.ts';
import type { SearchedPage } from './read-page.ts';
import { readToken, termsOfWord } from './word-terms.ts';

/** The words of an index, for queries with a word it does not know: a typing mistake, an unusual form. */
export interface WordList {
  add(page: SearchedPage): void;
  /** @returns what writes the list as it is now */
  write(file: string): () => Promise<void>;
}

/** The file as the browser reads it; in both texts pairs are parted by spaces. */
export interface WordListFile {
  /** Every term of the index once, as the word that stands there most often; `word=term` where the term is not the stem of the word. */
  words: string;
  /** Stems that forms of these words have besides, with their terms: `скидок=скидк`, `стал=стал,сталь`. */
  forms: string;
  /** How many pages the index has. */
  pages: number;
}

export function wordList(): WordList {
  const tokens = new Map<string, number>();
  let pages = 0;
  return {
    add({ blocks }) {
      pages += 1;
      for (const block of blocks) for (const { word } of block.tokens) tokens.set(word, (tokens.get(word) ?? 0) + 1);
    },
    write(file) {
      const list = listOf(tokens, pages);
      return () => writeFile(file, JSON.stringify(list));
    },
  };
}

/** @param tokens how often each stands in the pages */
function listOf(tokens: ReadonlyMap<string, number>, pages: number): WordListFile {
  const spellings = new Map<string, Map<string, number>>();
  const inCompounds = new Map<string, string>();
  const forms = new Map<string, Set<string>>();
  for (const [token, count] of tokens) {
    const { terms, isCompound } = readToken(token);
    for (const { term, otherStems } of terms)
      for (const stem of otherStems) forms.set(stem, (forms.get(stem) ?? new Set()).add(term));
    if (isCompound) {
      for (const part of wordsIn(token))
        for (const { term } of termsOfWord(part)) inCompounds.set(term, plainWord(part));
      continue;
    }
    const plain = plainWord(token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
    for (const { term } of plain === '' ? [] : terms) {
      const counts = spellings.get(term) ?? new Map<string, number>();
      spellings.set(term, counts.set(plain, (counts.get(plain) ?? 0) + count));
    }
  }
  // Most parts of a compound stand alone elsewhere; of «152-ФЗ» neither does.
  for (const [term, part] of inCompounds) if (!spellings.has(term)) spellings.set(term, new Map([[part, 1]]));
  const words = [...spellings].map(([term, counts]) => {
    const [[word] = [term]] = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
    return stemOf(word) === term ? word : `${word}=${term}`;
  });
  const others = [...forms].map(
    ([stem, terms]) =>
      `${stem}=${[...terms]
        .filter((term) => spellings.has(term))
        .sort()
        .join(',')}`,
  );
  return { words: words.sort().join(' '), forms: others.sort().join(' '), pages };
}
