import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type ApiRole, type TestDatabase } from '../helpers/database-pglite.ts';
import { testEdition } from '../helpers/database-requests.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.empty();
  await database.call('publish_edition', testEdition());
});

const path = '/kb/pinning/pin-a-client/';
const id = '0b9f2c56-5f0e-4a8b-9d6a-0c7a1b2c3d4e';
const answer = (changed: object = {}) =>
  database.call('submit_page_feedback', {
    path,
    language: 'ru',
    useful: true,
    networkAddress: '203.0.113.5',
    ...changed,
  });
const rows = () =>
  database.query<{ path: string; useful: boolean; comment: string | null; checked_on: string | null }>(
    `select path, useful, comment, to_char(checked_on, 'YYYY-MM-DD') as checked_on from public.page_feedback order by created_at`,
  );
const masked = async (text: string) =>
  (await database.query<{ masked: string }>('select private.masked($1) as masked', [text]))[0]!.masked;

describe('an answer', () => {
  test('is kept with its page, the day the page was checked and the comment; of the sender nothing is', async () => {
    expect(await answer({ useful: false, comment: 'Нет примера.', checkedOn: '2026-11-01' })).toEqual({});
    expect(await rows()).toEqual([{ path, useful: false, comment: 'Нет примера.', checked_on: '2026-11-01' }]);
    const [row] = await database.query<{ all: string }>('select to_jsonb(f)::text as all from public.page_feedback f');
    expect(row!.all).not.toContain('203.0.113.5');
    expect(Object.keys(JSON.parse(row!.all)).toSorted()).toEqual(
      ['checked_on', 'comment', 'created_at', 'id', 'language', 'path', 'useful'].toSorted(),
    );
  });

  test('sent again under its id is one, and takes the comment and the change of mind along', async () => {
    await answer({ id });
    await answer({ id, useful: false, comment: 'Не нашёл срок.' });
    await answer({ id, useful: false });
    expect(await rows()).toMatchObject([{ useful: false, comment: 'Не нашёл срок.' }]);
  });

  test('is changed under its id neither from another page nor after an hour', async () => {
    await answer({ id });
    await answer({ id, path: '/kb/', useful: false });
    await database.shiftClock(3601);
    await answer({ id, useful: false });
    expect(await rows()).toMatchObject([{ path, useful: true, comment: null }]);
  });

  test('without an id is kept once within a minute, however often it is clicked', async () => {
    await answer();
    await answer();
    await answer({ networkAddress: '203.0.113.6' });
    await answer({ comment: 'Ещё вопрос.' });
    await answer({ useful: false });
    expect(await rows()).toHaveLength(4);
    await database.shiftClock(61);
    await answer();
    expect(await rows()).toHaveLength(5);
  });

  test('with an Idempotency-Key counts once, and the key is refused with another body', async () => {
    const keyed = { id, idempotencyKey: 'key', requestSha256: 'a'.repeat(64) };
    await answer(keyed);
    expect(await answer({ ...keyed, useful: false })).toEqual({});
    expect(await rows()).toMatchObject([{ useful: true }]);
    expect(await problemOf(answer({ ...keyed, requestSha256: 'b'.repeat(64) }))).toMatchObject({
      code: 'PT422',
      message: 'idempotency_key_reused',
    });
  });

  test('is accepted so often an hour from one network as the edition says', async () => {
    const { feedbackPerHour } = testEdition().rules.limits;
    for (let n = 0; n < feedbackPerHour; n += 1) await answer({ path: `/kb/${n}/` });
    const refused = await problemOf(answer());
    expect(refused).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
    expect(Number(refused.detail)).toBeGreaterThan(3500);
    await answer({ networkAddress: '203.0.113.6' });
    expect(await rows()).toHaveLength(feedbackPerHour + 1);
    await database.shiftClock(3600);
    await answer();
  });

  test('is refused while no edition is in force', async () => {
    await database.empty();
    expect(await problemOf(answer())).toMatchObject({ code: 'PT503', message: 'edition_not_published' });
  });
});

describe('a comment', () => {
  test.each([
    ['Пишите на ivan.petrov@firma.example, отвечу', 'Пишите на … отвечу'],
    ['Пишите ivan @ firma.example сегодня', 'Пишите … сегодня'],
    ['Мой телеграм @ivan_p', 'Мой телеграм …'],
    ['почта＠firma.example', '…'],
    ['Позвоните +7 (900) 123-45-67 или 8 900 123 45 67.', 'Позвоните … или ….'],
    ['тел.89001234567', 'тел.…'],
    ['123\u201345\u201367 вечером', '… вечером'],
    ['ИНН 7707083893, УНП 200988541, БИН 940140000385', 'ИНН …, УНП …, БИН …'],
    ['УНП МА1953684', 'УНП МА…'],
    ['Для 25 человек за 12 000 рублей в 2026 году', 'Для 25 человек за 12 000 рублей в 2026 году'],
    ['Срок 90 дней, запас 30, версия 8.3.24', 'Срок 90 дней, запас 30, версия 8.3.24'],
  ])('%j is kept as %j', async (given, kept) => {
    expect(await masked(given)).toBe(kept);
    await answer({ comment: given });
    expect(await rows()).toMatchObject([{ comment: kept }]);
  });

  test('masked twice is the same, is never longer and names neither an address nor a number', async () => {
    const piece = fc.constantFrom(
      '@',
      ' ',
      '+7',
      '900',
      '1',
      '-',
      '(',
      ')',
      '.',
      '…',
      'слово',
      'a@b.c',
      '＠',
      '–',
      '/',
    );
    const texts = fc.sample(fc.array(piece, { maxLength: 60 }), 1500).map((pieces) => pieces.join(''));
    const found = await database.query<{ given: string; once: string; twice: string }>(
      `select given, private.masked(given) as once, private.masked(private.masked(given)) as twice from unnest($1::text[]) as given`,
      [texts],
    );
    for (const { given, once, twice } of found) {
      expect([given, twice]).toEqual([given, once]);
      expect([given, once.length <= given.length]).toEqual([given, true]);
      expect(once).not.toMatch(/[@＠]|\d([\s().\-–/]{0,3}\d){6}/);
    }
    expect(found.length).toBe(1500);
  });
});

describe('the table', () => {
  const insert = (changed: object) => {
    const row = { path, language: 'ru', useful: true, ...changed };
    const columns = Object.keys(row).join(', ');
    const sql = `insert into public.page_feedback (${columns}) select ${columns} from jsonb_populate_record(null::public.page_feedback, $1)`;
    return database.query(sql, [JSON.stringify(row)]);
  };

  test.each<[object, string]>([
    [{ path: 'kb/' }, 'page_feedback_path_is_an_address_of_a_page'],
    [{ path: '/kb' }, 'page_feedback_path_is_an_address_of_a_page'],
    [{ path: '//evil.example/' }, 'page_feedback_path_is_an_address_of_a_page'],
    [{ path: '/kb/?q=1/' }, 'page_feedback_path_is_an_address_of_a_page'],
    [{ path: '/позвоните мне/' }, 'page_feedback_path_is_an_address_of_a_page'],
    [{ path: `/${'a'.repeat(300)}/` }, 'page_feedback_path_is_an_address_of_a_page'],
    [{ language: 'RU' }, 'page_feedback_language_is_two_letters'],
    [{ comment: '' }, 'page_feedback_comment_is_one_line'],
    [{ comment: 'я'.repeat(501) }, 'page_feedback_comment_is_one_line'],
    [{ comment: 'a@b.example' }, 'page_feedback_comment_is_masked'],
    [{ comment: 'тел. 8 900 123-45-67' }, 'page_feedback_comment_is_masked'],
  ])('refuses %j by the rule %s', async (changed, constraint) => {
    expect(await problemOf(insert(changed))).toMatchObject({ constraint });
  });

  test('accepts the longest comment and the front page', async () => {
    await insert({ path: '/', comment: 'я'.repeat(500) });
  });
});

describe('page_feedback_by_page()', () => {
  interface Row {
    path: string;
    useful: number;
    not_useful: number;
    comments: { comment: string; useful: boolean }[];
  }
  const byPage = (role: ApiRole) => database.queryAs<Row>(role, 'select * from public.page_feedback_by_page()');

  test('counts per page, the page with most complaints first, with its last five comments, newest first', async () => {
    for (let n = 1; n <= 7; n += 1) {
      await database.shiftClock(n);
      await answer({ useful: n > 4, comment: `Комментарий ${n}`, networkAddress: `203.0.113.${n}` });
    }
    await answer({ path: '/kb/', networkAddress: '203.0.113.9' });
    const found = await byPage('service_role');
    expect(found.map(({ path: page, useful, not_useful }) => [page, useful, not_useful])).toEqual([
      [path, 3, 4],
      ['/kb/', 1, 0],
    ]);
    expect(found[0]!.comments.map(({ comment }) => comment)).toEqual([7, 6, 5, 4, 3].map((n) => `Комментарий ${n}`));
    expect(found[1]!.comments).toEqual([]);
  });

  test.each<ApiRole>(['anon', 'authenticated'])('is closed to %s, and so is the table', async (role) => {
    await answer({ comment: 'Только для редактора.' });
    expect(await problemOf(byPage(role))).toMatchObject({ code: '42501' });
    expect(await problemOf(database.queryAs(role, 'select from public.page_feedback'))).toMatchObject({
      code: '42501',
    });
    // Even with the right to read, row level security shows no row.
    await database.query(`grant select on public.page_feedback to ${role}`);
    expect(await database.queryAs(role, 'select from public.page_feedback')).toEqual([]);
    await database.query(`revoke select on public.page_feedback from ${role}`);
  });
});
