import type { PGlite } from '@electric-sql/pglite';
import { readBackupFile, type BackupHeader } from './embedded-supabase-backup-file.ts';
import { copyOut, plainTextSql, tablesOf, tally, type TableName } from './embedded-supabase-copy.ts';
import { applyMigrations, migrationsIn } from './embedded-supabase-migrations.ts';

/**
 * Fills a new database with the rows of a backup: at the state of the schema they were taken at (exactly the migrations the backup
 * names), so that newer migrations find what they would have found. The caller applies those afterwards.
 * The caller has asked refuseOtherMigrations().
 * @throws Error with a sentence: rows that are not what the backup says
 */
export async function loadBackup(database: PGlite, file: string, migrationsFolder: string): Promise<void> {
  const records = readBackupFile(file);
  const header = records.next().value as BackupHeader;
  await applyMigrations(database, migrationsFolder, header.migrations.length);

  // No trigger runs and no reference is checked: the rows come as they were, in the order of the tables' names.
  await database.exec(`${plainTextSql}; set session_replication_role = 'replica'`);
  const tables = new Map((await tablesOf(database)).map((table) => [table.table, table]));
  // Migrations have put rows of their own in, such as a salt.
  await database.exec(`truncate ${[...tables.keys()].join(', ')}`);
  for (const record of records as Iterable<Exclude<ReturnType<typeof records.next>['value'], BackupHeader | void>>) {
    if (record.kind === 'sequence') {
      await database.query(`select pg_catalog.setval($1::text::pg_catalog.regclass, $2::text::bigint)`, [
        record.sequence,
        record.last,
      ]);
      continue;
    }
    const table = tables.get(record.table);
    if (!table) throw new Error(`The backup holds the table ${record.table}, which this Letok does not make.`);
    if (record.kind === 'rows') await copyIn(database, record.table, record.columns, record.data);
    else await verify(database, table, record);
  }
  await database.exec('reset all; analyze');
}

async function copyIn(database: PGlite, table: string, columns: string[], data: Buffer): Promise<void> {
  const blob = new Blob([new Uint8Array(data)]);
  await database.query(`copy ${table} (${columns.join(', ')}) from '/dev/blob'`, [], { blob });
}

/** Rows lie in the order they were loaded in, so the same bytes come out again, or something is wrong. */
async function verify(
  database: PGlite,
  { table, columns }: TableName,
  expected: { count: number; sha256: string },
): Promise<void> {
  const { rows } = await database.query<{ pages: number }>(
    `select (pg_catalog.pg_relation_size($1::text::pg_catalog.regclass) / pg_catalog.current_setting('block_size')::int)::int as pages`,
    [table],
  );
  const { add, result } = tally();
  for await (const data of copyOut(database, { table, columns, pages: rows[0]!.pages })) add(data);
  const found = result();
  if (found.count !== expected.count || found.sha256 !== expected.sha256)
    throw new Error(
      `The rows of ${table} are not those of the backup (${found.count} of ${expected.count}, or other values): nothing was restored.`,
    );
}

/** @throws Error with a sentence when this Letok cannot make the tables of the backup */
export function refuseOtherMigrations({ migrations }: BackupHeader, folder: string): void {
  const ours = migrationsIn(folder);
  for (const [at, { name, sha256 }] of migrations.entries()) {
    const own = ours.find((one) => one.name === name);
    if (!own)
      throw new Error(
        `The backup was made with the migration ${name}, which this Letok has not: restore with the Letok that made it.`,
      );
    if (own.sha256 !== sha256)
      throw new Error(
        `The backup was made with another text of the migration ${name}: restore with the Letok that made it.`,
      );
    if (ours[at] !== own)
      throw new Error(`The migration ${ours[at]!.name} sorts before ${name}, with which the backup was made.`);
  }
}
