import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrationsIn } from '../../functions/host/embedded-supabase-migrations.ts';
import en from '../../src/i18n/strings.en.json' with { type: 'json' };
import ru from '../../src/i18n/strings.ru.json' with { type: 'json' };
import { migrationsFolder, openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { checkRegister } from '../helpers/named-records.ts';
import { makeRegisterWorld, people } from '../helpers/register-world.ts';

/* Every record of the register says what was done. What all tests of database and functions do is looked at when they close theirs. */
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

test('whatever the API may call and writes an audited table names what it does', async () => {
  const tables = (
    await database.query<{ name: string }>(
      `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'every_change_is_recorded'`,
    )
  ).map(({ name }) => name);
  expect(tables.length).toBeGreaterThan(30);
  const functions = await database.query<{ name: string; source: string; open: boolean }>(`
    select n.nspname || '.' || p.proname as name, p.prosrc as source, n.nspname = 'public' and p.provolatile = 'v'
        and (has_function_privilege('authenticated', p.oid, 'execute') or has_function_privilege('service_role', p.oid, 'execute')) as open
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'private')`);
  const sources = new Map(functions.map(({ name, source }) => [name, source]));
  const writes = new RegExp(`\\b(insert into|update|delete from) public\\.(${tables.join('|')})\\b`);

  /** Everything a function calls, itself included. */
  function reached(name: string, seen = new Set<string>()): Set<string> {
    const source = sources.get(name);
    if (source === undefined || seen.has(name)) return seen;
    seen.add(name);
    for (const [called] of source.matchAll(/\b(?:public|private)\.\w+(?=\()/g)) reached(called, seen);
    return seen;
  }
  const says = (name: string) => [...reached(name)].map((one) => sources.get(one)!).join('\n');
  const writing = functions.filter(({ name, open }) => open && writes.test(says(name)));
  expect(writing.length).toBeGreaterThan(50);
  expect(writing.filter(({ name }) => !says(name).includes('private.because(')).map(({ name }) => name)).toEqual([]);
});

test('every name has its words in both languages', () => {
  const sql = migrationsIn(migrationsFolder)
    .map((one) => one.sql)
    .join('\n');
  const seed = readFileSync(new URL('../../functions/host/seed-demo-world.ts', import.meta.url), 'utf8');
  const names = new Set([...`${sql}\n${seed}`.matchAll(/private\.because\('(\w+)'/g)].map(([, name]) => name!));
  expect(names.size).toBeGreaterThan(60);
  for (const { audit } of [ru, en])
    expect([...names].filter((name) => !Object.hasOwn(audit.actions, name))).toEqual([]);
});

test('a change nobody has named is found', async () => {
  await makeRegisterWorld(database);
  await database.pglite.transaction(async (transaction) => {
    await transaction.query(`select set_config('request.jwt.claims', $1, true)`, [
      JSON.stringify({ role: 'authenticated', email: people.maria, amr: [{ method: 'otp' }], session_id: 'one' }),
    ]);
    await transaction.query(`update public.partners set site = 'other.example'`);
    await expect(checkRegister(async (sql) => (await transaction.query(sql)).rows as never)).rejects.toThrow(
      'update public.partners (2)',
    );
    await transaction.rollback();
  });
});
