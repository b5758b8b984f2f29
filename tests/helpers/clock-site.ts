import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { fillDatabase, openBackend, serveSite } from '../../functions/host/open-host.ts';
import { readSettings } from '../../functions/settings/read-settings.ts';
import { testSecret } from './function-backend.ts';
import { freePort } from './free-port.ts';

export interface ClockSite {
  site: string;
  /** As its owner, and with a clock that can be turned. */
  embedded: EmbeddedSupabase;
  close: () => Promise<void>;
}

const root = path.resolve(import.meta.dirname, '..', '..');

/** The site on the last build with the demo world, in this process: for journeys that take weeks. */
export async function openClockSite(): Promise<ClockSite> {
  const port = await freePort();
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'letok-clock-'));
  const settings = readSettings({ LETOK_SECRET: testSecret, PORT: String(port) }, { secret: testSecret });
  const backend = await openBackend(root, dataFolder, settings);
  await fillDatabase(backend);
  const { stop } = await serveSite(root, settings, backend);
  return {
    site: `http://localhost:${port}`,
    embedded: backend.embedded!,
    async close() {
      await stop();
      await backend.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
