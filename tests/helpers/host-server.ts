import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { mountedFunctions, type MountedFunction } from '../../functions/host/function-table.ts';
import { readRedirects } from '../../functions/host/redirects.ts';
import { openServer, type Site } from '../../functions/host/server.ts';
import { staticFiles } from '../../functions/host/static-files.ts';
import { fixtureSecurityHeaders } from './build-output.ts';

/** The Node host over a build's output, on a port of its own. */
export async function openTestHost(root: string, more: Partial<Site> = {}, extra: MountedFunction[] = []) {
  const { server, settle } = openServer({
    files: await staticFiles(path.join(root, 'dist'), fixtureSecurityHeaders),
    redirects: await readRedirects(path.join(root, 'dist')),
    functions: [...extra, ...(await mountedFunctions())],
    securityHeaders: fixtureSecurityHeaders,
    trustedProxies: 0,
    ...more,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}`,
    server,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await settle();
    },
  };
}
