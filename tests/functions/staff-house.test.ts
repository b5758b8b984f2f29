import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCsv } from '../../functions/csv/write-csv.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import staffAudit from '../../functions/staff-audit.ts';
import staffFigures from '../../functions/staff-figures.ts';
import staffNotifications from '../../functions/staff-notifications.ts';
import staffPartners from '../../functions/staff-partners.ts';
import staffProgramme from '../../functions/staff-programme.ts';
import type { AuditRecord, RegisterState } from '../../src/features/audit/audit-contract.ts';
import type { DeliveryHealth } from '../../src/features/delivery/delivery-contract.ts';
import type { StaffProgramme } from '../../src/features/editions/staff-programme-contract.ts';
import type { FigureRow, StaffFigures } from '../../src/features/figures/figures-contract.ts';
import type { PartnerCard, PartnerRow, StaffPerson } from '../../src/features/staff/staff-partner-contract.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
import { people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

type By = { cookie: string };
type Answering = (request: Request, context: ReturnType<typeof functionContext>) => Promise<Response>;
let backend: FunctionBackend;
let maria: By;
let lead: By;
let anna: By;
beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  [maria, lead, anna] = [
    await signIn(backend, people.maria),
    await signIn(backend, people.lead),
    await signIn(backend, people.anna),
  ];
});
afterAll(() => backend.close());

const get = async <T>(answer: Answering, path: string, by?: By) => {
  const response = await answer(new Request(origin + path, { headers: { ...by } }), functionContext());
  return { status: response.status, body: (await response.json()) as T & { code?: string } };
};
const download = async (answer: Answering, path: string, by?: By) => {
  // What is written down is asked for by POST, and only by a programme lead.
  const request = by ? postJsonTo(path, {}, { ...by }) : new Request(origin + path, { headers: { ...maria } });
  const response = await answer(request, functionContext());
  expect([response.status, response.headers.get('content-disposition')]).toEqual([
    200,
    expect.stringMatching(/^attachment; filename="[\w.-]+"$/),
  ]);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
};
const send = async <T>(answer: Answering, method: 'POST' | 'PUT', path: string, body: object, by: By) => {
  const request = new Request(postJsonTo(path, body, { ...by }), { method });
  const response = await answer(request, functionContext());
  return { status: response.status, body: (await response.json()) as T & { code?: string; fields?: object } };
};

describe('a table for a spreadsheet', () => {
  it('computes nothing, whatever is called like a formula', () => {
    const csv = writeCsv(['name'], [['=1+1'], ['+7'], ['-1'], ['@x'], [' =2'], ['ООО "Ель"; Ко'], [5], [undefined]]);
    expect(csv).toBe(
      `\uFEFF"name"\r\n"'=1+1"\r\n"'+7"\r\n"'-1"\r\n"'@x"\r\n"' =2"\r\n"ООО ""Ель""; Ко"\r\n5\r\n""\r\n`,
    );
  });
});

describe('partners', () => {
  it('are listed, opened, and given an account manager by any of the staff', async () => {
    const list = await get<{ items: PartnerRow[]; total: number }>(
      staffPartners,
      '/api/staff/partners?sort=-clients',
      maria,
    );
    expect(list.body).toMatchObject({ total: 2, items: [{ name: 'Северный контур', clients: 3 }, {}] });
    const path = `/api/staff/partners/${list.body.items[0]!.id}`;
    expect((await send(staffPartners, 'PUT', path, { accountManagerId: null }, maria)).status).toBe(200);
    const { body } = await get<PartnerCard>(staffPartners, path, maria);
    expect(body.accountManager).toBeUndefined();
    expect(body.changes).toMatchObject([{ by: 'Мария Сотова' }]);
  });

  it('are suspended by a programme lead alone, and never without a reason', async () => {
    const { items } = (await get<{ items: PartnerRow[] }>(staffPartners, '/api/staff/partners', maria)).body;
    const path = `/api/staff/partners/${items[1]!.id}`;
    const change = { status: 'suspended', reason: 'Проверка' };
    expect((await send(staffPartners, 'PUT', path, change, maria)).status).toBe(403);
    expect((await send(staffPartners, 'PUT', path, { status: 'suspended' }, lead)).body).toMatchObject({
      fields: { reason: expect.any(String) },
    });
    expect((await send(staffPartners, 'PUT', path, change, lead)).status).toBe(200);
    expect((await send(staffPartners, 'PUT', path, { ...change, status: 'active' }, lead)).status).toBe(200);
  });

  it.each(['status=gone', 'accepted=x', 'accountManager=me', 'sort=salt', 'limit=0', 'cursor=%21'])(
    'are not narrowed by %s',
    async (query) => expect((await get(staffPartners, `/api/staff/partners?${query}`, maria)).status).toBe(422),
  );
});

describe('the house', () => {
  it('shows who works in it', async () => {
    const { body } = await get<{ items: StaffPerson[] }>(staffPartners, '/api/staff/people', maria);
    expect(body.items.map(({ name, isYou }) => [name, isYou])).toEqual([
      ['Глеб Медунов', false],
      ['Мария Сотова', true],
    ]);
  });

  it('shows the programme', async () => {
    const { body } = await get<StaffProgramme>(staffProgramme, '/api/staff/programme', maria);
    expect(body.editions.map(({ id }) => id)).toContain(body.inForce);
    expect(body.acceptance).toMatchObject({ partners: 2 });
  });

  it('shows how letters go out, and tries again what was given up', async () => {
    await backend.embedded.query(
      `insert into private.notifications (kind, recipient_email, locale, payload, idempotency_key, status, attempts, problem, finished_at)
       select 'appeal_received', 'a@b.example', 'ru', '{"number": "P-1", "answerBy": "2026-11-25"}', 'dead-' || n, 'dead', 10, '550', now()
       from generate_series(1, 3) n`,
    );
    const health = () => get<DeliveryHealth>(staffNotifications, '/api/staff/delivery', maria);
    expect((await health()).body.deadKinds).toEqual([{ channel: 'mail', kind: 'appeal_received', count: 3 }]);
    const list = '/api/staff/notifications?kind=appeal_received&limit=2';
    const page = await get<{ items: object[]; count: number; next?: string }>(staffNotifications, list, maria);
    expect(page.body).toMatchObject({ count: 3, next: expect.any(String) });
    const rest = await get<{ items: object[] }>(staffNotifications, `${list}&cursor=${page.body.next}`, maria);
    expect(rest.body.items).toHaveLength(1);
    const all = { channel: 'mail', kind: 'appeal_received' };
    expect((await send(staffNotifications, 'POST', '/api/staff/notifications/retry', all, maria)).body).toEqual({
      count: 3,
      leftOut: 0,
    });
    expect((await health()).body.deadKinds).toEqual([]);
  });
});

describe('figures', () => {
  it('are told with their rows, and handed out as tables', async () => {
    const { body } = await get<StaffFigures>(staffFigures, '/api/staff/figures', maria);
    expect(body.quarters.find(({ isCurrent }) => isCurrent)).toMatchObject({ partners: 2, revenue: { sample: true } });
    const rows = await get<{ items: FigureRow[] }>(staffFigures, '/api/staff/figures/rows?figure=partners', maria);
    expect(rows.body.items).toHaveLength(2);
    for (const table of ['quarters', 'decisions', 'pins', 'leads'])
      expect(
        (await download(staffFigures, `/api/staff/figures.csv?table=${table}`)).split('\r\n').length,
      ).toBeGreaterThan(3);
    await backend.embedded.query(`update public.partners set name = '=cmd|x' where name = 'Южный мост'`);
    expect(await download(staffFigures, '/api/staff/figures.csv?figure=partners', lead)).toContain(`"'=cmd|x"`);
    const refused = await send(staffFigures, 'POST', '/api/staff/figures.csv?figure=partners', {}, maria);
    expect(refused).toMatchObject({ status: 403, body: { code: 'wrong_role', title: expect.any(String) } });
    // A link of another site hands nothing out and writes nothing down.
    expect((await get(staffFigures, '/api/staff/figures.csv?figure=partners', lead)).status).toBe(422);
    expect((await get(staffAudit, '/api/staff/audit.csv', lead)).status).toBe(405);
    const foreign = { ...lead, 'sec-fetch-site': 'cross-site' };
    expect((await send(staffAudit, 'POST', '/api/staff/audit.csv', {}, foreign)).body.code).toBe('foreign_origin');
    await backend.embedded.query(`update public.partners set name = 'Южный мост' where name = '=cmd|x'`);
  });

  it('are corrected with a reason, and the same request is one correction', async () => {
    const { quarter } = (await get<StaffFigures>(staffFigures, '/api/staff/figures', maria)).body;
    const figures = { quarter, totalRevenueKopecks: 100, partnerRevenueKopecks: 101 };
    expect((await send(staffFigures, 'POST', '/api/staff/figures', figures, maria)).body).toMatchObject({
      fields: { partnerRevenueKopecks: 'number_range' },
    });
    const right = { ...figures, partnerRevenueKopecks: 99 };
    expect((await send(staffFigures, 'POST', '/api/staff/figures', right, maria)).body).toMatchObject({
      fields: { reason: expect.any(String) },
    });
    for (let times = 0; times < 2; times += 1) {
      const request = postJsonTo(
        '/api/staff/figures',
        { ...right, reason: 'Сверка' },
        { ...maria, 'idempotency-key': 'k'.repeat(20) },
      );
      expect((await staffFigures(request, functionContext())).status).toBe(200);
    }
    const rows = await get<{ total: number }>(staffFigures, '/api/staff/figures/rows?figure=revenue', maria);
    expect(rows.body.total).toBe(2);
  });

  it.each([
    'figures?quarter=x',
    'figures/rows',
    'figures/rows?figure=salt',
    'figures/rows?figure=pins&week=9',
    'figures.csv',
    'figures.csv?table=salt',
  ])('are not asked for as %s', async (path) =>
    expect((await get(staffFigures, `/api/staff/${path}`, maria)).status).toBe(422),
  );
});

describe('the register', () => {
  it('is searched, checked on demand by a programme lead, and handed out word for word', async () => {
    const found = await get<{ items: AuditRecord[] }>(staffAudit, '/api/staff/audit?table=partners&limit=5', maria);
    expect(found.body.items.length).toBeGreaterThan(2);
    expect((await send(staffAudit, 'POST', '/api/staff/audit/check', {}, maria)).status).toBe(403);
    expect((await send(staffAudit, 'POST', '/api/staff/audit/check', {}, lead)).body).toMatchObject({
      tables: expect.any(Number),
    });
    const state = await get<RegisterState>(staffAudit, '/api/staff/audit/state', maria);
    expect(state.body.lastCheck).toMatchObject({ by: 'Глеб Медунов' });
    const lines = (await download(staffAudit, '/api/staff/audit.jsonl?table=partners', lead)).trim().split('\n');
    for (const line of lines) {
      const { content, sha256 } = JSON.parse(line) as { content: string; sha256: string };
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
    expect((await download(staffAudit, '/api/staff/audit.csv?table=partners', lead)).split('\r\n')).toHaveLength(
      lines.length + 2,
    );
  });

  it.each(['who=me', 'from=yesterday', 'record=x', 'cursor=x', 'table=%27'])('is not searched by %s', async (query) =>
    expect((await get(staffAudit, `/api/staff/audit?${query}`, maria)).status).toBe(422),
  );
});

describe('nobody but staff', () => {
  const endpoints: [Answering, string][] = [
    [staffPartners, '/api/staff/partners'],
    [staffPartners, '/api/staff/people'],
    [staffProgramme, '/api/staff/programme'],
    [staffNotifications, '/api/staff/delivery'],
    [staffFigures, '/api/staff/figures'],
    [staffFigures, '/api/staff/figures/rows?figure=leads'],
    [staffFigures, '/api/staff/figures.csv?table=leads'],
    [staffAudit, '/api/staff/audit'],
    [staffAudit, '/api/staff/audit/state'],
  ];
  it.each(endpoints)('reads %o %s', async (answer, path) => {
    expect((await get(answer, path)).status).toBe(401);
    expect((await get(answer, path, anna)).status).toBe(403);
  });

  it.each([
    [staffFigures, '/api/staff/figures.csv?figure=leads'],
    [staffAudit, '/api/staff/audit.jsonl'],
    [staffAudit, '/api/staff/audit.csv'],
  ])('takes along %o %s', async (answer, path) => {
    expect((await send(answer, 'POST', path, {}, { cookie: '' })).status).toBe(401);
    for (const by of [anna, maria]) expect((await send(answer, 'POST', path, {}, by)).status).toBe(403);
  });
});
