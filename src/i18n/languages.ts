import { typograph } from '../build/typography/typograph.ts';
import type russian from './strings.ru.json';

/**
 * The languages of the site. A further one is `strings.<lang>.json` here and a folder of content; README says what the server wants besides.
 * Words are looked up as `stringsOf(lang).article.contents`, so a key that no file has fails the check of types;
 * that every file has the same keys is held by the check of content, and with it by every build.
 */
export type Strings = typeof russian;
export type Language = string;

export const defaultLanguage: Language = 'ru';

const files = import.meta.glob<Strings>('./strings.*.json', { eager: true, import: 'default' });

/** The words with the typography of their language: quotes, gaps that do not break. */
const strings = new Map<Language, Strings>(
  Object.entries(files).map(([file, words]) => {
    const language = file.replace(/^.*strings\.|\.json$/g, '');
    return [language, typographed(words, language)];
  }),
);

function typographed<T>(words: T, language: Language): T {
  if (typeof words === 'string') return typograph(words, language) as T;
  if (typeof words !== 'object' || words === null) return words;
  const entries = Object.entries(words).map(([key, inner]) => [key, typographed(inner as unknown, language)]);
  return (Array.isArray(words) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)) as T;
}

/** All languages, the default one first. */
export const languages: Language[] = [...strings.keys()].sort((a, b) =>
  a === defaultLanguage ? -1 : b === defaultLanguage ? 1 : a.localeCompare(b),
);

export function stringsOf(language: Language): Strings {
  const words = strings.get(language);
  if (!words) throw new Error(`There is no src/i18n/strings.${language}.json`);
  return words;
}

/** A site path in a language: `/kb/` -> `/en/kb/`. The default language has no prefix. */
export function inLanguage(language: Language, path: string): string {
  return language === defaultLanguage ? path : `/${language}${path}`;
}

export {
  fill,
  formatBytes,
  formatDate,
  formatDays,
  formatMoney,
  formatNumber,
  formatPercent,
  formatWeekday,
  plural,
  type PluralForms,
} from './formats.ts';
