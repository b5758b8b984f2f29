import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askForBackup, openControl } from '../../functions/host/control.ts';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { restoreDataFolder } from '../../functions/host/restore-data-folder.ts';
import { prepareDataFolder } from '../helpers/database-folder.ts';
import { migrationsFolder } from '../helpers/database-pglite.ts';
import { submitRequest, testEdition } from '../helpers/database-requests.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
let source: EmbeddedSupabase;
let code = '';
/** A backup of a small working life. */
let file: string;
/** What a restore must bring back. */
let rows: Record<string, unknown>;

const opened: EmbeddedSupabase[] = [];
const open = async (dataFolder: string, more = {}) => {
  const sendMail = (mail: { code: string }) => void (code = mail.code);
  const supabase = await openEmbeddedSupabase({ dataFolder, migrationsFolder, sendMail, ...more });
  opened.push(supabase);
  return supabase;
};
const sentence = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  );
const client = (supabase: EmbeddedSupabase, key = supabase.serviceKey) =>
  createClient(supabase.url, key, {
    global: { fetch: supabase.fetch },
    auth: { persistSession: false, autoRefreshToken: false },
  });

/** Every row of every table, whatever tables there will be. */
async function everything(supabase: EmbeddedSupabase): Promise<Record<string, unknown>> {
  const tables = await supabase.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') and schemaname <> 'embedded' order by 1`,
  );
  const all: Record<string, unknown> = {};
  for (const { name } of tables)
    all[name] = await supabase.query(`select t::text as row from ${name} t order by t::text collate "C"`);
  return all;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'letok-backup-'));
  await prepareDataFolder(join(folder, 'source'));
  source = await openEmbeddedSupabase({
    dataFolder: join(folder, 'source'),
    migrationsFolder,
    sendMail: (mail) => void (code = mail.code),
  });
  await client(source).rpc('publish_edition', { request: testEdition() });
  for (let n = 0; n < 5; n += 1)
    await client(source).rpc('submit_application', { request: submitRequest({ networkAddress: `203.0.113.${n}` }) });
  // What COPY has to write in a special way, a row that went, a sequence.
  await source.script(`
    create table public.odd (id bigint generated always as identity, text text, bytes bytea, list text[], twice text generated always as (text || text) stored);
    insert into public.odd (text, bytes, list) values (E'tab\\there\\nline \\\\. \\\\N ёж', '\\x00ff0a', '{"a,b",NULL}'), (null, null, null), ('', '', '{}'), ('gone', null, null);
    delete from public.odd where text = 'gone';
    -- Pages and no row: PGlite's COPY then gives nothing to read.
    insert into private.ended_sessions (session_id) values ('gone'); delete from private.ended_sessions`);
  await client(source, source.anonKey).auth.signInWithOtp({ email: 'anna@sever.example' });
  file = join(folder, 'backup');
  await source.backup(file);
  rows = await everything(source);
}, 120_000);
afterAll(async () => {
  await source?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => void (await Promise.all(opened.splice(0).map((supabase) => supabase.close()))));

/** Migrations of a Letok of which `odd` is part, so that a restore makes the table. */
let migrations: string;
let target: string;
beforeEach(() => {
  const own = mkdtempSync(join(folder, 'test-'));
  [migrations, target] = [join(own, 'migrations'), join(own, 'data')];
  cpSync(migrationsFolder, migrations, { recursive: true });
});
/** `odd` was made by hand above; a restore finds it in the last migration, which the backup is made to know. */
function withOdd(): string {
  const text = `create table public.odd (id bigint generated always as identity, text text, bytes bytea, list text[], twice text generated always as (text || text) stored);\n`;
  writeFileSync(join(migrations, '29990101000000_odd.sql'), text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return changed((lines) => {
    const header = JSON.parse(lines[0]!) as { migrations: object[] };
    header.migrations.push({ name: '29990101000000_odd.sql', sha256 });
    lines[0] = JSON.stringify(header);
  });
}
/** The backup with other lines, whole by its checksum. */
function changed(change: (lines: string[]) => void): string {
  const lines = readFileSync(file, 'latin1').split('\n').slice(0, -2);
  change(lines);
  const body = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
  const end = JSON.stringify({ end: true, sha256: createHash('sha256').update(body).digest('hex') });
  const other = join(target, '..', 'changed');
  writeFileSync(other, Buffer.concat([body, Buffer.from(`${end}\n`)]));
  return other;
}
const restore = (from: string, force = false) =>
  restoreDataFolder(target, { file: from, migrationsFolder: migrations, force });

describe('a backup', () => {
  test('restored is the same rows, users, keys and next numbers; newer migrations find them; what there was is kept aside', async () => {
    const from = withOdd();
    const newer =
      'create table public.newer (id bigint, length integer); insert into public.newer select id, char_length(text) from public.odd;\n';
    writeFileSync(join(migrations, '29990102000000_newer.sql'), newer);
    await prepareDataFolder(target);
    const first = await open(target);
    await first.query('create table public.before ()');
    expect(await sentence(restore(from, true))).toMatch(/is in use by process \d+/);
    await first.close();
    expect(await sentence(restore(from))).toMatch(/holds data: --force puts it aside/);
    const { aside } = await restore(from, true);

    const restored = await open(target, { migrationsFolder: migrations });
    const { 'public.newer': lengths, ...others } = await everything(restored);
    expect(others).toEqual(rows);
    expect(lengths).toEqual([{ row: '(1,22)' }, { row: '(2,)' }, { row: '(3,0)' }]);
    const applied = `select name from embedded.applied_migrations where name like '2999%'`;
    expect(await restored.query(applied)).toHaveLength(2);
    expect([restored.serviceKey, restored.anonKey]).toEqual([source.serviceKey, source.anonKey]);
    const next = `insert into public.odd (text) values ('next') returning id`;
    expect(await restored.query(next)).toEqual([{ id: 5 }]);
    const email = 'anna@sever.example';
    const { error } = await client(restored, restored.anonKey).auth.verifyOtp({ email, token: code, type: 'email' });
    expect(error).toBeNull();
    // Triggers and references work again.
    await expect(restored.query(`update public.programme_editions set rules_sha256 = repeat('0', 64)`)).rejects.toThrow(
      'edition_immutable',
    );
    const orphan = `insert into public.members (partner_id, name, email, role)
      values (gen_random_uuid(), 'Анна', 'anna@sever.example', 'owner')`;
    await expect(restored.query(orphan)).rejects.toThrow('violates foreign key');
    expect(await (await open(aside!)).query('select from public.before')).toEqual([]);
  }, 120_000);

  test('is readable by its owner only, and there is nothing half under its name', async () => {
    expect(process.platform === 'win32' ? 0o600 : statSync(file).mode & 0o777).toBe(0o600);
    const nowhere = join(folder, 'nowhere', 'backup');
    expect(await sentence(source.backup(nowhere))).toContain('ENOENT');
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(await source.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('taken while others write is of one moment: nothing acknowledged before is missing, nothing half is in it', async () => {
    await prepareDataFolder(target);
    const busy = await open(target);
    await busy.script('create table public.a (n integer); create table public.z (n integer)');
    let acknowledged = 0;
    const stop = new AbortController();
    const writer = (async () => {
      for (let n = 1; !stop.signal.aborted; n += 1) {
        await busy.script(`begin; insert into public.a values (${n}); insert into public.z values (${n}); commit`);
        acknowledged = n;
      }
    })();
    await expect.poll(() => acknowledged).toBeGreaterThan(20);
    const before = acknowledged;
    const meanwhile = join(target, '..', 'meanwhile');
    const summary = await busy.backup(meanwhile);
    stop.abort();
    await writer;
    const lines = readFileSync(meanwhile, 'utf8').split('\n');
    const counted = (table: string) =>
      JSON.parse(lines.find((line) => line.startsWith(`{"table":"public.${table}"`))!) as {
        count: number;
        sha256: string;
      };
    expect(counted('a')).toEqual({ ...counted('z'), table: 'public.a' });
    expect(counted('a').count).toBeGreaterThanOrEqual(before);
    expect(counted('a').count).toBeLessThanOrEqual(acknowledged);
    expect(summary.rows).toBeGreaterThan(2 * before);
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 200), 'it ends too early'],
    ['empty', () => Buffer.alloc(0), 'it ends too early'],
    [
      'with another letter',
      (bytes: Buffer) =>
        Buffer.from(bytes.toString('latin1').replace('irina', 'arina').replace('oleg@', 'aleg@'), 'latin1'),
      'its checksum does not fit',
    ],
    [
      'with something behind it',
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')]),
      'something follows its end',
    ],
  ])('%s is refused, and nothing is touched', async (_, damage, why) => {
    const damagedFile = join(target, '..', 'damaged');
    writeFileSync(damagedFile, damage(readFileSync(file)));
    expect(await sentence(restore(damagedFile))).toBe(
      `The backup ${damagedFile} is damaged (${why}): take another one. Nothing was restored.`,
    );
    expect(existsSync(target)).toBe(false);
  });

  test('is refused when it is none, or of a newer format', async () => {
    writeFileSync(join(target, '..', 'other'), '{"name":"letok"}\n');
    expect(await sentence(restore(join(target, '..', 'other')))).toMatch(/is no backup of Letok\.$/);
    const newer = changed((lines) => (lines[0] = lines[0]!.replace('"version":1', '"version":2')));
    expect(await sentence(restore(newer))).toMatch(/was made by a newer Letok/);
  });

  test('is refused when a table comes out otherwise than it went in, although the file is whole', async () => {
    withOdd();
    const lie = changed((lines) => {
      const header = JSON.parse(lines[0]!) as { migrations: object[] };
      const sha256 = createHash('sha256')
        .update(readFileSync(join(migrations, '29990101000000_odd.sql')))
        .digest('hex');
      header.migrations.push({ name: '29990101000000_odd.sql', sha256 });
      lines[0] = JSON.stringify(header);
      const at = lines.findIndex((line) => line.startsWith('{"table":"public.odd"'));
      lines[at] = lines[at]!.replace('"count":3', '"count":4');
    });
    expect(await sentence(restore(lie))).toMatch(/The rows of public\.odd are not those of the backup \(3 of 4/);
    expect(existsSync(join(target, 'postgres'))).toBe(false);
    expect(await sentence(restore(file))).toBe(
      'The backup holds the table public.odd, which this Letok does not make.',
    );
  }, 120_000);
});

test('a backup of migrations this Letok has not, or has otherwise, is refused by name', async () => {
  const from = withOdd();
  rmSync(join(migrations, '29990101000000_odd.sql'));
  const letok = 'restore with the Letok that made it.';
  expect(await sentence(restore(from))).toBe(
    `The backup was made with the migration 29990101000000_odd.sql, which this Letok has not: ${letok}`,
  );
  writeFileSync(join(migrations, '29990101000000_odd.sql'), 'select 1;\n');
  expect(await sentence(restore(from))).toBe(
    `The backup was made with another text of the migration 29990101000000_odd.sql: ${letok}`,
  );
  expect(existsSync(target)).toBe(false);
});

describe('the running server', () => {
  test('makes the backup for whoever can read the key in its data folder', async () => {
    const data = join(folder, 'source');
    const close = await openControl(data, source);
    const { port } = JSON.parse(readFileSync(join(data, 'control.json'), 'utf8')) as { port: number };
    expect(process.platform === 'win32' ? 0o600 : statSync(join(data, 'control.json')).mode & 0o777).toBe(0o600);
    for (const key of ['', 'Bearer', `Bearer ${'x'.repeat(43)}`]) {
      const asked = await fetch(`http://127.0.0.1:${port}/backup`, {
        method: 'POST',
        headers: { authorization: key },
        body: '{}',
      });
      expect(asked.status).toBe(403);
    }
    const asked = join(target, '..', 'asked');
    expect(await askForBackup(data, asked)).toMatchObject({ rows: expect.any(Number) });
    expect(readFileSync(asked, 'utf8').split('\n').slice(1, -2)).toEqual(
      readFileSync(file, 'utf8').split('\n').slice(1, -2),
    );
    expect(await sentence(askForBackup(data, join(folder, 'nowhere', 'backup')))).toContain('ENOENT');
    close();
    expect(await askForBackup(data, asked)).toBeUndefined();
    // After kill -9 the file stays and nobody listens.
    writeFileSync(join(data, 'control.json'), JSON.stringify({ port, key: 'x' }));
    expect(await askForBackup(data, asked)).toBeUndefined();
  });

  test('need not run: npm run backup opens the data itself', async () => {
    await prepareDataFolder(target);
    const run = (...flags: string[]) =>
      new Promise<[code: unknown, said: string]>((done) => {
        const { PATH, HOME } = process.env;
        const options = { cwd: root, env: { PATH, HOME } };
        execFile(process.execPath, ['functions/host/backup.ts', ...flags], options, (error, out, problem) =>
          done([error?.code ?? 0, (out + problem).trim()]),
        );
      });
    const made = join(target, '..', 'made');
    expect(await run('--to', made, '--data', target)).toEqual([0, expect.stringMatching(/\d+ rows of \d+ tables/)]);
    const again = `${made} exists already: a backup does not replace another one.`;
    expect(await run('--to', made, '--data', target)).toEqual([1, again]);
    expect(await run('--data', target)).toEqual([1, 'A file is missing: npm run backup -- --to FILE [--data .letok].']);
    expect(await run('--to', made, '--data', join(target, 'none'))).toEqual([
      1,
      expect.stringMatching(/^There is no data in /),
    ]);
  }, 120_000);
});
