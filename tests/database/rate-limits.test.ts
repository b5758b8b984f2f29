import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { submitRequest, testEdition, type SubmitAnswer, type SubmitRequest } from '../helpers/database-requests.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.empty();
  await database.call('publish_edition', testEdition());
});

const submit = (changed?: Partial<SubmitRequest>) =>
  database.call<SubmitAnswer>('submit_application', submitRequest(changed));
const perHour = testEdition().rules.limits.applicationsPerHour;
const accepted = async (requests: Promise<unknown>[]) =>
  (await Promise.allSettled(requests)).filter(({ status }) => status === 'fulfilled').length;

test('exactly as many applications an hour are accepted as the edition says', async () => {
  expect(await accepted(Array.from({ length: perHour + 7 }, () => submit()))).toBe(perHour);
  expect(await database.query('select count(*)::int as n from public.applications')).toEqual([{ n: perHour }]);
});

test('the window slides: each accepted request leaves after an hour, and the refusal tells the seconds till then', async () => {
  for (let n = 0; n < perHour; n += 1) {
    await database.shiftClock(n * 60);
    await submit();
  }
  const refused = await problemOf(submit());
  expect(refused).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
  const wait = 3600 - (perHour - 1) * 60;
  expect(Number(refused.detail)).toBeGreaterThan(wait - 5);
  expect(Number(refused.detail)).toBeLessThanOrEqual(wait);

  await database.shiftClock(3600 - 10);
  expect(await problemOf(submit())).toMatchObject({ message: 'too_many_requests' });
  await database.shiftClock(3600);
  await submit();
  // The second of them leaves a minute later, not before.
  expect(await problemOf(submit())).toMatchObject({ message: 'too_many_requests' });
  await database.shiftClock(3660);
  await submit();
});

test('refused and repeated requests are not counted', async () => {
  for (let n = 0; n < perHour - 1; n += 1) await submit({ idempotencyKey: `key-${n}` });
  for (let n = 0; n < 5; n += 1) {
    await submit({ idempotencyKey: 'key-0' });
    await problemOf(submit({ edition: '1999-01' }));
    await problemOf(submit({ consents: [] }));
  }
  await submit();
  expect(await problemOf(submit())).toMatchObject({ message: 'too_many_requests' });
});

test('addresses are counted apart; an IPv6 network of one household is one address', async () => {
  const from = (networkAddress: string) =>
    accepted(Array.from({ length: perHour + 1 }, () => submit({ networkAddress })));
  expect(await from('198.51.100.1')).toBe(perHour);
  expect(await from('198.51.100.2')).toBe(perHour);
  expect(await from('::ffff:198.51.100.2')).toBe(0);
  expect(await from('2001:db8:0:1::1')).toBe(perHour);
  expect(await from('2001:db8:0:1:ffff::2')).toBe(0);
  expect(await from('2001:db8:0:2::1')).toBe(perHour);
});

test('the limit keeps a salted hash and no address', async () => {
  await submit({ networkAddress: '198.51.100.77' });
  const [row] = await database.query<{ everything: string; salted: boolean; plain: boolean }>(`
    select to_jsonb(l)::text as everything,
      subject = sha256((select salt from private.rate_limit_salts) || 'applications_per_hour:198.51.100.77'::bytea) as salted,
      subject = sha256('applications_per_hour:198.51.100.77'::bytea) as plain
    from private.rate_limits l`);
  expect(row!.everything).not.toContain('198.51.100.77');
  expect(row).toMatchObject({ salted: true, plain: false });
});

test('a limit of nought refuses everything and says to come back in an hour', async () => {
  const closed = testEdition({
    id: '2020-02',
    number: 2,
    inForceFrom: '2020-02-01T00:00:00Z',
    limits: { ...testEdition().rules.limits, applicationsPerHour: 0 },
  });
  await database.call('publish_edition', closed);
  expect(await problemOf(database.call('submit_application', submitRequest({}, closed)))).toEqual({
    code: 'PT429',
    message: 'too_many_requests',
    detail: '3600',
  });
});

test('counts older than a day are swept out in passing', async () => {
  for (let n = 0; n < 3; n += 1) await submit({ networkAddress: `198.51.100.${n}` });
  await database.shiftClock(86_500);
  await submit();
  expect(await database.query('select count(*)::int as n from private.rate_limits')).toEqual([{ n: 1 }]);
});
