import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';

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
  payload: Record<string, unknown>;
  attempt: number;
}

const server = <T>(sql: string, values: unknown[] = []) => database.queryAs<T>('service_role', sql, values);
const mail = (key: string, dueIn = '0') =>
  server(`select private.enqueue_notification('lead_pinned', 'a@b.example', 'А', 'ru', '{}', $1, $2::interval)`, [
    key,
    dueIn,
  ]);
const event = (number: string, key: string) =>
  server(`select private.enqueue_crm_event('lead_registered', jsonb_build_object('number', $1::text), $2)`, [
    number,
    key,
  ]);
const claim = (channel: string, atMost = 10, settingsKey: string | null = null) =>
  server<Claimed>('select * from public.claim_notifications($1, $2, 60, $3)', [channel, atMost, settingsKey]);
const finish = (id: string, outcome: string, problem: string | null = null, dueIn = 0) =>
  server('select public.finish_notification($1, $2, $3, null, $4)', [id, outcome, problem, dueIn]);
const keys = (claimed: Claimed[]) => claimed.map(({ idempotency_key: key }) => key);
const all = () =>
  database.query<{ kind: string; status: string; attempts: number; payload: unknown; recipient_email: string | null }>(
    'select * from private.notifications order by sequence',
  );

describe('a channel', () => {
  test('hands out its own notifications alone', async () => {
    await mail('letter');
    await event('L-1', 'event');
    expect(keys(await claim('mail'))).toEqual(['letter']);
    expect(await claim('crm')).toEqual([
      expect.objectContaining({ kind: 'lead_registered', recipient_email: null, payload: { number: 'L-1' } }),
    ]);
  });

  test('that is paused hands out nothing until then, to workers with the same settings', async () => {
    await event('L-1', 'event');
    await server(`select public.pause_channel('crm', 900, '401', 'old')`);
    expect(await claim('crm', 10, 'old')).toEqual([]);
    expect(keys(await claim('crm', 10, 'new'))).toEqual(['event']);
    await database.shiftClock(901);
    expect(keys(await claim('crm', 10, 'old'))).toEqual(['event']);
  });

  test('tells the programme leads once that it is refused, until something gets through again', async () => {
    await database.query(
      `insert into public.staff (name, email, role) values ('Лев', 'lead@uley.example', 'programme_lead'), ('Мария', 'maria@uley.example', 'account_manager')`,
    );
    const refuse = () => server(`select public.pause_channel('crm', 900, '401 expired_token', 'key', true)`);
    await refuse();
    await refuse();
    expect(await all()).toEqual([
      expect.objectContaining({
        kind: 'crm_refused',
        recipient_email: 'lead@uley.example',
        payload: { problem: '401 expired_token', at: expect.stringMatching(/^20\d\d-/) },
      }),
    ]);
    await database.shiftClock(901);
    await event('L-1', 'event');
    await finish((await claim('crm'))[0]!.id, 'sent');
    expect(await database.query('select * from private.channel_pauses')).toEqual([]);
    await refuse();
    expect((await all()).filter(({ kind }) => kind === 'crm_refused')).toHaveLength(2);
  });
});

describe('events for the CRM', () => {
  test('of one lead keep their order, and one lead does not wait for another', async () => {
    await event('L-1', 'first');
    await event('L-1', 'second');
    await event('L-2', 'other');
    await database.query(
      `update private.notifications set due_at = due_at - interval '1 hour' where idempotency_key = 'second'`,
    );
    const claimed = await claim('crm');
    expect(keys(claimed).toSorted()).toEqual(['first', 'other']);
    const first = claimed.find(({ idempotency_key: key }) => key === 'first')!;
    for (const { id } of claimed) if (id !== first.id) await finish(id, 'sent');
    await finish(first.id, 'failed', '400');
    expect(await claim('crm')).toEqual([]);
    await database.shiftClock(61);
    await finish((await claim('crm'))[0]!.id, 'sent');
    expect(keys(await claim('crm'))).toEqual(['second']);
  });

  test('are with one worker at a time, so that two processes do not add up their requests', async () => {
    await event('L-1', 'one');
    await event('L-2', 'two');
    const [one] = await claim('crm', 1);
    expect(await claim('crm')).toEqual([]);
    await finish(one!.id, 'sent');
    expect(keys(await claim('crm'))).toEqual(['two']);
    await database.shiftClock(61);
    expect(keys(await claim('crm'))).toEqual(['two']);
  });

  test('are finished without a call when there is no CRM', async () => {
    await event('L-1', 'one');
    await mail('letter');
    expect(await server('select public.finish_crm_events() as n')).toEqual([{ n: 1 }]);
    expect((await all()).map(({ status }) => status)).toEqual(['sent', 'waiting']);
  });

  test('without a CRM are finished when they are due and not before, so that a decision can be taken back until then', async () => {
    await server(
      `select private.enqueue_crm_event('application_approved', '{"number": "A-1"}', 'later', '10 seconds')`,
    );
    expect(await server('select public.finish_crm_events() as n')).toEqual([{ n: 0 }]);
    await database.shiftClock(11);
    expect(await server('select public.finish_crm_events() as n')).toEqual([{ n: 1 }]);
  });
});

describe('a letter', () => {
  test('with a due time waits for it', async () => {
    await mail('later', '10 seconds');
    expect(await claim('mail')).toEqual([]);
    await database.shiftClock(11);
    expect(keys(await claim('mail'))).toEqual(['later']);
  });

  test('is taken back as long as nobody has attempted it, and others stay', async () => {
    for (const key of ['lead_pinned.L-1.a', 'lead_pinned.L-1.b', 'lead_pinned.L-10.a']) await mail(key, '10 seconds');
    await mail('lead_pinned.L-1.tried');
    await claim('mail');
    const cancel = (prefix: string) => database.query('select private.cancel_notifications($1) as n', [prefix]);
    expect(await cancel('lead_pinned.L-1.')).toEqual([{ n: 2 }]);
    expect((await all()).length).toBe(2);
    for (const prefix of ['', 'lead']) await expect(cancel(prefix)).rejects.toThrow('beginning of a key');
  });

  test('that is postponed keeps its attempts, for three days', async () => {
    await mail('one');
    for (let round = 1; round <= 30; round += 1) {
      const [one] = await claim('mail');
      expect(one).toMatchObject({ attempt: 1 });
      await finish(one!.id, 'postponed', 'ECONNREFUSED', 60);
      expect(await claim('mail')).toEqual([]);
      await database.shiftClock(round * 61);
    }
    await database.shiftClock(3 * 86_400 + 10);
    await finish((await claim('mail'))[0]!.id, 'postponed', 'ECONNREFUSED', 60);
    expect(await all()).toEqual([expect.objectContaining({ status: 'waiting', attempts: 1 })]);
  });

  test('to staff goes to each of the role, or to the staff address while there is nobody', async () => {
    const tell = (key: string) =>
      server(`select private.enqueue_staff_notification('programme_lead', 'crm_refused', '{}', $1)`, [key]);
    await tell('one');
    await database.query(
      `insert into public.staff (name, email, role, active) values ('Лев', 'lead@uley.example', 'programme_lead', true), ('Ян', 'jan@uley.example', 'programme_lead', false)`,
    );
    await tell('two');
    expect((await all()).map((row) => row.recipient_email)).toEqual([null, 'lead@uley.example']);
  });
});

test('all that is given up in a day is counted in one letter to staff, and that letter breeds no other', async () => {
  const giveUp = async () => {
    await database.query(`update private.notifications set attempts = 9, due_at = now() - interval '1 day'`);
    for (const { id } of await claim('mail')) await finish(id, 'failed', '550');
  };
  for (const key of ['one', 'two', 'three']) await mail(key);
  for (const { id } of await claim('mail')) {
    await database.query('update private.notifications set attempts = 10 where id = $1', [id]);
    await finish(id, 'failed', '550');
  }
  const told = async () => (await all()).filter(({ kind }) => kind === 'notifications_dead');
  expect(await told()).toEqual([expect.objectContaining({ payload: { count: 3 }, status: 'waiting' })]);
  await giveUp();
  expect(await told()).toEqual([expect.objectContaining({ payload: { count: 3 }, status: 'dead' })]);
});
