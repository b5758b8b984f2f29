import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import course from '../../functions/course.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { useSiteFiles } from '../../functions/site/site-files.ts';
import { lessonIdOf, lessonPathsOf } from '../../src/features/course/course-contract.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin } from '../helpers/post.ts';
import { people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

type Person = { cookie: string };
let backend: FunctionBackend;
let who: Record<'anna' | 'anton' | 'boris' | 'maria', Person>;

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  writeFileSync(
    path.join(backend.root, 'private', 'pages.json'),
    JSON.stringify({
      '/partner/course/': 'partner',
      '/partner/course/programme/': 'partner',
      '/partner/course/programme/how-both-earn/': 'partner',
      '/en/partner/course/programme/only-english/': 'partner',
      '/partner/course/programme/v2.0/': 'partner',
      '/staff/course/programme/for-staff/': 'staff',
      '/partner/kb/sell/margin/': 'partner',
    }),
  );
  useSiteFiles({ root: backend.root });
  who = {
    anna: await signIn(backend, people.anna),
    anton: await signIn(backend, people.anton),
    boris: await signIn(backend, people.boris),
    maria: await signIn(backend, people.maria),
  };
});
afterAll(() => backend?.close());
beforeEach(() => backend.embedded.query('delete from public.lesson_completions'));

async function ask(method: string, address: string, by?: Person) {
  const request = new Request(`${origin}/api/course${address}`, { method, headers: { ...by, origin } });
  const response = await course(request, functionContext());
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as Record<string, unknown> };
}
const lesson = 'programme.how-both-earn';
const complete = (by?: Person, one = lesson) => ask('POST', `/lessons/${one}/completion`, by);
const reopen = (by?: Person, one = lesson) => ask('DELETE', `/lessons/${one}/completion`, by);
const read = async (by: Person) => (await ask('GET', '', by)).body['completed'];

describe('the lessons of the course', () => {
  it('are done, told, done again with the same moment, and taken back', async () => {
    const first = await complete(who.anna);
    expect(first).toEqual({ status: 200, body: { lesson, at: expect.stringMatching(/Z$/) } });
    expect(await complete(who.anna)).toEqual(first);
    expect(await read(who.anna)).toEqual([first.body]);
    expect(await reopen(who.anna)).toEqual({ status: 204, body: undefined });
    expect((await reopen(who.anna)).status).toBe(204);
    expect(await read(who.anna)).toEqual([]);
  });

  it('may be written in one language alone, and their names may hold dots', async () => {
    expect((await complete(who.anna, 'programme.only-english')).status).toBe(200);
    expect((await complete(who.anna, 'programme.v2.0')).status).toBe(200);
  });

  it('are the only pages that can be done: 404 for a module, an article, a page of staff, one there is not', async () => {
    for (const no of [
      'programme',
      'programme.',
      'programme.nowhere',
      'programme.for-staff',
      'kb.sell.margin',
      '..%2Fx',
      'x',
    ])
      for (const send of [complete, reopen])
        expect(await send(who.anna, no), no).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('are done by one person: a colleague and a rival have done nothing', async () => {
    await complete(who.anna);
    expect((await reopen(who.boris)).status).toBe(204);
    expect([await read(who.anton), await read(who.boris)]).toEqual([[], []]);
    expect(await read(who.anna)).toHaveLength(1);
  });

  it('are done by people of a partner only, and nobody else learns which there are', async () => {
    for (const one of [lesson, 'programme.nowhere'])
      for (const send of [complete, reopen]) {
        expect(await send(who.maria, one)).toMatchObject({ status: 403, body: { code: 'wrong_role' } });
        expect(await send(undefined, one)).toMatchObject({ status: 401, body: { code: 'session_required' } });
      }
    expect((await ask('GET', '', who.maria)).status).toBe(403);
    expect((await ask('GET', '')).status).toBe(401);
  });
});

test('a lesson is called by its address without language, reader and numbers', () => {
  expect(lessonIdOf('/course/programme/how-both-earn/')).toBe(lesson);
  expect(lessonPathsOf(lesson)).toEqual(['/course/programme/how-both-earn/']);
  expect(lessonPathsOf('programme.v2.0')).toContain('/course/programme/v2.0/');
  expect(lessonPathsOf('programme')).toEqual([]);
});
