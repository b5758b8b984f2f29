import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import clients from '../../functions/clients.ts';
import protectionFeed from '../../functions/protection-feed.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import type { ClientList, ClientPage } from '../../src/features/clients/client-contract.ts';
import type { ProtectionFeedMade } from '../../src/features/clients/protection-feed-contract.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
import { people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

let backend: FunctionBackend;
let anna: { cookie: string };
let boris: { cookie: string };
const unfold = (text: string) => text.replaceAll('\r\n ', '');

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  anna = await signIn(backend, people.anna);
  boris = await signIn(backend, people.boris);
});
afterAll(() => backend?.close());

const ask = (handler: typeof clients, path: string, by: object = {}, method = 'GET') =>
  handler(new Request(new URL(path, origin), { method, headers: { ...by } }), functionContext());
const make = async (by: { cookie: string }) => {
  const answer = await protectionFeed(postJsonTo('/api/protection-feed', {}, by), functionContext());
  expect(answer.status).toBe(201);
  return ((await answer.json()) as ProtectionFeedMade).address;
};
const read = (address: string) => ask(protectionFeed, new URL(address).pathname);
const own = async (by: { cookie: string }) => (await ask(protectionFeed, '/api/protection-feed', by)).json();
const listOf = async (by: { cookie: string }, query = '') =>
  (await (await ask(clients, `/api/clients${query}`, by)).json()) as ClientList;

test('a link is a calendar of ends of protection and of grace, with reminders, in the person’s language', async () => {
  const address = await make(anna);
  expect(address).toMatch(/^http:\/\/localhost:\d+\/feeds\/protection\/[\w-]{43}\.ics$/);
  const answer = await read(address);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  const text = await answer.text();

  const { items } = await listOf(anna);
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  expect(events).toHaveLength(items.length * 2);
  for (const { name, pin, id } of items) {
    const end = events.find(({ summary }) => summary === `Конец закрепления: ${name}`)!;
    expect(end.startDate.toJSDate().getTime()).toBe(Math.floor(Date.parse(pin.until) / 1000) * 1000);
    expect(end.description).toContain(`/partner/clients/client/?id=${id}`);
    expect(end.component.getAllSubcomponents('valarm')).toHaveLength(3);
    const grace = events.find(({ summary }) => summary === `Последний день запаса: ${name}`)!;
    expect(grace.startDate.toJSDate().getTime()).toBe(Math.floor(Date.parse(pin.graceUntil) / 1000) * 1000);
  }
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  // Lines as RFC 5545 wants them, and nothing of a person.
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(unfold(text)).not.toMatch(/Анна|Антон|@/);
});

test('read again it is the same file; extended, the same event stands at the new end', async () => {
  const address = await make(anna);
  const before = await (await read(address)).text();
  expect(await (await read(address)).text()).toBe(before);
  const client = (await listOf(anna)).items.at(-1)!;
  const eventOf = (text: string) =>
    unfold(text)
      .split('BEGIN:VEVENT')
      .find((event) => event.includes(`SUMMARY:Конец закрепления: ${client.name}`))!;
  const path = `/api/clients/${client.id}/extension`;
  await clients(postJsonTo(path, { activity: 'Показали портал' }, anna), functionContext());
  const after = await (await read(address)).text();
  const [was, is] = [eventOf(before), eventOf(after)];
  const field = (event: string, name: string) => new RegExp(`^${name}:(.*)\\r`, 'm').exec(event)![1];
  expect(field(is, 'UID')).toBe(field(was, 'UID'));
  expect([field(was, 'SEQUENCE'), field(is, 'SEQUENCE')]).toEqual(['0', '1']);
  expect(field(is, 'DTSTART')! > field(was, 'DTSTART')!).toBe(true);
});

test('the link is told once; what is told later is that there is one and when it was read', async () => {
  const address = await make(anna);
  await read(address);
  const state = await own(anna);
  expect(state).toMatchObject({ feed: { madeAt: expect.any(String), lastReadAt: expect.any(String) } });
  expect(JSON.stringify(state)).not.toContain(address.slice(-20, -4));
});

test('replaced or revoked, a link leads nowhere at once, like one that never was', async () => {
  const first = await make(anna);
  const second = await make(anna);
  const gone = await read(first);
  const never = await read(`${origin}/feeds/protection/${'A'.repeat(43)}.ics`);
  expect([gone.status, await gone.text()]).toEqual([404, await never.text()]);
  expect((await ask(protectionFeed, '/api/protection-feed', anna, 'DELETE')).status).toBe(204);
  expect((await read(second)).status).toBe(404);
  expect(await own(anna)).toEqual({});
  for (const path of ['x.ics', `${'A'.repeat(43)}`, `${'A'.repeat(43)}.ics.ics`, '%2e%2e.ics'])
    expect((await ask(protectionFeed, `/feeds/protection/${path}`)).status).toBe(404);
});

test('a rival’s link shows the rival’s clients and no other', async () => {
  const text = unfold(await (await read(await make(boris))).text());
  const names = (await listOf(boris)).items.map(({ name }) => name);
  for (const name of names) expect(text).toContain(name);
  for (const { name } of (await listOf(anna)).items) expect(text).not.toContain(name);
});

test('the calendar speaks the language of its person', async () => {
  const address = await make(boris);
  await backend.embedded.query(`update public.members set locale = 'en' where email = $1`, [people.boris]);
  const text = unfold(await (await read(address)).text());
  expect(text).toContain('SUMMARY:Protection ends: ');
  expect(text).toContain('/en/partner/clients/client/?id=');
  expect(text).not.toContain('Конец закрепления');
});

test('nobody in particular has no link, and another site’s page makes none', async () => {
  expect((await ask(protectionFeed, '/api/protection-feed')).status).toBe(401);
  const foreign = postJsonTo('/api/protection-feed', {}, { ...anna, 'sec-fetch-site': 'cross-site' });
  expect((await protectionFeed(foreign, functionContext())).status).toBe(403);
});

test('the list is asked by the address, and what cannot be asked is told by field', async () => {
  const all = await listOf(anna);
  expect(all.total).toBe(all.items.length);
  expect((await listOf(anna, '?sort=-name&limit=1')).items).toHaveLength(1);
  expect((await listOf(anna, `?search=${encodeURIComponent(all.items[0]!.taxId)}`)).items).toHaveLength(1);
  expect(await (await ask(clients, '/api/clients?state=lost', anna)).json()).toMatchObject({
    code: 'invalid_input',
    fields: { state: 'choice_unknown' },
  });
  expect(await (await ask(clients, '/api/clients?sort=secret', anna)).json()).toMatchObject({ code: 'invalid_input' });
});

test('a client is read by its own partner, and is unknown to a rival', async () => {
  const { id, name } = (await listOf(anna)).items[0]!;
  const page = (await (await ask(clients, `/api/clients/${id}`, anna)).json()) as ClientPage;
  expect(page).toMatchObject({ id, name, leads: [{}], history: expect.any(Array) });
  const refused = await ask(clients, `/api/clients/${id}`, boris);
  const unknown = await ask(clients, '/api/clients/5f0c4c1e-0000-4000-8000-00000000abcd', boris);
  expect([refused.status, await refused.text()]).toEqual([404, await unknown.text()]);
});
