import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isWeak, keysOf, newKeys } from '../../functions/host/embedded-supabase-keys.ts';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { prepareDataFolder } from '../helpers/database-folder.ts';
import { migrationsFolder } from '../helpers/database-pglite.ts';
import { startDatabaseProcess, type DatabaseProcess } from '../helpers/database-process.ts';

let folder: string;
let dataFolder: string;
const opened: EmbeddedSupabase[] = [];
const processes: DatabaseProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'letok-embedded-'));
  dataFolder = join(folder, '.letok');
  await prepareDataFolder(dataFolder);
});
afterEach(async () => {
  for (const supabase of opened.splice(0)) await supabase.close();
  for (const process of processes.splice(0)) await process.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function open(more: Partial<Parameters<typeof openEmbeddedSupabase>[0]> = {}): Promise<EmbeddedSupabase> {
  const supabase = await openEmbeddedSupabase({ dataFolder, migrationsFolder, sendMail: () => {}, ...more });
  opened.push(supabase);
  return supabase;
}

function start(...parameters: Parameters<typeof startDatabaseProcess>): DatabaseProcess {
  const process = startDatabaseProcess(...parameters);
  processes.push(process);
  return process;
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'opened',
    (error: Error) => error.message,
  );

describe('the data folder', () => {
  test('belongs to one process: a second is told whose it is within two seconds, and takes it over after kill -9 with all that was acknowledged', async () => {
    const owner = start(dataFolder, 'write');
    await owner.until('open');
    const asked = Date.now();
    expect(await refusal(open())).toMatch(
      new RegExp(`^The data folder .*\\.letok is in use by process ${owner.pid} \\(since 2.*\\): stop that one first`),
    );
    expect(Date.now() - asked).toBeLessThan(2000);

    for (let n = 0; n < 50; n += 1) await owner.until('acknowledged');
    await owner.kill();
    const acknowledged = owner.events.filter(({ event }) => event === 'acknowledged').length;
    const next = await open();
    const [row] = await next.query<{ n: number; last: number }>(
      'select count(*)::int as n, max(id) as last from public.acknowledged',
    );
    expect(row!.n).toBeGreaterThanOrEqual(acknowledged);
    expect(row!.n).toBe(row!.last);
  });

  test('is refused to a second opening in the same process too, and free after closing', async () => {
    const first = await open();
    expect(await refusal(open())).toContain(`in use by process ${process.pid}`);
    await first.query('create table public.kept ()');
    await first.close();
    expect(existsSync(join(dataFolder, 'lock.json'))).toBe(false);
    const second = await open();
    expect(await second.query('select from public.kept')).toEqual([]);
    expect([second.serviceKey, second.anonKey]).toEqual([first.serviceKey, first.anonKey]);
  });

  test('is free again when opening fails', async () => {
    expect(await refusal(open({ migrationsFolder: join(folder, 'nowhere') }))).toContain('nowhere');
    expect(await refusal(open())).toBe('opened');
  });

  test('of a first start that was cut off is made anew, and what there was is kept aside', async () => {
    const cutOff = join(folder, 'cut-off');
    mkdirSync(join(cutOff, 'postgres', 'base'), { recursive: true });
    writeFileSync(join(cutOff, 'postgres', 'base', 'half'), 'of a file');
    const made = await open({ dataFolder: cutOff });
    await made.query('create table public.kept ()');
    await made.close();
    expect(readdirSync(cutOff).filter((name) => name.startsWith('postgres-unfinished-'))).toHaveLength(1);
    const again = await open({ dataFolder: cutOff });
    expect(await again.query('select from public.kept')).toEqual([]);
  });

  test('of another PostgreSQL is left alone', async () => {
    writeFileSync(join(dataFolder, 'postgres', 'PG_VERSION'), '16\n');
    expect(await refusal(open())).toContain('belongs to PostgreSQL 16, this Letok brings 17');
  });

  test('of a changed migration is not opened, and one sentence says what to do', async () => {
    const migrations = join(folder, 'migrations');
    cpSync(migrationsFolder, migrations, { recursive: true });
    const file = join(migrations, '20261124091000_health.sql');
    writeFileSync(file, `${readFileSync(file, 'utf8')}-- changed\n`);
    expect(await refusal(open({ migrationsFolder: migrations }))).toMatch(
      /^The migration 20261124091000_health\.sql has changed since it was applied to this database\. Take the change back/,
    );
  });
});

describe('the keys', () => {
  test('are random, long, kept between starts and readable by the owner only', async () => {
    const file = join(dataFolder, 'keys.json');
    // Windows keeps rights in another way, and the home folder is the owner's there.
    expect(process.platform === 'win32' ? 0o600 : statSync(file).mode & 0o777).toBe(0o600);
    const keys = keysOf(dataFolder);
    expect(Buffer.byteLength(keys.jwtSecret)).toBeGreaterThanOrEqual(32);
    expect(keysOf(dataFolder)).toEqual(keys);
    expect(new Set([keys, newKeys(), newKeys()].flatMap(Object.values)).size).toBe(9);
  });

  test.each([
    ['short', 'x7Jp2kQ9'],
    ['monotonous', 'a'.repeat(64)],
    ['the default of lite', 'unsafe-secret-change-me'],
    ['the default of its init, made longer', 'dev-secret-change-me-dev-secret-change-me'],
    ['the default of Supabase', 'super-secret-jwt-token-with-at-least-32-characters-long'],
  ])('are refused when they are weak: %s', async (_, jwtSecret) => {
    expect(isWeak(jwtSecret)).toBe(true);
    writeFileSync(join(dataFolder, 'keys.json'), JSON.stringify({ ...newKeys(), jwtSecret }));
    expect(await refusal(open())).toMatch(
      /^The key jwtSecret of the embedded database can be guessed.*Delete .*keys\.json/,
    );
  });

  test('are refused when the file is damaged', async () => {
    for (const text of ['', '{', '[]', '{"jwtSecret":1}']) {
      writeFileSync(join(dataFolder, 'keys.json'), text);
      expect(await refusal(open())).toMatch(/^The keys of the embedded database are damaged\. Delete /);
    }
  });
});

describe('the database thread', () => {
  /** Busy for minutes, and nothing in PostgreSQL ends it: PGlite knows no statement_timeout. */
  const endless = 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b';

  test('leaves the host free while a query computes', async () => {
    const supabase = await open();
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    const begun = performance.now();
    await supabase.query('select count(*) from generate_series(1, 1000000) n where n % 7 = sqrt(n)');
    clearInterval(timer);
    const lasted = performance.now() - begun;
    expect(lasted).toBeGreaterThan(100);
    expect(ticks).toBeGreaterThan(lasted / 5 / 4);
  });

  test('is started anew when it hangs, on the same data; whoever waited gets 503', async () => {
    const supabase = await open({ patienceSeconds: 3 });
    await supabase.query('create table public.kept ()');
    const health = () =>
      supabase.fetch(`${supabase.url}/rest/v1/rpc/health`, {
        method: 'POST',
        headers: { apikey: supabase.serviceKey },
      });
    const hanging = refusal(supabase.query(endless));
    const behind = health();
    expect(await hanging).toBe('The embedded database stopped.');
    expect((await behind).status).toBe(503);
    expect((await health()).status).toBe(200);
    expect(await supabase.query('select from public.kept')).toEqual([]);
  });

  test('that has crashed is started anew on the same data, and whoever waited is told', async () => {
    const supabase = await open();
    await supabase.query('create table public.kept ()');
    await supabase.query(`create function public.endless(n integer) returns integer language plpgsql
      as $$ begin return public.endless(n + 1); end $$`);
    const crashing = refusal(supabase.query('select public.endless(1)'));
    const behind = refusal(supabase.query('select 1'));
    expect([await crashing, await behind]).toEqual(Array(2).fill('The embedded database stopped.'));
    expect(await supabase.query('select from public.kept')).toEqual([]);
  });

  test('answers deep nesting with an error, and does not crash', async () => {
    const supabase = await open({ dataFolder: undefined });
    expect(await refusal(supabase.query(`select repeat('[', 100000)::json`))).toBe(
      'invalid input syntax for type json',
    );
  });

  test('works on after more errors than the stack of PGlite holds', async () => {
    const supabase = await open();
    for (let n = 0; n < 12_000; n += 1) expect(await refusal(supabase.query('select 1 / 0'))).toBe('division by zero');
    await supabase.query('create table public.kept ()');
    expect(await supabase.query('select from public.kept')).toEqual([]);
  });

  test('of a database in memory is not started anew, because nothing would be in it', async () => {
    const supabase = await open({ dataFolder: undefined, patienceSeconds: 1 });
    await refusal(supabase.query(endless));
    expect(await refusal(supabase.query('select 1'))).toBe('The embedded database in memory is lost.');
    expect((await supabase.fetch(`${supabase.url}/rest/v1/staff`)).status).toBe(503);
  });

  test('sets a shifted clock right at the next start', async () => {
    const shifted = await open({ clockShiftSeconds: 86_400 });
    const off = 'select round(extract(epoch from private.now() - clock_timestamp()))::int as seconds';
    expect(await shifted.query(off)).toEqual([{ seconds: 86_400 }]);
    await shifted.close();
    expect(await (await open()).query(off)).toEqual([{ seconds: 0 }]);
  });
});

test('a working life opens no socket, and stderr tells no value and no refusal by rule', async () => {
  const log = join(folder, 'sockets.log');
  writeFileSync(log, '');
  const recorder = pathToFileURL(fileURLToPath(new URL('../helpers/database-record-sockets.ts', import.meta.url)));
  recorder.searchParams.set('log', log);
  const worker = start(dataFolder, 'work', ['--import', recorder.href]);
  expect([await worker.ended(), worker.problems()]).toEqual([0, expect.any(String)]);
  expect(worker.events.map(({ event, value }) => [event, value]).slice(1)).toEqual([
    ['published', null],
    ['signed in', null],
    ['refused', 'PT503'],
    ['refused', '42501'],
    ['refused', '23502'],
    ['closed', null],
  ]);
  expect(readFileSync(log, 'utf8')).toBe('');
  expect(worker.problems()).not.toMatch(/tajnoje-slovo|PT503|edition_not_published/);
  expect(worker.problems()).toContain('[database]');
});
