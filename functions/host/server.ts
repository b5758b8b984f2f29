import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { sendNodeResponse } from 'srvx/node';
import { acceptedLanguage } from '../http/language.ts';
import { Refusal } from '../http/refusal.ts';
import { unexpectedError } from '../http/unexpected-error.ts';
import { defaultLanguage, languageOfPath } from '../i18n/words.ts';
import { functionOf, type MountedFunction } from './function-table.ts';
import { networkAddress } from './network-address.ts';
import type { Redirect } from './redirects.ts';
import { sendStatic } from './static-answer.ts';
import type { StaticFile } from './static-files.ts';
import { drain, pathOf, webRequest } from './web-request.ts';

export interface Site {
  files: ReadonlyMap<string, StaticFile>;
  redirects: ReadonlyMap<string, Redirect>;
  functions: readonly MountedFunction[];
  securityHeaders: Record<string, string>;
  /** Reverse proxies in front whose `X-Forwarded-For` is believed. */
  trustedProxies: number;
  /** Pages of the local mode, such as the mailbox; undefined when the address is not one of them. */
  localPage?: ((request: IncomingMessage, pathname: string) => Response | undefined) | undefined;
}

/** Nobody holds a connection by being slow. A missing Host is refused below, with our headers. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  requireHostHeader: false,
};

/**
 * The Node host: what Netlify does with `dist/` and `functions/`, in one process. A public file is found in a table by the exact
 * target of the request and written at once; everything else takes the way of Request and Response.
 * The second value waits for work that functions go on with after their answer.
 */
export function openServer(site: Site): { server: Server; settle: () => Promise<unknown> } {
  const unfinished = new Set<Promise<unknown>>();
  // What a function wants before the file of the same address is not answered from the table.
  const first = site.functions.filter((mounted) => !mounted.preferStatic);
  const fast = new Map([...site.files].filter(([address]) => !functionOf(first, address, 'GET')));

  const server = createServer(limits, (request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const file = isRead && request.headers.host !== undefined ? fast.get(request.url!) : undefined;
    try {
      if (file) sendStatic(file, request, response);
      else void answer(request, response).catch((error: unknown) => fail(error, response));
    } catch (error) {
      fail(error, response);
    }
  });
  server.timeout = 30_000;
  server.maxHeadersCount = 100;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    refuseMalformed(error, socket, site.securityHeaders),
  );

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request;
    const target = pathOf(request.url ?? '/');
    const pathname = target.split(/[?#]/, 1)[0]!;
    const { host } = request.headers;
    if (host === undefined || !URL.canParse(`http://${host}/`))
      return send(request, response, new Response(null, { status: 400 }));
    if (/^(TRACE|TRACK|CONNECT)$/.test(method))
      return refuse(request, response, 'method_not_allowed', pathname, 'GET, HEAD');

    const local = site.localPage?.(request, pathname);
    if (local) return send(request, response, local);
    const owner = functionOf(first, pathname, method);
    if (owner) return call(owner, request, response);
    const file = site.files.get(canonical(pathname));
    if (file && method !== 'GET' && method !== 'HEAD')
      return refuse(request, response, 'method_not_allowed', pathname, 'GET, HEAD');
    if (file) return sendStatic(file, request, response);
    const later = functionOf(site.functions, pathname, method);
    if (later) return call(later, request, response);
    const moved = movedTo(pathname);
    if (moved) {
      const location = moved.to + target.slice(pathname.length);
      return send(request, response, new Response(null, { status: moved.status, headers: { location } }));
    }
    return notFound(request, response, pathname);
  }

  /** `/kb` and `/kb/index.html` are the page `/kb/`; then what the build says has moved. */
  function movedTo(pathname: string): { to: string; status: number } | undefined {
    const folder = canonical(pathname).replace(/\/(index\.html)?$/, '');
    const isFolder = /^\/[^/]/.test(folder) && site.files.has(`${folder}/`);
    return isFolder ? { to: `${folder}/`, status: 301 } : site.redirects.get(folder);
  }

  async function call({ handler }: MountedFunction, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const answered = await handler(webRequest(request, gone.signal), {
      ip: networkAddress(request, site.trustedProxies),
      waitUntil: (work) => {
        const kept = work.finally(() => unfinished.delete(kept));
        unfinished.add(kept);
      },
    });
    return send(request, response, answered);
  }

  function notFound(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> | void {
    const language = languageOfPath(pathname);
    const page =
      site.files.get(`/${language}/404.html`) ?? site.files.get(`/${language}/404/`) ?? site.files.get('/404.html');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (page && isRead && !pathname.startsWith('/api/')) return sendStatic(page, request, response, 404);
    return refuse(request, response, 'not_found', pathname);
  }

  function refuse(
    request: IncomingMessage,
    response: ServerResponse,
    code: 'not_found' | 'method_not_allowed',
    pathname: string,
    allow?: string,
  ): Promise<void> {
    const header = request.headers['accept-language'];
    const language = header === undefined ? languageOfPath(pathname) : acceptedLanguage(header);
    return send(request, response, new Refusal(code, allow ? { allow } : {}).response(language));
  }

  async function send(request: IncomingMessage, response: ServerResponse, answered: Response): Promise<void> {
    const headers = new Headers(answered.headers);
    for (const [name, value] of Object.entries({ ...site.securityHeaders, 'Cache-Control': 'no-store' }))
      if (!headers.has(name)) headers.set(name, value);
    // What is left of a refused body passes by, so that the sender gets to read why.
    drain(request);
    const { status } = answered;
    const statusText = answered.statusText || STATUS_CODES[status];
    await sendNodeResponse(response, new Response(answered.body, { status, statusText, headers }));
  }

  function fail(error: unknown, response: ServerResponse): void {
    const refusal = unexpectedError(error, 'host');
    if (response.headersSent) return void response.destroy();
    const headers = {
      ...site.securityHeaders,
      'Cache-Control': 'no-store',
      'Content-Type': 'application/problem+json',
    };
    response.writeHead(refusal.status, headers).end(JSON.stringify(refusal.problem(defaultLanguage)));
  }

  return { server, settle: () => Promise.allSettled(unfinished) };
}

/** A path as the table has it; what cannot be decoded stays as it is and is not found. */
function canonical(pathname: string): string {
  try {
    return encodeURI(decodeURI(pathname));
  } catch {
    return pathname;
  }
}

const malformed: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Bytes that are no HTTP: there is no request to answer, so the answer is written on the bare connection. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex, securityHeaders: Record<string, string>): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = malformed[error.code ?? ''] ?? '400 Bad Request';
  const headers = { ...securityHeaders, 'Cache-Control': 'no-store', 'Content-Length': '0', Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`);
}
