import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CourseProgress, LessonCompletion } from '../../src/features/course/course-contract.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { makeRegisterWorld, people } from '../helpers/register-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

type Who = keyof typeof people;
const lesson = 'programme.how-both-earn';
const read = async (who: Who = 'anna') =>
  (await database.callAs<CourseProgress>(people[who], 'read_course', {})).completed.map((one) => one.lesson);
const complete = (one = lesson, who: Who = 'anna') =>
  database.callAs<LessonCompletion>(people[who], 'complete_lesson', { lesson: one });
const reopen = (one = lesson, who: Who = 'anna') => database.callAs(people[who], 'reopen_lesson', { lesson: one });

test('a lesson is done once, and keeps its first moment', async () => {
  const first = await complete();
  expect(first).toEqual({ lesson, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) });
  await database.query(`update public.lesson_completions set completed_at = completed_at - interval '2 days'`);
  const again = await complete();
  expect(Date.parse(first.at) - Date.parse(again.at)).toBe(2 * 24 * 3600 * 1000);
  await complete('programme.who-does-what');
  expect(await read()).toEqual([lesson, 'programme.who-does-what']);
});

test('it can be taken back, and done again', async () => {
  await complete();
  await reopen();
  await reopen();
  expect(await read()).toEqual([]);
  await complete();
  expect(await read()).toEqual([lesson]);
});

test('it is of one person: neither a colleague nor a rival sees it or takes it back', async () => {
  await complete();
  await reopen(lesson, 'anton');
  await reopen(lesson, 'boris');
  expect(await read('anton')).toEqual([]);
  expect(await read('boris')).toEqual([]);
  expect(await read()).toEqual([lesson]);
});

test('the vendor’s people have no progress of their own', async () => {
  for (const who of ['maria', 'lead'] as const) {
    expect(await problemOf(read(who))).toMatchObject({ message: 'wrong_role' });
    expect(await problemOf(complete(lesson, who))).toMatchObject({ message: 'wrong_role' });
    expect(await problemOf(reopen(lesson, who))).toMatchObject({ message: 'wrong_role' });
  }
});

test('what cannot be a lesson is kept out', async () => {
  for (const no of ['programme', 'programme.', '.x', 'Programme.x', 'a.b/c', `a.${'b'.repeat(200)}`])
    await expect(complete(no)).rejects.toThrow(/lesson_is_module_and_lesson/);
});

test('it goes with the person, and is told to whoever asks for everything about the person', async () => {
  await complete();
  await complete(lesson, 'anton');
  const asked = { email: people.anna, reason: 'Просьба человека' };
  const told = await database.callAs<{ rows: Record<string, object[]> }>(people.lead, 'export_person', asked);
  expect(told.rows['public.lesson_completions']).toMatchObject([{ lesson }]);
  const { erased } = await database.callAs<{ erased: object }>(people.lead, 'erase_person', asked);
  expect(erased).toMatchObject({ 'public.lesson_completions': 1 });
  expect(await database.query('select lesson from public.lesson_completions')).toEqual([{ lesson }]);
  expect(await read('anton')).toEqual([lesson]);
});
