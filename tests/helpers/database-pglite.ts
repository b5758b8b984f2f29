import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { databaseExtensions } from '../../functions/host/embedded-supabase-extensions.ts';
import { clockSql, migrationsIn, projectRolesSql } from '../../functions/host/embedded-supabase-migrations.ts';
import { checkRegister } from './named-records.ts';
import pglitePackage from '../../node_modules/@electric-sql/pglite/package.json' with { type: 'json' };

export const migrationsFolder = fileURLToPath(new URL('../../supabase/migrations', import.meta.url));

/** What a start of the database costs is paid once and kept here. */
export const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/letok-tests/', import.meta.url));

const migrationsSql = [projectRolesSql, ...migrationsIn(migrationsFolder).map(({ sql }) => sql)].join('\n');

/** Changes with the migrations and the version of PGlite. */
export const databaseState = createHash('sha256')
  .update(pglitePackage.version)
  .update(migrationsSql)
  .digest('hex')
  .slice(0, 16);

/** Roles whose requests come over the API. */
export type ApiRole = 'anon' | 'authenticated' | 'service_role';

/** A PGlite in memory with the migrations applied. What SQL promises is tested here; what needs two connections is not. */
export interface TestDatabase {
  pglite: PGlite;
  /** As the owner. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** As one of the roles of the API, in a transaction of its own. */
  queryAs<Row = Record<string, unknown>>(role: ApiRole, sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** As a person: role `authenticated`, with the claims a token of this address carries. */
  queryAsPerson<Row = Record<string, unknown>>(email: string, sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** Calls a function of the API as the server does. */
  call<Answer>(name: string, request: unknown): Promise<Answer>;
  /** Calls a function of the API as a person does whose session the request carries. */
  callAs<Answer>(email: string, name: string, request: unknown): Promise<Answer>;
  /** Moves the clock of all rules by so many seconds from the real time. */
  shiftClock(seconds: number): Promise<void>;
  /** Empties every table but those the migrations fill, and sets the clock right. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** What PostgreSQL says when it refuses. */
export interface SqlProblem {
  code: string;
  message: string;
  detail?: string;
  constraint?: string;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const pglite = await openMigrated();
  const query = async <Row>(sql: string, parameters?: unknown[]) => (await pglite.query<Row>(sql, parameters)).rows;
  const queryAs = <Row>(role: ApiRole, sql: string, parameters?: unknown[]) =>
    pglite.transaction(async (transaction) => {
      await transaction.exec(`set local role ${role}`);
      return (await transaction.query<Row>(sql, parameters)).rows;
    });
  const queryAsPerson = <Row>(email: string, sql: string, parameters?: unknown[]) =>
    pglite.transaction(async (transaction) => {
      await transaction.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(claimsOf(email))]);
      await transaction.exec('set local role authenticated');
      return (await transaction.query<Row>(sql, parameters)).rows;
    });
  return {
    pglite,
    query,
    queryAs,
    queryAsPerson,
    async callAs<Answer>(email: string, name: string, request: unknown) {
      const sql = `select public.${name}($1::jsonb) as answer`;
      const [row] = await queryAsPerson<{ answer: Answer }>(email, sql, [JSON.stringify(request)]);
      return row!.answer;
    },
    async call<Answer>(name: string, request: unknown) {
      const sql = `select public.${name}($1::jsonb) as answer`;
      const [row] = await queryAs<{ answer: Answer }>('service_role', sql, [JSON.stringify(request)]);
      return row!.answer;
    },
    shiftClock: async (seconds) => void (await pglite.exec(clockSql(seconds))),
    async empty() {
      await checkRegister(query);
      await pglite.exec(clockSql(0));
      const tables = await query<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class c
         where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
           and c.oid not in ('private.rate_limit_salts'::regclass, 'private.free_mail_domains'::regclass)`,
      );
      // The register refuses to be emptied, so its triggers are asleep meanwhile.
      await pglite.exec(
        `set session_replication_role = replica; truncate ${tables.map(({ name }) => name).join(', ')}; reset session_replication_role`,
      );
    },
    close: () => checkRegister(query).finally(() => pglite.close()),
  };
}

/** What a token says of somebody who signed in by a code from a mail. */
export const claimsOf = (email: string): object => ({
  role: 'authenticated',
  email,
  amr: [{ method: 'otp' }],
  session_id: `session of ${email}`,
});

/** The problem a refused promise carries; fails the test when it is kept. */
export async function problemOf(refused: Promise<unknown>): Promise<SqlProblem> {
  const problem = await refused.then(
    () => undefined,
    (error: SqlProblem) => error,
  );
  if (!problem) throw new Error('The database accepted what it should refuse.');
  const { code, message, detail, constraint } = problem;
  return { code, message, ...(detail && { detail }), ...(constraint && { constraint }) };
}

/** A cluster takes 3 s to make and less than one to load, so it is made once per state of the migrations. */
async function openMigrated(): Promise<PGlite> {
  const file = join(cacheFolder, `database-${databaseState}.tar`);
  if (existsSync(file))
    return PGlite.create({ loadDataDir: new Blob([readFileSync(file)]), extensions: databaseExtensions });

  const pglite = await PGlite.create({ extensions: databaseExtensions });
  await pglite.exec(migrationsSql);
  const snapshot = await pglite.dumpDataDir('none');
  mkdirSync(cacheFolder, { recursive: true });
  const yesterday = Date.now() - 86_400_000;
  for (const name of readdirSync(cacheFolder).map((one) => join(cacheFolder, one)))
    if (statSync(name).mtimeMs < yesterday) rmSync(name, { recursive: true, force: true });
  writeFileSync(`${file}.${process.pid}`, Buffer.from(await snapshot.arrayBuffer()));
  renameSync(`${file}.${process.pid}`, file);
  return pglite;
}
