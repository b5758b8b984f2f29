import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { contentType } from '../http/content-type.ts';

/** A file in one encoding, ready to be written: headers as Node's `writeHead` takes them without work. */
export interface StaticVariant {
  body: Buffer;
  etag: string;
  /** Of 200. */
  headers: string[];
  /** Of 304. */
  unchanged: string[];
}

export type Encoding = 'br' | 'gzip' | 'identity';

/** A public file; its bytes are read at the first request and kept. */
export interface StaticFile {
  variant: (encoding: Encoding) => StaticVariant;
  /** Which encodings the build has made. */
  encodings: ReadonlySet<Encoding>;
}

const extensionOf = { br: '.br', gzip: '.gz', identity: '' } as const;

/** Names made of the content: whoever has such a file never needs to ask again. */
const hashed = /^\/(_astro|og)\/|\/pagefind\/(fragment|index|filter)\/|\.pf_meta$/;

/** Written by the build for Netlify, not for visitors. */
const notServed = new Set(['/_headers', '/_redirects']);

/**
 * The table of everything public, by the path as browsers send it (percent-encoded), pages by their folder. What is not in the
 * table is not there: a request never names a file.
 */
export async function staticFiles(
  folder: string,
  securityHeaders: Record<string, string>,
): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => `/${path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')}`),
  );
  const table = new Map<string, StaticFile>();
  for (const name of names) {
    const isVariant = /\.(br|gz)$/.test(name) && names.has(name.replace(/\.(br|gz)$/, ''));
    if (isVariant || notServed.has(name)) continue;
    const encodings = new Set(
      (['br', 'gzip', 'identity'] as const).filter((encoding) => names.has(name + extensionOf[encoding])),
    );
    const address = encodeURI(name.endsWith('/index.html') ? name.slice(0, -'index.html'.length) : name);
    const read = (encoding: Encoding) =>
      readVariant(path.join(folder, name), name, encoding, encodings.size > 1, securityHeaders);
    table.set(address, { encodings, variant: keepingSmallFiles(path.join(folder, name), read) });
  }
  return table;
}

const keptBytes = 2 * 1024 * 1024;

/** Small files stay in memory after the first request; a large one is read each time. */
function keepingSmallFiles(
  file: string,
  read: (encoding: Encoding) => StaticVariant,
): (encoding: Encoding) => StaticVariant {
  const kept = new Map<Encoding, StaticVariant>();
  return (encoding) => {
    const known = kept.get(encoding);
    if (known) return known;
    const variant = read(encoding);
    if (statSync(file).size <= keptBytes) kept.set(encoding, variant);
    return variant;
  };
}

function readVariant(
  file: string,
  name: string,
  encoding: Encoding,
  varies: boolean,
  securityHeaders: Record<string, string>,
): StaticVariant {
  const body = readFileSync(file + extensionOf[encoding]);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const caching: Record<string, string> = {
    'Cache-Control': hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
    ...(varies && { Vary: 'Accept-Encoding' }),
    ...securityHeaders,
  };
  const described: Record<string, string> = {
    'Content-Type': contentType(name),
    'Content-Length': String(body.byteLength),
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
    ...caching,
  };
  return { body, etag, headers: Object.entries(described).flat(), unchanged: Object.entries(caching).flat() };
}
