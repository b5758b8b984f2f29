import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmbeddedSupabaseOptions } from '../../functions/host/embedded-supabase.ts';
import { prepareDataFolder } from './database-folder.ts';
import { migrationsFolder } from './database-pglite.ts';
import { startPostgres } from './database-postgres.ts';

/** A database for the embedded Supabase of one test file. */
interface TestBackend {
  options: Pick<EmbeddedSupabaseOptions, 'dataFolder' | 'database' | 'migrationsFolder'>;
  remove(): Promise<void>;
}

/** The two databases the embedded Supabase stands on. */
export type BackendName = 'PGlite' | 'PostgreSQL';

/**
 * For `describe.each(backends)('… on %s', (backend) => …)`: what must hold on both. LETOK_NO_POSTGRES=1 leaves the second one out;
 * where PostgreSQL is not known to be missing and is not there, it fails.
 */
export const backends: BackendName[] = process.env['LETOK_NO_POSTGRES'] === '1' ? ['PGlite'] : ['PGlite', 'PostgreSQL'];

/** The one for tests that do not name any: the long run takes all of them through PostgreSQL too. */
export const usualBackend: BackendName = process.env['LETOK_TEST_BACKEND'] === 'PostgreSQL' ? 'PostgreSQL' : 'PGlite';

export async function makeBackend(name: BackendName): Promise<TestBackend> {
  if (name === 'PostgreSQL') return makePostgres();
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'letok-functions-'));
  await prepareDataFolder(dataFolder);
  return {
    options: { dataFolder, migrationsFolder },
    remove: async () => rmSync(dataFolder, { recursive: true, force: true }),
  };
}

async function makePostgres(): Promise<TestBackend> {
  const server = (await startPostgres('the contract of the functions on PostgreSQL'))!;
  await server.run('postgres', 'create database letok');
  const secret = 'prostoj-sekret-tolko-dlja-proverok-0123456789';
  return {
    options: { database: { address: server.address('letok'), secret }, migrationsFolder },
    remove: () => server.stop(),
  };
}
