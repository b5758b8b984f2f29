import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { findPages } from '#features/search/find-pages.ts';
import { knownWords, termsOf, type KnownWords } from '#features/search/known-words-rules.ts';
import type { Pagefind } from '#features/search/pagefind.ts';
import { closed, plainWord } from '#features/search/term-rules.ts';

/** Pagefind's files begin so once unpacked; CBOR or JSON follows. */
const mark = 'pagefind_dcd';

function contentOf(file: string): Buffer {
  const bytes = gunzipSync(readFileSync(file));
  if (bytes.toString('latin1', 0, mark.length) !== mark) throw new Error(`${file} is not a file of Pagefind.`);
  return bytes.subarray(mark.length);
}

/** All words of an index, as its files hold them: terms, in lower case. */
export async function indexedWords(folder: string): Promise<Set<string>> {
  const words = new Set<string>();
  const files = await readdir(path.join(folder, 'index'));
  for (const file of files) readTexts(contentOf(path.join(folder, 'index', file)), words);
  return new Set([...words].map((word) => (word.endsWith(closed('')) ? word.slice(0, -1) : word)));
}

/** What an index can show of a page. */
export interface Fragment {
  url: string;
  content: string;
  meta: Record<string, string>;
}

export async function fragmentsOf(folder: string): Promise<Fragment[]> {
  const files = await readdir(path.join(folder, 'fragment'));
  return files.map((file) => JSON.parse(contentOf(path.join(folder, 'fragment', file)).toString('utf8')) as Fragment);
}

/** Collects the texts of a CBOR value (RFC 8949; Pagefind writes definite lengths only); the answer is where it ends. */
function readTexts(bytes: Buffer, texts: Set<string>, at = 0): number {
  const major = bytes[at]! >> 5;
  const short = bytes[at]! & 31;
  const width = short < 24 ? 0 : 2 ** (short - 24);
  if (short > 27) throw new Error(`An unknown form of CBOR at byte ${at}.`);
  const length =
    width === 0 ? short : width === 8 ? Number(bytes.readBigUInt64BE(at + 1)) : bytes.readUIntBE(at + 1, width);
  let end = at + 1 + width;
  if (major === 2 || major === 3) {
    if (major === 3) texts.add(bytes.toString('utf8', end, end + length));
    return end + length;
  }
  const inner = { 4: length, 5: length * 2, 6: 1 }[major] ?? 0;
  for (let item = 0; item < inner; item += 1) end = readTexts(bytes, texts, end);
  return end;
}

/** An index that is open for questions, as the browser has it. */
export interface AskedIndex {
  known: KnownWords;
  /** Addresses of the pages that answer a query, the best first; `places` of its words in each. */
  find(query: string): Promise<{ url: string; title: string }[]>;
  /** Addresses of the pages that have this very word, without mending and without synonyms. */
  have(word: string): Promise<string[]>;
}

/** Asks an index by Pagefind's own script and the site's rules, as the browser does. `synonyms`: groups of words that mean the same. */
export async function withSearch<T>(
  folder: string,
  language: 'ru' | 'en',
  use: (index: AskedIndex) => Promise<T>,
  synonyms: readonly (readonly string[])[] = [],
): Promise<T> {
  const server = createServer((request, response) => {
    const file = path.join(folder, new URL(request.url!, 'http://localhost').pathname);
    try {
      response.end(readFileSync(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const scope = globalThis as { document?: unknown };
  // All that the script wants of a document is its language.
  scope.document = {
    documentElement: { lang: language },
    currentScript: null,
    querySelector: () => ({ getAttribute: () => language }),
  };
  try {
    const script = pathToFileURL(path.join(folder, 'pagefind.js'));
    const module = (await import(/* @vite-ignore */ `${script.href}?${language}`)) as {
      createInstance(options: { basePath: string; baseUrl: string; noWorker: boolean }): Pagefind;
    };
    const basePath = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const pagefind = module.createInstance({ basePath, baseUrl: '/', noWorker: true });
    await pagefind.init();
    // Only now it is certain that all has loaded.
    await pagefind.filters();
    const words = readFileSync(path.join(folder, `words.${language}.json`), 'utf8');
    const known = knownWords(JSON.parse(words) as Parameters<typeof knownWords>[0], synonyms);
    return await use({
      known,
      async find(query) {
        const { pages } = await findPages(pagefind, query, known);
        const read = await Promise.all(pages.map((page) => page.read()));
        return read.map(({ url, meta }) => ({ url, title: meta.title }));
      },
      async have(word) {
        const [term] = termsOf(plainWord(word), known);
        if (term === undefined) return [];
        const { results } = await pagefind.search(closed(term), { filters: {} });
        return Promise.all(results.map(async (result) => (await result.data()).url));
      },
    });
  } finally {
    delete scope.document;
    server.closeAllConnections();
    server.close();
  }
}
