import type { PGlite } from '@electric-sql/pglite';
import type { Connection } from '@supabase/lite';
import { createPgliteConnection } from '@supabase/lite/pglite';
import { databaseExtensions } from './embedded-supabase-extensions.ts';
import { guardPglite } from './embedded-supabase-guard.ts';
import type { ThreadStart } from './embedded-supabase-messages.ts';
import type { DatabaseOwner } from './embedded-supabase-owner.ts';
import { openPostgres } from './embedded-supabase-postgres.ts';
import { allAtOnce, queueOf, type Queue } from './embedded-supabase-queue.ts';

/** What lite stands on: the embedded PGlite, or a PostgreSQL. */
export interface OpenDatabase {
  /** For lite. */
  connection: Connection;
  owner: DatabaseOwner;
  /** What PGlite alone can do. */
  pglite?: PGlite;
  /** How requests are let in. */
  queue: Queue;
  /** Runs the preparations of a start so that no other server on the same database runs them at the same time. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** In a thread of its own, which ends when PGlite crashes. */
export async function openDatabase(database: ThreadStart['database']): Promise<OpenDatabase> {
  if ('folder' in database) return openPglite(database.folder);
  const { connection, owner, alone, close } = await openPostgres(database.address);
  // A pool has a connection for each request, so they need not wait for each other.
  const { queue, settled } = allAtOnce();
  return { connection, owner, queue, alone, close: () => settled().then(close) };
}

async function openPglite(folder: string | null): Promise<OpenDatabase> {
  const connection = await createPgliteConnection({
    ...(folder && { url: folder }),
    pgliteOptions: { extensions: databaseExtensions },
  });
  await connection.driver.waitReady;
  guardPglite(connection.driver, (error) => {
    process.stderr.write(`[database] The embedded database has crashed: ${String(error).slice(0, 300)}\n`);
    process.exit(1);
  });
  return {
    connection,
    owner: connection.driver,
    pglite: connection.driver,
    queue: queueOf(),
    // The lock of the data folder keeps other processes out.
    alone: (work) => work(),
    close: () => connection.close(),
  };
}
