import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { submitRequest, testApplication, testEdition } from '../helpers/database-requests.ts';
import { seedPartners } from '../helpers/partners.ts';
import { people } from '../helpers/register-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.empty();
  await seedPartners(database);
  await database.call('publish_edition', testEdition());
});
afterAll(() => database?.close());

interface Item {
  kind: string;
  id: string;
  number: string;
  title: string;
  dueOn: string;
  businessDaysLeft: number;
  escalated: boolean;
  facts: Record<string, unknown>;
}
const inbox = (request: object = {}, email: string = people.maria) =>
  database.callAs<{ items: Item[]; next?: string }>(email, 'staff_inbox', request);
const apply = (name: string, at?: string, changed: object = {}) =>
  (at ? moveTo(at) : Promise.resolve()).then(() =>
    database.call<{ number: string }>(
      'submit_application',
      submitRequest({
        application: { ...testApplication, company: { ...testApplication.company, name } },
        networkAddress: `203.0.113.${name.length}`,
        ...changed,
      }),
    ),
  );
const moveTo = (at: string) => database.shiftClock((Date.parse(at) - Date.now()) / 1000);
const escalate = async () =>
  (
    await database.queryAs<{ answer: { escalated: number } }>(
      'service_role',
      'select public.escalate_applications() as answer',
    )
  )[0]!.answer.escalated;

// Monday, 7 December 2026 is a working day like the days after it. Times of Moscow.
const monday = (time: string) => `2026-12-07T${time}+03:00`;

test('an application stands in the inbox with what a decision needs, and leaves it with the decision', async () => {
  await apply('Пристань', monday('15:00'));
  const { items } = await inbox();
  expect(items).toMatchObject([
    {
      kind: 'application',
      title: 'Пристань',
      dueOn: '2026-12-09',
      // The end of that day in Moscow.
      dueAt: '2026-12-09T21:00:00.000000Z',
      businessDaysLeft: 2,
      escalated: false,
      facts: {
        aim: 'sales-channel',
        company: { headcount: 40 },
        contact: { email: 'oleg@prichal.example' },
        fit: { of: 5 },
      },
    },
  ]);
  await database.callAs(people.maria, 'decide_application', { id: items[0]!.id, decision: 'decline', reason: 'Нет.' });
  expect(await inbox()).toMatchObject({ items: [], counts: { all: 0, mine: 0, kinds: {} } });
});

test('staff see that a company is a partner already or has applied before', async () => {
  await apply('Первая');
  await apply('Вторая');
  const company = { ...testApplication.company, taxId: '0012345673' };
  await apply('Третья', undefined, { application: { ...testApplication, company } });
  const known = new Map((await inbox()).items.map(({ title, facts }) => [title, facts['known']]));
  expect([...known.values()]).toEqual([undefined, 'applied_before', 'partner']);
});

test('days left are counted without weekends and holidays, and below nothing after the promise', async () => {
  await apply('Пристань', '2026-12-30T12:00:00+03:00');
  // 31 December to 10 January is free: the second business day after is 12 January.
  const left = async (at: string) => {
    await moveTo(at);
    return (await inbox()).items.map(({ dueOn, businessDaysLeft }) => [dueOn, businessDaysLeft]);
  };
  expect(await left('2026-12-30T13:00:00+03:00')).toEqual([['2027-01-12', 2]]);
  expect(await left('2027-01-10T13:00:00+03:00')).toEqual([['2027-01-12', 2]]);
  expect(await left('2027-01-12T23:59:00+03:00')).toEqual([['2027-01-12', 0]]);
  expect(await left('2027-01-14T00:01:00+03:00')).toEqual([['2027-01-12', -2]]);
});

test('the soonest due come first, and a page goes on where the last one ended', async () => {
  for (let n = 1; n <= 7; n++) await apply('П'.repeat(n), `2026-12-0${n}T12:00:0${n}+03:00`);
  const titles: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await inbox({ limit: 3, ...(cursor && { cursor }) });
    titles.push(...page.items.map(({ title }) => title.length));
    cursor = page.next;
  } while (cursor);
  expect(titles).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test.each(['odd', '0', "1'; select 1"])('the cursor %j is refused', async (cursor) => {
  expect(await problemOf(inbox({ cursor }))).toEqual({ code: 'PT422', message: 'invalid_input', detail: 'cursor' });
});

describe('escalation', () => {
  test('tells the programme lead once, a business day after the application came, to the minute', async () => {
    await apply('Пристань', monday('15:00'));
    await moveTo('2026-12-08T14:59:00+03:00');
    expect(await escalate()).toBe(0);
    await moveTo('2026-12-08T15:01:00+03:00');
    expect((await inbox()).items).toMatchObject([{ escalated: true }]);
    expect(await escalate()).toBe(1);
    expect(await escalate()).toBe(0);
    expect(
      await database.query(
        `select recipient_email, payload ->> 'isMissed' as missed from private.notifications where kind = 'application_escalated'`,
      ),
    ).toEqual([{ recipient_email: people.lead, missed: 'false' }]);
    expect(await database.query('select status from public.applications'), 'the clock decides nothing').toEqual([
      { status: 'waiting' },
    ]);
  });

  test('after a weekend it counts from Monday', async () => {
    await apply('Пристань', '2026-12-05T10:00:00+03:00');
    await moveTo('2026-12-07T09:59:00+03:00');
    expect(await escalate()).toBe(0);
    await moveTo('2026-12-07T10:01:00+03:00');
    expect(await escalate()).toBe(1);
  });

  test('a missed promise escalates even where the edition would escalate later', async () => {
    const late = testEdition({ id: '2020-02', number: 2, inForceFrom: '2020-02-01T00:00:00Z' });
    late.rules.promise = { ...late.rules.promise, escalateBusinessDays: 30 };
    await database.call('publish_edition', late);
    await moveTo(monday('15:00'));
    await database.call('submit_application', submitRequest({}, late));
    await moveTo('2026-12-09T23:59:00+03:00');
    expect(await escalate()).toBe(0);
    await moveTo('2026-12-10T00:01:00+03:00');
    expect(await escalate()).toBe(1);
    expect(
      await database.query(
        `select payload -> 'isMissed' as missed from private.notifications where kind = 'application_escalated'`,
      ),
    ).toEqual([{ missed: true }]);
  });

  test('neither spam nor what is decided escalates', async () => {
    await apply('Спам', monday('15:00'), { suspicion: 'honeypot' });
    await apply('Решено', monday('15:00'));
    const { items } = await inbox();
    const decided = items.find(({ title }) => title === 'Решено')!;
    await database.callAs(people.maria, 'decide_application', { id: decided.id, decision: 'decline', reason: 'Нет.' });
    await moveTo('2026-12-20T15:00:00+03:00');
    expect(await escalate()).toBe(0);
  });
});

test.each([
  [people.anna, 'PT403', 'wrong_role'],
  ['nobody@other.example', 'PT401', 'session_required'],
])('%s has no inbox', async (email, code, message) => {
  await apply('Пристань');
  expect(await problemOf(inbox({}, email))).toMatchObject({ code, message });
  expect(await database.queryAsPerson(email, 'select id from public.applications')).toEqual([]);
  expect(await database.queryAsPerson(email, 'select * from private.inbox_items()')).toEqual([]);
});
