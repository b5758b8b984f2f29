import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { sendNodeResponse } from 'srvx/node';
import type { ViteDevServer } from 'vite';
import { unexpectedError } from '../http/unexpected-error.ts';
import { defaultLanguage } from '../i18n/words.ts';
import { useSiteFiles } from '../site/site-files.ts';
import { functionOf, functionsFolder, mountedFunctions } from './function-table.ts';
import { networkAddress } from './network-address.ts';
import { pathOf, webRequest } from './web-request.ts';

/** Says that the dev server asks itself for a page, which the page's own function must not answer. */
const ownRequest = 'x-letok-own-request';

/** Astro serves these while somebody writes: there is no sign-in on the way to a page being edited. */
const leftToAstro = new Set(['private-pages']);

export interface MountOptions {
  root: string;
  /** Of the dev server itself. */
  siteUrl: string;
  localPage?: ((request: IncomingMessage, pathname: string) => Response | undefined) | undefined;
}

/**
 * Puts the functions before Astro in its dev server. They are loaded through Vite, so that a change of any file they import counts
 * from the next request; pages and rules they read come from the sources, not from the last build.
 */
export function mountFunctions(server: ViteDevServer, { root, siteUrl, localPage }: MountOptions): void {
  useSiteFiles({
    root,
    async page(pagePath) {
      const page = await fetch(siteUrl + pagePath, { headers: { [ownRequest]: '1' } });
      return page.ok ? page.text() : undefined;
    },
    async privateJson(name) {
      // A page may come into being with the next save.
      if (name === 'pages.json') return undefined;
      // Vite puts scripts and styles of its own into pages; the policy of the built site would forbid them.
      if (name !== 'programme.json') return { 'X-Content-Type-Options': 'nosniff' };
      const { programmeFile } = await server.ssrLoadModule('/src/build/publish/programme-file.ts');
      return programmeFile(root);
    },
  });

  const handle = (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    void answer(request, response, next).catch((error: unknown) => {
      server.ssrFixStacktrace(error as Error);
      const refusal = unexpectedError(error, 'dev');
      const headers = { 'Content-Type': 'application/problem+json' };
      response.writeHead(500, headers).end(JSON.stringify(refusal.problem(defaultLanguage)));
    });
  };
  // Astro puts its own handlers first while it starts, among them one that refuses addresses without a slash at the end.
  server.httpServer?.once('listening', () => server.middlewares.stack.unshift({ route: '', handle }));

  async function answer(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
    const pathname = pathOf(request.url ?? '/').split(/[?#]/, 1)[0]!;
    const local = localPage?.(request, pathname);
    if (local) return sendNodeResponse(response, local);
    const functions = await loadFunctions(server);
    const owner = request.headers[ownRequest] ? undefined : functionOf(functions, pathname, request.method ?? 'GET');
    if (!owner || leftToAstro.has(owner.name)) return next();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const context = {
      ip: networkAddress(request, 0),
      waitUntil: (work: Promise<unknown>) => void work.catch(() => {}),
    };
    return sendNodeResponse(response, await owner.handler(webRequest(request, gone.signal), context));
  }
}

/** The functions as they are now, through Vite. */
export const loadFunctions = (server: ViteDevServer) =>
  mountedFunctions((file) =>
    server.ssrLoadModule(`/functions/${path.relative(functionsFolder, file).split(path.sep).join('/')}`),
  );
