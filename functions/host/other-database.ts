import { existsSync } from 'node:fs';
import path from 'node:path';

/** The setting that puts the data elsewhere than into the data folder, if one does. Reads `.env` first, as the server does. */
export function otherDatabase(root: string): 'SUPABASE_URL' | 'DATABASE_URL' | undefined {
  if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
  return (['SUPABASE_URL', 'DATABASE_URL'] as const).find((name) => process.env[name]?.trim());
}
