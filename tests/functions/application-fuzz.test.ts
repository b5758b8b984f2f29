import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import applications from '../../functions/applications.ts';
import { formOf, postForm, postJson, sampleApplication } from '../helpers/applications.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';

let backend: FunctionBackend;
beforeAll(async () => (backend = await openFunctionBackend()));
afterAll(() => backend.close());

const nasty = fc.constantFrom(
  '\u0000',
  '\ud800',
  'a\udfffb',
  '\u202e\u2066обратно',
  '\u2028строка\u2029',
  '1e309',
  'x'.repeat(5000),
  '\r\nBcc: everyone@victim.example',
  '<script>alert(1)</script>',
  "'; drop table applications; --",
  '{{constructor.constructor("return process")()}}',
  '\u0130\u0131ß',
  '👩‍👩‍👧‍👧'.repeat(40),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: nasty },
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(null, true, false, -0, 1e300, [], {}, [[]], [null]),
  fc.array(fc.oneof(nasty, fc.string(), fc.constant('medium')), { maxLength: 40 }),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Every place of an application, so that a mutation hits a field the schema knows. */
const places = [
  ...['name', 'country', 'taxId', 'site', 'headcount', 'clientSizes', 'fields', 'expertise'].map((name) => [
    'company',
    name,
  ]),
  ...['name', 'email', 'phone', 'position'].map((name) => ['contact', name]),
  ...['processing', 'mailing'].map((name) => ['consents', name]),
  ...['company', 'contact', 'consents', 'aim', 'locale', 'extra', '__proto__', 'constructor', 'toString'].map(
    (name) => [name],
  ),
  ...['__proto__', 'constructor', 'hasOwnProperty'].map((name) => ['company', name]),
];

const mutated = fc
  .array(fc.tuple(fc.constantFrom(...places), value), { minLength: 1, maxLength: 4 })
  .map((mutations) => {
    const application = JSON.parse(JSON.stringify(sampleApplication())) as Record<string, unknown>;
    for (const [[first, second], given] of mutations) {
      const target = second === undefined ? application : application[first!];
      if (typeof target !== 'object' || target === null) continue;
      Object.defineProperty(target, second ?? first!, {
        // A copy: a later mutation reaches into it, and would change the constant of all bodies, or close a circle.
        value: structuredClone(given),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return JSON.stringify(application);
  });

/** Text that is nearly JSON: cut, doubled, nested without end, with duplicate and hostile keys. */
const valid = JSON.stringify(sampleApplication());
const text = fc.oneof(
  fc.integer({ min: 0, max: valid.length }).map((end) => valid.slice(0, end)),
  fc.integer({ min: 1, max: 30_000 }).map((depth) => '['.repeat(depth)),
  fc.integer({ min: 1, max: 10_000 }).map((depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)),
  fc.integer({ min: 1, max: 10_000 }).map((depth) => valid.replace('42', '['.repeat(depth) + ']'.repeat(depth))),
  fc.constantFrom(
    valid.replace('42', '1e999'),
    valid.replace('42', '9'.repeat(400)),
    valid.replace('42', '-0.0000001'),
    valid.replace('"aim"', '"aim":"none","aim"'),
    valid.replace('{', '{"__proto__":{"isAdmin":true},'),
    valid.replace('"company":{', '"company":{"__proto__":{"headcount":1},'),
    'null',
    '"text"',
    '42',
    '[]',
    '\ufeff' + valid,
    '',
  ),
  fc.json({ maxDepth: 6 }),
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc.tuple(fc.nat(valid.length), fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, noise]) => {
    const body = Buffer.from(valid);
    return new Uint8Array(Buffer.concat([body.subarray(0, at), noise, body.subarray(at)]));
  }),
);
const form = fc
  .array(
    fc.tuple(
      fc.constantFrom(...places.map((place) => place.join('.')), 'website2'),
      fc.oneof(nasty, fc.string({ unit: 'binary' })),
    ),
    { maxLength: 6 },
  )
  .map((fields) => {
    const body = formOf(sampleApplication());
    for (const [name, given] of fields) body.append(name, given);
    for (const [name, given] of fields.slice(0, 2)) body.set(name, given);
    return body;
  });

/** Answers in time, refuses as problem+json or accepts, and says nothing about the inside. */
async function survives(request: Request): Promise<number> {
  const begun = performance.now();
  const context = functionContext();
  const response = await applications(request, context);
  await context.settle();
  const answer = await response.text();
  expect(response.status).toBeLessThan(500);
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(answer).not.toMatch(/\bat .*\.(ts|js):\d|node_modules|insert into|postgres|\bPT\d{3}\b/i);
  if (response.headers.get('content-type')?.startsWith('text/html') || response.status === 303) return response.status;
  const type = response.status === 201 ? 'application/json' : 'application/problem+json';
  expect(response.headers.get('content-type')).toBe(type);
  if (response.status !== 201)
    expect(JSON.parse(answer)).toMatchObject({
      type: expect.stringMatching(/^\/errors\/\w+\/$/),
      status: response.status,
    });
  return response.status;
}

describe('2,000 bodies nobody should send', () => {
  const seen = new Map<number, number>();
  /** Runs a property and tells how many bodies it sent. */
  async function sent<T>(arbitrary: fc.Arbitrary<T>, numRuns: number, request: (body: T) => Request): Promise<number> {
    let runs = 0;
    const property = fc.asyncProperty(arbitrary, async (body) => {
      const status = await survives(request(body));
      seen.set(status, (seen.get(status) ?? 0) + 1);
      runs += 1;
    });
    await fc.assert(property, { numRuns, endOnFailure: true });
    return runs;
  }

  it('1,000 applications with wrong values in known places', async () => {
    expect(await sent(mutated, 1000, (body) => postJson(body))).toBe(1000);
  });
  it('350 texts that are nearly JSON', async () => {
    expect(await sent(text, 350, (body) => postJson(body))).toBe(350);
  });
  it('350 bodies of random bytes', async () => {
    expect(await sent(bytes, 350, (body) => postJson(body))).toBe(350);
  });
  it('300 forms', async () => {
    expect(await sent(form, 300, (body) => postForm(body))).toBe(300);
  });

  it('changed the prototype of nothing, and reached every kind of answer', () => {
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect([...seen.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(2000);
    expect([...seen.keys()]).toEqual(expect.arrayContaining([201, 303, 400, 422]));
  });
});
