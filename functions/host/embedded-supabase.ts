import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DatabaseAddress } from '../settings/database-address.ts';
import { finishRestore, keptFiles } from './data-folder.ts';
import type { BackupSummary } from './embedded-supabase-backup.ts';
import { derivedKeys, keysOf, newKeys } from './embedded-supabase-keys.ts';
import { lockFolder } from './embedded-supabase-lock.ts';
import type { SignInCode } from './embedded-supabase-messages.ts';
import { clockSql } from './embedded-supabase-migrations.ts';
import { databaseLost } from './embedded-supabase-requests.ts';
import { DatabaseLost, startDatabaseThread } from './embedded-supabase-thread.ts';

export interface EmbeddedSupabaseOptions {
  /** Keeps data, keys and the lock; made when absent. Undefined: all in memory, gone at the end (tests). */
  dataFolder?: string;
  /** A PostgreSQL instead, which several servers may share; its keys follow from `secret` (LETOK_SECRET). */
  database?: { address: DatabaseAddress; secret: string };
  /** `supabase/migrations`. */
  migrationsFolder: string;
  /** Mails a sign-in code. Not waited for; an error is printed. */
  sendMail: (mail: SignInCode) => Promise<void> | void;
  /** For tests: all rules live so many seconds later (or earlier). Default 0. */
  clockShiftSeconds?: number;
  /** A backup whose rows a new, empty data folder gets. */
  restoreFrom?: string;
  /** Opens the rows as they are, without newer migrations: for a backup. Default false. */
  asItIs?: boolean;
  /** A thread that is silent for so long while somebody waits is started anew. Default 30. */
  patienceSeconds?: number;
}

/** A Supabase in this process: Data API and Auth, no port, no Studio, no storage, no realtime. */
export interface EmbeddedSupabase {
  /** For supabase-js `global.fetch`. */
  fetch: typeof globalThis.fetch;
  /** Address to give supabase-js. Nothing listens there. */
  url: string;
  anonKey: string;
  serviceKey: string;
  /** One statement as the owner of the database: for the host and tests, never for functions. */
  query: <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>;
  /** Several statements as the owner of the database. */
  script: (sql: string) => Promise<void>;
  /** Shifts the clock of all rules by so many seconds, for tests; 0 sets it right. */
  shiftClock: (seconds: number) => Promise<void>;
  /** Writes everything into a file, as of one moment; nobody is served meanwhile. */
  backup: (file: string) => Promise<BackupSummary>;
  /** Lets requests under way finish, then frees the data folder. */
  close: () => Promise<void>;
}

/** The major version of PostgreSQL in PGlite 0.4.5. Its data cannot be opened by another. */
const postgresMajor = '17';

/**
 * Opens the embedded Supabase: `@supabase/lite` on PGlite, or on a PostgreSQL of the settings, all pinned to exact versions.
 *
 * Lite is alpha and made for development, so it is contained: one request at a time on PGlite (embedded-supabase-queue), one process
 * per data folder (-lock), two rooms of its API (-requests), own secrets (-keys), no blanket grants and no admin mode (-worker), no network
 * (-network), its own migrations' runner replaced (-migrations), and all of it in a thread that can be ended (-thread). PGlite runs
 * with fsync off: it survives `kill -9`, a loss of power it may not. Production uses a Supabase project.
 *
 * @throws Error with one sentence: folder in use, weak keys, changed migration, data of another PostgreSQL, unsuitable database.
 */
export async function openEmbeddedSupabase(options: EmbeddedSupabaseOptions): Promise<EmbeddedSupabase> {
  const { database } = options;
  const dataFolder = database || options.dataFolder === undefined ? null : resolve(options.dataFolder);
  if (dataFolder) mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const unlock = dataFolder ? lockFolder(dataFolder) : () => {};
  try {
    if (dataFolder) finishRestore(dataFolder);
    const keys = database ? derivedKeys(database.secret) : dataFolder ? keysOf(dataFolder) : newKeys();
    const postgresFolder = dataFolder && join(dataFolder, 'postgres');
    if (postgresFolder) {
      refuseOtherPostgres(postgresFolder);
      setUnfinishedAside(postgresFolder);
    }
    const thread = await startDatabaseThread(
      {
        ...keys,
        database: database ? { address: database.address } : { folder: postgresFolder },
        migrationsFolder: resolve(options.migrationsFolder),
        clockShiftSeconds: options.clockShiftSeconds ?? 0,
        ...(options.restoreFrom && { restoreFrom: options.restoreFrom }),
        ...(options.asItIs && { asItIs: true }),
      },
      {
        patienceSeconds: options.patienceSeconds ?? 30,
        onSignInCode: (mail) =>
          void Promise.resolve(mail)
            .then(options.sendMail)
            .catch((error: unknown) => console.error('The sign-in code was not mailed:', error)),
      },
    );
    if (postgresFolder) writeFileSync(finishedMark(postgresFolder), '');
    return {
      url: 'http://embedded.localhost',
      anonKey: keys.anonKey,
      serviceKey: keys.serviceKey,
      async fetch(input, init) {
        const request = new Request(input, init);
        request.signal.throwIfAborted();
        const headers = [...request.headers];
        const body = request.body === null ? null : await request.text();
        const answer = await thread
          .ask({ kind: 'request', request: { url: request.url, method: request.method, headers, body } })
          .catch((error: unknown) => {
            if (error instanceof DatabaseLost) return databaseLost(error.message);
            throw error;
          });
        return new Response(answer.body, { status: answer.status, headers: answer.headers });
      },
      query: async <Row>(sql: string, parameters: unknown[] = []) =>
        (await thread.ask({ kind: 'query', sql, parameters })) as Row[],
      script: async (sql) => void (await thread.ask({ kind: 'script', sql })),
      shiftClock: async (seconds) => void (await thread.ask({ kind: 'script', sql: clockSql(seconds) })),
      backup: (file) =>
        thread.ask({ kind: 'backup', file: resolve(file), files: dataFolder ? keptFiles(dataFolder) : {} }),
      async close() {
        await thread.close().finally(unlock);
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Stands beside the data once it has been opened with all migrations: from then on there may be something to lose. */
const finishedMark = (postgresFolder: string) => `${postgresFolder}-is-complete`;

/**
 * A first start that was cut off leaves files no PostgreSQL opens again, and nothing anybody was told is stored. They are put
 * aside, not deleted, and the database is made anew.
 */
function setUnfinishedAside(postgresFolder: string): void {
  if (!existsSync(postgresFolder) || existsSync(finishedMark(postgresFolder))) return;
  const aside = `${postgresFolder}-unfinished-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  renameSync(postgresFolder, aside);
  console.log(
    `The first start was cut off before the database was complete: it is made anew, what there was is in ${aside}.`,
  );
}

function refuseOtherPostgres(postgresFolder: string): void {
  const file = join(postgresFolder, 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = readFileSync(file, 'utf8').trim();
  if (found === postgresMajor) return;
  throw new Error(
    `The data in ${postgresFolder} belongs to PostgreSQL ${found}, this Letok brings ${postgresMajor}: with the Letok that wrote it run ` +
      '"npm run backup -- --to FILE", then with this one "npm run restore -- --from FILE --force".',
  );
}
