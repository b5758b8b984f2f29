import { inLanguage, stringsOf, type Language } from '#i18n/languages.ts';

/** The words that every island of the closed rooms needs: states of loading, lists, files, problems, what is wrong with a field. */
export function islandWords(language: Language) {
  const { states, lists, files, problems, fieldProblems } = stringsOf(language);
  return { states, lists, files, problems, fieldProblems, signInUrl: inLanguage(language, '/sign-in/') };
}

export type IslandWords = ReturnType<typeof islandWords>;
