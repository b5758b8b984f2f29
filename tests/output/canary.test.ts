import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { filesBelow } from '#build/publish/site-files.ts';
import { site as realSite } from '#tests/helpers/built-site.ts';
import { findLeaks, layersOf } from '#tests/helpers/canary-search.ts';
import { canariesIn } from '#tests/helpers/canary-words.ts';
import { publishedDifference } from '#tests/helpers/published-difference.ts';

const site = inject('canarySite');
const shown = site.canaries.filter(({ isShown }) => isShown);

/** All canaries in the names and the content of these files, unpacked where they are packed. */
function wordsIn(folder: string, files: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const file of files) {
    const layers = layersOf(file, readFileSync(path.join(folder, file)));
    for (const text of [file, ...layers.map(({ bytes }) => bytes.toString('utf8'))])
      for (const word of canariesIn(text)) found.add(word);
  }
  return found;
}

describe('what is private', () => {
  it('has a canary in every place a word can stand in', () => {
    expect(new Set(site.canaries.map(({ word }) => word)).size).toBe(site.canaries.length);
    expect(shown.length).toBeGreaterThanOrEqual(400);
    expect(site.canaries.length).toBeGreaterThanOrEqual(900);
  });

  it('is in no byte of what is published', async () => {
    expect(await findLeaks(site.dist)).toEqual([]);
  });

  it('changes nothing of what is published: no name, no count, no order', async () => {
    expect(await publishedDifference(realSite.dist, site.dist)).toEqual([]);
  });

  it('lends no name to a picture: each is called by its content alone', async () => {
    const pictures = (await filesBelow(site.dist)).filter((file) =>
      /^_astro\/.*\.(svg|png|jpe?g|webp|avif|gif)$/.test(file),
    );
    expect(pictures.length).toBeGreaterThan(2);
    expect(pictures.filter((file) => !/^_astro\/[\w-]+\.\w+$/.test(file))).toEqual([]);
  });

  it('is what its readers get: every canary they should see is there to be found', async () => {
    const found = wordsIn(site.private, await filesBelow(site.private));
    expect(shown.filter(({ word }) => !found.has(word)).map(({ place }) => place)).toEqual([]);
  });

  it('of the staff is in no file that partners may open', async () => {
    // pages.json names all addresses for the functions; the gate opens nothing outside /partner/ and /staff/.
    const files = (await filesBelow(site.private)).filter(
      (file) => !/^((?:[a-z]{2}\/)?staff\/|pages\.json$)/.test(file),
    );
    const found = wordsIn(site.private, files);
    const ofStaff = site.canaries.filter(({ room }) => room === 'staff');
    expect(ofStaff.length).toBeGreaterThan(400);
    expect(ofStaff.filter(({ word }) => found.has(word)).map(({ place }) => place)).toEqual([]);
  });
});

/** A private file that holds a canary, and its bytes. */
async function privateFile(pattern: RegExp): Promise<Buffer> {
  const files = (await filesBelow(site.private)).filter((file) => pattern.test(file));
  const file = files.find((name) => wordsIn(site.private, [name]).size > 0);
  if (file === undefined) throw new Error(`private/ has no ${pattern} with a canary.`);
  return readFileSync(path.join(site.private, file));
}

const page = () => privateFile(/^partner\/kb\/[^/]+\/[^/]+\/index\.html$/);
const { word: address } = shown.find(({ place }) => place.endsWith(': address'))!;

/** What must never be in the published folder: what it is, under which name it got there, its bytes. */
const slips: [what: string, file: string, content: () => Buffer | string | Promise<Buffer | string>][] = [
  ['a private page', 'kb/moved/index.html', page],
  ['a private page, compressed by gzip', 'kb/moved.html.gz', async () => gzipSync(await page())],
  ['a private page, compressed by brotli', 'kb/moved.html.br', async () => brotliCompressSync(await page())],
  ['a private page, packed twice', 'feed.xml.br', async () => brotliCompressSync(gzipSync(await page()))],
  ['a fragment of the private search index', 'pagefind/moved.pf_fragment', () => privateFile(/\.pf_fragment$/)],
  ['the words of the private search index', 'pagefind/moved.pf_index', () => privateFile(/\.pf_index$/)],
  ['a drawing', '_astro/moved.svg', () => privateFile(/^partner\/_files\/.*\.svg$/)],
  ['a photo with a comment', '_astro/moved.jpg', () => privateFile(/^staff\/[^/]*\.jpg$/)],
  ['a picture with words in its metadata', '_astro/moved.png', () => privateFile(/^en\/partner\/[^/]*\.png$/)],
  ['a download', 'moved.pdf', () => privateFile(/^en\/staff\/[^/]*\.pdf$/)],
  ['a redirect', '_redirects.old', () => `/old/ /partner/kb/x/${address}/ 301\n`],
  ['a source map', '_astro/page.js.map', async () => JSON.stringify({ sourcesContent: [String(await page())] })],
  ['a name, though the file is empty', `kb/${address}.txt`, () => ''],
];

describe('the search for canaries finds', () => {
  let folder: string;
  let found: { file: string; spelling: string }[];
  let difference: string[];
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'letok-leaks-'));
    const dist = path.join(folder, 'dist');
    cpSync(site.dist, dist, { recursive: true });
    for (const [, file, content] of slips) {
      mkdirSync(path.dirname(path.join(dist, file)), { recursive: true });
      writeFileSync(path.join(dist, file), await content());
    }
    found = await findLeaks(dist);
    difference = await publishedDifference(site.dist, dist);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(slips)('%s that got among what is published', (_what, file) => {
    expect(found.filter((leak) => leak.file === file)).not.toEqual([]);
  });

  it('nothing else there', () => {
    const names = slips.map(([, file]) => file).sort();
    expect([...new Set(found.map(({ file }) => file))].sort()).toEqual(names);
    expect(difference.sort()).toEqual(names);
  });

  const cyrillic = shown.find(({ word }) => /\p{Script=Cyrillic}/u.test(word))!.word;
  const latin = shown.find(({ word }) => /^[a-z]+$/.test(word))!.word;
  const perLetter = (text: string, write: (code: number) => string) =>
    [...text].map((letter) => write(letter.charCodeAt(0))).join('');
  const inUpperCase = (text: string) => text[0]!.toUpperCase() + text.slice(1, 3) + text.slice(3).toUpperCase();

  it.each<[string, (text: string) => Buffer | string]>([
    ['plain', (text) => text],
    ['plain', inUpperCase],
    ['UTF-16', (text) => Buffer.from(text, 'utf16le')],
    ['UTF-16 big-endian', (text) => Buffer.from(text, 'utf16le').swap16()],
    ['percent-encoded', (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&')],
    ['percent-encoded', (text) => Buffer.from(text).toString('hex').toUpperCase().replace(/../g, '%$&')],
    ['quoted-printable', (text) => Buffer.from(text).toString('hex').toUpperCase().replace(/../g, '=$&')],
    ['hexadecimal', (text) => Buffer.from(text).toString('hex')],
    ['JSON-escaped', (text) => perLetter(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`)],
    [
      'JSON-escaped',
      (text) => perLetter(text.toUpperCase(), (code) => `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`),
    ],
    ['HTML entities', (text) => perLetter(text, (code) => `&#${code};`)],
    ['HTML entities', (text) => perLetter(text, (code) => `&#x${code.toString(16)};`)],
    ['base64', (text) => Buffer.from(`-${text}-`).toString('base64')],
    ['base64', (text) => Buffer.from(`--${text}-`).toString('base64')],
    ['base64', (text) => Buffer.from(`---${text}-`).toString('base64url')],
    ['base64', (text) => Buffer.from(`-${text}-`, 'utf16le').toString('base64')],
  ])('a canary written %s', async (spelling, write) => {
    const own = path.join(folder, 'spelling');
    mkdirSync(own, { recursive: true });
    for (const word of [cyrillic, latin]) {
      const written = write(word);
      for (const bytes of [Buffer.from(written), gzipSync(written)]) {
        writeFileSync(path.join(own, 'file.js'), bytes);
        const spellings = (await findLeaks(own)).map((leak) => leak.spelling.replace('gzip > ', ''));
        expect(spellings, word).toContain(spelling);
      }
    }
  });

  it('a canary in Windows-1251', async () => {
    const own = path.join(folder, 'windows');
    mkdirSync(own);
    writeFileSync(path.join(own, 'file.csv'), Buffer.from([...cyrillic].map((letter) => letter.charCodeAt(0) - 0x350)));
    expect(new TextDecoder('windows-1251').decode(readFileSync(path.join(own, 'file.csv')))).toBe(cyrillic);
    expect(await findLeaks(own)).toEqual([{ file: 'file.csv', spelling: 'Windows-1251' }]);
  });
});

describe('what is published differs when', () => {
  it('one byte of one page does', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'letok-difference-'));
    cpSync(site.dist, folder, { recursive: true });
    const list = path.join(folder, 'kb/index.html');
    writeFileSync(list, readFileSync(list, 'utf8').replace(/(<p class="note muted"[^>]*>)(\d)/, '$19$2'));
    const difference = await publishedDifference(site.dist, folder);
    rmSync(folder, { recursive: true, force: true });
    expect(difference).toEqual(['kb/index.html']);
  });
});
