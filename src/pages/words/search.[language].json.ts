import type { APIRoute } from 'astro';
import { languages, stringsOf } from '#i18n/languages.ts';

/** `/words/search.ru.json`: the words of the search dialog, loaded with it. */
export const getStaticPaths = () => languages.map((language) => ({ params: { language } }));

export const GET: APIRoute = ({ params }) => {
  const t = stringsOf(params.language!);
  return Response.json({ ...t.search, close: t.nav.close });
};
