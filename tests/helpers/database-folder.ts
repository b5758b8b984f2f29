import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { cacheFolder, databaseState, migrationsFolder } from './database-pglite.ts';

const hostFolder = fileURLToPath(new URL('../../functions/host/', import.meta.url));

/** Changes with the code that makes the folder, too. */
const folderState = readdirSync(hostFolder)
  .filter((name) => name.startsWith('embedded-supabase'))
  .reduce((hash, name) => hash.update(readFileSync(join(hostFolder, name))), createHash('sha256').update(databaseState))
  .digest('hex')
  .slice(0, 16);

/**
 * Puts a data folder of the embedded Supabase at `target` as its first start leaves it. The first start takes 4 s, so its folder is
 * kept and copied.
 */
export async function prepareDataFolder(target: string): Promise<void> {
  const kept = join(cacheFolder, `embedded-${databaseState}-${folderState}`);
  if (!existsSync(kept)) {
    mkdirSync(cacheFolder, { recursive: true });
    const making = mkdtempSync(join(cacheFolder, 'making-'));
    const first = await openEmbeddedSupabase({ dataFolder: making, migrationsFolder, sendMail: () => {} });
    await first.close();
    // Another test file may have been quicker.
    if (existsSync(kept)) rmSync(making, { recursive: true });
    else renameSync(making, kept);
  }
  cpSync(kept, target, { recursive: true });
}
