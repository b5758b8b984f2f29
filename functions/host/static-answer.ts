import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Encoding, StaticFile } from './static-files.ts';

/** The best encoding the file exists in and the visitor takes. */
export function encodingFor(file: StaticFile, accepted: string | undefined): Encoding {
  if (!accepted || file.encodings.size === 1) return 'identity';
  for (const encoding of ['br', 'gzip'] as const)
    if (file.encodings.has(encoding) && accepts(accepted, encoding)) return encoding;
  return 'identity';
}

function accepts(header: string, encoding: string): boolean {
  const at = header.indexOf(encoding);
  return at !== -1 && !/^\s*;\s*q=0(\.0*)?\s*(,|$)/.test(header.slice(at + encoding.length));
}

/** Writes a public file on Node's own response: the hot path, without Request and Response objects. */
export function sendStatic(file: StaticFile, request: IncomingMessage, response: ServerResponse, status = 200): void {
  const { body, etag, headers, unchanged } = file.variant(
    encodingFor(file, request.headers['accept-encoding'] as string),
  );
  const known = status === 200 ? request.headers['if-none-match'] : undefined;
  if (known !== undefined && (known === etag || known === '*' || known.includes(etag))) {
    response.writeHead(304, unchanged).end();
  } else {
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
  }
}
