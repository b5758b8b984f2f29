import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StaffFigures } from '../../src/features/figures/figures-contract.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;
let quarter: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  const sql = `select private.quarter_of((private.now() at time zone 'Europe/Moscow')::date) as quarter`;
  quarter = (await database.query<{ quarter: string }>(sql))[0]!.quarter;
});

const figures = (request: object = {}) => database.callAs<StaffFigures>(people.maria, 'staff_figures', request);
const rows = (request: object) =>
  database.callAs<{ items: Record<string, unknown>[]; total: number; next?: string }>(
    people.maria,
    'list_figure_rows',
    request,
  );
const enter = (total: number, through: number, more: object = {}) =>
  database.callAs<Record<string, unknown>>(people.maria, 'enter_figures', {
    quarter,
    totalRevenueKopecks: total,
    partnerRevenueKopecks: through,
    ...more,
  });
const current = async () => (await figures()).quarters.find(({ isCurrent }) => isCurrent)!;

test('companies are counted against the plan of the edition; suspended ones are not', async () => {
  expect(await current()).toMatchObject({ quarter, partners: 2, joined: 2 });
  await database.pglite.exec(`update public.partners set status = 'suspended' where name = 'Южный мост'`);
  expect(await current()).toMatchObject({ partners: 1 });
  expect(await rows({ figure: 'partners', quarter })).toMatchObject({
    total: 1,
    items: [{ partner: 'Северный контур' }],
  });
  const { quarters, targetSharePercent, planIsSample } = await figures();
  expect(quarters.find((one) => one.quarter === '2027-Q2')).toMatchObject({ partnersPlan: 60 });
  expect([targetSharePercent, planIsSample]).toEqual([15, true]);
});

test('revenue is entered, and corrected with a reason; what stood there stays, and all of it is recorded', async () => {
  expect(await enter(100_00, 15_00)).toMatchObject({ quarter, by: 'Мария Сотова', totalRevenueKopecks: 100_00 });
  // The same again is no correction.
  await enter(100_00, 15_00);
  expect(await problemOf(enter(90_00, 10_00))).toMatchObject({ message: 'invalid_input', detail: 'reason' });
  await enter(90_00, 10_00, { reason: 'Уточнила бухгалтерия' });
  expect(await current()).toMatchObject({ revenue: { partnerRevenueKopecks: 10_00 }, corrections: 1 });
  const { items, total } = await rows({ figure: 'revenue', quarter });
  expect(total).toBe(2);
  expect(items.map(({ partnerRevenueKopecks }) => partnerRevenueKopecks)).toEqual([10_00, 15_00]);
  const recorded = await database.query(
    `select 1 from private.audit_records where content::jsonb ->> 'table' = 'public.quarter_figures'`,
  );
  expect(recorded).toHaveLength(2);
});

test('a part is no more than the whole, and a quarter has begun', async () => {
  expect(await problemOf(enter(10, 11))).toMatchObject({ detail: 'partnerRevenueKopecks' });
  expect(await problemOf(enter(10, 1, { quarter: '2099-Q1' }))).toMatchObject({ detail: 'quarter' });
  expect(await problemOf(enter(10, 1, { quarter: '2026' }))).toMatchObject({ detail: 'quarter' });
  expect(await problemOf(figures({ quarter: 'x' }))).toMatchObject({ message: 'invalid_input' });
});

test('leads are followed from registration to the end, and each number opens its rows', async () => {
  for (const n of [1, 2, 3])
    await database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(n), { site: 'one.example' }) });
  const { leads } = await figures();
  expect(leads).toMatchObject({ registered: 3, everPinned: 1, byStatus: { in_review: 2, pinned: 1, declined: 0 } });
  for (const [status, count] of Object.entries(leads.byStatus))
    expect((await rows({ figure: 'leads', quarter, status })).total, status).toBe(count);
  expect(await rows({ figure: 'leads', quarter, status: 'ever_pinned' })).toMatchObject({ total: 1 });
  expect(await rows({ figure: 'leads', quarter: '2020-Q1' })).toMatchObject({ total: 0 });
});

test('time to decision is told with the share inside the promise', async () => {
  for (const n of [1, 2, 3])
    await database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(n), { site: 'one.example' }) });
  const waiting = await database.query<{ id: string }>(`select id from public.leads where status = 'in_review'`);
  const decide = (id: string) =>
    database.callAs(people.maria, 'decide_lead', { id, decision: 'decline', reason: 'Та же компания' });
  await decide(waiting[0]!.id);
  expect((await figures()).decisions[1]).toMatchObject({ kind: 'lead', waiting: 1, overdue: 0, decided: 1, inTime: 1 });
  await database.pglite.exec(
    `update public.lead_reviews set opened_at = opened_at - interval '30 days', answer_by = current_date - 20;
     update public.leads set answer_by = current_date - 20 where status = 'in_review'`,
  );
  await decide(waiting[1]!.id);
  const [, leads] = (await figures()).decisions;
  expect(leads).toMatchObject({ decided: 2, inTime: 0 });
  expect(leads!.medianHours).toBeCloseTo(720, 0);
  expect(await rows({ figure: 'decisions', quarter, kind: 'lead', inTime: 'false' })).toMatchObject({ total: 2 });
});

test('pins are told by the week in which they end, what ends first on top', async () => {
  for (const n of [1, 2]) await database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(n)) });
  await database.pglite.exec(
    `update public.client_pins p set granted_at = now() - interval '80 days', protected_until = now() + interval '10 days',
       period = tstzrange(now() - interval '80 days', now() + interval '17 days') from public.leads l where l.id = p.lead_id and l.tax_id = '${taxIdNumber(2)}'`,
  );
  const { pins } = await figures();
  expect(pins.map(({ count }) => count)).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
  expect(await rows({ figure: 'pins', week: 2 })).toMatchObject({ total: 1, items: [{ taxId: taxIdNumber(2) }] });
  expect(await rows({ figure: 'pins' })).toMatchObject({ total: 1 });
});

test('all rows behind a figure are taken along by programme leads alone, which is written down', async () => {
  for (const n of [1, 2, 3]) await database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(n)) });
  const take = (email: string, request: object) =>
    database.callAs<{ items: Record<string, unknown>[] }>(email, 'export_figure_rows', request);
  expect(await problemOf(take(people.maria, { figure: 'leads' }))).toMatchObject({ code: 'PT403' });
  expect(await problemOf(take(people.anna, { figure: 'leads' }))).toMatchObject({ code: 'PT403' });
  for (const figure of ['leads', 'pins', 'partners', 'decisions', 'revenue'])
    expect((await take(people.lead, { figure })).items, figure).toEqual((await rows({ figure })).items);
  expect(await problemOf(take(people.lead, { figure: 'salaries' }))).toMatchObject({ detail: 'figure' });
  const written = await database.queryAsPerson(
    people.maria,
    'select what, filters, row_count from public.staff_exports order by exported_at, what',
  );
  expect(written).toContainEqual({ what: 'leads', filters: {}, row_count: 3 });
  expect(written).toHaveLength(5);
  await take(people.lead, { figure: 'leads', quarter });
  const recorded = await database.query<{ content: string }>(
    `select content from private.audit_records where content::jsonb ->> 'action' = 'staff_export' order by id desc`,
  );
  expect(recorded).toHaveLength(6);
  expect(JSON.parse(recorded[0]!.content)).toMatchObject({
    actor: { kind: 'staff' },
    after: { what: 'leads', filters: { quarter }, row_count: 3 },
  });
  for (let n = 6; n < 20; n += 1) await take(people.lead, { figure: 'revenue' });
  // Whatever kind of export: they are counted together.
  expect(await problemOf(take(people.lead, { figure: 'leads' }))).toMatchObject({ code: 'PT429' });
  expect(await problemOf(database.callAs(people.lead, 'export_register', {}))).toMatchObject({ code: 'PT429' });
  expect(await problemOf(database.callAs(people.lead, 'export_person', { email: people.anna }))).toMatchObject({
    code: 'PT429',
  });
});

test('a partner learns nothing of it', async () => {
  for (const name of ['staff_figures', 'list_figure_rows', 'enter_figures'])
    expect(await problemOf(database.callAs(people.anna, name, { figure: 'leads', quarter }))).toMatchObject({
      message: 'wrong_role',
    });
});
