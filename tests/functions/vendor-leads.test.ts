import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import enquiries from '../../functions/enquiries.ts';
import leads from '../../functions/leads.ts';
import passedLeads from '../../functions/passed-leads.ts';
import staffEnquiries from '../../functions/staff-enquiries.ts';
import staffEventLeads from '../../functions/staff-event-leads.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
import { checkedTaxId as taxId, people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

type Handler = typeof leads;
type Person = { cookie: string };

let backend: FunctionBackend;
let who: Record<'anna' | 'boris' | 'maria', Person>;
let sever: string;
let most: string;

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  who = {
    anna: await signIn(backend, people.anna),
    boris: await signIn(backend, people.boris),
    maria: await signIn(backend, people.maria),
  };
  const partners = await backend.embedded.query<{ id: string; name: string }>('select id, name from public.partners');
  sever = partners.find(({ name }) => name === 'Северный контур')!.id;
  most = partners.find(({ name }) => name === 'Южный мост')!.id;
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
const unknown = '00000000-0000-4000-8000-000000000000';

async function enquiry(n: number, name = 'ООО «Ткацкий двор»'): Promise<string> {
  const { body } = await post(enquiries, '/api/enquiries', {
    company: { name, country: 'RU', taxId: taxId(n) },
    contact: { name: 'Пётр Ткачёв', email: `petr@dvor${n}.example` },
    solutions: ['corporate-university'],
    message: 'Нужен корпоративный университет.',
    consents: { processing: true, transfer: true },
    locale: 'ru',
  });
  const [row] = await backend.embedded.query<{ id: string }>('select id from public.enquiries where number = $1', [
    body.number,
  ]);
  return row!.id;
}

describe('a passed lead', () => {
  it('is offered by staff, seen without contact, and pinned with the contact when accepted', async () => {
    const id = await enquiry(501);
    const passed = await post(staffEnquiries, `/api/staff/enquiries/${id}/pass`, { partnerId: sever }, who.maria);
    expect(passed).toMatchObject({
      status: 200,
      body: { passedLead: { number: expect.stringMatching(/^E-/) }, partner: { name: 'Северный контур' } },
    });
    const { body } = await get(passedLeads, '/api/passed-leads', who.anna);
    const [item] = body.items;
    expect(item).toMatchObject({
      status: 'offered',
      solutions: ['corporate-university'],
      answerBy: passed.body.passedLead.answerBy,
    });
    expect(JSON.stringify(item)).not.toMatch(/Ткач|petr@|0000501/);
    expect(backend.mails.find(({ kind }) => kind === 'passed_lead_offered')).toMatchObject({
      to: { address: people.anna },
    });

    const path = `/api/passed-leads/${item.id}/accept`;
    expect((await post(passedLeads, path, {})).status).toBe(401);
    expect(await post(passedLeads, path, {}, who.boris)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await post(passedLeads, path, {}, who.maria)).toMatchObject({ status: 403, body: { code: 'wrong_role' } });
    const accepted = await post(passedLeads, path, {}, who.anna, { 'idempotency-key': 'accept 501' });
    expect(accepted).toMatchObject({
      status: 200,
      body: { lead: { source: 'passed', status: 'pinned', contact: { email: 'petr@dvor501.example' } } },
    });
    expect(await post(passedLeads, path, {}, who.anna, { 'idempotency-key': 'accept 501' })).toEqual(accepted);
    expect(await post(passedLeads, path, {}, who.anna)).toMatchObject({
      status: 409,
      body: { code: 'already_decided' },
    });
    expect(backend.mails.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['lead_pinned', 'passed_lead_accepted_staff']),
    );
  });

  it('taken by somebody else meanwhile is refused with the rule, and the offer is over', async () => {
    await post(staffEnquiries, `/api/staff/enquiries/${await enquiry(502)}/pass`, { partnerId: sever }, who.maria);
    await post(
      leads,
      '/api/leads',
      { client: { name: 'Двор', country: 'RU', taxId: taxId(502) }, solutions: [], need: 'Портал' },
      who.boris,
    );
    const item = (await get(passedLeads, '/api/passed-leads', who.anna)).body.items[0];
    expect(await post(passedLeads, `/api/passed-leads/${item.id}/accept`, {}, who.anna)).toMatchObject({
      status: 409,
      body: { code: 'client_unavailable', rule: { id: 'pin.exclusive' } },
    });
    expect((await get(passedLeads, '/api/passed-leads', who.anna)).body.items[0]).toMatchObject({
      id: item.id,
      status: 'moved_on',
    });
  });

  it('declined goes to the next partner', async () => {
    const id = await enquiry(503);
    await post(
      staffEnquiries,
      `/api/staff/enquiries/${id}/pass`,
      { partnerId: sever, nextPartnerIds: [most], need: 'Обучение продавцов' },
      who.maria,
    );
    const item = (await get(passedLeads, '/api/passed-leads', who.anna)).body.items[0];
    const path = `/api/passed-leads/${item.id}/decline`;
    expect(await post(passedLeads, path, { reason: 'нет' }, who.anna)).toMatchObject({
      status: 422,
      body: { fields: { reason: 'invalid' } },
    });
    expect(await post(passedLeads, path, { reason: 'cannot-support', comment: 'Нет людей' }, who.anna)).toEqual({
      status: 200,
      body: {},
    });
    expect((await get(passedLeads, '/api/passed-leads', who.boris)).body.items[0]).toMatchObject({
      status: 'offered',
      need: 'Обучение продавцов',
    });
  });
});

describe('what staff do with an enquiry', () => {
  it.each(['pass', 'return', 'close'])('%s is for staff alone, and of an enquiry there is', async (action) => {
    const body = action === 'pass' ? { partnerId: sever } : {};
    const id = await enquiry(510);
    const path = `/api/staff/enquiries/${id}/${action}`;
    expect((await post(staffEnquiries, path, body)).status).toBe(401);
    expect((await post(staffEnquiries, path, body, who.anna)).status).toBe(403);
    for (const no of [unknown, 'нет'])
      expect(
        await post(staffEnquiries, `/api/staff/enquiries/${encodeURIComponent(no)}/${action}`, body, who.maria),
      ).toMatchObject({ status: 404 });
    expect(await backend.embedded.query('select status from public.enquiries where id = $1', [id])).toEqual([
      { status: 'waiting' },
    ]);
  });

  it('refuses to return where nobody holds the client, and to pass what is badly formed', async () => {
    const id = await enquiry(511);
    expect(await post(staffEnquiries, `/api/staff/enquiries/${id}/return`, {}, who.maria)).toMatchObject({
      status: 409,
      body: { code: 'client_not_pinned' },
    });
    const bad = { partnerId: 'x', nextPartnerIds: ['y'], client: { taxId: '1' }, size: 'огромный' };
    expect(await post(staffEnquiries, `/api/staff/enquiries/${id}/pass`, bad, who.maria)).toMatchObject({
      status: 422,
      body: { fields: { partnerId: 'invalid', nextPartnerIds: 'invalid', 'client.country': 'required' } },
    });
    expect(await post(staffEnquiries, `/api/staff/enquiries/${id}/close`, {}, who.maria)).toEqual({
      status: 200,
      body: {},
    });
    expect(await post(staffEnquiries, `/api/staff/enquiries/${id}/close`, {}, who.maria)).toMatchObject({
      status: 409,
    });
  });
});

describe('event leads', () => {
  it('become the partner’s, row by row, and a badly formed row does not stop the others', async () => {
    const rows = [
      {
        client: { name: 'Гость', country: 'RU', taxId: taxId(601) },
        contact: { name: 'Дина', email: 'dina@gost.example', consent: true },
      },
      { client: { name: 'Без номера', country: 'RU', taxId: '123' } },
      {
        client: { name: 'Без согласия', country: 'RU', taxId: taxId(602) },
        contact: { name: 'Ян', email: 'yan@gost.example' },
      },
      { client: { name: 'Чужой', country: 'RU', taxId: taxId(502) } },
      { client: { name: 'Гость ещё раз', country: 'RU', taxId: taxId(601) } },
    ];
    const request = { partnerId: sever, event: 'Дни HR', rows };
    expect((await post(staffEventLeads, '/api/staff/event-leads', request, who.anna)).status).toBe(403);
    expect(await post(staffEventLeads, '/api/staff/event-leads', request, who.maria)).toMatchObject({
      status: 200,
      body: {
        rows: [
          { line: 1, outcome: 'pinned', number: expect.stringMatching(/^L-/) },
          { line: 2, outcome: 'invalid', fields: { 'client.taxId': 'tax_id_length' } },
          { line: 3, outcome: 'invalid', fields: { 'contact.consent': 'consent_required' } },
          { line: 4, outcome: 'excepted', reason: 'pinned', partner: 'Южный мост' },
          { line: 5, outcome: 'duplicate' },
        ],
        counts: { added: 1, inReview: 0, excepted: 1 },
      },
    });
    expect(backend.mails.find(({ kind }) => kind === 'event_leads_added')).toMatchObject({
      to: { address: people.anna },
    });
  });
});

describe('POST /api/leads/import', () => {
  const load = (
    csv: string | Uint8Array<ArrayBuffer>,
    search = '',
    by: Partial<Person> = who.anna,
    headers: Record<string, string> = {},
  ) =>
    ask(
      leads,
      new Request(`${origin}/api/leads/import${search}`, {
        method: 'POST',
        body: csv,
        headers: { 'content-type': 'text/csv; charset=utf-8', ...by, ...headers },
      }),
    );
  const head = 'client.name;client.country;client.taxId;need;expectedAmountRub';
  const file = (...rows: string[]) => `\uFEFF${[head, ...rows].join('\r\n')}\r\n`;

  it('registers each row like the form, with a line in the answer for each', async () => {
    const csv = file(
      `Гавань;RU;${taxId(701)};Портал;1 250 000`,
      `Чужой;RU;${taxId(502)};Портал;`,
      `Гавань;RU;${taxId(701)};Ещё раз;`,
      'Без номера;RU;123;Портал;',
      `Много;RU;${taxId(702)};Портал;миллион`,
    );
    const dry = await load(csv, '?dryRun=true');
    expect(dry.body.rows.map((row: any) => [row.line, row.outcome, row.field ?? null, row.code ?? null])).toEqual([
      [2, 'valid', null, null],
      [3, 'valid', null, null],
      [4, 'duplicate', 'client.taxId', null],
      [5, 'invalid', 'client.taxId', 'tax_id_length'],
      [6, 'invalid', 'expectedAmountRub', 'not_a_number'],
    ]);
    expect(await backend.embedded.query('select from public.leads where tax_id = $1', [taxId(701)])).toEqual([]);

    const key = { 'idempotency-key': 'import 1' };
    const real = await load(csv, '', who.anna, key);
    expect(real).toMatchObject({
      status: 200,
      body: {
        rows: [
          { line: 2, outcome: 'pinned' },
          { line: 3, outcome: 'refused', code: 'client_unavailable' },
          { outcome: 'duplicate' },
          {},
          {},
        ],
      },
    });
    expect(await load(csv, '', who.anna, key)).toEqual(real);
    expect(
      await backend.embedded.query(
        'select expected_amount_kopecks::text as kopecks from public.leads where tax_id = $1',
        [taxId(701)],
      ),
    ).toEqual([{ kopecks: '125000000' }]);
  });

  it('takes UTF-8 CSV of one megabyte from a member, and nothing else', async () => {
    const csv = file(`Гавань;RU;${taxId(710)};Портал;`);
    expect(await load(csv, '', {})).toMatchObject({ status: 401, body: { code: 'session_required' } });
    expect(await load(csv, '', who.maria)).toMatchObject({ status: 403, body: { code: 'wrong_role' } });
    expect(await load(csv, '', who.anna, { 'content-type': 'application/json' })).toMatchObject({ status: 415 });
    expect(await load(Buffer.concat([Buffer.from(`${head}\n`), Buffer.from([0xc3, 0xe0, 0xe2])]))).toMatchObject({
      status: 422,
      body: { code: 'csv_encoding' },
    });
    expect(await load(file('x'.repeat(1024 * 1024)))).toMatchObject({ status: 413 });
    expect(await load('')).toMatchObject({ status: 422, body: { code: 'csv_malformed' } });
  });

  it('has a template that Excel opens', async () => {
    const template = await leads(new Request(`${origin}/api/leads/import`), functionContext());
    expect([template.status, template.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const bytes = new Uint8Array(await template.arrayBuffer());
    expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toContain('client.name;client.country;client.taxId');
  });
});
