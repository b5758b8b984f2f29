import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DatabaseAddress } from '../../functions/settings/database-address.ts';
import { migrationsIn, projectRolesSql } from '../../functions/host/embedded-supabase-migrations.ts';
import { migrationsFolder } from './database-pglite.ts';

/** A real PostgreSQL of our own: what needs several connections at once can only be shown there. */
export interface TestPostgres {
  /** Makes a database with the migrations applied, and `before` before them. */
  createDatabase(name: string, options?: { before?: string }): Promise<void>;
  /** How the host of Letok reaches a database on it, which it prepares itself; `create database` comes first. */
  address(database: string, username?: string): DatabaseAddress;
  /** Runs statements in a connection of their own; the lines psql prints, or its error. */
  run(database: string, sql: string): Promise<string[]>;
  /** Folder of its socket, for a driver that keeps many connections open; the user is `postgres`. */
  socketFolder: string;
  stop(): Promise<void>;
}

const programs = ['initdb', 'postgres', 'psql'];
const executable = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name);

const complete = (folder: string) => programs.every((name) => existsSync(join(folder, executable(name))));

/** Where the programs of PostgreSQL are; undefined when this machine has none. Debian keeps initdb off the PATH. */
function binaries(): string | undefined {
  const named = process.env['LETOK_POSTGRES_BIN'];
  if (named) return complete(named) ? named : undefined;
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...onPath, ...installed()].find(complete);
}

const newestFirst = (a: string, b: string) => b.localeCompare(a, 'en', { numeric: true });

/** Where systems put it, the newest first. */
function installed(): string[] {
  const folders = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt', 'C:\\Program Files\\PostgreSQL'];
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /^(postgresql(@\d+)?|\d+)$/.test(name))
        .sort(newestFirst)
        .map((name) => join(folder, name, 'bin')),
    );
}

/** PostgreSQL refuses to run as root; a container has nobody else, so it runs as `postgres` or `nobody`. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return user && { uid: Number(user[2]), gid: Number(user[3]) };
}

/**
 * Starts a temporary PostgreSQL on a socket of its own. Without one on the machine the caller's tests fail.
 * LETOK_NO_POSTGRES=1 says that it is known to be missing: then undefined is returned and `whatIsNotRun` printed.
 */
export async function startPostgres(whatIsNotRun: string): Promise<TestPostgres | undefined> {
  if (process.env['LETOK_NO_POSTGRES'] === '1') {
    console.warn(`NOT RUN because of LETOK_NO_POSTGRES=1: ${whatIsNotRun}.`);
    return undefined;
  }
  const bin = binaries();
  if (!bin) {
    throw new Error(
      `No PostgreSQL was found on this machine (LETOK_POSTGRES_BIN may name the folder of initdb, postgres and psql). ` +
        `Install PostgreSQL 15 or newer, or set LETOK_NO_POSTGRES=1 to go without: ${whatIsNotRun}.`,
    );
  }
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'letok-pg-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const program = (name: string) => join(bin, executable(name));
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const initdb = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', `--locale=${locale}`, '--no-sync'];
  await promisify(execFile)(program('initdb'), initdb, { ...user, cwd: folder });
  const settings = ['listen_addresses=', 'fsync=off', 'max_connections=120', 'log_min_messages=panic'];
  const parameters = ['-D', data, '-k', folder, ...settings.flatMap((setting) => ['-c', setting])];
  const guarded = JSON.stringify({ program: program('postgres'), parameters, folder, user });
  const guard = fileURLToPath(new URL('./database-postgres-guard.ts', import.meta.url));
  const server = spawn(process.execPath, [guard, guarded], { stdio: ['pipe', 'ignore', 'inherit'] });

  const psql = (database: string, sql: string) =>
    runPsql(program('psql'), ['-h', folder, '-U', 'postgres', '-d', database], sql);
  async function stop(): Promise<void> {
    const ended = server.exitCode === null ? once(server, 'exit') : undefined;
    server.stdin.end();
    await ended;
  }
  await ready(server, () => psql('postgres', 'select 1')).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    async createDatabase(name, { before = '' } = {}) {
      await psql('postgres', `create database ${name}`);
      const migrations = migrationsIn(migrationsFolder).map(({ sql }) => sql);
      await psql(name, [projectRolesSql, before, ...migrations].join('\n'));
    },
    address: (database, username = 'postgres') => ({
      host: folder,
      port: 5432,
      database,
      username,
      password: '',
      tls: 'none',
    }),
    run: psql,
    socketFolder: folder,
    stop,
  };
}

async function ready(server: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  let problem = '';
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at its start with code ${server.exitCode}.`);
    const answered = await ask().then(
      () => true,
      (error: Error) => {
        problem = error.message;
        return false;
      },
    );
    if (answered) return;
    await wait(100);
  }
  throw new Error(`PostgreSQL did not answer within 10 s: ${problem}`);
}

function runPsql(program: string, connection: string[], sql: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const psql = spawn(
      program,
      [...connection, '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=verbose'],
      {
        env: { ...process.env, PGOPTIONS: '-c client_min_messages=warning', PGCLIENTENCODING: 'UTF8' },
      },
    );
    let out = '';
    let problem = '';
    psql.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    psql.stderr.setEncoding('utf8').on('data', (text: string) => (problem += text));
    psql.on('error', reject);
    psql.on('close', (code) =>
      code === 0 ? resolve(out.split('\n').filter(Boolean)) : reject(new Error(problem.trim())),
    );
    // A psql that could not connect does not read what it is told.
    psql.stdin.on('error', () => {}).end(sql);
  });
}
