import type { IncomingMessage, ServerResponse } from 'node:http';
import { byteRange } from '../http/byte-range.ts';
import type { Encoding, StaticFile, StaticVariant } from './static-files.ts';

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
  } else if (status === 200 && request.headers.range !== undefined && file.encodings.size === 1) {
    sendPart(file.variant('identity'), request, response);
  } else {
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
  }
}

/** What is not compressed can be read in parts. */
function sendPart({ body, etag, headers }: StaticVariant, request: IncomingMessage, response: ServerResponse): void {
  const condition = request.headers['if-range'];
  const range =
    condition === undefined || condition === etag ? byteRange(request.headers.range, body.length) : undefined;
  if (range === undefined) {
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
  } else if (range === null) {
    response.writeHead(416, ['Content-Range', `bytes */${body.length}`, 'Content-Length', '0']).end();
  } else {
    const part = body.subarray(range.from, range.to + 1);
    const rest = headers.filter((_, at) => headers[at - (at % 2)] !== 'Content-Length');
    const own = [
      'Content-Range',
      `bytes ${range.from}-${range.to}/${body.length}`,
      'Content-Length',
      String(part.length),
    ];
    response.writeHead(206, [...rest, ...own]).end(request.method === 'HEAD' ? undefined : part);
  }
}
