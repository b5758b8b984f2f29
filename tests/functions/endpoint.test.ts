import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { endpoint, type Route } from '../../functions/http/endpoint.ts';
import { Refusal } from '../../functions/http/refusal.ts';
import { bodyKind, readForm, readJson } from '../../functions/http/request-body.ts';
import { problemCodes } from '../../src/api/problem-contract.ts';
import { fixtureSecurityHeaders } from '../helpers/build-output.ts';
import { functionContext, openSite } from '../helpers/function-backend.ts';

let site: ReturnType<typeof openSite>;
beforeAll(() => (site = openSite()));
afterAll(() => site.remove());
afterEach(() => vi.restoreAllMocks());

const routes: Route[] = [
  {
    method: 'GET',
    path: '/api/things/:id',
    answer: ({ params, networkAddress }) => Response.json({ ...params, networkAddress }),
  },
  {
    method: 'POST',
    path: '/api/things',
    answer: async ({ request }) =>
      Response.json(
        bodyKind(request, ['json', 'form']) === 'json'
          ? await readJson(request, 1000)
          : [...(await readForm(request, 1000))],
      ),
  },
  {
    method: 'POST',
    path: '/api/broken',
    answer: () => {
      throw new TypeError(
        'Key (email)=(anna@sever.example) of "Анна Ветрова", phone +7 900 123-45-67, at /srv/letok/x.ts',
      );
    },
  },
  ...problemCodes.map((code): Route => ({
    method: 'GET',
    path: `/api/refusals/${code}`,
    answer: () => {
      throw new Refusal(code);
    },
  })),
];
const call = (path: string, init: RequestInit = {}, ip?: string) =>
  endpoint(routes)(new Request(`http://localhost:4321${path}`, init), functionContext(ip));
const post = (body: string | Uint8Array, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  call('/api/things', { method: 'POST', body, headers });
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

async function titleFor(language?: string): Promise<string> {
  const response = await call(
    '/api/nothing',
    language === undefined ? {} : { headers: { 'accept-language': language } },
  );
  return ((await response.json()) as { title: string }).title;
}

describe('an endpoint', () => {
  it('answers with the security headers and no-store, whatever it answers', async () => {
    const answers = [
      await call('/api/things/7'),
      await call('/api/things/7', { method: 'HEAD' }),
      await call('/api/things/7', { method: 'OPTIONS' }),
      await call('/api/nothing'),
      await call('/api/things/7', { method: 'DELETE' }),
      await post('{'),
      ...(await Promise.all(problemCodes.map((code) => call(`/api/refusals/${code}`)))),
    ];
    for (const answer of answers)
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        ...Object.fromEntries(
          Object.entries(fixtureSecurityHeaders).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        'cache-control': 'no-store',
      });
  });

  it('says 404 for an unknown address and 405 with Allow for a wrong method', async () => {
    expect(await codeOf(await call('/api/nothing'))).toEqual([404, 'not_found']);
    const wrong = await call('/api/things/7', { method: 'DELETE' });
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await codeOf(wrong)).toEqual([405, 'method_not_allowed']);
    expect((await call('/api/things', { method: 'HEAD' })).status).toBe(405);
  });

  it('answers OPTIONS with Allow and HEAD without a body', async () => {
    const options = await call('/api/things', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    const head = await call('/api/things/7', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('hands on the network address the platform tells', async () => {
    expect(await (await call('/api/things/7', {}, '203.0.113.5')).json()).toEqual({
      id: '7',
      networkAddress: '203.0.113.5',
    });
  });

  it('speaks the language of Accept-Language, else Russian', async () => {
    expect(await titleFor()).toBe('Ничего не найдено');
    expect(await titleFor('en-GB,en;q=0.9,ru;q=0.8')).toBe('Nothing found');
    expect(await titleFor('en;q=0.1, ru;q=0.2')).toBe('Ничего не найдено');
    expect(await titleFor('de, fr;q=0.5')).toBe('Ничего не найдено');
    expect(await titleFor('en;q=0, *')).toBe('Ничего не найдено');
  });
});

describe('an error nobody foresaw', () => {
  it('is answered with a number, and logged once under that number without what people typed', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const response = await call('/api/broken', { method: 'POST' });
    const problem = (await response.json()) as Record<string, string>;
    expect(problem).toEqual({
      type: '/errors/internal/',
      title: 'Ошибка на нашей стороне',
      detail: expect.stringContaining('номер из ответа'),
      status: 500,
      code: 'internal',
      instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
    });
    expect(log).toHaveBeenCalledTimes(1);
    const line = String(log.mock.calls[0]![0]);
    expect(line).toContain(problem['instance']!.replace('urn:uuid:', ''));
    expect(line).toContain('POST /api/broken TypeError');
    for (const typed of ['anna', 'sever.example', 'Ветрова', '+7', '900 123-45-67']) expect(line).not.toContain(typed);
  });
});

const attempt = (headers: Record<string, string>) => post('{}', { 'content-type': 'application/json', ...headers });

describe('a changing request', () => {
  it.each([
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
    ['Sec-Fetch-Site: cross-site with our Origin', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:4321' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['a null Origin', { origin: 'null' }],
    ['our host under another scheme', { origin: 'https://localhost:4321' }],
    ['our host under another port', { origin: 'http://localhost:4322' }],
    ['a host that begins like ours', { origin: 'http://localhost:4321.evil.example' }],
  ])('with %s is refused', async (_, headers) => {
    expect(await codeOf(await attempt(headers))).toEqual([403, 'foreign_origin']);
  });
  it.each([
    ['Sec-Fetch-Site: same-origin', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:4321' }],
    ['Sec-Fetch-Site: none', { 'sec-fetch-site': 'none' }],
    ['our Origin', { origin: 'http://localhost:4321' }],
    ['neither header, as programs send it', {}],
  ])('with %s is accepted', async (_, headers) => {
    expect((await attempt(headers)).status).toBe(200);
  });
  it('is read only after its origin: a foreign one with a huge body costs nothing', async () => {
    const body = new ReadableStream({
      pull: () => {
        throw new Error('read');
      },
    });
    const init = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    };
    expect((await call('/api/things', init as RequestInit)).status).toBe(403);
  });
});

describe('a body', () => {
  it.each([
    ['no type', {}],
    ['text', { 'content-type': 'text/plain' }],
    ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['JSON of another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['compressed JSON', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    ['a type from the prototype', { 'content-type': 'toString' }],
  ])('of %s is refused', async (_, headers) => {
    expect(await codeOf(await post(new TextEncoder().encode('{}'), headers as Record<string, string>))).toEqual([
      415,
      'unsupported_media_type',
    ]);
  });
  it('is JSON or a form, whatever the case and the charset UTF-8', async () => {
    expect((await post('{}', { 'content-type': 'Application/JSON;charset=UTF-8' })).status).toBe(200);
    expect(
      await (
        await post('a=1&b=%D1%8F', { 'content-type': 'application/x-www-form-urlencoded; charset="utf-8"' })
      ).json(),
    ).toEqual([
      ['a', '1'],
      ['b', 'я'],
    ]);
  });
  it.each([
    ['cut JSON', '{"a":'],
    ['nothing', ''],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['lone surrogate bytes', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('of %s is malformed', async (_, body) => expect(await codeOf(await post(body))).toEqual([400, 'malformed_json']));
  it('nested 200,000 deep does no harm', async () => {
    const begun = performance.now();
    expect((await post('['.repeat(499) + ']'.repeat(499))).status).toBe(200);
    expect(await codeOf(await post('['.repeat(200_000)))).toEqual([413, 'too_large']);
    expect(performance.now() - begun).toBeLessThan(500);
  });
  it('over the limit is refused by its length, and by its bytes when the length is not told', async () => {
    expect((await post(JSON.stringify('x'.repeat(998)))).status).toBe(200);
    expect(await codeOf(await post(JSON.stringify('x'.repeat(999))))).toEqual([413, 'too_large']);
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 100;
        controller.enqueue(new Uint8Array(100));
      },
    });
    const init = { method: 'POST', body: endless, duplex: 'half', headers: { 'content-type': 'application/json' } };
    expect(await codeOf(await call('/api/things', init as RequestInit))).toEqual([413, 'too_large']);
    expect(sent).toBeLessThan(2000);
  });
});
