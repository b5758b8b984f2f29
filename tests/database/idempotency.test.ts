import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import {
  sha256,
  submitRequest,
  testEdition,
  type SubmitAnswer,
  type SubmitRequest,
} from '../helpers/database-requests.ts';

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
const count = async (table: string) =>
  (await database.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;
const hours = (n: number) => n * 3600;

test('the same key and body get the first answer again, marked as a repetition', async () => {
  const first = await submit({ idempotencyKey: 'one' });
  const second = await submit({ idempotencyKey: 'one' });
  expect(second).toEqual({ ...first, replayed: true });
  expect([
    await count('public.applications'),
    await count('private.notifications'),
    await count('private.rate_limits'),
  ]).toEqual([1, 3, 1]);
});

test('the same key and another body are refused', async () => {
  await submit({ idempotencyKey: 'one' });
  const other = submit({ idempotencyKey: 'one', requestSha256: sha256('another body') });
  expect(await problemOf(other)).toEqual({ code: 'PT422', message: 'idempotency_key_reused' });
  expect(await count('public.applications')).toBe(1);
});

test('another key or none is another request', async () => {
  const answers = [
    await submit({ idempotencyKey: 'one' }),
    await submit({ idempotencyKey: 'two' }),
    await submit(),
    await submit(),
  ];
  expect(new Set(answers.map(({ number }) => number)).size).toBe(4);
});

test('a repetition is answered after the edition has changed and the limit is used up', async () => {
  const first = await submit({ idempotencyKey: 'one' });
  for (let n = 1; n < 10; n += 1) await submit();
  expect(await problemOf(submit())).toMatchObject({ message: 'too_many_requests' });
  await database.call(
    'publish_edition',
    testEdition({ id: '2020-02', number: 2, inForceFrom: '2020-02-01T00:00:00Z' }),
  );
  expect(await submit({ idempotencyKey: 'one' })).toEqual({ ...first, replayed: true });
});

test('a refused request does not use its key up', async () => {
  expect(await problemOf(submit({ idempotencyKey: 'one', edition: '1999-01' }))).toMatchObject({
    message: 'edition_not_published',
  });
  expect(await submit({ idempotencyKey: 'one' })).toMatchObject({ replayed: false });
});

test('a key lives 24 hours, then it is free, for another body too', async () => {
  const first = await submit({ idempotencyKey: 'one' });
  await database.shiftClock(hours(24) - 5);
  expect(await submit({ idempotencyKey: 'one' })).toEqual({ ...first, replayed: true });
  await database.shiftClock(hours(24));
  const again = await submit({ idempotencyKey: 'one', requestSha256: sha256('another body') });
  expect(again.replayed).toBe(false);
  expect(again.number).not.toBe(first.number);
  expect(await submit({ idempotencyKey: 'one', requestSha256: sha256('another body') })).toEqual({
    ...again,
    replayed: true,
  });
});

test('old keys are swept out in passing', async () => {
  for (const idempotencyKey of ['one', 'two', 'three']) await submit({ idempotencyKey });
  await database.shiftClock(hours(25));
  await submit({ idempotencyKey: 'four' });
  expect(await database.query('select key from private.idempotency_keys')).toEqual([{ key: 'four' }]);
});

test('a key of 255 characters is taken', async () => {
  expect(await submit({ idempotencyKey: 'ж'.repeat(255) })).toMatchObject({ replayed: false });
  expect(await problemOf(submit({ idempotencyKey: 'ж'.repeat(256) }))).toMatchObject({
    constraint: 'idempotency_keys_key_is_short',
  });
});
