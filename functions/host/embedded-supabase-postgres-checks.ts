import type { DatabaseAddress } from '../settings/database-address.ts';
import type { DatabaseOwner } from './embedded-supabase-owner.ts';

/** The sentence for a database that does not answer; nothing of the password is in it. */
export function unreachable(error: unknown, { host, port, database, username, tls }: DatabaseAddress): Error {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|TLS|SSL|ECONNRESET/i.test(`${code} ${message}`);
  const remedy =
    tls !== 'none' && certificate
      ? ' TLS is demanded: name its authority in NODE_EXTRA_CA_CERTS, or say sslmode=require (any certificate) or sslmode=disable.'
      : '';
  return new Error(
    `The database ${database} of DATABASE_URL cannot be opened at ${host}:${port} as ${username}: ${message || code}.${remedy}`,
    { cause: error },
  );
}

interface Facts {
  version: number;
  shown: string;
  encoding: string;
  supabase: boolean;
  ours: boolean;
  foreign_table: string | null;
}

/** @throws Error with a sentence when Letok must not, or cannot, work on this database */
export async function refusePostgres(owner: DatabaseOwner): Promise<void> {
  const { rows } = await owner.query<Facts>(`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
      current_setting('server_encoding') as encoding,
      exists (select from pg_roles where rolname in ('supabase_admin', 'supabase_auth_admin')) as supabase,
      to_regclass('embedded.applied_migrations') is not null as ours,
      (select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1 limit 1) as foreign_table`);
  const { version, shown, encoding, supabase, ours, foreign_table: foreign } = rows[0]!;
  if (version < 150_000) throw new Error(`DATABASE_URL names a PostgreSQL ${shown}: Letok needs 15 or newer.`);
  if (supabase)
    throw new Error('DATABASE_URL names the database of a Supabase: set SUPABASE_URL and its keys instead.');
  if (encoding !== 'UTF8')
    throw new Error(`The database of DATABASE_URL is encoded in ${encoding}: make it with ENCODING 'UTF8'.`);
  if (foreign && !ours)
    throw new Error(
      `The database of DATABASE_URL holds the table ${foreign} and none of Letok's: give Letok a database of its own.`,
    );
}

/**
 * Where the locale says that Cyrillic letters are no letters, `pg_trgm` finds no similar name and says nothing.
 * @throws Error with a sentence
 */
export async function refuseLocale(owner: DatabaseOwner): Promise<void> {
  await owner.exec('create extension if not exists pg_trgm with schema extensions');
  const { rows } = await owner.query<{ blind: boolean; shown: string }>(`
    select cardinality(extensions.show_trgm('рога')) = 0 or lower('ООО') <> 'ооо' as blind,
      (select datctype::text from pg_database where datname = current_database()) as shown`);
  if (rows[0]!.blind)
    throw new Error(
      `The database of DATABASE_URL was made with LC_CTYPE ${rows[0]!.shown}, for which Cyrillic letters are no letters: ` +
        `make it with TEMPLATE template0 LC_CTYPE 'C.UTF-8' (or ru_RU.UTF-8).`,
    );
}

/**
 * A request runs under one of three roles. An ordinary owner of a database may neither make the one that row level security does
 * not bind nor take one on without having been given it.
 * @throws Error with the statements an administrator runs once
 */
export async function refuseMissingRoles(owner: DatabaseOwner): Promise<void> {
  for (const role of ['anon', 'authenticated', 'service_role'])
    await owner
      .transaction((transaction) => transaction.exec(`set local role ${role}`))
      .catch((error: unknown) => {
        throw missingRights(error);
      });
}

export function missingRights(error: unknown): unknown {
  if (!['42501', '22023', '42704'].includes((error as { code?: string }).code ?? '')) return error;
  return new Error(
    'The user of DATABASE_URL may not make or take on the roles of the API: let an administrator run, once, ' +
      '"create role anon nologin noinherit; create role authenticated nologin noinherit; ' +
      'create role service_role nologin noinherit bypassrls; grant anon, authenticated, service_role to <the user>;".',
    { cause: error },
  );
}
