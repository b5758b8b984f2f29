import { afterAll, beforeAll, expect, it } from 'vitest';
import files from '../../functions/files.ts';
import staffInbox from '../../functions/staff-inbox.ts';
import staffSupport from '../../functions/staff-support.ts';
import support from '../../functions/support.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
import { people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

type Handler = typeof support;
type Person = { cookie: string };

let backend: FunctionBackend;
let who: Record<'anna' | 'boris' | 'maria', Person>;

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  who = {
    anna: await signIn(backend, people.anna),
    boris: await signIn(backend, people.boris),
    maria: await signIn(backend, people.maria),
  };
});
afterAll(() => backend.close());

async function ask(handler: Handler, request: Request) {
  const context = functionContext();
  const response = await handler(request, context);
  const text = await response.text();
  await context.settle();
  // Tests read what they expect; what is not there fails them.
  return { status: response.status, body: JSON.parse(text) as any };
}
const post = (handler: Handler, path: string, body: unknown, by?: Person, headers: Record<string, string> = {}) =>
  ask(handler, postJsonTo(path, body, { ...by, ...headers }));
const get = (handler: Handler, path: string, by?: Person) =>
  ask(handler, new Request(origin + path, { headers: { ...by } }));
const png = Buffer.from('89504e470d0a1a0a00', 'hex');
const upload = (by: Person) =>
  ask(
    files,
    new Request(`${origin}/api/files?name=ошибка.png`, {
      method: 'POST',
      body: png,
      headers: { ...by, 'content-type': 'image/png', 'sec-fetch-site': 'same-origin' },
    }),
  );
const technical = { kind: 'technical', solution: 'corporate-university', severity: 'broken', text: 'Курс не открыт.' };

it('a partner asks with an attachment, staff answer, the partner says that it is solved; both are told', async () => {
  const file = (await upload(who.anna)).body.id as string;
  const asked = await post(support, '/api/support', { ...technical, files: [file] }, who.anna);
  expect(asked).toMatchObject({
    status: 201,
    body: { state: 'waiting_for_vendor', thread: [{ files: [{ id: file }] }] },
  });
  const { id, number, answerBy } = asked.body;
  expect(Date.parse(answerBy)).toBeGreaterThan(Date.now());
  const told = backend.mails.map(({ to, subject }) => `${(to as { address: string }).address}: ${subject}`);
  expect(told).toContain(`${people.maria}: Запрос ${number}: «Северный контур» просит помощи`);
  expect(told).toContain(`${people.anna}: Запрос ${number} принят`);

  const inbox = await get(staffInbox, '/api/staff/inbox?limit=200', who.maria);
  expect(inbox.body.items).toContainEqual(expect.objectContaining({ kind: 'support', number }));
  const answered = await post(
    staffSupport,
    `/api/staff/support/${number}/messages`,
    { text: 'Обновите до 24.1.' },
    who.maria,
  );
  expect(answered).toMatchObject({ status: 201, body: { state: 'waiting_for_partner', assignedTo: 'Мария Сотова' } });
  expect(backend.mails.at(-1)).toMatchObject({ to: { address: people.anna }, subject: `Ответ на запрос ${number}` });
  expect(backend.mails.at(-1)!.text).toContain('> Обновите до 24.1.');

  expect(await post(support, `/api/support/${id}/messages`, { text: 'Помогло.' }, who.anna)).toMatchObject({
    status: 201,
    body: { state: 'waiting_for_vendor' },
  });
  expect(await post(support, `/api/support/${id}/solved`, {}, who.anna)).toMatchObject({
    status: 200,
    body: { state: 'solved', solvedBy: 'partner' },
  });
  expect(await get(support, `/api/support/${number}`, who.anna)).toMatchObject({ status: 200, body: { id } });
  expect(await get(staffSupport, '/api/staff/support?state=solved&search=курс', who.maria)).toMatchObject({
    status: 200,
    body: { items: [{ number, partner: { name: 'Северный контур' } }], total: 1 },
  });
});

it('the same key asks once', async () => {
  const headers = { 'idempotency-key': 'ask-one' };
  const [first, second] = [
    await post(support, '/api/support', technical, who.anna, headers),
    await post(support, '/api/support', technical, who.anna, headers),
  ];
  expect(second).toEqual(first);
  const other = await post(support, '/api/support', { ...technical, severity: 'question' }, who.anna, headers);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
});

it('another partner gets for every address what it gets for one that does not exist', async () => {
  const { id, number } = (await post(support, '/api/support', technical, who.anna)).body;
  const told = async (ref: string) => [
    await get(support, `/api/support/${ref}`, who.boris),
    await post(support, `/api/support/${ref}/messages`, { text: 'Наше?' }, who.boris),
    await post(support, `/api/support/${ref}/solved`, {}, who.boris),
  ];
  const unknown = await told('S-00000000');
  expect(unknown.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(await told(id)).toEqual(unknown);
  expect(await told(number)).toEqual(unknown);
  expect((await get(support, '/api/support', who.boris)).body).toEqual({ items: [], total: 0 });
});

it('each side keeps to its own addresses', async () => {
  expect(await get(staffSupport, '/api/staff/support', who.anna)).toMatchObject({ status: 403 });
  expect(await get(support, '/api/support', who.maria)).toMatchObject({ status: 403 });
  expect(await get(support, '/api/support')).toMatchObject({ status: 401 });
});

it.each([
  [{}, { kind: 'choice_unknown' }],
  [
    { kind: 'technical', text: 'x' },
    { solution: 'required', severity: 'required' },
  ],
  [{ ...technical, severity: 'huge' }, { severity: 'choice_unknown' }],
  [{ kind: 'presale', help: 'date', text: ' ' }, { text: 'required' }],
  [{ kind: 'presale', help: 'date', text: 'К дате', wantedAt: '2026-12-10T11:00:00+03:00' }, { wantedZone: 'invalid' }],
])('%j is refused by field', async (body, fields) => {
  expect(await post(support, '/api/support', body, who.anna)).toMatchObject({ status: 422, body: { fields } });
});
