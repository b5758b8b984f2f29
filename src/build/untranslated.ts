import { defaultLanguage, type Access } from './content-urls.ts';

/** A page as it is written: in which language, for whom, under which address without those two. */
export interface WrittenPage {
  language: string;
  access: Access;
  path: string;
}

/**
 * The pages a language lacks: written in the default language alone. Each is shown in the other language too, its text as it is, so
 * that whoever changes the language stays on the page. A translation for other readers is none: a public page must not change with what
 * only partners see.
 */
export function untranslated<P extends WrittenPage>(
  pages: readonly P[],
  languages: readonly string[],
): { page: P; language: string }[] {
  const others = languages.filter((language) => language !== defaultLanguage);
  if (others.length === 0) return [];
  const written = new Set(pages.map(({ language, access, path }) => `${language} ${access} ${path}`));
  return pages
    .filter(({ language }) => language === defaultLanguage)
    .flatMap((page) =>
      others
        .filter((language) =>
          ['public', page.access].every((access) => !written.has(`${language} ${access} ${page.path}`)),
        )
        .map((language) => ({ page, language })),
    );
}

/** Legal texts are agreed to word for word, the offer among them: they are shown in the languages they are written in, and in no other. */
export const isShownUntranslated = (collection: string, kind: unknown): boolean =>
  collection !== 'offers' && kind !== 'legal';
