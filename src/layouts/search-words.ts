import { getCollection } from 'astro:content';
import { inLanguage, languages, stringsOf, type Language } from '#i18n/languages.ts';
import { catalogue } from './solution-pages.ts';
import { inLanguageOf } from './site-tree.ts';

/** The words of search: those of the interface, the names of what one can filter by, and the words that mean the same. */
export async function searchWords(language: Language) {
  const t = stringsOf(language);
  const { page: _page, here: _here, roles, ...words } = t.search;
  const groups = await getCollection('synonyms');
  return {
    ...words,
    close: t.nav.close,
    mail: t.site.mail,
    choices: {
      section: t.search.kinds,
      solution: Object.fromEntries(
        (await catalogue(language)).map(({ solution, facts }) => [solution, inLanguageOf(facts.title, language)]),
      ),
      role: roles,
    },
    synonyms: groups.map(({ data }) => inLanguageOf(data.words, language)),
    elsewhere: languages
      .filter((other) => other !== language)
      .map((other) => ({
        language: other,
        script: new Intl.Locale(other).maximize().script ?? '',
        address: inLanguage(other, '/search/'),
        link: stringsOf(other).search.here,
      })),
  };
}
