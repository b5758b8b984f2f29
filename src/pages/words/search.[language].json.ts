import type { APIRoute } from 'astro';
import { languages } from '#i18n/languages.ts';
import { searchWords } from '#layouts/search-words.ts';

/** `/words/search.ru.json`: the words of search, loaded with its first use. */
export const getStaticPaths = () => languages.map((language) => ({ params: { language } }));

export const GET: APIRoute = async ({ params }) => Response.json(await searchWords(params.language!));
