import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { makeRegisterWorld, people } from '../helpers/register-world.ts';

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
const clock = async () => void (await database.query('select public.run_clock() from generate_series(1, 3)'));
const letters = async () =>
  (
    await database.query<{ told: string }>(
      `select kind || ' ' || coalesce(recipient_email, '') as told from private.notifications where kind like 'support%' and kind <> 'support_received' order by sequence`,
    )
  ).map(({ told }) => told);

describe('the clock', () => {
  test('tells the programme lead once of each promise that was missed', async () => {
    const { id } = await ask();
    await moveTo('2026-12-07T15:59:00+03:00');
    await clock();
    expect(await letters()).toEqual([`support_waiting ${people.maria}`]);
    await moveTo('2026-12-07T16:01:00+03:00');
    await clock();
    await clock();
    expect((await letters()).slice(1)).toEqual([`support_escalated ${people.lead}`]);
    expect(await as('anna', 'read_support', { id })).toMatchObject({ isLate: true });
    await as('maria', 'answer_support', { id, text: 'Простите, вот ответ.' });
    await as('anna', 'write_support', { id, text: 'Не помогло.' });
    await moveTo('2026-12-09T12:00:00+03:00');
    await clock();
    expect((await letters()).filter((one) => one.startsWith('support_escalated'))).toHaveLength(2);
  });

  test('counts a silent request as solved after the days of the edition, and tells the partner', async () => {
    const { id } = await ask();
    await as('maria', 'answer_support', { id, text: 'Обновите.' });
    await moveTo('2026-12-21T11:00:00+03:00');
    await clock();
    expect(await as('anna', 'read_support', { id })).toMatchObject({ state: 'waiting_for_partner' });
    await moveTo('2026-12-21T13:00:00+03:00');
    await clock();
    expect(await as('anna', 'read_support', { id })).toMatchObject({ state: 'solved', solvedBy: 'programme' });
    expect((await letters()).at(-1)).toBe(`support_solved ${people.anna}`);
  });

  test('never does where the edition names no days', async () => {
    await makeRegisterWorld(database, { 'support.solvedAfterDays': undefined });
    await moveTo('2026-12-07T12:00:00+03:00');
    const { id } = await ask();
    await as('maria', 'answer_support', { id, text: 'Обновите.' });
    await moveTo('2027-12-07T12:00:00+03:00');
    await clock();
    expect(await as('anna', 'read_support', { id })).toMatchObject({ state: 'waiting_for_partner' });
  });
});

describe('the queue', () => {
  const queue = async (request: object = {}, who: Person = 'maria') =>
    database.callAs<{ items: Thread[]; total: number; next?: string }>(people[who], 'staff_support', request);

  test('is sorted by the promise, then what waits for partners, then what is solved; and is read page by page', async () => {
    const question = await ask('anna', { ...technical, severity: 'question' });
    const stopped = await ask('boris', { ...technical, severity: 'stopped' });
    const answered = await ask('anna');
    const solved = await ask('anna');
    await as('maria', 'answer_support', { id: answered.id, text: 'Обновите.' });
    await as('anna', 'solve_support', { id: solved.id });
    const numbers: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await queue({ limit: 1, cursor });
      expect(page.total).toBe(4);
      numbers.push(...page.items.map(({ number }) => number));
      cursor = page.next;
      more = cursor !== undefined;
    }
    expect(numbers).toEqual([stopped, question, answered, solved].map(({ number }) => number));
    expect((await queue({ state: 'open' })).total).toBe(3);
  });

  test('is searched by number, partner and words, and narrowed by kind and by who looks after it', async () => {
    const one = await ask('anna');
    await ask('boris', presale);
    expect((await queue({ search: one.number.slice(2, 8) })).items).toMatchObject([{ number: one.number }]);
    expect((await queue({ search: 'южный' })).items).toMatchObject([{ partner: { name: 'Южный мост' } }]);
    expect((await queue({ search: 'КУРС НЕ' })).total).toBe(1);
    expect((await queue({ kind: 'presale' })).total).toBe(1);
    expect((await queue({ own: 'true' })).total).toBe(0);
    await database.query(
      `update public.partners set account_manager_id = (select id from public.staff where email = $1) where name = 'Южный мост'`,
      [people.maria],
    );
    expect((await queue({ own: 'true' })).items).toMatchObject([{ partner: { name: 'Южный мост' } }]);
    expect(await ask('boris')).toMatchObject({ assignedTo: 'Мария Сотова' });
    await as('lead', 'assign_support', { id: one.id });
    expect((await queue({ own: 'true' }, 'lead')).items).toMatchObject([{ number: one.number, isMine: true }]);
  });

  test('gives a request to a colleague, who is told, and who then gets what the partner writes', async () => {
    const { id } = await ask();
    const { people: staff } = (await as('maria', 'read_staff_support', { id })) as Thread & {
      people: { id: string; name: string }[];
    };
    const gleb = staff.find(({ name }) => name === 'Глеб Медунов')!;
    expect(await as('maria', 'assign_support', { id, personId: gleb.id })).toMatchObject({
      assignedTo: 'Глеб Медунов',
    });
    await as('anna', 'write_support', { id, text: 'Ждём.' });
    expect((await letters()).slice(1)).toEqual([`support_assigned ${people.lead}`, `support_waiting ${people.lead}`]);
    expect(
      await problemOf(as('maria', 'assign_support', { id, personId: '00000000-0000-4000-8000-000000000000' })),
    ).toEqual({ code: 'PT404', message: 'not_found' });
  });

  test('stands in the inbox while it is our turn', async () => {
    const { id, number } = await ask();
    const inbox = () => database.callAs<{ items: object[] }>(people.maria, 'staff_inbox', {});
    expect((await inbox()).items).toMatchObject([
      {
        kind: 'support',
        number,
        title: 'Северный контур',
        dueOn: '2026-12-07',
        escalated: false,
        facts: { kind: 'technical', severity: 'broken', excerpt: technical.text },
      },
    ]);
    await as('maria', 'answer_support', { id, text: 'Обновите.' });
    expect((await inbox()).items).toEqual([]);
  });

  test('stands in the inbox by the moment of its promise, page by page', async () => {
    const broken = await ask('anna');
    await moveTo('2026-12-07T13:00:00+03:00');
    const question = await ask('anna', { ...technical, severity: 'question' });
    const stopped = await ask('boris', { ...technical, severity: 'stopped' });
    const lines: { number: string; dueOn: string; dueAt: string }[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await database.callAs<{ items: typeof lines; next?: string }>(people.maria, 'staff_inbox', {
        limit: 1,
        cursor,
      });
      lines.push(...page.items);
      cursor = page.next;
      more = cursor !== undefined;
    }
    expect(lines.map(({ number, dueOn, dueAt }) => [number, dueOn, dueAt.slice(0, 19)])).toEqual([
      [stopped.number, '2026-12-07', '2026-12-07T11:00:00'],
      [broken.number, '2026-12-07', '2026-12-07T13:00:00'],
      [question.number, '2026-12-08', '2026-12-08T15:00:00'],
    ]);
  });
});

test('what we have answered stands among what the partner has to do today', async () => {
  const { id, number } = await ask();
  const tasks = async () =>
    (await database.callAs<{ tasks: { kind: string }[] }>(people.anna, 'read_home', {})).tasks.filter(
      ({ kind }) => kind === 'support_answered',
    );
  expect(await tasks()).toEqual([]);
  await as('maria', 'answer_support', { id, text: 'Какая версия?', isQuestion: true });
  expect(await tasks()).toMatchObject([{ id, number, isQuestion: true }]);
  await as('anna', 'solve_support', { id });
  expect(await tasks()).toEqual([]);
});

test('the export of the own data holds the threads, and nothing of others', async () => {
  await ask('anna');
  await ask('boris');
  const exported = (id: string) =>
    `(select private.export_support((select partner_id from public.members where email = '${id}')))`;
  const [row] = await database.queryAsPerson<{ own: Thread[]; foreign: Thread[] }>(
    people.anna,
    `select private.export_support(private.caller_partner_id()) as own, private.export_support((select p.id from public.partners as p where p.name = 'Южный мост')) as foreign`,
  );
  expect(row!.own).toMatchObject([{ thread: [{ text: technical.text }] }]);
  expect(row!.foreign).toEqual([]);
  const [owner] = await database.query<{ boris: Thread[] }>(`select ${exported(people.boris)} as boris`);
  expect(owner!.boris).toHaveLength(1);
});

test('who is erased goes out of the words of a thread, and its files are named', async () => {
  const file = await database.callAs<{ id: string }>(people.boris, 'add_file', {
    name: 'снимок.png',
    mediaType: 'image/png',
    base64: Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64'),
  });
  const { id } = await ask('boris', {
    ...technical,
    text: 'Спросите Анна Ветрова, anna@sever.example.',
    files: [file.id],
  });
  const erased = await database.callAs<{ erased: object; filesToLookAt: object[] }>(people.lead, 'erase_person', {
    email: people.anna,
    reason: 'Просьба',
  });
  expect(erased.erased).toMatchObject({ 'public.support_messages': 1 });
  expect(erased.filesToLookAt).toMatchObject([{ id: file.id }]);
  expect((await as('boris', 'read_support', { id })).thread[0]!.text).toBe('Спросите …, ….');
});
