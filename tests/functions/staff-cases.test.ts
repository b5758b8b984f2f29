import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import files from '../../functions/files.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import leads from '../../functions/leads.ts';
import staffApplications from '../../functions/staff-applications.ts';
import staffClients from '../../functions/staff-clients.ts';
import staffDecisions from '../../functions/staff-decisions.ts';
import staffEnquiries from '../../functions/staff-enquiries.ts';
import staffInbox from '../../functions/staff-inbox.ts';
import staffLeads from '../../functions/staff-leads.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
import { checkedTaxId as taxId, people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

/* Cases over HTTP: lists, previews, a transfer that a second person decides, two people at one case. */

type Handler = typeof leads;
type Person = { cookie: string };
let backend: FunctionBackend;
let who: Record<'anna' | 'maria' | 'lead', Person>;
beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  who = {
    anna: await signIn(backend, people.anna),
    maria: await signIn(backend, people.maria),
    lead: await signIn(backend, people.lead),
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
const get = (handler: Handler, path: string, by: Person = who.maria) =>
  ask(handler, new Request(origin + path, { headers: { ...by } }));
const post = (handler: Handler, path: string, body: unknown, by: Person = who.maria) =>
  ask(handler, postJsonTo(path, body, { ...by }));
const unknown = '00000000-0000-4000-8000-000000000000';
const clientNamed = async (name: string) =>
  (await get(staffClients, `/api/staff/clients?search=${encodeURIComponent(name)}`)).body.items[0];
const partnerNamed = async (name: string) =>
  (await backend.embedded.query<{ id: string }>('select id from public.partners where name = $1', [name]))[0]!.id;

describe.each<[string, () => Handler, string]>([
  ['the inbox', () => staffInbox, '/api/staff/inbox'],
  ['applications', () => staffApplications, '/api/staff/applications'],
  ['an application', () => staffApplications, `/api/staff/applications/${unknown}`],
  ['a lead', () => staffLeads, `/api/staff/leads/${unknown}`],
  ['clients', () => staffClients, '/api/staff/clients'],
  ['a client', () => staffClients, `/api/staff/clients/${unknown}`],
  ['enquiries', () => staffEnquiries, '/api/staff/enquiries'],
  ['partners for an enquiry', () => staffEnquiries, `/api/staff/enquiries/${unknown}/partners`],
])('%s', (_says, handler, path) => {
  it('is for staff alone', async () => {
    expect((await get(handler(), path, { cookie: '' })).status).toBe(401);
    expect(await get(handler(), path, who.anna)).toMatchObject({ status: 403, body: { code: 'wrong_role' } });
    expect((await get(handler(), path)).status).toBe(path.includes(unknown) ? 404 : 200);
  });
});

it('lists refuse what they do not know', async () => {
  for (const [handler, path] of [
    [staffClients, '/api/staff/clients?state=lost'],
    [staffClients, '/api/staff/clients?sort=price'],
    [staffApplications, '/api/staff/applications?status=lost'],
    [staffEnquiries, '/api/staff/enquiries?status=lost'],
    [staffInbox, '/api/staff/inbox?mine=false'],
  ] as const)
    expect(await get(handler, path), path).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
});

it('clients are listed without a tax id, and found by one as before', async () => {
  const { body } = await get(staffClients, '/api/staff/clients?state=held&sort=until&limit=2');
  expect([body.total, body.items.map(({ name }: { name: string }) => name)]).toEqual([
    4,
    ['Перевозчик «Веха»', 'Аптеки «Ландыш»'],
  ]);
  expect((await get(staffClients, `/api/staff/clients?taxId=${body.items[0].taxId}`)).body).toMatchObject({
    name: 'Перевозчик «Веха»',
    holder: { partner: { name: 'Северный контур' } },
  });
  expect((await get(staffClients, `/api/staff/clients/${body.items[0].id}`)).body).toMatchObject({ pins: [{}] });
});

it('a transfer above the limit is previewed, asked for, and decided by another person', async () => {
  const client = await clientNamed('прибой');
  const partnerId = await partnerNamed('Южный мост');
  expect(
    (await get(staffClients, `/api/staff/clients/${client.id}/transfer?partnerId=${partnerId}`)).body,
  ).toMatchObject({
    loses: { partner: { name: 'Северный контур' } },
    secondPerson: { above: ['daysLeft', 'expectedAmountKopecks'] },
  });
  const file = await ask(
    files,
    new Request(`${origin}/api/files?name=letter.pdf`, {
      method: 'POST',
      body: '%PDF-1.7 письмо',
      headers: { ...who.maria, 'content-type': 'application/octet-stream' },
    }),
  );
  const body = { partnerId, reason: 'Письмо клиента', fileId: file.body.id };
  const asked = await post(staffClients, `/api/staff/clients/${client.id}/transfer`, body);
  expect(asked).toMatchObject({ status: 200, body: { waiting: { number: expect.stringMatching(/^C-/) } } });
  expect(await post(staffClients, `/api/staff/clients/${client.id}/transfer`, body)).toMatchObject({
    status: 409,
    body: { code: 'transfer_waiting' },
  });
  const path = `/api/staff/transfers/${asked.body.waiting.id}/decision`;
  const decision = { decision: 'approve', reason: 'Письмо проверено' };
  expect(await post(staffDecisions, path, decision)).toMatchObject({
    status: 403,
    body: { code: 'other_person_needed' },
  });
  expect(await post(staffDecisions, path, decision, who.lead)).toMatchObject({ status: 200 });
  expect((await clientNamed('прибой')).pin.partner.name).toBe('Южный мост');
  expect(await post(staffDecisions, path, decision, who.lead)).toMatchObject({
    status: 409,
    body: { code: 'already_decided', decided: { by: 'Глеб Медунов', decision: 'approve' } },
  });
});

it('a case is read by its id or its number, and a partner never hears who decided', async () => {
  const [first, second] = [801, 802];
  const lead = (n: number) => ({
    client: { name: `Дом ${n}`, country: 'RU', taxId: taxId(n), site: 'dom.example' },
    solutions: [],
    need: 'Портал',
  });
  await post(leads, '/api/leads', lead(first), who.anna);
  const { body } = await post(leads, '/api/leads', lead(second), who.anna);
  expect((await get(staffLeads, `/api/staff/leads/${body.number}`)).body).toMatchObject({ id: body.id });
  const { body: inbox } = await get(staffInbox, '/api/staff/inbox?kind=application');
  expect(inbox).toMatchObject({ counts: { kinds: { application: 1 } }, items: [{ kind: 'application' }] });
  expect((await get(staffApplications, `/api/staff/applications/${inbox.items[0].number}`)).body).toMatchObject({
    id: inbox.items[0].id,
    criteria: expect.any(Array),
  });
});
