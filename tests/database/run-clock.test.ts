import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber, type RuleChanges } from '../helpers/register-world.ts';

const day = 86_400;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

const register = (who: keyof typeof people, n: number, site?: string) =>
  database.callAs<{ number: string; status: string }>(people[who], 'register_lead', {
    lead: leadOf(taxIdNumber(n), site ? { site } : {}),
  });

/** Lets time pass to so many days from now and returns the letters it brought: kind and receiver. */
async function at(days: number): Promise<string[]> {
  await database.shiftClock(days * day);
  const [before] = await database.query<{ n: number }>('select count(*)::int as n from private.notifications');
  for (let step = 0; step < 50; step += 1) {
    const [row] = await database.query<{ done: number }>(`select (public.run_clock() ->> 'done')::int as done`);
    if (row!.done === 0) break;
  }
  const rows = await database.query<{ told: string }>(
    `select kind || ' ' || recipient_email as told from private.notifications order by created_at, id offset $1`,
    [before!.n],
  );
  return rows.map(({ told }) => told).toSorted();
}

test('a pin is warned of 14, 7 and 1 day before its end, then ends, then is free: each told once', async () => {
  await register('anton', 1);
  const { anton } = people;
  expect(await at(75)).toEqual([]);
  expect(await at(76.1)).toEqual([`pin_ends_soon ${anton}`]);
  expect(await at(80)).toEqual([]);
  expect(await at(83.1)).toEqual([`pin_ends_soon ${anton}`]);
  expect(await at(89.1)).toEqual([`pin_ends_soon ${anton}`]);
  expect(await at(90.1)).toEqual([`pin_ended ${anton}`]);
  expect(await at(96)).toEqual([]);
  expect(await at(97.1)).toEqual([`pin_expired ${anton}`]);
  expect(await at(120)).toEqual([]);
  const { items } = await database.callAs<{ items: { status: string; history: { kind: string }[] }[] }>(
    people.anna,
    'list_leads',
    {},
  );
  expect(items[0]).toMatchObject({ status: 'ended' });
  expect(items[0]!.history.at(-1)).toMatchObject({ kind: 'expired' });
});

test('after a standstill one warning is sent, not three', async () => {
  await register('anton', 1);
  expect(await at(89.5)).toEqual([`pin_ends_soon ${people.anton}`]);
});

test('an extended pin is warned of again before its new end', async () => {
  await register('anna', 1);
  await at(76.1);
  const { items } = await database.callAs<{ items: { id: string }[] }>(people.anna, 'list_clients', {});
  await database.callAs(people.anna, 'extend_pin', { clientId: items[0]!.id, activity: 'Показ' });
  expect(await at(90.1)).toEqual([]);
  expect(await at(106.2)).toEqual([`pin_ends_soon ${people.anna}`]);
});

test('whoever waits is told when the grace is over, all at once', async () => {
  await register('anna', 1);
  await register('boris', 1);
  await database.callAs(people.boris, 'join_waiting_list', { country: 'RU', taxId: taxIdNumber(1) });
  await at(91);
  expect(await at(97.1)).toEqual([`client_free ${people.boris}`, `pin_expired ${people.anna}`]);
});

test('when the member has left, the owners are told', async () => {
  await register('anton', 1);
  await database.query('update public.members set active = false where email = $1', [people.anton]);
  expect(await at(76.1)).toEqual([`pin_ends_soon ${people.anna}`]);
});

describe('a review', () => {
  const review = async (changes: RuleChanges = {}) => {
    await makeRegisterWorld(database, { 'workingTime.weekend': [], 'workingTime.nonWorkingDays': [], ...changes });
    await register('anna', 1, 'romashka.example');
    return register('boris', 2, 'romashka.example');
  };
  const statusOf = async (number: string) =>
    (
      await database.query<{ status: string; rule: string }>(
        'select status, rule from public.leads where number = $1',
        [number],
      )
    )[0]!;

  test('escalates to the programme lead once, and is approved when the promise is missed', async () => {
    const { number } = await review();
    expect(await at(0.5)).toEqual([]);
    expect(await at(1.5)).toEqual([`lead_escalated ${people.lead}`]);
    expect(await statusOf(number)).toMatchObject({ status: 'in_review' });
    expect(await at(3.1)).toEqual([`lead_pinned ${people.boris}`]);
    expect(await statusOf(number)).toEqual({ status: 'pinned', rule: 'promise.whenPromiseMissed' });
  });

  test('is not approved when the client is held, direct or blocked: then it stays with a person', async () => {
    const { number } = await review();
    await database.callAs(people.maria, 'set_client_standing', {
      client: leadOf(taxIdNumber(2)).client,
      standing: 'blocked',
      reason: 'Спор',
    });
    await at(10);
    expect(await statusOf(number)).toMatchObject({ status: 'in_review' });
    const { items } = await database.callAs<{ items: { escalated: boolean }[] }>(people.maria, 'staff_inbox', {});
    expect(items).toMatchObject([{ escalated: true }]);
  });

  test('that cannot be approved holds up no other: later ones are escalated and approved', async () => {
    const stuck = await review();
    await database.callAs(people.maria, 'set_client_standing', {
      client: leadOf(taxIdNumber(2)).client,
      standing: 'blocked',
      reason: 'Спор',
    });
    await at(4);
    const { number } = await register('boris', 3, 'romashka.example');
    expect(await at(5.6)).toEqual([`lead_escalated ${people.lead}`]);
    expect(await at(8)).toEqual([`lead_pinned ${people.boris}`]);
    expect([(await statusOf(stuck.number)).status, (await statusOf(number)).status]).toEqual(['in_review', 'pinned']);
  });

  test('of a suspended partner is not approved by the clock', async () => {
    const { number } = await review();
    await database.query(`update public.partners set status = 'suspended' where name = 'Южный мост' returning id`);
    await at(10);
    expect(await statusOf(number)).toMatchObject({ status: 'in_review' });
  });

  test('is only escalated where the edition says so', async () => {
    const { number } = await review({ 'promise.whenPromiseMissed.leads': 'escalate' });
    await at(10);
    expect(await statusOf(number)).toMatchObject({ status: 'in_review' });
  });

  test('counts working days: a weekend and a holiday do not run the clock', async () => {
    const today = new Date();
    const days = Array.from({ length: 5 }, (_, n) =>
      new Date(today.getTime() + n * day * 1000).toISOString().slice(0, 10),
    );
    const { number } = await review({ 'workingTime.nonWorkingDays': days });
    expect(await at(3)).toEqual([]);
    expect(await statusOf(number)).toMatchObject({ status: 'in_review' });
  });
});

test('an appeal nobody decides escalates', async () => {
  await makeRegisterWorld(database, { 'workingTime.weekend': [], 'workingTime.nonWorkingDays': [] });
  await register('anna', 1);
  await register('boris', 1).catch(() => undefined);
  await database.callAs(people.boris, 'submit_appeal', {
    client: { country: 'RU', taxId: taxIdNumber(1) },
    statement: 'Мы первые',
  });
  expect(await at(1.5)).toEqual([`appeal_waiting ${people.lead}`]);
  expect(await at(1.6)).toEqual([]);
});
