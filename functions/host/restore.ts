import path from 'node:path';
import { parseArgs } from 'node:util';
import { otherDatabase } from './other-database.ts';
import { restoreDataFolder } from './restore-data-folder.ts';

// `npm run restore -- --from FILE [--data .letok] [--force]`
const root = path.resolve(import.meta.dirname, '..', '..');

try {
  const { from, data, force } = readFlags();
  const other = otherDatabase(root);
  if (other) throw new Error(`The server uses the database of ${other}: a backup is restored into a data folder only.`);
  const dataFolder = path.resolve(root, data);
  const migrationsFolder = path.join(root, 'supabase', 'migrations');
  const { madeAt, aside } = await restoreDataFolder(dataFolder, { file: path.resolve(from), migrationsFolder, force });
  console.log(`Restored into ${dataFolder} what there was at ${madeAt}.`);
  if (aside) console.log(`What was there before is in ${aside}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function readFlags(): { from: string; data: string; force: boolean } {
  const usage = 'npm run restore -- --from FILE [--data .letok] [--force]';
  try {
    const options = {
      from: { type: 'string' },
      data: { type: 'string', default: '.letok' },
      force: { type: 'boolean', default: false },
    } as const;
    const { from, data, force } = parseArgs({ options }).values;
    if (from === undefined) throw new Error('A file is missing');
    return { from, data, force };
  } catch (error) {
    throw new Error(`${(error as Error).message.split('.')[0]}: ${usage}.`, { cause: error });
  }
}
