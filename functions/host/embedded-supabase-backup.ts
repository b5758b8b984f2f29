import type { PGlite } from '@electric-sql/pglite';
import { writeBackupFile, type BackupHeader } from './embedded-supabase-backup-file.ts';
import { copyOut, plainTextSql, tablesOf, tally } from './embedded-supabase-copy.ts';

export interface BackupSummary {
  tables: number;
  rows: number;
  bytes: number;
  /** For so long nobody else was served. */
  seconds: number;
}

/**
 * Writes all rows into a file, as of one moment. PGlite is one connection, so nothing else is served meanwhile (some seconds per
 * gigabyte); pieces keep the memory small, and `alive` is called after each.
 */
export async function writeBackup(
  database: PGlite,
  { file, files }: { file: string; files: Record<string, string> },
  alive: () => void,
): Promise<BackupSummary> {
  const begun = performance.now();
  const { rows: facts } = await database.query<Pick<BackupHeader, 'migrations' | 'postgres'>>(`
    select current_setting('server_version') as postgres, coalesce(json_agg(json_build_object('name', name, 'sha256', sha256)
      order by name), '[]') as migrations from embedded.applied_migrations`);
  const header = { format: 'letok-backup', version: 1, madeAt: new Date().toISOString(), ...facts[0]!, files } as const;
  const writer = writeBackupFile(file, header);
  const summary = { tables: 0, rows: 0 };
  try {
    await database.exec(
      `begin isolation level repeatable read read only; ${plainTextSql.replaceAll('set ', 'set local ')}`,
    );
    for (const name of await tablesOf(database)) {
      const { add, result } = tally();
      for await (const data of copyOut(database, name)) {
        add(data);
        writer.rows(name.table, name.columns, data);
        alive();
      }
      const { count, sha256 } = result();
      writer.endTable(name.table, count, sha256);
      summary.tables += 1;
      summary.rows += count;
    }
    const { rows: sequences } = await database.query<{ sequence: string; last: string }>(
      `select pg_catalog.format('%I.%I', schemaname, sequencename) as sequence, last_value::text as last
       from pg_catalog.pg_sequences where last_value is not null order by 1`,
    );
    for (const { sequence, last } of sequences) writer.sequence(sequence, last);
  } catch (error) {
    writer.abandon();
    throw error;
  } finally {
    await database.exec('rollback');
  }
  const seconds = (performance.now() - begun) / 1000;
  return { ...summary, bytes: writer.finish(), seconds };
}
