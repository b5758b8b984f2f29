import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { functionOf, mountedFunctions, type MountedFunction } from '../../functions/host/function-table.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { endpointSamples, otherBodies, type Sender } from '../helpers/endpoint-samples.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin } from '../helpers/post.ts';
import { signIn } from '../helpers/sign-in.ts';
import { spoilt } from '../helpers/spoilt-bodies.ts';

/** 500 bodies per endpoint; `npm run test:long` sends 5,000. */
const runs = Number(process.env['LETOK_FUZZ_RUNS'] ?? 500);
const atOnce = 5;

let backend: FunctionBackend;
let functions: MountedFunction[];
const cookies = new Map<Sender, string>([[null, '']]);

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  functions = await mountedFunctions();
  for (const email of ['anna@sever.example', 'maria@uley.example', 'lead@uley.example'] as const)
    cookies.set(email, (await signIn(backend, email)).cookie);
});
afterAll(() => backend?.close());

const nearlyJson = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    '',
    'null',
    '[]',
    '{',
    '"x"',
    `${'['.repeat(20_000)}`,
    '{"a":1,"a":2}',
    '\uFEFF{}',
    `{"x":${'9'.repeat(5000)}}`,
  ),
);

const anyId = fc.oneof(
  fc.uuid(),
  fc.constantFrom(
    '1',
    'null',
    '%00',
    '\u0000',
    '..%2f..',
    'я',
    "'",
    '{}',
    'L-00000000',
    '00000000-0000-0000-0000-000000000000',
  ),
);

/** RFC 9457, with a code of ours. */
function isProblem(response: Response, answer: string): boolean {
  const problem = JSON.parse(answer) as { type: string; code: string; status: number };
  return (
    response.headers.get('content-type') === 'application/problem+json' &&
    problem.type === `/errors/${problem.code}/` &&
    problem.status === response.status
  );
}

async function survives(
  endpoint: string,
  body: unknown,
  id: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const [method = '', path = ''] = endpoint.split(' ');
  const { as } = endpointSamples[endpoint]!;
  const address = path.replace(/:\w+/g, encodeURIComponent(id));
  const handler = functionOf(functions, new URL(address, origin).pathname, method)!.handler;
  const text = typeof body === 'string' || body instanceof Buffer ? body : (JSON.stringify(body) ?? '');
  const response = await handler(
    new Request(new URL(address, origin), {
      method,
      headers: { 'content-type': 'application/json', cookie: cookies.get(as)!, ...headers },
      body: text as string,
    }),
    functionContext(),
  );
  const answer = await response.text();
  const about = `${endpoint} ${String(text).slice(0, 500)}\n${response.status} ${answer}`;
  expect(response.status, about).toBeLessThan(500);
  expect(answer).not.toMatch(/\bat .*\.(ts|js):\d|node_modules|insert into|postgres|\bPT\d{3}\b|PGRST/i);
  expect(response.status < 400 || isProblem(response, answer), about).toBe(true);
  return response.status;
}

test('every changing endpoint has a sample to spoil', async () => {
  const changing: string[] = [];
  for (const { paths, handler } of functions)
    for (const path of paths.filter((one) => one.startsWith('/api/'))) {
      const asked = new Request(new URL(path.replace(/:\w+/g, 'x'), origin), { method: 'OPTIONS' });
      const allow = (await handler(asked, functionContext())).headers.get('allow') ?? '';
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        if (allow.includes(method)) changing.push(`${method} ${path}`);
    }
  expect(changing.filter((one) => !endpointSamples[one] && !otherBodies.has(one))).toEqual([]);
  expect(changing.length).toBeGreaterThan(20);
});

describe.each(Object.keys(endpointSamples))('%s', (endpoint) => {
  test(
    `${runs} spoilt bodies: never a 500, always a problem people and programs can read`,
    { timeout: runs * 100 },
    async () => {
      await backend.embedded.script('delete from private.rate_limits');
      const { body } = endpointSamples[endpoint]!;
      const one = fc.tuple(
        fc.oneof({ weight: 9, arbitrary: spoilt(body) }, { weight: 1, arbitrary: nearlyJson as fc.Arbitrary<unknown> }),
        anyId,
      );
      // Some at once: people do not wait for one another, and the database works while the next body is read.
      await fc.assert(
        fc.asyncProperty(fc.array(one, { minLength: atOnce, maxLength: atOnce }), async (several) => {
          await Promise.all(several.map(([given, id]) => survives(endpoint, given, id)));
        }),
        { numRuns: Math.ceil(runs / atOnce), endOnFailure: true },
      );
      // Keys of repetition are input too.
      await fc.assert(
        fc.asyncProperty(fc.string({ maxLength: 300, unit: 'binary-ascii' }), async (key) => {
          const header = key.replace(/[^\x20-\x7e]/g, '').trim();
          await survives(
            endpoint,
            body,
            '00000000-0000-4000-8000-000000000000',
            header ? { 'idempotency-key': header } : {},
          );
        }),
        { numRuns: Math.ceil(runs / 50) },
      );
    },
  );
});

describe('what is only read', () => {
  const query = fc.record(
    {
      cursor: fc.oneof(
        fc.string({ maxLength: 80 }),
        fc.constantFrom('0'.repeat(56), `${'9'.repeat(20)}00000000-0000-4000-8000-000000000000`, 'WyJhIl0', 'null'),
      ),
      limit: fc.constantFrom('0', '-1', '201', '1e9', 'x', '', '50'),
      search: fc.string({ unit: 'binary', maxLength: 120 }),
      taxId: fc.string({ maxLength: 60 }),
      country: fc.constantFrom('RU', 'XX', ''),
      language: fc.constantFrom('ru', 'en', 'de', '../', '%00'),
      number: fc.string({ maxLength: 50 }),
      before: fc.oneof(fc.uuid(), fc.string({ maxLength: 50 })),
    },
    { requiredKeys: [] },
  );

  test('answers odd queries and ids without a 500', { timeout: 180_000 }, async () => {
    const readable: string[] = [];
    for (const { paths, handler } of functions)
      for (const path of paths.filter((one) => one.startsWith('/api/') || one.startsWith('/verify'))) {
        const asked = new Request(new URL(path.replace(/:\w+/g, 'x'), origin), { method: 'OPTIONS' });
        if ((await handler(asked, functionContext())).headers.get('allow')?.includes('GET')) readable.push(path);
      }
    expect(readable.length).toBeGreaterThan(15);
    for (const path of readable)
      await fc.assert(
        fc.asyncProperty(
          query,
          anyId,
          fc.constantFrom<Sender>(null, 'anna@sever.example', 'maria@uley.example'),
          async (asked, id, as) => {
            const address = new URL(path.replace(/:\w+/g, encodeURIComponent(id)), origin);
            address.search = new URLSearchParams(asked as Record<string, string>).toString();
            const handler = functionOf(functions, address.pathname, 'GET')!.handler;
            const response = await handler(
              new Request(address, { headers: { cookie: cookies.get(as)! } }),
              functionContext(),
            );
            expect(response.status, `${address} ${await response.text()}`).toBeLessThan(500);
          },
        ),
        { numRuns: 25, endOnFailure: true },
      );
  });
});
