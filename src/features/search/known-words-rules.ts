import { plainWord, stemOf } from './term-rules.ts';

/** The words an index has, made ready for questions. */
export interface KnownWords {
  /** Term -> the word that readers know it by. */
  terms: ReadonlyMap<string, string>;
  /** Stems of unusual forms -> terms. */
  forms: ReadonlyMap<string, readonly string[]>;
  /** Term -> terms that readers use for the same thing. The first need not stand in the index. */
  synonyms: ReadonlyMap<string, readonly string[]>;
  /** How many pages the index has. */
  pages: number;
}

/**
 * @param file words.<language>.json as the build writes it (src/build/search/word-list.ts): pairs parted by spaces
 * @param groups words that mean the same on this site (content/synonyms.yaml)
 */
export function knownWords(
  file: { words: string; forms: string; pages: number },
  groups: readonly (readonly string[])[],
): KnownWords {
  const pairs = (text: string) =>
    text
      .split(' ')
      .filter(Boolean)
      .map((pair) => pair.split('='));
  const words = {
    terms: new Map(pairs(file.words).map(([word = '', term = stemOf(word)]) => [term, word])),
    forms: new Map(pairs(file.forms).map(([stem = '', terms = '']) => [stem, terms.split(',').filter(Boolean)])),
    pages: file.pages,
  };
  const synonyms = new Map<string, string[]>();
  for (const group of groups) {
    const terms = group.flatMap((word) => {
      const found = termsOf(plainWord(word), words);
      return found.length > 0 ? found : [stemOf(plainWord(word))];
    });
    for (const term of terms) {
      const others = terms.filter((other) => words.terms.has(other) && other !== term);
      synonyms.set(term, [...(synonyms.get(term) ?? []), ...others]);
    }
  }
  return { ...words, synonyms };
}

/** The terms that a word of a query may stand for, its own stem first. @param plain from `plainWord()` */
export function termsOf(plain: string, { terms, forms }: Pick<KnownWords, 'terms' | 'forms'>): string[] {
  const stem = stemOf(plain);
  const others = (forms.get(stem) ?? []).filter((term) => term !== stem && terms.has(term));
  return terms.has(stem) ? [stem, ...others] : others;
}
