import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type SqlProblem, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/* Somebody who is a person of nobody any more, with a token that is still good: told so everywhere, and not shown empty lists. */

let database: TestDatabase;
let functions: string[];
beforeAll(async () => {
  database = await openTestDatabase();
  functions = (
    await database.query<{ name: string }>(`
      select p.proname as name from pg_catalog.pg_proc as p
      where p.pronamespace = 'public'::regnamespace and has_function_privilege('authenticated', p.oid, 'execute') and p.pronargs = 1 order by 1`)
  ).map(({ name }) => name);
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  await database.callAs(people.anton, 'register_lead', { lead: leadOf(taxIdNumber(1)) });
});

const outcome = (email: string, name: string, request: object = {}) =>
  database.callAs(email, name, request).then(
    () => 'answered',
    ({ code, message }: SqlProblem) => `${code} ${message}`,
  );

test('who was removed, or whose partner is suspended, gets the same from every function: a session is required', async () => {
  expect(functions.length).toBeGreaterThan(70);
  const told = async () =>
    Object.fromEntries(
      await Promise.all(functions.map(async (name) => [name, await outcome(people.anton, name)] as const)),
    );
  const expected = Object.fromEntries(functions.map((name) => [name, 'PT401 session_required']));
  // The offer may be read by anybody, and to sign in one is nobody yet.
  const open = { read_offer: 'answered', begin_session: 'PT401 code_wrong' };
  await database.query(`update public.members set active = false where email = '${people.anton}'`);
  expect(await told()).toEqual({ ...expected, ...open });
  await database.query(`update public.members set active = true where email = '${people.anton}'`);
  await database.query(`update public.partners set status = 'suspended'`);
  expect(await told()).toEqual({ ...expected, ...open });
});

test.each([
  'list_clients',
  'read_own_client',
  'list_leads',
  'read_lead_board',
  'read_lead',
  'list_appeals',
  'list_waiting_places',
  'list_passed_leads',
])('%s is for people of partners', async (name) => {
  expect(await outcome(people.maria, name)).toBe('PT403 wrong_role');
});
