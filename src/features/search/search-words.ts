import type { Strings } from '#i18n/languages.ts';
import type { Filters } from './pagefind.ts';

/** The words of search in one language (src/pages/words/search.[language].json.ts); a small file of its own, so that pages do not carry them. */
export type SearchWords = Omit<Strings['search'], 'kinds' | 'page' | 'here'> & {
  close: string;
  kinds: Record<string, string>;
  /** What results can be filtered by: value -> its name for readers. */
  choices: Record<keyof Filters, Record<string, string>>;
  /** Groups of words that mean the same: content/synonyms.yaml. */
  synonyms: string[][];
  /** Search in the other languages of the site; `script` is the one they are written in, `Cyrl`. */
  elsewhere: { language: string; script: string; address: string; link: string }[];
  mail: string;
};

export async function loadWords(language: string): Promise<SearchWords> {
  const answer = await fetch(`/words/search.${language}.json`);
  if (!answer.ok) throw new Error(`The words of the search did not load: ${answer.status}`);
  return (await answer.json()) as SearchWords;
}
