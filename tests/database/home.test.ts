import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Home } from '../../src/features/home/home-contract.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

const home = (who: keyof typeof people = 'anna') => database.callAs<Home>(people[who], 'read_home', {});
const register = (n: number, who: keyof typeof people = 'anna') =>
  database.callAs<{ status: string; number: string }>(people[who], 'register_lead', { lead: leadOf(taxIdNumber(n)) });
/** As if so many days had gone by for everything that is pinned. */
const age = (days: number) =>
  database.query(
    `update public.client_pins set granted_at = granted_at - make_interval(days => $1),
       protected_until = protected_until - make_interval(days => $1),
       period = tstzrange(lower(period) - make_interval(days => $1), upper(period) - make_interval(days => $1))`,
    [days],
  );

test('a quiet day has no tasks, and the clients stand as cells with their time', async () => {
  await register(1);
  await register(2);
  const { tasks, cells, counts, quota } = await home();
  expect(tasks).toEqual([]);
  expect(cells).toMatchObject([{ pin: { daysLeft: 90 } }, { pin: { daysLeft: 90 } }]);
  expect(counts).toEqual({ clients: 2, leads: 2, passedLeads: 0 });
  expect(quota.used).toBe(2);
});

test('what ends soon and what is in its days of grace are tasks, the first to end on top', async () => {
  await register(1);
  await age(15);
  await register(2);
  await age(77);
  expect((await home()).tasks).toMatchObject([
    { kind: 'pin_in_grace', name: `Клиент ${taxIdNumber(1)}`, pin: { canRenew: true } },
    { kind: 'pin_ends_soon', name: `Клиент ${taxIdNumber(2)}`, pin: { canExtend: true, daysLeft: 13 } },
  ]);
});

test('an offer that is not accepted comes before everything', async () => {
  await register(1);
  await age(80);
  await database.query(`delete from public.offer_acceptances`);
  expect((await home()).tasks).toMatchObject([{ kind: 'offer', isChanged: false }, { kind: 'pin_ends_soon' }]);
});

test('a lead in review is a cell without a protection', async () => {
  await database.query(`insert into public.clients (country, tax_id, name) values ('RU', $1, 'Домен')`, [
    taxIdNumber(9),
  ]);
  await register(1);
  await database.query(`update public.leads set status = 'in_review', answer_by = current_date + 1`);
  await database.query(`delete from public.receipts`);
  await database.query(`delete from public.client_pins`);
  expect((await home()).cells).toEqual([
    {
      leadId: expect.any(String),
      name: `Клиент ${taxIdNumber(1)}`,
      answerBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    },
  ]);
});

test('a rival sees nothing of it, and the vendor has no clients', async () => {
  await register(1);
  await age(80);
  expect(await home('boris')).toMatchObject({ tasks: [], cells: [], counts: { clients: 0, leads: 0 } });
  expect(await problemOf(home('maria'))).toMatchObject({ message: 'wrong_role' });
});
