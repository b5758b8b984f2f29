import type { Config } from '@netlify/functions';
import { readInput } from '../src/api/problem-contract.ts';
import { searchMiss } from '../src/features/search/search-miss-contract.ts';
import { callDatabase } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { languageOfBody } from './http/language.ts';
import { Refusal } from './http/refusal.ts';
import { bodyKind, readJson } from './http/request-body.ts';
import { isLanguage } from './i18n/words.ts';

const routes: Route[] = [{ method: 'POST', path: '/api/search-misses', answer: receiveSearchMiss }];

export default endpoint(routes);

export const config: Config = { path: ['/api/search-misses'] };

/** A query and a language. */
const atMostBytes = 4 * 1024;

/** JSON alone, as `navigator.sendBeacon` with a blob of that type sends it: a page of another site cannot do that unasked. */
async function receiveSearchMiss(exchange: Exchange): Promise<Response> {
  bodyKind(exchange.request, ['json']);
  const body = await readJson(exchange.request, atMostBytes);
  exchange.language = languageOfBody(body, 'language') ?? exchange.language;
  const read = readInput(searchMiss, body);
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  if (!isLanguage(read.value.language)) throw new Refusal('invalid_input', { fields: { language: 'choice_unknown' } });
  await callDatabase('record_search_miss', { ...read.value, networkAddress: exchange.networkAddress });
  return Response.json({}, { status: 202 });
}
