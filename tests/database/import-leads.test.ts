import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber, type RuleChanges } from '../helpers/register-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
const world = (changes: RuleChanges = {}) => makeRegisterWorld(database, changes);
beforeEach(() => world());

interface Row {
  line: number;
  outcome: string;
  code?: string;
  number?: string;
}
const rowsOf = (...numbers: number[]) => numbers.map((n, index) => ({ line: index + 2, lead: leadOf(taxIdNumber(n)) }));
const load = async (rows: object[], more: object = {}, email: string = people.anna) =>
  (await database.callAs<{ rows: Row[] }>(email, 'import_leads', { rows, ...more })).rows;
const outcomes = (rows: Row[]) => rows.map(({ outcome, code }) => code ?? outcome);
const register = (email: string, n: number) =>
  database.callAs(email, 'register_lead', { lead: leadOf(taxIdNumber(n)) });
const counts = async () =>
  (
    await database.query<
      Record<string, number>
    >(`select (select count(*) from public.leads)::int as leads, (select count(*) from public.client_pins)::int as pins,
      (select count(*) from private.lead_refusals)::int as refusals, (select count(*) from private.notifications)::int as letters`)
  )[0];

test('each row follows the rules of the form: pinned, already yours, taken, in review', async () => {
  await register(people.boris, 2);
  await register(people.anna, 3);
  await database.callAs(people.boris, 'register_lead', { lead: leadOf(taxIdNumber(5), { site: 'gruppa.example' }) });
  const rows = [...rowsOf(1, 2, 3), { line: 5, lead: leadOf(taxIdNumber(4), { site: 'gruppa.example' }) }];
  const answer = await load(rows);
  expect(answer).toMatchObject([
    { line: 2, outcome: 'pinned', number: expect.stringMatching(/^L-/) },
    { line: 3, outcome: 'refused', code: 'client_unavailable', rule: { id: 'pin.exclusive' } },
    { line: 4, outcome: 'refused', code: 'client_already_yours' },
    { line: 5, outcome: 'in_review' },
  ]);
  expect((await counts())!['refusals']).toBe(1);
});

describe('a dry run', () => {
  test('says nothing of clients of others: pinned, direct, blocked and free look alike, and nothing is left behind', async () => {
    await register(people.boris, 1);
    await database.query(`insert into public.clients (country, tax_id, name, standing) values
      ('RU', '${taxIdNumber(2)}', 'Прямой', 'direct'), ('RU', '${taxIdNumber(3)}', 'Закрытый', 'blocked')`);
    const before = await counts();
    expect(outcomes(await load(rowsOf(1, 2, 3, 4), { dryRun: true }))).toEqual(['valid', 'valid', 'valid', 'valid']);
    expect(await counts()).toEqual(before);
  });

  test("knows the partner's own clients, its leads in review and its places", async () => {
    await world({ 'quota.openRegistrations': 3 });
    await register(people.anna, 1);
    expect(outcomes(await load(rowsOf(1, 2, 3, 4), { dryRun: true }))).toEqual([
      'client_already_yours',
      'valid',
      'valid',
      'quota_exhausted',
    ]);
    expect(outcomes(await load(rowsOf(1, 2, 3, 4)))).toEqual([
      'client_already_yours',
      'pinned',
      'pinned',
      'quota_exhausted',
    ]);
  });

  test('does not count against the speed limit, a real one counts as one registration', async () => {
    await world({ 'quota.registrationsPerMinute': 2 });
    for (let n = 0; n < 5; n += 1) await load(rowsOf(1), { dryRun: true });
    await load(rowsOf(1, 2, 3, 4));
    await load(rowsOf(5));
    expect(await problemOf(load(rowsOf(6)))).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
    expect(await problemOf(register(people.anna, 7))).toMatchObject({ message: 'too_many_requests' });
  });
});

test('after so many refusals of a day the rest goes to review, foreign and free alike', async () => {
  await world({ 'quota.refusalsPerDay': 2 });
  for (const n of [1, 2, 3]) await register(people.boris, n);
  expect(outcomes(await load(rowsOf(1, 2, 3, 4)))).toEqual([
    'client_unavailable',
    'client_unavailable',
    'in_review',
    'in_review',
  ]);
  expect(outcomes(await load(rowsOf(5)))).toEqual(['in_review']);
});

test('needs an accepted offer and a member, and takes a thousand rows at most', async () => {
  expect(await problemOf(load(rowsOf(1), {}, people.maria))).toMatchObject({ message: 'wrong_role' });
  expect(await problemOf(load(rowsOf(...Array.from({ length: 1001 }, (_, n) => n))))).toMatchObject({
    message: 'invalid_input',
    detail: 'rows',
  });
  await database.pglite.exec(
    `set session_replication_role = replica; delete from public.offer_acceptances; reset session_replication_role`,
  );
  expect(await problemOf(load(rowsOf(1)))).toMatchObject({ message: 'offer_not_accepted' });
  expect(await problemOf(load(rowsOf(1), { dryRun: true }))).toMatchObject({ message: 'offer_not_accepted' });
});

test('the same key registers once', async () => {
  const more = { idempotencyKey: 'k', requestSha256: '0'.repeat(64) };
  const first = await load(rowsOf(1, 2), more);
  expect(await load(rowsOf(1, 2), more)).toEqual(first);
  expect((await counts())!['pins']).toBe(2);
});

test('a row that cannot be stored takes the whole import back', async () => {
  const before = await counts();
  const broken = { line: 3, lead: { ...leadOf(taxIdNumber(2)), need: 'x'.repeat(5000) } };
  expect((await problemOf(load([...rowsOf(1), broken]))).code).toBe('23514');
  expect(await counts()).toEqual(before);
});
