import { inLanguage, stringsOf, type Language } from '#i18n/languages.ts';

/**
 * The words that every island of the closed rooms needs: states of loading, lists, files, what is wrong with a field. A
 * problem brings its own words in the language of the page.
 */
export function islandWords(language: Language) {
  const { states, lists, files, fieldProblems } = stringsOf(language);
  return { states, lists, files, fieldProblems, signInUrl: inLanguage(language, '/sign-in/') };
}

export type IslandWords = ReturnType<typeof islandWords>;
