import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import session from '../../functions/session.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';

let backend: FunctionBackend;
beforeAll(async () => (backend = await openFunctionBackend()));
afterAll(() => backend.close());
beforeEach(() => backend.embedded.script('delete from private.rate_limits'));

const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    'a@b.example',
    'İ@ı.example',
    '\u0000@b.example',
    'a@b.example\r\nBcc: c@d.example',
    'a'.repeat(300),
    "'@b.c",
  ),
  fc.constantFrom('123456', '１２３４５６', '12 34 56', '-1', '1e5', '000000'),
  fc.jsonValue({ maxDepth: 2 }),
);
const body = fc.record({ email: value, code: value, locale: value, ['__proto__']: value }, { requiredKeys: [] });
const nearlyJson = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom('', 'null', '[]', '"a@b.example"', '{"email":"a@b.example","email":"c@d.example"}'),
);
const cookie = fc.oneof(
  fc.string({ maxLength: 200 }).map((text) => `letok=${encodeURIComponent(text)}`),
  fc.base64String({ maxLength: 400 }).map((text) => `letok=${text}`),
);

describe('what nobody should send: never a 500, nothing about the inside', () => {
  const seen = new Map<number, number>();
  async function survives(request: Request, network?: string): Promise<void> {
    const response = await session(request, functionContext(network));
    const answer = await response.text();
    expect(response.status).toBeLessThan(500);
    expect(answer).not.toMatch(/\bat .*\.(ts|js):\d|node_modules|insert into|postgres|\bPT\d{3}\b|PGRST/i);
    seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
  }
  const sent = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number, request: (body: T) => Request) =>
    fc.assert(
      fc.asyncProperty(arbitrary, (given) => survives(request(given))),
      { numRuns, endOnFailure: true },
    );

  it('500 requests of a code', () => sent(body, 500, (given) => postJsonTo('/api/session/code', given)));
  it('500 codes', () => sent(body, 500, (given) => postJsonTo('/api/session', given)));
  it('200 texts and bytes that are hardly JSON', () =>
    sent(nearlyJson, 200, (given) => postJsonTo('/api/session', given)));
  it('200 cookies', () =>
    sent(cookie, 200, (given) => new Request(`${origin}/api/session`, { headers: { cookie: given } })));
  it('200 cookies at the way out', () =>
    sent(
      cookie,
      200,
      (given) => new Request(`${origin}/api/session`, { method: 'DELETE', headers: { cookie: given } }),
    ));

  it('reached every kind of answer', async () => {
    // Every other request here comes from a network of its own, so none of them meets the limit of one.
    for (let n = 0; n < 50; n += 1)
      await survives(postJsonTo('/api/session/code', { email: `n${n}@b.example` }), '10.200.0.1');
    expect([...seen.keys()]).toEqual(expect.arrayContaining([202, 204, 400, 401, 422, 429]));
  });
});
