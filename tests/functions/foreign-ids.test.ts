import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { functionOf, mountedFunctions, type MountedFunction } from '../../functions/host/function-table.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { endpointSamples } from '../helpers/endpoint-samples.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin } from '../helpers/post.ts';
import { signIn } from '../helpers/sign-in.ts';

/** What Boris of the one partner learns by the ids of Anna's of the other: nothing, on any route. */
let backend: FunctionBackend;
let functions: MountedFunction[];
let anna: { cookie: string };
let boris: { cookie: string };
let annas: Record<string, string>;
let annasNames: string[];

const unknownId = '5f0c4c1e-0000-4000-8000-00000000abcd';
const unknownNumber = (number: string) => `${number.slice(0, 2)}00000000`;

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  functions = await mountedFunctions();
  anna = await signIn(backend, 'anna@sever.example');
  boris = await signIn(backend, 'boris@most.example');
  const pdf = new Request(`${origin}/api/files?name=choice.pdf`, { method: 'POST', body: '%PDF-1.7 x', headers: anna });
  const file = (await (await call('POST', '/api/files', pdf)).json()) as { id: string };
  const invited = await send('POST', '/api/members', anna, {
    email: 'olga@sever.example',
    name: 'Ольга Пример',
    role: 'member',
  });
  if (invited.status !== 201) throw new Error(`Olga was not invited: ${await invited.text()}`);
  const [row] = await backend.embedded.query<Record<string, string>>(`
    select l.id as lead, l.number as "leadNumber", l.client_id as client, p.id as pin, r.number as receipt, m.id as member,
      m.partner_id as partner, (select i.id from public.invitations i limit 1) as invitation, a.number as acceptance
    from public.leads l join public.client_pins p on p.lead_id = l.id join public.receipts r on r.pin_id = p.id
    join public.members m on m.partner_id = l.partner_id and m.email = 'anton@sever.example'
    join public.offer_acceptances a on a.partner_id = l.partner_id limit 1`);
  annas = { ...row!, file: file.id };
  annasNames = ['Веха', 'Ландыш', 'Прибой', 'Анна', 'Антон', 'Северный контур'];
});
afterAll(() => backend?.close());

const call = async (method: string, path: string, request: Request): Promise<Response> =>
  functionOf(functions, path, method)!.handler(request, functionContext());

function send(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  const init = { method, headers: { 'content-type': 'application/json', ...headers } };
  return call(
    method,
    path,
    new Request(origin + path, body === undefined ? init : { ...init, body: JSON.stringify(body) }),
  );
}

/** Every route with an id in its address, as [method, path]. */
async function routesWithIds(): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const { paths, handler } of functions)
    for (const path of paths.filter((one) => one.startsWith('/api/') && one.includes(':'))) {
      const asked = new Request(origin + path.replace(/:\w+/g, 'x'), { method: 'OPTIONS' });
      const allow = (await handler(asked, functionContext())).headers.get('allow') ?? '';
      for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
        if (allow.split(', ').includes(method)) found.push([method, path]);
    }
  return found;
}

test('in an address: a foreign id of any kind is answered as an unknown one', { timeout: 180_000 }, async () => {
  const routes = await routesWithIds();
  expect(routes.length).toBeGreaterThan(12);
  let compared = 0;
  for (const [method, path] of routes)
    for (const [kind, id] of Object.entries(annas)) {
      const unknown = id.includes('-') && id.length < 12 ? unknownNumber(id) : unknownId;
      const body = ['GET', 'DELETE'].includes(method) ? undefined : (endpointSamples[`${method} ${path}`]?.body ?? {});
      const [foreign, absent] = await Promise.all(
        [id, unknown].map(async (one) => {
          const answer = await send(method, path.replace(/:\w+/g, one), boris, body);
          return { status: answer.status, body: await answer.text() };
        }),
      );
      expect(foreign, `${method} ${path} with the id of a ${kind}`).toEqual(absent);
      expect(foreign!.status, `${method} ${path} with the id of a ${kind}`).toBeGreaterThanOrEqual(400);
      compared += 1;
    }
  expect(compared).toBeGreaterThan(100);
});

test('the owner of the id gets something: the comparison above is not of two empty hands', async () => {
  expect((await send('GET', `/api/leads/${annas['lead']}`, anna)).status).toBe(200);
  expect((await send('GET', `/api/receipts/${annas['receipt']}`, anna)).status).toBe(200);
  expect((await send('GET', `/api/receipts/${annas['acceptance']}`, anna)).status).toBe(200);
  expect((await send('GET', `/api/files/${annas['file']}`, anna)).status).toBe(200);
});

describe('in a body', () => {
  const statement = 'Это наш проект, вот переписка';
  test.each([
    [
      'an appeal about a foreign lead',
      () => ({ leadNumber: annas['leadNumber'], statement }),
      () => ({ leadNumber: 'L-00000000', statement }),
    ],
    [
      'an appeal with a foreign file',
      () => ({ client: { country: 'RU', taxId: '0067890124' }, statement, fileId: annas['file'] }),
      () => ({ client: { country: 'RU', taxId: '0067890124' }, statement, fileId: unknownId }),
    ],
    [
      'an appeal about a client that never was refused to the sender',
      () => ({ client: { country: 'RU', taxId: '0067890124' }, statement }),
      () => ({ client: { country: 'RU', taxId: '7707083893' }, statement }),
    ],
  ])('%s: as about nothing', async (_, foreign, absent) => {
    const [one, other] = [
      await send('POST', '/api/appeals', boris, foreign()),
      await send('POST', '/api/appeals', boris, absent()),
    ];
    expect([one.status, await one.text()]).toEqual([other.status, await other.text()]);
    expect(one.status).toBe(404);
  });

  test('the waiting list answers alike for a client somebody holds and for one nobody knows', async () => {
    const join = (taxId: string) => send('POST', '/api/waiting-list', boris, { country: 'RU', taxId });
    const [held, unknown] = [await join('0067890124'), await join('7707083893')];
    expect([held.status, await held.text()]).toEqual([unknown.status, await unknown.text()]);
  });
});

test('no list of Boris names anything of Anna’s', async () => {
  const lists = functions
    .flatMap(({ paths }) => paths)
    .filter((path) => path.startsWith('/api/') && !path.includes(':'));
  let read = 0;
  for (const path of lists) {
    const answer = await send('GET', path, boris);
    if (answer.status !== 200) continue;
    const text = await answer.text();
    read += 1;
    for (const name of [...annasNames, ...Object.values(annas)])
      expect(text, `${path} names ${name}`).not.toContain(name);
  }
  expect(read).toBeGreaterThan(5);
});
