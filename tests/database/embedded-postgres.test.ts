import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { derivedKeys, isWeak } from '../../functions/host/embedded-supabase-keys.ts';
import { migrationsIn } from '../../functions/host/embedded-supabase-migrations.ts';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import type { DatabaseAddress } from '../../functions/settings/database-address.ts';
import { migrationsFolder } from '../helpers/database-pglite.ts';
import { startPostgres, type TestPostgres } from '../helpers/database-postgres.ts';

const secret = 'prostoj-sekret-tolko-dlja-proverok-0123456789';
const server = await startPostgres('the embedded Supabase on a PostgreSQL');
const opened: EmbeddedSupabase[] = [];

async function open(address: DatabaseAddress, letokSecret = secret): Promise<EmbeddedSupabase> {
  const database = { address, secret: letokSecret };
  const supabase = await openEmbeddedSupabase({ database, migrationsFolder, sendMail: () => {} });
  opened.push(supabase);
  return supabase;
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: Error) => error.message,
  );

const ask = (supabase: EmbeddedSupabase, key = supabase.serviceKey) =>
  supabase.fetch(`${supabase.url}/rest/v1/rpc/health`, { method: 'POST', headers: { apikey: key } });

describe.skipIf(!server)('the embedded Supabase on a PostgreSQL', () => {
  let postgres: TestPostgres;
  const create = async (name: string, more = '') => {
    await postgres.run('postgres', `create database ${name} ${more}`);
    return postgres.address(name);
  };
  beforeAll(() => void (postgres = server!));
  afterEach(async () => void (await Promise.all(opened.splice(0).map((supabase) => supabase.close()))));
  afterAll(() => server?.stop());

  test('is prepared once by servers that start together, and serves them all with the same keys', async () => {
    const address = await create('together');
    const servers = await Promise.all([open(address), open(address), open(address)]);
    const applied = await servers[0]!.query<{ name: string }>(
      'select name from embedded.applied_migrations order by 1',
    );
    expect(applied.map(({ name }) => name)).toEqual(migrationsIn(migrationsFolder).map(({ name }) => name));
    expect(new Set(servers.map(({ serviceKey }) => serviceKey)).size).toBe(1);
    await servers[0]!.close();
    expect(
      await Promise.all(servers.slice(1).map(async (one) => (await ask(one, servers[0]!.serviceKey)).status)),
    ).toEqual([200, 200]);
  });

  test('keeps its rows for the next start', async () => {
    const address = await create('kept');
    const first = await open(address);
    await first.query('create table public.kept (n integer)');
    await first.close();
    expect(await (await open(address)).query('select n from public.kept')).toEqual([]);
  });

  test('lets a slow statement hold up nobody', async () => {
    const supabase = await open(await create('slow'));
    const slow = supabase.query('select pg_sleep(2)');
    const begun = performance.now();
    expect((await ask(supabase)).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(1500);
    await slow;
  });

  test('of an ordinary owner works once an administrator has made the roles; before that one sentence gives the statements', async () => {
    await postgres.run('postgres', 'create role letok login');
    await create('plain', 'owner letok');
    const address = postgres.address('plain', 'letok');
    // Roles belong to the whole server, and other tests have made them: they are there and not granted.
    const sentence = await refusal(open(address));
    const statements = /"(create role anon.*;)"/.exec(sentence)?.[1];
    expect(sentence).toMatch(/^The user of DATABASE_URL may not make or take on the roles of the API/);
    const grants = statements!.split('; ').filter((one) => one.startsWith('grant'));
    await postgres.run('postgres', grants.join(';').replace('<the user>', 'letok'));
    expect((await ask(await open(address))).status).toBe(200);
  });

  test('is not opened on a database that is none of ours', async () => {
    const shop = await create('shop');
    await postgres.run('shop', 'create table public.orders ()');
    expect(await refusal(open(shop))).toBe(
      "The database of DATABASE_URL holds the table public.orders and none of Letok's: give Letok a database of its own.",
    );
    expect(
      await postgres.run('shop', "select nspname from pg_namespace where nspname in ('private', 'embedded', 'auth')"),
    ).toEqual([]);
  });

  test('is not opened where Cyrillic letters are no letters, nor in another encoding', async () => {
    const blind = await create('blind', `template template0 lc_collate 'C' lc_ctype 'C'`);
    expect(await refusal(open(blind))).toMatch(
      /^The database of DATABASE_URL was made with LC_CTYPE C, .* LC_CTYPE 'C.UTF-8'/,
    );
    const ascii = await create('ascii', `template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'`);
    expect(await refusal(open(ascii))).toMatch(/^The database of DATABASE_URL is encoded in SQL_ASCII/);
  });

  test('that is not there, or wants TLS it has not, is told in one sentence without the password', async () => {
    const address = { ...postgres.address('nowhere'), password: 'tajnoje-slovo' };
    const sentence = await refusal(open(address));
    expect(sentence).toMatch(
      /^The database nowhere of DATABASE_URL cannot be opened at .*database "nowhere" does not exist/,
    );
    const near = { ...address, host: '127.0.0.1', port: 9 };
    expect(await refusal(open(near))).toMatch(/cannot be opened at 127\.0\.0\.1:9 as postgres: .*ECONNREFUSED/);
    expect(sentence).not.toContain('tajnoje-slovo');
    const tls = { ...postgres.address('postgres'), tls: 'checked' as const };
    expect(await refusal(open(tls))).toMatch(/TLS is demanded: .* sslmode=disable/);
  });

  test('answers 503 while the database is away, and serves again when it is back', async () => {
    const supabase = await open(await create('away'));
    expect((await ask(supabase)).status).toBe(200);
    await postgres.run('postgres', `alter database away connection limit 0 allow_connections false`);
    await postgres.run('postgres', `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'away'`);
    expect((await ask(supabase)).status).toBe(503);
    await postgres.run('postgres', `alter database away connection limit -1 allow_connections true`);
    await expect.poll(async () => (await ask(supabase)).status, { timeout: 10_000 }).toBe(200);
  });
});

test('its keys follow from LETOK_SECRET, each for itself, and tell nothing of it', () => {
  const keys = derivedKeys(secret);
  expect(derivedKeys(secret)).toEqual(keys);
  const all = [...Object.values(keys), ...Object.values(derivedKeys(`${secret}-other`))];
  expect(new Set(all.map((key) => key.replace(/^sb_\w+?_/, ''))).size).toBe(6);
  expect(all.filter(isWeak)).toEqual([]);
  // The purpose keys of signed values (functions/http/signed-value.ts) are others.
  const session = createHmac('sha256', secret).update('letok:session').digest('base64url');
  expect(Object.values(keys)).not.toContain(session);
});
