import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import searchMisses from '../../functions/search-misses.ts';
import { serverDatabase } from '../../functions/database/connect.ts';
import type { FieldProblemCode } from '../../src/api/problem-contract.ts';
import { sampleRules } from '../helpers/build-output.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { postFormTo, postJsonTo } from '../helpers/post.ts';

let backend: FunctionBackend;
beforeAll(async () => (backend = await openFunctionBackend()));
afterAll(() => backend.close());
beforeEach(() => backend.embedded.query('truncate private.search_misses'));

const address = '/api/search-misses';
const sample = { query: 'учёт отпусков', language: 'ru' };

async function answerOf(request: Request, ip?: string) {
  const response = await searchMisses(request, functionContext(ip));
  return { response, body: (await response.json()) as Record<string, unknown> };
}
const send = (body: unknown, headers?: Record<string, string>, ip?: string) =>
  answerOf(postJsonTo(address, body, headers), ip);
const rows = () =>
  backend.embedded.query<{ query: string; count: number }>('select query, language, count from private.search_misses');

describe('POST /api/search-misses', () => {
  it('answers 202 with an empty object and counts the plain query', async () => {
    const { response, body } = await send(sample);
    expect([response.status, body]).toEqual([202, {}]);
    await send({ ...sample, query: '  УЧЕТ \n отпусков' });
    expect(await rows()).toEqual([{ query: 'учет отпусков', language: 'ru', count: 2 }]);
  });

  it('answers alike when nothing is kept: a repetition, a personal query', async () => {
    for (const query of ['отпуск', 'отпуск', 'ivan@firma.example', '+7 900 123-45-67']) {
      const { response, body } = await send({ ...sample, query }, {}, '198.51.100.7');
      expect([response.status, body]).toEqual([202, {}]);
    }
    expect(await rows()).toEqual([{ query: 'отпуск', language: 'ru', count: 1 }]);
  });

  it('shows staff what was asked on two occasions, and nobody anything less', async () => {
    await send(sample);
    expect((await serverDatabase().rpc('search_misses')).data).toEqual([]);
    await send(sample);
    expect((await serverDatabase().rpc('search_misses')).data).toMatchObject([{ query: 'учет отпусков', count: 2 }]);
    const since = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    expect((await serverDatabase().rpc('search_misses', { since })).data).toEqual([]);
  });

  it('accepts so many an hour from one network address as the edition says, then answers 429', async () => {
    const ip = '198.51.100.9';
    const { searchMissesPerHour } = sampleRules().limits;
    for (let n = 0; n < searchMissesPerHour; n += 1) expect((await send(sample, {}, ip)).response.status).toBe(202);
    const { response, body } = await send(sample, {}, ip);
    expect([response.status, body['code']]).toEqual([429, 'too_many_requests']);
    expect((await send(sample)).response.status).toBe(202);
  });

  it.each<[unknown, string, FieldProblemCode]>([
    [{ ...sample, query: undefined }, 'query', 'required'],
    [{ ...sample, query: ' \u200b ' }, 'query', 'required'],
    [{ ...sample, query: 5 }, 'query', 'not_text'],
    [{ ...sample, query: 'я'.repeat(201) }, 'query', 'too_long'],
    [{ ...sample, language: 'de' }, 'language', 'choice_unknown'],
    [{ ...sample, language: 'toString' }, 'language', 'choice_unknown'],
    [[], 'body', 'invalid'],
  ])('%j: %s is %s', async (body, field, code) => {
    const answer = await send(body);
    expect([answer.response.status, answer.body['fields']]).toEqual([422, { [field]: code }]);
    expect(await rows()).toEqual([]);
  });

  it('is refused in another form: method, media type, size, origin', async () => {
    const refused: [Request, number, string][] = [
      [new Request(`http://localhost:4321${address}`), 405, 'method_not_allowed'],
      // What a page of another site can send without being asked for leave.
      [postJsonTo(address, sample, { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
      [postFormTo(address, new URLSearchParams(sample)), 415, 'unsupported_media_type'],
      [postJsonTo(address, '{'), 400, 'malformed_json'],
      [postJsonTo(address, { ...sample, query: 'x'.repeat(5000) }), 413, 'too_large'],
      [postJsonTo(address, sample, { 'sec-fetch-site': 'cross-site' }), 403, 'foreign_origin'],
      [postJsonTo(address, sample, { origin: 'https://evil.example' }), 403, 'foreign_origin'],
    ];
    for (const [request, status, code] of refused) {
      const { response, body } = await answerOf(request);
      expect([response.status, body['code']]).toEqual([status, code]);
    }
    expect(await rows()).toEqual([]);
  });
});
