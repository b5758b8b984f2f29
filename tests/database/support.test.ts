import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  // Monday, 7 December 2026, noon in Moscow.
  await moveTo('2026-12-07T12:00:00+03:00');
});

interface Line {
  kind: string;
  by: string;
  author?: string;
  isOwn?: boolean;
  text?: string;
  files: { id: string; name: string }[];
}
interface Thread {
  id: string;
  number: string;
  state: string;
  answerBy?: string;
  isLate: boolean;
  isAsked: boolean;
  solvedBy?: string;
  assignedTo?: string;
  thread: Line[];
}
type Person = keyof typeof people;

const moveTo = (at: string) => database.shiftClock((Date.parse(at) - Date.now()) / 1000);
const as = (who: Person, name: string, request: object = {}) => database.callAs<Thread>(people[who], name, request);
const technical = {
  kind: 'technical',
  solution: 'corporate-university',
  severity: 'broken',
  text: 'Курс не открывается.',
};
const presale = { kind: 'presale', help: 'joint_demo', text: 'Показ для директора по персоналу.' };
const ask = (who: Person = 'anna', request: object = technical) => as(who, 'ask_support', request);
const letters = async () =>
  (
    await database.query<{ told: string }>(
      `select kind || ' ' || coalesce(recipient_email, '') as told from private.notifications where kind like 'support%' and kind <> 'support_received' order by sequence`,
    )
  ).map(({ told }) => told);
const utc = (moscow: string) => new Date(`${moscow}+03:00`).toISOString().slice(0, 16);
const answerBy = async (at: string, request: object) => {
  await moveTo(at);
  return (await ask('anna', request)).answerBy?.slice(0, 16);
};

describe('the promised answer', () => {
  test.each([
    ['broken, at noon', '2026-12-07T12:00:01+03:00', technical, '2026-12-07T16:00'],
    [
      'stopped on Friday evening goes on on Monday',
      '2026-12-11T17:30:00+03:00',
      { ...technical, severity: 'stopped' },
      '2026-12-14T09:30',
    ],
    ['before work begins', '2026-12-07T03:00:00+03:00', presale, '2026-12-07T13:00'],
    ['on a holiday', '2026-12-31T12:00:00+03:00', presale, '2027-01-11T13:00'],
    [
      'a question, at the end of the next business day',
      '2026-12-11T12:00:00+03:00',
      { ...technical, severity: 'question' },
      '2026-12-14T18:00',
    ],
  ])('%s', async (_, at, request, expected) => {
    expect(await answerBy(at, request)).toBe(utc(expected));
  });

  test('of an edition that says nothing of support is that of every answer of a person', async () => {
    await makeRegisterWorld(database, { support: undefined });
    expect(await answerBy('2026-12-07T12:00:00+03:00', technical)).toBe(utc('2026-12-09T18:00'));
  });

  test('is kept while we owe it, and given anew when the partner answers', async () => {
    const { id, answerBy: first } = await ask();
    await moveTo('2026-12-07T13:00:00+03:00');
    expect((await as('anna', 'write_support', { id, text: 'И ещё одно.' })).answerBy).toBe(first);
    await as('maria', 'answer_support', { id, text: 'Какая у вас версия?', isQuestion: true });
    await moveTo('2026-12-08T10:00:00+03:00');
    const again = await as('anton', 'write_support', { id, text: 'Последняя.' });
    expect(again).toMatchObject({ state: 'waiting_for_vendor', isLate: false });
    expect(again.answerBy!.slice(0, 16)).toBe(utc('2026-12-08T14:00'));
  });
});

test('a request goes from hand to hand, is solved, and a message opens it again', async () => {
  const asked = await ask('anton');
  expect(asked).toMatchObject({ number: expect.stringMatching(/^S-/), state: 'waiting_for_vendor', isLate: false });
  expect(asked.thread).toMatchObject([
    { by: 'partner', author: 'Антон Ладный', isOwn: true, text: technical.text, files: [] },
  ]);

  const { id, number } = asked;
  expect(await as('maria', 'answer_support', { id: number, text: 'Обновите до 24.1.' })).toMatchObject({
    state: 'waiting_for_partner',
    assignedTo: 'Мария Сотова',
    partner: { name: 'Северный контур' },
    people: [{ name: 'Глеб Медунов' }, { name: 'Мария Сотова' }],
  });
  const read = await as('anna', 'read_support', { id: number.toLowerCase() });
  expect(read).toMatchObject({ state: 'waiting_for_partner', isAsked: false, assignedTo: 'Мария Сотова' });
  expect(read).not.toHaveProperty('people');
  expect(read.thread[1]).toMatchObject({ by: 'vendor', author: 'Мария Сотова', isOwn: false });

  expect(await as('anna', 'solve_support', { id })).toMatchObject({ state: 'solved', solvedBy: 'partner' });
  const twice = await as('anton', 'solve_support', { id });
  expect(twice.thread.map(({ kind }) => kind)).toEqual(['message', 'message', 'solved']);
  expect(await as('anton', 'write_support', { id, text: 'Снова то же.' })).toMatchObject({
    state: 'waiting_for_vendor',
  });
  expect(await as('maria', 'settle_support', { id })).toMatchObject({ state: 'solved', solvedBy: 'vendor' });
  const told = await letters();
  expect(told.slice(0, 3)).toEqual([
    `support_waiting ${people.maria}`,
    `support_answered ${people.anton}`,
    `support_waiting ${people.maria}`,
  ]);
  expect(told.slice(3).toSorted()).toEqual([`support_solved ${people.anna}`, `support_solved ${people.anton}`]);
});

test('what is asked back is told from an answer', async () => {
  const { id } = await ask();
  await as('maria', 'answer_support', { id, text: 'Какая версия?', isQuestion: true });
  expect(await as('anna', 'read_support', { id })).toMatchObject({ isAsked: true, thread: [{}, { kind: 'question' }] });
});

test('the same key asks and writes once', async () => {
  const twice = { ...technical, idempotencyKey: 'one', requestSha256: 'a'.repeat(64) };
  const { id, number } = await ask('anna', twice);
  expect((await ask('anna', twice)).number).toBe(number);
  const message = { id, text: 'Ещё раз.', idempotencyKey: 'two', requestSha256: 'b'.repeat(64) };
  await as('anna', 'write_support', message);
  expect((await as('anna', 'write_support', message)).thread).toHaveLength(2);
});

describe('whose it is', () => {
  test('another partner finds neither the request nor a word of it', async () => {
    const { id, number } = await ask();
    const unknown = await problemOf(as('boris', 'read_support', { id: 'S-00000000' }));
    expect(unknown).toEqual({ code: 'PT404', message: 'not_found' });
    for (const reference of [id, number]) {
      expect(await problemOf(as('boris', 'read_support', { id: reference }))).toEqual(unknown);
      expect(await problemOf(as('boris', 'write_support', { id: reference, text: 'Наше?' }))).toEqual(unknown);
      expect(await problemOf(as('boris', 'solve_support', { id: reference }))).toEqual(unknown);
    }
    expect(await as('boris', 'list_support', { search: 'курс' })).toEqual({ items: [], total: 0 });
  });

  test('each side has its own functions', async () => {
    const { id } = await ask();
    for (const name of ['ask_support', 'list_support', 'read_support', 'write_support', 'solve_support'])
      expect(await problemOf(as('maria', name, { id, ...technical }))).toEqual({
        code: 'PT403',
        message: 'wrong_role',
      });
    for (const name of ['staff_support', 'read_staff_support', 'answer_support', 'settle_support', 'assign_support'])
      expect(await problemOf(as('anna', name, { id, text: 'Да.' }))).toEqual({ code: 'PT403', message: 'wrong_role' });
  });

  test('a lead may be named, but only one of the own', async () => {
    const { number } = await database.callAs<{ number: string }>(people.anna, 'register_lead', {
      lead: leadOf(taxIdNumber(1)),
    });
    expect(await ask('anton', { ...presale, leadNumber: number })).toMatchObject({
      lead: { number, clientName: `Клиент ${taxIdNumber(1)}` },
    });
    expect(await problemOf(ask('boris', { ...presale, leadNumber: number }))).toEqual({
      code: 'PT404',
      message: 'not_found',
    });
  });
});

describe('attachments', () => {
  const upload = async (who: Person) =>
    (
      await database.callAs<{ id: string }>(people[who], 'add_file', {
        name: 'ошибка.png',
        mediaType: 'image/png',
        base64: Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64'),
      })
    ).id;

  test('are seen by the people of the partner and by staff, by nobody else', async () => {
    const file = await upload('anna');
    const { id } = await ask('anna', { ...technical, files: [file] });
    expect((await as('anton', 'read_support', { id })).thread[0]!.files).toMatchObject([
      { id: file, name: 'ошибка.png', mediaType: 'image/png', bytes: 9 },
    ]);
    expect((await as('maria', 'read_staff_support', { id })).thread[0]!.files).toHaveLength(1);
    await as('anton', 'read_file', { id: file });
    await as('maria', 'read_file', { id: file });
    expect(await problemOf(as('boris', 'read_file', { id: file }))).toEqual({ code: 'PT404', message: 'not_found' });
  });

  test("of staff become the partner's, and can be shown to no second one", async () => {
    const file = await upload('maria');
    const [first, second] = [await ask('anna'), await ask('boris')];
    expect(await problemOf(as('anna', 'read_file', { id: file }))).toEqual({ code: 'PT404', message: 'not_found' });
    await as('maria', 'answer_support', { id: first.id, text: 'Вот инструкция.', files: [file] });
    await as('anna', 'read_file', { id: file });
    const refused = { code: 'PT404', message: 'not_found' };
    expect(await problemOf(as('maria', 'answer_support', { id: second.id, text: 'И вам.', files: [file] }))).toEqual(
      refused,
    );
    expect(await problemOf(as('boris', 'read_file', { id: file }))).toEqual(refused);
  });

  test('of another partner, or of another person of staff, are refused', async () => {
    const [foreign, colleagues] = [await upload('boris'), await upload('lead')];
    const { id } = await ask('anna');
    const refused = { code: 'PT404', message: 'not_found' };
    expect(await problemOf(ask('anna', { ...technical, files: [foreign] }))).toEqual(refused);
    expect(await problemOf(as('maria', 'answer_support', { id, text: 'Вот.', files: [foreign] }))).toEqual(refused);
    expect(await problemOf(as('maria', 'answer_support', { id, text: 'Вот.', files: [colleagues] }))).toEqual(refused);
  });

  test('kept with a lead stay with the people of the partner', async () => {
    const { number } = await database.callAs<{ number: string }>(people.anna, 'register_lead', {
      lead: leadOf(taxIdNumber(2)),
    });
    const file = await upload('anna');
    await database.query(
      `update public.files as f set lead_id = (select l.id from public.leads as l where l.number = $1) where f.id = $2`,
      [number, file],
    );
    const refused = { code: 'PT404', message: 'not_found' };
    expect(await problemOf(ask('anna', { ...technical, files: [file] }))).toEqual(refused);
  });
});
