import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseOwner } from './embedded-supabase-owner.ts';

/** What every Supabase project has before its first migration. Tests give it to a bare PostgreSQL too. */
export const projectRolesSql = `
do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin noinherit bypassrls;
  end if;
end $$;
create schema if not exists extensions;
grant usage on schema public, extensions to anon, authenticated, service_role;
`;

/** Lite forgets this grant, without which a function run as its caller may not ask auth.uid(). */
export const authSchemaSql = 'grant usage on schema auth to anon, authenticated, service_role;';

interface Migration {
  name: string;
  sha256: string;
  sql: string;
}

/** The migrations of a folder in order of their names, which begin with a timestamp. */
export function migrationsIn(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => {
    // Git may check files out with other line ends on Windows; that is no change.
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

export const appliedTableSql = `
create schema if not exists embedded;
revoke all on schema embedded from public;
create table if not exists embedded.applied_migrations (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default clock_timestamp()
);
alter table embedded.applied_migrations enable row level security;
comment on schema embedded is 'What the embedded database knows about itself. Does not exist in a Supabase project.';
comment on table embedded.applied_migrations is 'Files of supabase/migrations that were applied, with the SHA-256 of their text.';
`;

/**
 * Applies what is new, each file in its own transaction with its line in the table of applied files.
 * @param atMost leaves the rest for later: for rows that belong to an earlier state
 * @returns the names of the files applied now
 * @throws Error with a sentence when an applied file was changed, has gone, or a new one would have to run before it.
 */
export async function applyMigrations(database: DatabaseOwner, folder: string, atMost = Infinity): Promise<string[]> {
  await database.exec(appliedTableSql);
  const { rows: applied } = await database.query<{ name: string; sha256: string }>(
    'select name, sha256 from embedded.applied_migrations order by name',
  );
  const migrations = migrationsIn(folder);
  const remedy =
    'Take the change back and write a new migration, or, when the local data may go, delete the data folder.';
  for (const { name, sha256 } of applied) {
    const file = migrations.find((migration) => migration.name === name);
    if (!file)
      throw new Error(`The migration ${name} was applied to this database and is gone from ${folder}. ${remedy}`);
    if (file.sha256 !== sha256)
      throw new Error(`The migration ${name} has changed since it was applied to this database. ${remedy}`);
  }
  const fresh = migrations.slice(applied.length, atMost);
  const last = applied.at(-1)?.name;
  const early =
    fresh.length > 0 && last && migrations.find(({ name }) => name < last && !applied.some((one) => one.name === name));
  if (early)
    throw new Error(
      `The migration ${early.name} sorts before ${last}, which was applied already. Give it a later timestamp.`,
    );

  for (const { name, sql, sha256 } of fresh) {
    await database
      .transaction(async (transaction) => {
        await transaction.exec(sql);
        await transaction.query('insert into embedded.applied_migrations (name, sha256) values ($1, $2)', [
          name,
          sha256,
        ]);
      })
      .catch((error: unknown) => {
        throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      });
  }
  return fresh.map(({ name }) => name);
}

/**
 * Shifts the clock of all rules by so many seconds; 0 sets it right. The embedded database replaces the one function that tells the
 * time, so production code knows no way to shift it. Called at every start: a shift does not outlive the process that asked for it.
 */
export function clockSql(shiftSeconds: number): string {
  if (!Number.isFinite(shiftSeconds)) throw new Error('The clock can only be shifted by a number of seconds.');
  const shifted = shiftSeconds === 0 ? '' : ` + make_interval(secs => ${shiftSeconds})`;
  return `create or replace function private.now() returns timestamptz
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  return pg_catalog.clock_timestamp()${shifted};
end;
$$;`;
}
