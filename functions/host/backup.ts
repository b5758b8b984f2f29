import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { askForBackup } from './control.ts';
import { holdsData } from './data-folder.ts';
import type { BackupSummary } from './embedded-supabase-backup.ts';
import { openEmbeddedSupabase } from './embedded-supabase.ts';
import { otherDatabase } from './other-database.ts';

/*
 * `npm run backup -- --to FILE [--data .letok]`: everything of the embedded database in one file, as of one moment. A running server
 * does it itself; where none runs, the data is opened for it, as it is.
 */
const root = path.resolve(import.meta.dirname, '..', '..');

try {
  const { to, data } = readFlags();
  const other = otherDatabase(root);
  if (other) throw new Error(`The data is in the database of ${other}: back it up with pg_dump.`);
  const dataFolder = path.resolve(root, data);
  if (!holdsData(dataFolder)) throw new Error(`There is no data in ${dataFolder}: name its folder with --data.`);
  const file = path.resolve(to);
  if (existsSync(file)) throw new Error(`${file} exists already: a backup does not replace another one.`);
  const summary = (await askForBackup(dataFolder, file)) ?? (await backUpFolder(dataFolder, file));
  console.log(
    `${file}: ${summary.rows} rows of ${summary.tables} tables, ${(summary.bytes / 1e6).toFixed(1)} MB in ${summary.seconds.toFixed(1)} s. ` +
      'It holds personal data and the keys of the server: keep it where you keep those.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function backUpFolder(dataFolder: string, file: string): Promise<BackupSummary> {
  const migrationsFolder = path.join(root, 'supabase', 'migrations');
  const embedded = await openEmbeddedSupabase({ dataFolder, migrationsFolder, sendMail: () => {}, asItIs: true });
  return embedded.backup(file).finally(embedded.close);
}

function readFlags(): { to: string; data: string } {
  const usage = 'npm run backup -- --to FILE [--data .letok]';
  try {
    const options = { to: { type: 'string' }, data: { type: 'string', default: '.letok' } } as const;
    const { to, data } = parseArgs({ options }).values;
    if (to === undefined) throw new Error('A file is missing');
    return { to, data };
  } catch (error) {
    throw new Error(`${(error as Error).message.split('.')[0]}: ${usage}.`, { cause: error });
  }
}
