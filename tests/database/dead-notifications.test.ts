import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.empty();
  await database.query(
    `insert into public.staff (name, email, role) values ('Мария', 'maria@uley.example', 'account_manager')`,
  );
  await database.query(`
    insert into private.notifications (kind, recipient_email, locale, payload, idempotency_key, status, attempts, problem, finished_at)
    values ('lead_pinned', 'a@b.example', 'ru', '{"clientName": "Тайна"}', 'one', 'dead', 10, '550 no such user', now()),
      ('lead_pinned', 'a@b.example', 'ru', '{}', 'two', 'waiting', 1, '451', null)`);
});

/** Calls a function with the token of this person. */
const as = async <Answer>(email: string | null, name: string, request: object = {}): Promise<Answer> => {
  const claims = JSON.stringify({ role: 'authenticated', ...(email && { email }) });
  return database.pglite.transaction(async (transaction) => {
    await transaction.exec('set local role authenticated');
    await transaction.query(`select set_config('request.jwt.claims', $1, true)`, [claims]);
    const { rows } = await transaction.query<{ answer: Answer }>(`select public.${name}($1::jsonb) as answer`, [
      JSON.stringify(request),
    ]);
    return rows[0]!.answer;
  });
};
interface Dead {
  items: { id: string; kind: string; recipient: string; problem: string }[];
  count: number;
}
const list = () => as<Dead>('maria@uley.example', 'dead_notifications');

test('staff see what was given up and why, without the payload', async () => {
  const dead = await list();
  expect(dead).toMatchObject({
    count: 1,
    items: [{ channel: 'mail', kind: 'lead_pinned', recipient: 'a@b.example', problem: '550 no such user' }],
  });
  expect(JSON.stringify(dead)).not.toContain('Тайна');
});

test('staff have one tried again, with new attempts and its old key', async () => {
  const { id } = (await list()).items[0]!;
  expect(await as('maria@uley.example', 'retry_notification', { id })).toEqual({ id, leftOut: 0 });
  const sql = `select id, idempotency_key, attempt from public.claim_notifications('mail', 1, 60) where id = $1`;
  await database.query(`update private.notifications set due_at = due_at - interval '1 hour' where id = $1`, [id]);
  expect(await database.queryAs('service_role', sql, [id])).toEqual([{ id, idempotency_key: 'one', attempt: 1 }]);
  expect((await list()).count).toBe(0);
});

test('one that is unknown, waiting or no id at all is not found', async () => {
  const [waiting] = await database.query<{ id: string }>(
    `select id from private.notifications where status = 'waiting'`,
  );
  for (const id of [waiting!.id, '00000000-0000-4000-8000-000000000000', `' or true --`, null])
    expect(await problemOf(as('maria@uley.example', 'retry_notification', { id }))).toEqual({
      code: 'PT404',
      message: 'not_found',
    });
});

test('nobody but staff sees or retries anything', async () => {
  await database.query(`
    with partner as (insert into public.partners (name, country, tax_id) values ('Причал', 'RU', '0045678903') returning id)
    insert into public.members (partner_id, name, email, role) select id, 'Анна', 'anna@sever.example', 'owner' from partner`);
  const { id } = (await list()).items[0]!;
  for (const [name, request] of [
    ['dead_notifications', {}],
    ['retry_notification', { id }],
  ] as const) {
    expect(await problemOf(as(null, name, request))).toMatchObject({ code: 'PT401' });
    expect(await problemOf(as('anna@sever.example', name, request))).toMatchObject({ code: 'PT403' });
  }
});

test('a letter to a person who has left is not sent again; one to an address, or to who is still there, is', async () => {
  await database.query(`
    with partner as (insert into public.partners (name, country, tax_id) values ('Причал', 'RU', '0045678903') returning id),
    other as (insert into public.partners (name, country, tax_id) values ('Мол', 'RU', '0056789011') returning id)
    insert into public.members (partner_id, name, email, role, active, created_at)
    select id, 'Анна', 'anna@sever.example', 'owner', true, now() - interval '9 days' from partner
    union all select id, 'Егор', 'left@sever.example', 'member', false, now() - interval '9 days' from partner
    union all select id, 'Нина', 'moved@sever.example', 'member', false, now() - interval '9 days' from partner
    union all select id, 'Нина', 'moved@sever.example', 'member', true, now() - interval '1 day' from other`);
  await database.query(
    `insert into public.staff (name, email, role, active) values ('Лев', 'gone@uley.example', 'programme_lead', false)`,
  );
  await database.query(`
    insert into private.notifications (kind, recipient_email, locale, payload, idempotency_key, status, attempts, created_at, finished_at)
    select kind, email, 'ru', '{}', 'left.' || row_number() over (), 'dead', 10, now() - interval '2 days', now() from (values
      ('lead_pinned', 'anna@sever.example'), ('lead_pinned', 'left@sever.example'), ('lead_pinned', 'moved@sever.example'),
      ('lead_pinned', 'gone@uley.example'), ('lead_pinned', null), ('member_invited', 'left@sever.example')) as t (kind, email)`);
  const dead = await as<{ items: { id: string; kind: string; recipient: string | null; hasLeft: boolean }[] }>(
    'maria@uley.example',
    'dead_notifications',
  );
  const gone = dead.items.filter(({ hasLeft }) => hasLeft);
  expect(gone.map(({ kind, recipient }) => `${kind} ${recipient}`).toSorted()).toEqual([
    'lead_pinned gone@uley.example',
    'lead_pinned left@sever.example',
    'lead_pinned moved@sever.example',
  ]);
  const { id } = gone[0]!;
  expect(await as('maria@uley.example', 'retry_notification', { id })).toEqual({ id, leftOut: 1 });
  expect(await as('maria@uley.example', 'retry_notifications', { channel: 'mail' })).toEqual({ count: 4, leftOut: 3 });
  expect((await list()).items.map((one) => one.id).toSorted()).toEqual(gone.map((one) => one.id).toSorted());
});
