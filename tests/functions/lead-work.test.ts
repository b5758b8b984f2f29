import { afterAll, beforeAll, expect, it } from 'vitest';
import leads from '../../functions/leads.ts';
import files from '../../functions/files.ts';
import waitingList from '../../functions/waiting-list.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin } from '../helpers/post.ts';
import { people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

let backend: FunctionBackend;
let anna: { cookie: string };
let boris: { cookie: string };
let maria: { cookie: string };
let id: string;

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  anna = await signIn(backend, people.anna);
  boris = await signIn(backend, people.boris);
  maria = await signIn(backend, people.maria);
  id = (await ask('GET', '/api/leads?search=прибой')).body.items[0].id;
});
afterAll(() => backend.close());

interface More {
  by?: { cookie: string };
  headers?: Record<string, string>;
  raw?: Uint8Array<ArrayBuffer>;
}
async function ask(method: string, path: string, body?: unknown, { by = anna, headers = {}, raw }: More = {}) {
  const request = new Request(origin + path, {
    method,
    headers: { ...by, ...(raw ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(raw ? { body: raw } : body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await (path.startsWith('/api/leads') ? leads : path.startsWith('/api/files') ? files : waitingList)(
    request,
    functionContext(),
  );
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as any) : text };
}

it('moves a lead on the board and says what is wrong with a move', async () => {
  const stage = `/api/leads/${id}/stage`;
  expect(await ask('PUT', stage, { stage: 'contract' })).toMatchObject({ status: 200, body: { stage: 'contract' } });
  const board = await ask('GET', '/api/leads/board?limit=1');
  expect(board.body.stages.find((one: any) => one.stage === 'contract')).toMatchObject({ count: 1, items: [{ id }] });
  expect(await ask('PUT', stage, { stage: 'lost' })).toMatchObject({
    status: 422,
    body: { fields: { lostReason: 'required' } },
  });
  expect(await ask('PUT', stage, { stage: 'dream' })).toMatchObject({
    status: 422,
    body: { fields: { stage: 'choice_unknown' } },
  });
  const won = { stage: 'won', wonAmountKopecks: 640_000_00, wonOn: '2026-11-20' };
  expect(await ask('PUT', stage, won)).toMatchObject({ status: 200, body: won });
  expect(await ask('PUT', stage, won, { by: boris })).toMatchObject({ status: 404 });
});

it('narrows and sorts the list, and refuses words it does not know', async () => {
  expect((await ask('GET', '/api/leads?stage=won&sort=-amount&status=pinned')).body).toMatchObject({
    total: 1,
    items: [{ id }],
  });
  expect(await ask('GET', '/api/leads?stage=dream')).toMatchObject({ status: 422 });
  expect(await ask('GET', '/api/leads?sort=dream')).toMatchObject({
    status: 422,
    body: { fields: { sort: 'invalid' } },
  });
});

it('keeps amount, dates, next step and the contact, the contact only with consent', async () => {
  const contact = { name: 'Вера Гавань', email: 'vera@gavan.example' };
  expect(await ask('PUT', `/api/leads/${id}`, { contact })).toMatchObject({
    status: 422,
    body: { fields: { 'contact.consent': 'consent_required' } },
  });
  const changed = await ask('PUT', `/api/leads/${id}`, {
    expectedAmountKopecks: 500_00,
    nextStep: { text: 'Показ', on: '2026-12-01' },
    contact: { ...contact, consent: true },
  });
  expect(changed).toMatchObject({
    status: 200,
    body: { expectedAmountKopecks: 500_00, nextStep: { text: 'Показ' }, contact, notes: [], files: [] },
  });
  expect((await ask('PUT', `/api/leads/${id}`, { nextStep: null })).body).not.toHaveProperty('nextStep');
});

it('takes a note once, gives it to the own people, and back after it was deleted', async () => {
  const notes = `/api/leads/${id}/notes`;
  const once = { headers: { 'idempotency-key': 'one' } };
  const first = await ask('POST', notes, { text: 'Ждут расчёт' }, once);
  expect(first).toMatchObject({ status: 201, body: { text: 'Ждут расчёт', author: { name: 'Анна Ветрова' } } });
  expect(await ask('POST', notes, { text: 'Ждут расчёт' }, once)).toEqual(first);
  expect(await ask('POST', notes, { text: 'Другое' }, once)).toMatchObject({ status: 422 });
  expect(await ask('POST', notes, { text: 'я'.repeat(4001) })).toMatchObject({
    body: { fields: { text: 'too_long' } },
  });
  const own = `${notes}/${first.body.id}`;
  expect(await ask('PUT', own, { text: 'Ждут показ' })).toMatchObject({ body: { text: 'Ждут показ' } });
  for (const by of [boris, maria]) expect((await ask('DELETE', own, undefined, { by })).status).not.toBe(200);
  expect((await ask('DELETE', own)).status).toBe(200);
  expect((await ask('GET', `/api/leads/${id}`)).body.notes).toEqual([]);
  expect((await ask('POST', `${own}/restoration`, {})).body).toMatchObject({ text: 'Ждут показ' });
});

it('keeps a PDF, PNG or JPEG of at most 3 MB with a lead, for the own people alone', async () => {
  const to = `/api/leads/${id}/attachments?name=${encodeURIComponent('расчёт.pdf')}`;
  const bytes = (text: string) => new TextEncoder().encode(text);
  const added = await ask('POST', to, undefined, { raw: bytes('%PDF-1.7 x') });
  expect(added).toMatchObject({ status: 201, body: { name: 'расчёт.pdf', mediaType: 'application/pdf', bytes: 10 } });
  expect(await ask('POST', to, undefined, { raw: bytes('<svg/>') })).toMatchObject({ status: 415 });
  expect(await ask('POST', to, undefined, { raw: new Uint8Array(3 * 1024 * 1024 + 1) })).toMatchObject({ status: 413 });
  const file = `/api/files/${added.body.id}`;
  expect((await ask('GET', file)).body).toBe('%PDF-1.7 x');
  for (const by of [boris, maria]) expect((await ask('GET', file, undefined, { by })).status).toBe(404);
  expect((await ask('DELETE', `/api/leads/${id}/attachments/${added.body.id}`)).status).toBe(200);
  expect((await ask('GET', file)).status).toBe(404);
});

it('shows the places in the waiting list and gives one up', async () => {
  const client = { name: 'Агрохолдинг «Нива»', country: 'RU', taxId: '0078901233' };
  expect((await ask('POST', '/api/leads', { client, solutions: [], need: 'Нужен портал' })).status).toBe(409);
  await ask('POST', '/api/waiting-list', { country: 'RU', taxId: client.taxId });
  const [place] = (await ask('GET', '/api/waiting-list')).body.items;
  expect(place).toMatchObject({ client });
  expect((await ask('DELETE', `/api/waiting-list/${place.id}`, undefined, { by: boris })).status).toBe(404);
  expect((await ask('DELETE', `/api/waiting-list/${place.id}`)).status).toBe(200);
  expect((await ask('GET', '/api/waiting-list')).body.items).toEqual([]);
});
