import type { Refusal } from '../http/refusal.ts';
import { inLanguage, type Language } from '../i18n/words.ts';
import { readPage } from './site-files.ts';

/** What a browser without JavaScript gets for a refused form: the page that explains the problem; problem+json where there is none. */
export async function refusalPage(refusal: Refusal, language: Language): Promise<Response> {
  const page = await readPage(inLanguage(language, `/errors/${refusal.code}/`));
  if (page === undefined) return refusal.response(language);
  return new Response(page, {
    status: refusal.status,
    headers: { ...refusal.headers(), 'content-type': 'text/html; charset=utf-8', 'content-language': language },
  });
}
