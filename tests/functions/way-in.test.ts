import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import members from '../../functions/members.ts';
import offer from '../../functions/offer.ts';
import runClock from '../../functions/run-clock.ts';
import staffDecisions from '../../functions/staff-decisions.ts';
import staffInbox from '../../functions/staff-inbox.ts';
import staffPeople from '../../functions/staff-people.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { sampleProgramme } from '../helpers/build-output.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
import { people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

type Handler = typeof offer;
type Person = { cookie: string };

let backend: FunctionBackend;
let who: Record<'anna' | 'anton' | 'boris' | 'maria' | 'lead', Person>;
const [russian] = sampleProgramme().offers;

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  // The demo world's owners have accepted; here they are to do it themselves.
  await backend.embedded.query('delete from public.offer_acceptances');
  who = {
    anna: await signIn(backend, people.anna),
    anton: await signIn(backend, people.anton),
    boris: await signIn(backend, people.boris),
    maria: await signIn(backend, people.maria),
    lead: await signIn(backend, people.lead),
  };
});
afterAll(() => backend.close());

async function ask(handler: Handler, request: Request) {
  const response = await handler(request, functionContext());
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as Record<string, never> };
}
const get = (handler: Handler, path: string, by?: Person) =>
  ask(handler, new Request(origin + path, { headers: { ...by } }));
const post = (handler: Handler, path: string, body: unknown, by?: Person, headers: Record<string, string> = {}) =>
  ask(handler, postJsonTo(path, body, { ...by, ...headers }));
const remove = (path: string, by: Person) =>
  ask(members, new Request(origin + path, { method: 'DELETE', headers: { ...by } }));

describe('the offer', () => {
  const acceptance = {
    edition: '2026-11',
    sha256: russian!.sha256,
    fullName: 'Ветрова Анна Львовна',
    position: 'Директор',
    authority: 'charter',
  };

  it('is told to anybody, in the language of the question', async () => {
    expect(await get(offer, '/api/offer')).toMatchObject({
      status: 200,
      body: { edition: '2026-11', number: 1, language: 'ru', sha256: russian!.sha256, url: '/programme/offer/' },
    });
    expect((await get(offer, '/api/offer?language=en')).body).toMatchObject({
      language: 'en',
      url: '/en/programme/offer/',
    });
    expect((await get(offer, '/api/offer')).body).not.toHaveProperty('isAccepted');
  });

  it('is accepted by an owner, with a receipt, and the partner’s people see it', async () => {
    expect((await get(offer, '/api/offer', who.anton)).body).toMatchObject({ isAccepted: false });
    const first = await post(offer, '/api/offer/acceptance', acceptance, who.anna);
    expect(first).toMatchObject({
      status: 201,
      body: { receipt: { number: expect.stringMatching(/^R-/), sha256: russian!.sha256 } },
    });
    expect(await post(offer, '/api/offer/acceptance', acceptance, who.anna)).toEqual(first);
    expect((await get(offer, '/api/offer', who.anton)).body).toMatchObject({
      isAccepted: true,
      acceptance: { by: 'Ветрова Анна Львовна', edition: '2026-11' },
      changedSince: [],
    });
  });

  it('is not accepted by a member, by nobody, or in another text', async () => {
    const refusal = async (by?: Person, more: object = {}) => {
      const { status, body } = await post(offer, '/api/offer/acceptance', { ...acceptance, ...more }, by);
      return [status, body['code']];
    };
    expect(await refusal()).toEqual([401, 'session_required']);
    expect(await refusal(who.anton)).toEqual([403, 'wrong_role']);
    expect(await refusal(who.boris, { sha256: 'a'.repeat(64) })).toEqual([409, 'offer_changed']);
    expect(await refusal(who.boris, { edition: '2020-01' })).toEqual([409, 'offer_changed']);
    expect(await refusal(who.boris, { authority: 'wish' })).toEqual([422, 'invalid_input']);
  });
});

describe('members', () => {
  const vera = { email: 'Vera@Sever.example', name: 'Вера Новая', role: 'member' };

  it('are invited, listed and removed by an owner', async () => {
    const invited = await post(members, '/api/members', vera, who.anna, { 'idempotency-key': 'vera' });
    expect(invited).toMatchObject({
      status: 201,
      body: { member: { email: 'vera@sever.example', status: 'invited' } },
    });
    expect(await post(members, '/api/members', vera, who.anna, { 'idempotency-key': 'vera' })).toEqual(invited);
    const { items } = (await get(members, '/api/members', who.anna)).body as unknown as {
      items: { id: string; email: string }[];
    };
    expect(items.map(({ email }) => email)).toEqual([people.anna, people.anton, 'vera@sever.example']);
    const id = items[2]!.id;
    expect((await remove(`/api/members/${id}`, who.boris)).status).toBe(404);
    expect((await remove('/api/members/odd', who.anna)).status).toBe(404);
    expect((await remove(`/api/members/${id}`, who.anna)).status).toBe(204);
    const last = await remove(`/api/members/${items[0]!.id}`, who.anna);
    expect([last.status, last.body['code']]).toEqual([409, 'last_owner']);
  });

  it('are invited in a language of the site, or told that it is none', async () => {
    const asked = await post(members, '/api/members', { ...vera, locale: 'co' }, who.anna);
    expect([asked.status, asked.body['fields']]).toEqual([422, { locale: 'choice_unknown' }]);
  });

  it('are no business of members and of nobody', async () => {
    expect((await get(members, '/api/members', who.anton)).status).toBe(403);
    expect((await get(members, '/api/members')).status).toBe(401);
    expect((await post(members, '/api/members', vera, who.anton)).status).toBe(403);
    expect((await remove('/api/members/odd', who.anton)).status).toBe(403);
  });
});

describe('staff', () => {
  interface Inbox {
    items: { id: string; kind: string; title: string }[];
  }
  const inbox = async () => (await get(staffInbox, '/api/staff/inbox', who.maria)).body as unknown as Inbox;
  const reason = 'Опыт подходит.';

  it('see what waits, decide, take it back, and decide anew', async () => {
    const { items } = await inbox();
    const waiting = items.find(({ title }) => title === 'Гавань интеграций')!;
    expect(waiting.kind).toBe('application');
    const decide = (decision: string, headers = {}) =>
      post(staffDecisions, `/api/staff/applications/${waiting.id}/decision`, { decision, reason }, who.maria, headers);

    const made = await decide('approve', { 'idempotency-key': 'k' });
    expect(made).toMatchObject({
      status: 200,
      body: { decision: { kind: 'approve' }, partner: { isNew: true, role: 'owner' } },
    });
    expect(await decide('approve', { 'idempotency-key': 'k' })).toEqual(made);
    expect((await decide('decline', { 'idempotency-key': 'k' })).body['code']).toBe('idempotency_key_reused');
    expect(await decide('decline')).toMatchObject({ status: 409, body: { code: 'already_decided' } });
    expect((await inbox()).items).not.toContainEqual(waiting);

    const { id } = made.body['decision'] as unknown as { id: string };
    const undo = await post(staffDecisions, `/api/staff/decisions/${id}/undo`, {}, who.maria);
    expect(undo).toEqual({ status: 200, body: {} });
    expect((await inbox()).items.map((item) => item.id)).toContain(waiting.id);
    expect((await decide('return')).status).toBe(200);
  });

  it('are the only ones who may', async () => {
    const unknown = '11111111-1111-4111-8111-111111111111';
    const paths = [`/api/staff/applications/${unknown}/decision`, `/api/staff/decisions/${unknown}/undo`];
    const body = { decision: 'approve', reason };
    for (const path of paths) {
      expect((await post(staffDecisions, path, body)).status, path).toBe(401);
      expect((await post(staffDecisions, path, body, who.anna)).status, path).toBe(403);
      expect((await post(staffDecisions, path, body, who.maria)).status, path).toBe(404);
    }
    expect((await get(staffInbox, '/api/staff/inbox')).status).toBe(401);
    expect((await get(staffInbox, '/api/staff/inbox', who.anna)).status).toBe(403);
  });

  it.each(['limit=0', 'limit=201', 'limit=1.5', 'limit=x', 'cursor=x', `cursor=${'0'.repeat(500)}`])(
    'are told what is wrong with ?%s',
    async (query) => {
      expect((await get(staffInbox, `/api/staff/inbox?${query}`, who.maria)).status).toBe(422);
    },
  );
});

describe('a person’s data', () => {
  const irina = 'irina@gavan.example';

  it('are handed out and erased by a programme lead alone, the account of Supabase Auth with them', async () => {
    const erasure = { email: people.anton, reason: 'Просьба человека' };
    for (const [by, status] of [
      [undefined, 401],
      [who.anna, 403],
      [who.maria, 403],
    ] as const)
      for (const path of ['/api/staff/people/export', '/api/staff/people/erasure'])
        expect((await post(staffPeople, path, erasure, by)).status, path).toBe(status);

    const file = await post(staffPeople, '/api/staff/people/export', { email: people.anton }, who.lead);
    expect(file).toMatchObject({ status: 200, body: { rows: { 'public.members': [{ name: 'Антон Ладный' }] } } });
    const erased = await post(staffPeople, '/api/staff/people/erasure', erasure, who.lead);
    expect(erased).toMatchObject({ status: 200, body: { erased: { 'public.members': 1, 'auth.users': 1 } } });
    const accounts = `select email from auth.users where email = '${people.anton}'
      union all select email from auth.identities where email = '${people.anton}'`;
    expect(await backend.embedded.query(accounts)).toEqual([]);
    expect((await get(offer, '/api/offer', who.anton)).body).not.toHaveProperty('isAccepted');
    expect((await get(members, '/api/members', who.anton)).status).toBe(401);
  });

  it('may be used no longer once the consent is withdrawn; staff note it for others', async () => {
    const withdraw = (body: object, by?: Person) => post(staffPeople, '/api/consents/withdrawal', body, by);
    expect((await withdraw({ purpose: 'mailing' })).status).toBe(401);
    expect((await withdraw({ purpose: 'mailing', email: irina }, who.anna)).status).toBe(403);
    expect(await withdraw({ purpose: 'mailing' }, who.anna)).toEqual({ status: 200, body: { withdrawn: 0 } });
    expect(await withdraw({ purpose: 'processing', email: irina, note: 'Письмо' }, who.maria)).toMatchObject({
      status: 200,
      body: { withdrawn: 1, eraseBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    });
    expect((await withdraw({ purpose: 'fun' }, who.anna)).status).toBe(422);
  });
});

it('the clock of the programme may be run at any time', async () => {
  const response = await runClock();
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { escalate_applications: { escalated: 0 }, announce_editions: { told: 0 } },
  ]);
});
