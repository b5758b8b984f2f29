import type { Config } from '@netlify/functions';
import type { ReceiptCheck } from '../src/features/clients/client-contract.ts';
import { callDatabase } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { Refusal } from './http/refusal.ts';
import { inLanguage, languageOfPath } from './i18n/words.ts';
import { verifyPage } from './receipts/verify-page.ts';
import { publishedProgramme } from './site/published-programme.ts';
import { readPage } from './site/site-files.ts';

const routes: Route[] = ['', '/:lang{[a-z]{2}}'].flatMap((language) => [
  { method: 'GET' as const, path: `${language}/verify`, answer: answerVerify },
  { method: 'GET' as const, path: `${language}/verify/:number`, answer: answerVerify },
]);

export default endpoint(routes);

// The page is a file of the site too; the function fills it in, so it goes first.
export const config: Config = {
  path: ['/verify', '/verify/:number', '/:lang([a-z]{2})/verify', '/:lang([a-z]{2})/verify/:number'],
  preferStatic: false,
};

/** A page for people, JSON for programs: `{ genuine, edition?, at?, sha256?, sealed? }`. Neither tells client or partner. */
async function answerVerify(exchange: Exchange): Promise<Response> {
  const { request, url, params } = exchange;
  exchange.language = languageOfPath(url.pathname);
  const number = (params['number'] ?? url.searchParams.get('number') ?? '').trim().toUpperCase().slice(0, 40);
  const check = number === '' ? undefined : await callDatabase<ReceiptCheck>('verify_receipt', { number });
  if (check && !request.headers.get('accept')?.includes('text/html')) return Response.json(check);

  const template = await readPage(inLanguage(exchange.language, '/verify/'));
  if (template === undefined) throw new Refusal('not_found');
  const { timeZone } = (await publishedProgramme()).inForce.rules;
  return new Response(verifyPage(template, exchange.language, number, check, timeZone), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      vary: 'Accept',
      // One page to find, not one per number.
      ...(number !== '' && { 'x-robots-tag': 'noindex' }),
    },
  });
}
