import { existsSync, mkdirSync } from 'node:fs';
import { beginRestore, decideRestore, finishRestore, holdsData } from './data-folder.ts';
import { checkBackupFile } from './embedded-supabase-backup-file.ts';
import { lockFolder } from './embedded-supabase-lock.ts';
import { refuseOtherMigrations } from './embedded-supabase-restore.ts';
import { openEmbeddedSupabase } from './embedded-supabase.ts';

/**
 * Makes the data folder of a backup. The rows are loaded at the state of the schema they were taken at and then brought up to date, so
 * a backup of an older Letok becomes data of this one. What the folder holds stays untouched until everything has been loaded and
 * compared; `force` then puts it aside.
 * @returns when the backup was made, and where is what there was before
 * @throws Error with a sentence; nothing was changed then
 */
export async function restoreDataFolder(
  dataFolder: string,
  { file, migrationsFolder, force = false }: { file: string; migrationsFolder: string; force?: boolean },
): Promise<{ madeAt: string; aside: string | undefined }> {
  if (!existsSync(file)) throw new Error(`There is no ${file}.`);
  const header = checkBackupFile(file);
  refuseOtherMigrations(header, migrationsFolder);
  const { madeAt, files } = header;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataFolder);
  try {
    finishRestore(dataFolder);
    const replaces = holdsData(dataFolder);
    if (replaces && !force)
      throw new Error(`${dataFolder} holds data: --force puts it aside, --data names another folder.`);
    const building = beginRestore(dataFolder, files);
    const options = { dataFolder: building, migrationsFolder, restoreFrom: file, sendMail: () => {} };
    await (await openEmbeddedSupabase(options)).close();
    const aside = decideRestore(dataFolder);
    finishRestore(dataFolder);
    return { madeAt, aside: replaces ? aside : undefined };
  } finally {
    unlock();
  }
}
