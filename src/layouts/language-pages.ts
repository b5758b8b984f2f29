import { urlPrefix } from '#build/content-urls.ts';
import { languages } from '#i18n/languages.ts';

/** A public page that the interface itself brings, once in every language. */
export const languagePaths = () =>
  languages.map((language) => ({
    params: { prefix: urlPrefix(language, 'public').slice(1) || undefined },
    props: { language },
  }));
