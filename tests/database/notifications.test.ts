import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => database.empty());

interface Claimed {
  id: string;
  kind: string;
  recipient_email: string | null;
  idempotency_key: string;
  payload: unknown;
  attempt: number;
}

const enqueue = (key: string, payload: object = {}) =>
  database.queryAs(
    'service_role',
    `select private.enqueue_notification('application_received', 'a@b.example', 'А', 'ru', $1, $2)`,
    [JSON.stringify(payload), key],
  );
const claim = (atMost = 10, leaseSeconds = 60) =>
  database.queryAs<Claimed>('service_role', 'select * from public.claim_notifications($1, $2, $3)', [
    'mail',
    atMost,
    leaseSeconds,
  ]);
const finish = async (
  id: string,
  outcome: string | null,
  problem: string | null = null,
  attempt: number | null = null,
) => {
  const sql = 'select public.finish_notification($1, $2, $3, $4) as changed';
  return (await database.queryAs<{ changed: boolean }>('service_role', sql, [id, outcome, problem, attempt]))[0]!
    .changed;
};
const state = async () =>
  (
    await database.query<{ status: string; attempts: number; problem: string | null }>(
      `select * from private.notifications where kind <> 'notifications_dead'`,
    )
  )[0]!;
/** Seconds from the real time until the only notification is due. */
const dueIn = async () =>
  (
    await database.query<{ s: number }>(
      'select extract(epoch from due_at - clock_timestamp())::float as s from private.notifications',
    )
  )[0]!.s;

test('an event is told once, however often it is put into the outbox', async () => {
  await enqueue('one', { n: 1 });
  await enqueue('one', { n: 2 });
  expect(await claim()).toEqual([
    expect.objectContaining({
      kind: 'application_received',
      recipient_email: 'a@b.example',
      idempotency_key: 'one',
      payload: { n: 1 },
      attempt: 1,
    }),
  ]);
});

test('what is claimed is nobody else’s until the lease ends', async () => {
  await enqueue('one');
  const [first] = await claim(10, 60);
  expect(await claim()).toEqual([]);
  await database.shiftClock(55);
  expect(await claim()).toEqual([]);
  await database.shiftClock(61);
  expect(await claim()).toEqual([{ ...first, attempt: 2 }]);
});

test('a claim takes the longest overdue first and no more than asked', async () => {
  for (const [key, minutes] of [
    ['late', 30],
    ['later', 10],
    ['soon', -10],
  ] as const) {
    await enqueue(key);
    await database.query(
      `update private.notifications set due_at = now() - make_interval(mins => $1) where idempotency_key = $2`,
      [minutes, key],
    );
  }
  expect((await claim(1)).map(({ idempotency_key: key }) => key)).toEqual(['late']);
  expect((await claim(0)).length).toBe(0);
  expect((await claim(-5)).length).toBe(0);
  expect((await claim(1000)).map(({ idempotency_key: key }) => key)).toEqual(['later']);
});

test('a sent one is never claimed again', async () => {
  await enqueue('one');
  const [one] = await claim();
  expect(await finish(one!.id, 'sent')).toBe(true);
  await database.shiftClock(86_400);
  expect(await claim()).toEqual([]);
  expect(await state()).toMatchObject({ status: 'sent', attempts: 1, problem: null });
  expect(await finish(one!.id, 'failed', 'late news')).toBe(false);
  expect(await finish(one!.id, 'sent')).toBe(false);
});

test('of what was sent 90 days ago only the key is left, and it still tells nobody twice', async () => {
  await enqueue('old', { name: 'Пётр' });
  const [old] = await claim();
  await finish(old!.id, 'sent');
  await database.shiftClock(91 * 86_400);
  await enqueue('new', { name: 'Анна' });
  const [fresh] = await claim();
  await finish(fresh!.id, 'sent');
  await enqueue('old', { name: 'Пётр' });
  expect(
    await database.query(
      'select idempotency_key as key, status, payload, recipient_email as email from private.notifications order by 1',
    ),
  ).toEqual([
    { key: 'new', status: 'sent', payload: { name: 'Анна' }, email: 'a@b.example' },
    { key: 'old', status: 'sent', payload: {}, email: null },
  ]);
});

test('after a failure the pause is 1, 2, 4, 8, 16, 32 and then 60 minutes, and the tenth failure is the last', async () => {
  await enqueue('one');
  const pauses: number[] = [];
  let clock = 0;
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const [one] = await claim();
    expect(one).toMatchObject({ attempt });
    await finish(one!.id, 'failed', `problem ${attempt}`, attempt);
    if (attempt === 10) break;
    expect(await state()).toMatchObject({ status: 'waiting', problem: `problem ${attempt}` });
    expect(await claim()).toEqual([]);
    pauses.push(Math.round(((await dueIn()) - clock) / 60));
    clock = (await dueIn()) + 1;
    await database.shiftClock(clock);
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(await state()).toMatchObject({ status: 'dead', attempts: 10, problem: 'problem 10' });
  await database.shiftClock(clock + 86_400);
  expect((await claim()).map(({ kind }) => kind)).toEqual(['notifications_dead']);
});

test('a worker that dies ten times over does not keep a notification waiting for ever', async () => {
  await enqueue('one');
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    expect((await claim(10, 60)).length).toBe(1);
    await database.shiftClock(attempt * 61);
  }
  expect(await claim()).toEqual([]);
  expect(await state()).toMatchObject({ status: 'dead', problem: 'lease expired' });
});

test('a worker whose lease has passed on may say sent, and no longer failed', async () => {
  await enqueue('one');
  const [slow] = await claim(10, 1);
  await database.shiftClock(2);
  const [quick] = await claim(10, 600);
  expect(quick).toMatchObject({ id: slow!.id, attempt: 2 });
  expect(await finish(slow!.id, 'failed', 'timeout', slow!.attempt)).toBe(false);
  expect(await claim()).toEqual([]);
  expect(await finish(slow!.id, 'sent', null, slow!.attempt)).toBe(true);
});

test('an outcome that is none is refused, and a problem is cut to 500 characters', async () => {
  await enqueue('one');
  const [one] = await claim();
  for (const outcome of ['done', '', null])
    expect(await problemOf(finish(one!.id, outcome))).toEqual({
      code: 'PT422',
      message: 'invalid_input',
      detail: 'outcome',
    });
  await finish(one!.id, 'failed', 'x'.repeat(900));
  expect((await state()).problem).toBe('x'.repeat(500));
});

test('the payload is data: text in it that looks like SQL or mail changes nothing', async () => {
  const payload = { companyName: `'); drop table public.applications; --`, contactName: 'А\r\nBcc: b@c.example' };
  await enqueue('one', payload);
  expect((await claim())[0]!.payload).toEqual(payload);
});
