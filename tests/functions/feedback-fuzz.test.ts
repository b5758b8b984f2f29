import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pageFeedback from '../../functions/page-feedback.ts';
import searchMisses from '../../functions/search-misses.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { postFormTo, postJsonTo } from '../helpers/post.ts';

let backend: FunctionBackend;
beforeAll(async () => (backend = await openFunctionBackend()));
afterAll(() => backend.close());

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom(
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfffy',
    '\u202eобратно',
    'İıß',
    'a@b.c',
    '@',
    '＠',
    '8 900 123-45-67',
    'я'.repeat(500),
    '@ '.repeat(250),
    '1'.repeat(500),
    '👩‍👩‍👧‍👧'.repeat(40),
    "'; drop table page_feedback; --",
    '\u0301',
  ),
);
const path = fc.oneof(
  fc.constantFrom('/', '/kb/', '/kb/закрепление/', '/partner/kb/margin/', '/staff/', '/__proto__/', '/kb//', '/%00/'),
  text.map((inner) => `/${inner}/`),
);
const value = fc.oneof(
  text,
  fc.double(),
  fc.constantFrom(null, true, false, 0, -1, 1e300, [], {}, [[]], '2026-11-01', '0000-00-00', '+275760-09-13'),
  fc.jsonValue({ maxDepth: 3 }),
);
const id = fc.oneof(fc.uuid(), fc.constantFrom('00000000-0000-0000-0000-000000000000', ''), value);

const feedback = fc.record(
  {
    path: fc.oneof({ weight: 4, arbitrary: path }, value),
    useful: fc.oneof({ weight: 4, arbitrary: fc.boolean() }, value),
    language: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('ru', 'en') }, value),
    comment: fc.oneof({ weight: 4, arbitrary: text }, value),
    checkedOn: value,
    id,
    ['__proto__']: value,
  },
  { requiredKeys: ['path', 'useful', 'language'] },
);
const miss = fc.record(
  {
    query: fc.oneof({ weight: 4, arbitrary: text }, value),
    language: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('ru', 'en') }, value),
    networkAddress: value,
  },
  { requiredKeys: ['query', 'language'] },
);
const form = fc.array(
  fc.tuple(
    fc.constantFrom('path', 'useful', 'comment', 'language', 'checkedOn', 'id', '__proto__'),
    fc.oneof(text, path),
  ),
  { maxLength: 8 },
);
const nearlyJson = fc.oneof(
  fc.json({ maxDepth: 5 }),
  fc.uint8Array({ maxLength: 600 }),
  fc.integer({ min: 1, max: 3000 }).map((depth) => '['.repeat(depth)),
  fc.constantFrom('', 'null', '42', '"text"', '\ufeff{}', '{"path":"/kb/","useful":true,"language":"ru"} x'),
);

type Handler = typeof pageFeedback;

describe('bodies nobody should send: never a 500, nothing about the inside', () => {
  const seen = new Map<number, number>();
  async function survives(handler: Handler, request: Request): Promise<void> {
    const response = await handler(request, functionContext());
    const answer = await response.text();
    expect(response.status).toBeLessThan(500);
    expect(answer).not.toMatch(/\bat .*\.(ts|js):\d|node_modules|insert into|postgres|\bPT\d{3}\b/i);
    seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
  }
  const sent = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number, handler: Handler, request: (body: T) => Request) =>
    fc.assert(
      fc.asyncProperty(arbitrary, (body) => survives(handler, request(body))),
      { numRuns, endOnFailure: true },
    );

  it('600 answers about pages', () =>
    sent(feedback, 600, pageFeedback, (body) => postJsonTo('/api/page-feedback', body)));
  it('600 queries', () => sent(miss, 600, searchMisses, (body) => postJsonTo('/api/search-misses', body)));
  it('300 forms', () =>
    sent(form, 300, pageFeedback, (fields) =>
      postFormTo(
        '/api/page-feedback',
        new URLSearchParams([['path', '/kb/'], ['useful', 'yes'], ['language', 'ru'], ...fields]),
      ),
    ));
  it('300 texts and bytes that are hardly JSON, for each', async () => {
    await sent(nearlyJson, 150, pageFeedback, (body) => postJsonTo('/api/page-feedback', body));
    await sent(nearlyJson, 150, searchMisses, (body) => postJsonTo('/api/search-misses', body));
  });

  it('reached every kind of answer, and what was kept names nobody', async () => {
    // What chance finds in most runs, but not in each.
    const certain = { path: '/kb/', useful: true, language: 'ru' };
    for (const body of [certain, { ...certain, path: '/partner/kb/margin/' }, { ...certain, path: '/kb//' }, {}, ''])
      await survives(pageFeedback, postJsonTo('/api/page-feedback', body));
    expect([...seen.keys()]).toEqual(expect.arrayContaining([202, 303, 400, 401, 404, 422]));
    expect(seen.get(202)).toBeGreaterThan(100);
    const kept = await backend.embedded.query<{ text: string }>(
      `select comment as text from public.page_feedback where comment is not null
       union all select query from private.search_misses union all select path from public.page_feedback`,
    );
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.filter(({ text: said }) => /[@＠]|\d{7}/.test(said))).toEqual([]);
  });
});
