import type { Strings } from '#i18n/languages.ts';

export type SearchWords = Omit<Strings['search'], 'kinds'> & { close: string; kinds: Record<string, string> };

/** The words of the dialog in one language; a small file of its own, so that pages do not carry them. */
export async function loadWords(language: string): Promise<SearchWords> {
  const answer = await fetch(`/words/search.${language}.json`);
  if (!answer.ok) throw new Error(`The words of the search did not load: ${answer.status}`);
  return (await answer.json()) as SearchWords;
}
