import { defaultLanguage, languages, stringsOf, type Language, type Strings } from './languages.ts';

/** The language of a page by its address: the first part of the path where it names one, else the default. */
export function languageOf(url: URL): Language {
  const first = url.pathname.split('/')[1] ?? '';
  return languages.includes(first) ? first : defaultLanguage;
}

/** Language and words for a tag, which only knows the address of the page it stands on. */
export function wordsFor(url: URL): { language: Language; t: Strings } {
  const language = languageOf(url);
  return { language, t: stringsOf(language) };
}
