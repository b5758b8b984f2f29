import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dev } from 'astro';
import type { AstroIntegration } from 'astro';
import { readSettings } from '../settings/read-settings.ts';
import { localSecret } from './local-secret.ts';
import { mailboxPages } from './mailbox-pages.ts';
import { loadFunctions, mountFunctions } from './mount-functions.ts';
import { fillDatabase, openBackend, type Backend } from './open-host.ts';
import { refuseTakenPort } from './port.ts';
import { withProgress } from './progress.ts';
import { runSchedules } from './schedules.ts';

/*
 * `npm run dev`: Astro's dev server with the functions mounted, all hot, on the same data as `npm start`. Private pages are open
 * here. --port and --data as for `npm start`.
 */
const root = path.resolve(import.meta.dirname, '..', '..');

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });
  const dataFolder = path.resolve(root, values.data ?? '.letok');
  if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
  // Neither Astro's statistics nor its look for updates leave this machine.
  Object.assign(process.env, { ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' });
  const variables = values.port === undefined ? process.env : { ...process.env, PORT: values.port };
  const settings = readSettings(variables, { secret: localSecret(dataFolder) });
  await refuseTakenPort(settings.port, settings.listenOn);
  const backend = await withProgress('Opening the database', () => openBackend(root, dataFolder, settings));

  try {
    const server = await dev({
      root,
      server: { port: settings.port, host: settings.listenOn ?? '127.0.0.1' },
      integrations: [letokFunctions(settings.siteUrl, backend)],
    });
    await fillDatabase(backend);
    if (backend.mailbox) console.log(`Every mail lands in the local mailbox: ${settings.siteUrl}/dev/mailbox/`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // Vite's own listener would end the process before the database is closed.
      process.removeAllListeners(signal);
      process.once(signal, async () => {
        await server.stop();
        await backend.close();
        process.exit(0);
      });
    }
  } catch (error) {
    await backend.close();
    throw error;
  }
}

function letokFunctions(siteUrl: string, { mailbox }: Backend): AstroIntegration {
  return {
    name: 'letok-functions',
    hooks: {
      'astro:server:setup': async ({ server }) => {
        mountFunctions(server, { root, siteUrl, localPage: mailbox && mailboxPages(mailbox) });
        const stopSchedules = runSchedules(
          (await loadFunctions(server)).map((mounted) => ({
            ...mounted,
            // Loaded anew each time, so that a changed letter is sent as changed.
            handler: async (request, context) =>
              (await loadFunctions(server)).find(({ name }) => name === mounted.name)!.handler(request, context),
          })),
        );
        server.httpServer?.once('close', () => void stopSchedules());
      },
    },
  };
}
