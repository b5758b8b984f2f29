import { existsSync } from 'node:fs';
import path from 'node:path';
import { serverDatabase } from '../database/connect.ts';
import { deployedVariables, readSettings, useSettings } from '../settings/read-settings.ts';
import { readProgramme } from '../site/published-programme.ts';
import { useSiteFiles } from '../site/site-files.ts';
import { publishProgramme } from './publish-programme.ts';

/*
 * `npm run publish:programme`: tells the Supabase of the settings the editions of the last build. Netlify runs it after the build of
 * a production deploy; the Node host does the same at its start. Repeating it changes nothing.
 */
try {
  const root = path.resolve(import.meta.dirname, '..', '..');
  if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
  useSettings(readSettings(deployedVariables()));
  useSiteFiles({ root });
  const programme = await readProgramme();
  if (!programme) throw new Error('There is no private/programme.json yet: run "npm run build" first.');
  const published = await publishProgramme(serverDatabase(), programme);
  console.log(
    published.length > 0 ? `Published: ${published.join(', ')}.` : 'The database knows all editions already.',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
