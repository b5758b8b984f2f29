import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { cacheFolder, databaseState, migrationsFolder } from './database-pglite.ts';

/**
 * Puts a data folder of the embedded Supabase at `target` as its first start leaves it. The first start takes 4 s, so its folder is
 * kept per state of the migrations and copied.
 */
export async function prepareDataFolder(target: string): Promise<void> {
  const kept = join(cacheFolder, `embedded-${databaseState}`);
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
