import english from '../../src/i18n/strings.en.json' with { type: 'json' };
import russian from '../../src/i18n/strings.ru.json' with { type: 'json' };

/**
 * The words of the site, for answers and mails of the server. (src/i18n/languages.ts finds the same files through Vite, which
 * functions do not have.) A further language is one line here. Languages differ in plural forms only; that they have the same keys is
 * held by the build.
 */
const strings = { ru: russian, en: english as unknown as typeof russian };

export type Language = keyof typeof strings;
export const defaultLanguage: Language = 'ru';
export const languages = Object.keys(strings) as Language[];

export const isLanguage = (text: unknown): text is Language => typeof text === 'string' && Object.hasOwn(strings, text);

export const stringsOf = (language: Language) => strings[language];

/** Puts values into `{names}` of a text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** «Исправьте 2 поля»: the right form for a number, with the number in it. */
export function plural(
  language: Language,
  forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>,
  n: number,
): string {
  return fill(forms[new Intl.PluralRules(language).select(n)] ?? forms.other, { n });
}

/** A calendar date (`2026-11-25`) as people write it: «25 ноября 2026 года», “25 November 2026”. */
export function writtenDate(language: Language, date: string): string {
  const format = new Intl.DateTimeFormat(stringsOf(language).language.tag, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`)).replace(/\s?г\.$/, ' года');
}

/** A site path in a language: `/apply/` -> `/en/apply/`. The default language has no prefix. */
export function inLanguage(language: Language, path: string): string {
  return language === defaultLanguage ? path : `/${language}${path}`;
}

/** The language of a site path: its first folder, if that names one. */
export function languageOfPath(path: string): Language {
  const first = path.split('/', 2)[1];
  return isLanguage(first) ? first : defaultLanguage;
}
