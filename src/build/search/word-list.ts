import { writeFile } from 'node:fs/promises';
import { plainWord, stemOf } from '#features/search/term-rules.ts';
import type { SearchedPage } from './read-page.ts';

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
  const spellings = new Map<string, Map<string, number>>();
  const forms = new Map<string, Set<string>>();
  let pages = 0;
  return {
    add({ blocks }) {
      pages += 1;
      for (const { tokens } of blocks)
        for (const { word, terms, isCompound } of tokens) {
          for (const { term, otherStems } of terms)
            for (const stem of otherStems) forms.set(stem, (forms.get(stem) ?? new Set()).add(term));
          // Parts of a compound stand alone elsewhere; of two readings the first is the word's own.
          for (const { term } of isCompound ? [] : terms) {
            const counts = spellings.get(term) ?? new Map<string, number>();
            spellings.set(term, counts);
            const plain = plainWord(word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
            if (plain !== '') counts.set(plain, (counts.get(plain) ?? 0) + 1);
          }
        }
    },
    write(file) {
      const words = [...spellings].map(([term, counts]) => {
        const [[word] = [term]] = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
        return stemOf(word) === term ? word : `${word}=${term}`;
      });
      const others = [...forms].map(
        ([stem, terms]) => `${stem}=${[...terms].filter((term) => spellings.has(term)).sort()}`,
      );
      const list: WordListFile = { words: words.sort().join(' '), forms: others.sort().join(' '), pages };
      return () => writeFile(file, JSON.stringify(list));
    },
  };
}
