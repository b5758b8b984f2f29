import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SupportThread } from '../../src/features/support/support-contract.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/* Threads that have grown long, and what is kept of a request beside its thread. */

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

const as = <Answer = SupportThread>(who: keyof typeof people, name: string, request: object) =>
  database.callAs<Answer>(people[who], name, request);
const ask = (more: object = {}) =>
  as('anna', 'ask_support', { kind: 'presale', help: 'other', text: 'Слово 1', ...more });
/** More lines of a thread, each a moment after the one before. */
const write = (id: string, times: number) =>
  database.query(`
    insert into public.support_messages (request_id, member_id, text, sent_at)
    select m.request_id, m.member_id, 'Слово ' || n, m.sent_at + interval '1 microsecond' * n
    from public.support_messages as m cross join generate_series(2, ${times}) as n where m.request_id = '${id}'`);
const words = ({ thread }: SupportThread) => thread.map(({ text }) => Number(text?.split(' ')[1]));
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

test('what is written is kept once: of a request that may be repeated only the id', async () => {
  const repeated = (key: string) => ({ idempotencyKey: key, requestSha256: 'a'.repeat(64) });
  const { id } = await ask({ text: 'тайна', ...repeated('ask') });
  const written = { id, text: 'тайна вторая', ...repeated('write') };
  const answered = { id, text: 'тайна третья', ...repeated('answer') };
  const lead = await as<{ id: string }>('anna', 'register_lead', { lead: leadOf(taxIdNumber(1)) });
  const noted = { id: lead.id, text: 'тайна четвёртая', ...repeated('note') };
  const note = await as<{ id: string }>('anna', 'add_lead_note', noted);
  await as('anna', 'write_support', written);
  await as('maria', 'answer_support', answered);

  const kept = await database.query<{ operation: string; answer: object }>(
    `select operation, answer from private.idempotency_keys where key <> '' and operation ~ 'support|note' order by operation`,
  );
  expect(kept).toEqual([
    { operation: 'add_lead_note', answer: { id: note.id } },
    { operation: 'answer_support', answer: { id } },
    { operation: 'ask_support', answer: { id } },
    { operation: 'write_support', answer: { id } },
  ]);
  // A repetition is answered with the thread as it is by then, and writes nothing.
  const texts = ['тайна', 'тайна вторая', 'тайна третья'];
  const again = [
    await ask({ text: 'тайна', ...repeated('ask') }),
    await as('anna', 'write_support', written),
    await as('maria', 'answer_support', answered),
  ];
  for (const { thread } of again) expect(thread.map(({ text }) => text)).toEqual(texts);
  expect(again[2]).toHaveProperty('people');
  expect(await as('anna', 'add_lead_note', noted)).toEqual(note);
});

test('a long thread is read page by page, the newest first', async () => {
  const { id, number } = await ask();
  await write(id, 120);
  for (const [who, name] of [
    ['anton', 'read_support'],
    ['maria', 'read_staff_support'],
  ] as const) {
    const newest = await as(who, name, { id: number });
    expect([words(newest), newest.earlier]).toEqual([from(71, 120), 70]);
    const second = await as(who, name, { id, before: newest.thread[0]!.id });
    expect([words(second), second.earlier]).toEqual([from(21, 70), 20]);
    const first = await as(who, name, { id, before: second.thread[0]!.id });
    expect([words(first), first.earlier]).toEqual([from(1, 20), 0]);
    const none = await as(who, name, { id, before: first.thread[0]!.id });
    expect([words(none), none.earlier]).toEqual([[], 0]);
  }
  // What changes a thread answers with its end, the export with all of it.
  const { thread, earlier } = await as('anna', 'write_support', { id, text: 'Слово 121' });
  expect([thread.length, earlier]).toEqual([50, 71]);
  const { parts } = await as<{ parts: { support: SupportThread[] } }>('anna', 'export_own_data', { format: 'json' });
  expect(words(parts.support[0]!)).toEqual(from(1, 121));
});

test('lines that are not of this thread lead nowhere', async () => {
  const { id } = await ask();
  const other = await ask();
  for (const before of [other.thread[0]!.id, '00000000-0000-4000-8000-000000000000', 'x'])
    expect(await problemOf(as('anna', 'read_support', { id, before }))).toEqual({
      code: 'PT404',
      message: 'not_found',
    });
});

test('a partner writes 500 messages in a thread, the vendor can still answer, and neither without end', async () => {
  const { id } = await ask();
  await write(id, 499);
  await as('anna', 'write_support', { id, text: 'Слово 500' });
  const full = { code: 'PT409', message: 'thread_full' };
  expect(await problemOf(as('anton', 'write_support', { id, text: 'Слово 501' }))).toEqual(full);
  expect(await as('maria', 'answer_support', { id, text: 'Откройте новый.' })).toMatchObject({ messages: 501 });
  await as('anna', 'solve_support', { id });
  await database.query(`
    insert into public.support_messages (request_id, staff_id, text)
    select '${id}', s.id, 'Ответ' from public.staff as s cross join generate_series(1, 99) where s.email = '${people.maria}'`);
  expect(await problemOf(as('maria', 'answer_support', { id, text: 'Слово 601' }))).toEqual(full);
});
