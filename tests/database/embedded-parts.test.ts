import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMigrations, clockSql, migrationsIn } from '../../functions/host/embedded-supabase-migrations.ts';
import { queueOf } from '../../functions/host/embedded-supabase-queue.ts';
import { asLiteKnowsIt } from '../../functions/host/embedded-supabase-requests.ts';
import { openTestDatabase } from '../helpers/database-pglite.ts';
import lock from '../../package-lock.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };

describe('the runner of migrations', () => {
  let database: PGlite;
  let folder: string;

  beforeAll(async () => {
    database = (await openTestDatabase()).pglite;
  });
  afterAll(() => database?.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'letok-migrations-'));
    await database.exec('drop schema if exists embedded cascade; drop schema public cascade; create schema public');
    write('20260101000000_a.sql', 'create table public.a ();');
    write('20260103000000_c.sql', 'create table public.c ();');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
  const apply = () => applyMigrations(database, folder);
  const sentence = () => apply().then(String, (error: Error) => error.message);
  const tables = async () =>
    (
      await database.query<{ t: string }>(`select tablename as t from pg_tables where schemaname = 'public' order by 1`)
    ).rows.map(({ t }) => t);

  test('applies each file once, in the order of the names', async () => {
    expect(await apply()).toEqual(['20260101000000_a.sql', '20260103000000_c.sql']);
    expect(await apply()).toEqual([]);
    write('20260104000000_d.sql', 'create table public.d ();');
    expect(await apply()).toEqual(['20260104000000_d.sql']);
    expect(await tables()).toEqual(['a', 'c', 'd']);
  });

  test('stops at a changed file', async () => {
    await apply();
    write('20260101000000_a.sql', 'create table public.a (id int);');
    expect(await sentence()).toMatch(/^The migration 20260101000000_a\.sql has changed since it was applied/);
  });

  test('does not mind the line ends of Windows', async () => {
    write('20260101000000_a.sql', 'create table\npublic.a ();\n');
    await apply();
    write('20260101000000_a.sql', 'create table\r\npublic.a ();\r\n');
    expect(await apply()).toEqual([]);
  });

  test('stops at a file that has gone', async () => {
    await apply();
    rmSync(join(folder, '20260103000000_c.sql'));
    expect(await sentence()).toMatch(/^The migration 20260103000000_c\.sql was applied to this database and is gone/);
  });

  test('stops at a new file that sorts before an applied one', async () => {
    await apply();
    write('20260102000000_b.sql', 'create table public.b ();');
    expect(await sentence()).toMatch(/^The migration 20260102000000_b\.sql sorts before 20260103000000_c\.sql/);
    expect(await tables()).toEqual(['a', 'c']);
  });

  test('leaves nothing of a file that fails, keeps those before it and names it', async () => {
    write('20260102000000_b.sql', 'create table public.b (); select 1 / 0;');
    expect(await sentence()).toBe('The migration 20260102000000_b.sql failed: division by zero');
    expect(await tables()).toEqual(['a']);
    write('20260102000000_b.sql', 'create table public.b ();');
    expect(await apply()).toEqual(['20260102000000_b.sql', '20260103000000_c.sql']);
  });
});

test('the names of the real migrations are a timestamp and a noun or verb and noun', () => {
  const names = migrationsIn(new URL('../../supabase/migrations', import.meta.url).pathname).map(({ name }) => name);
  expect(names.filter((name) => !/^\d{14}_[a-z]+(_[a-z]+)*\.sql$/.test(name))).toEqual([]);
  expect(new Set(names.map((name) => name.slice(0, 14))).size).toBe(names.length);
});

test('the clock is shifted by a number and nothing else', () => {
  for (const odd of [NaN, Infinity, '0); drop table x; --' as unknown as number])
    expect(() => clockSql(odd)).toThrow('number of seconds');
});

test('the queue runs one task at a time, in order, past a failure', async () => {
  const queue = queueOf();
  const seen: string[] = [];
  const task =
    (name: string, ms: number, fails = false) =>
    async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const all = await Promise.allSettled([queue(task('a', 20)), queue(task('b', 5, true)), queue(task('c', 1))]);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

const verify = (body: string | null, url = 'http://embedded.localhost/auth/v1/verify', method = 'POST') => {
  const headers: [string, string][] = [
    ['Content-Length', String(body?.length ?? 0)],
    ['apikey', 'k'],
  ];
  return asLiteKnowsIt({ url, method, headers, body });
};

describe('a request to verify a code', () => {
  test('of type email becomes what lite knows, without the length that no longer fits', () => {
    const { body, headers } = verify('{"type":"email","email":"a@b.example","token":"123456"}');
    expect(JSON.parse(body!)).toEqual({ type: 'magiclink', email: 'a@b.example', token: '123456' });
    expect(headers).toEqual([['apikey', 'k']]);
  });

  test.each([
    ['another type', '{"type":"recovery"}', undefined, undefined],
    ['no JSON', '{"type":"email"', undefined, undefined],
    ['JSON that is no object', '"email"', undefined, undefined],
    ['no body', null, undefined, undefined],
    ['another path', '{"type":"email"}', 'http://embedded.localhost/auth/v1/otp', undefined],
    ['another method', '{"type":"email"}', undefined, 'PUT'],
  ])('%s is left as it is', (_, body, url, method) => {
    expect(verify(body, url, method)).toMatchObject({
      body,
      headers: [
        ['Content-Length', expect.any(String)],
        ['apikey', 'k'],
      ],
    });
  });
});

test('a thread whose network is closed reaches nobody', async () => {
  const part = new URL('../../functions/host/embedded-supabase-network.ts', import.meta.url).href;
  const attempts = `
    import { parentPort } from 'node:worker_threads';
    import net from 'node:net'; import http from 'node:http'; import https from 'node:https'; import tls from 'node:tls'; import dgram from 'node:dgram';
    const { closeNetwork } = await import(${JSON.stringify(part)});
    closeNetwork();
    const tries = {
      net: () => net.connect(9, '127.0.0.1'),
      tls: () => tls.connect(9, '127.0.0.1'),
      http: () => http.get('http://127.0.0.1:9/'),
      https: () => https.get('https://127.0.0.1:9/'),
      fetch: () => fetch('http://127.0.0.1:9/'),
      dgram: () => dgram.createSocket('udp4').send('x', 9, '127.0.0.1'),
    };
    const seen = {};
    for (const [name, attempt] of Object.entries(tries)) {
      try {
        const made = await attempt();
        await new Promise((_, reject) => made.on('error', reject));
      } catch (error) { seen[name] = error.message; }
    }
    parentPort.postMessage(seen);`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(attempts)}`));
  const seen = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await worker.terminate();
  const refused = 'The embedded database opens no network connection.';
  expect(seen).toEqual({ net: refused, tls: refused, http: refused, https: refused, fetch: refused, dgram: refused });
});

test('lite and PGlite are pinned to the versions whose behaviour was examined, and there is one PGlite', () => {
  const pins = { '@supabase/lite': '0.10.0', '@electric-sql/pglite': '0.4.5' };
  expect(packageJson.dependencies).toMatchObject(pins);
  expect(packageJson.overrides).toMatchObject({ '@electric-sql/pglite': '0.4.5' });
  const packages: Record<string, { version?: string }> = lock.packages;
  for (const [name, version] of Object.entries(pins)) {
    const installed = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(installed.map(([path, one]) => [path, one.version])).toEqual([[`node_modules/${name}`, version]]);
  }
});
