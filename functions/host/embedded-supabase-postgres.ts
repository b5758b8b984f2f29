import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres';
import postgres from 'postgres';
import type { DatabaseAddress } from '../settings/database-address.ts';
import type { DatabaseOwner, DatabaseStatements } from './embedded-supabase-owner.ts';
import { unreachable } from './embedded-supabase-postgres-checks.ts';

/** Servers that start together on one database wait for each other under this number ("Letok"). */
const startLock = 0x4c65746f6b;

const asText = { serialize: (value: unknown) => value, parse: (text: string) => text };
const asJson = {
  // As PGlite takes it: text is JSON already. Lite turns the argument of a function into text, and its driver would do so once more.
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text) as unknown,
};
const asNumber = { serialize: String, parse: (text: string) => (String(Number(text)) === text ? Number(text) : text) };

const jsonTypes = { json: { to: 114, from: [114], ...asJson }, jsonb: { to: 3802, from: [3802], ...asJson } };

/** Rows as PGlite gives them: dates and times as text. */
const types = Object.fromEntries(
  Object.entries({ 20: asNumber, 1700: asNumber, 114: asJson, 3802: asJson })
    .concat([1082, 1083, 1114, 1184, 1266].map((oid) => [String(oid), asText] as never))
    .map(([oid, kind]) => [`type${oid}`, { to: Number(oid), from: [Number(oid)], ...kind }]),
) as never;

/**
 * Opens a PostgreSQL for lite, with a small pool beside lite's own for what is done as the owner of the database.
 * @throws Error with a sentence when it does not answer
 */
export async function openPostgres(address: DatabaseAddress): Promise<{
  connection: PostgresConnection;
  owner: DatabaseOwner;
  alone: <T>(work: () => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
}> {
  const { tls, ...where } = address;
  const options: postgres.Options<Record<string, never>> = {
    ...where,
    // The host may be the folder of a socket.
    ...(address.host.startsWith('/') && { path: `${address.host}/.s.PGSQL.${address.port}` }),
    ssl: tls === 'none' ? false : tls === 'unchecked' ? 'require' : 'verify-full',
    connect_timeout: 10,
    onnotice: () => {},
  };
  const session = { TimeZone: 'UTC', application_name: 'letok' };
  const own = postgres({ ...options, max: 3, idle_timeout: 60, types, connection: session });
  const owner: DatabaseOwner = {
    ...statements(own),
    transaction: async (work) => (await own.begin((one) => work(statements(one)))) as Awaited<ReturnType<typeof work>>,
  };
  try {
    await owner.query('select 1');
  } catch (error) {
    await own.end({ timeout: 1 });
    throw unreachable(error, address);
  }
  // Nobody waits longer than that for an answer, and a request that lost its server must not keep its locks.
  const limits = { statement_timeout: '20s', idle_in_transaction_session_timeout: '30s' };
  const connection = createPostgresConnection({
    postgresOptions: { ...options, max: 10, types: jsonTypes, connection: { ...session, ...limits } } as never,
  });
  return {
    connection,
    owner,
    async alone(work) {
      const one = await own.reserve();
      try {
        await one.unsafe(`select pg_advisory_lock(${startLock})`);
        return await work();
      } finally {
        await one.unsafe(`select pg_advisory_unlock(${startLock})`).catch(() => undefined);
        one.release();
      }
    },
    async close() {
      // Not connection.close(): it waits for ever for a database that is away.
      await Promise.all([connection.driver.end({ timeout: 5 }), own.end({ timeout: 5 })]);
    },
  };
}

function statements(one: postgres.Sql | postgres.TransactionSql): DatabaseStatements {
  return {
    async query<Row>(sql: string, parameters: unknown[] = []) {
      return { rows: [...(await one.unsafe(sql, parameters as never))] as unknown as Row[] };
    },
    exec: (sql) => one.unsafe(sql).simple(),
  };
}
