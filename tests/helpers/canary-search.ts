import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { filesBelow } from '../../src/build/publish/site-files.ts';
import { canaryBeginnings } from './canary-words.ts';

/** A way in which a word can be written in a file: plain, in another encoding, escaped. */
interface Spelling {
  name: string;
  bytes: string;
  /** Hexadecimal digits and the like may be in either case. */
  anyCase: boolean;
}

export interface Leak {
  file: string;
  /** How it was written there, such as `gzip > base64`. */
  spelling: string;
}

const latin1 = (bytes: Buffer) => bytes.toString('latin1');
const utf8 = (text: string) => latin1(Buffer.from(text));
const swapped = (text: string) => latin1(Buffer.from(text, 'utf16le').swap16());

/** Windows-1251, in which Russian letters stand in their order from 0xC0. */
const windows1251 = (text: string) =>
  latin1(Buffer.from([...text].map((letter) => (letter >= 'А' ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0)))));

const perByte = (text: string, write: (byte: string) => string) =>
  [...Buffer.from(text)].map((byte) => write(byte.toString(16).padStart(2, '0'))).join('');
const perLetter = (text: string, write: (code: number) => string) =>
  [...text].map((letter) => write(letter.charCodeAt(0))).join('');

/** The part of a base64 text that is the same whatever stands before and after; one for each of the three places to begin. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(from, to);
  });
}

function spellingsOf(word: string): Spelling[] {
  const inCases = [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)];
  return inCases.flatMap((text) => [
    { name: 'plain', bytes: utf8(text), anyCase: false },
    { name: 'UTF-16', bytes: latin1(Buffer.from(text, 'utf16le')), anyCase: false },
    { name: 'UTF-16 big-endian', bytes: swapped(text), anyCase: false },
    { name: 'Windows-1251', bytes: windows1251(text), anyCase: false },
    { name: 'percent-encoded', bytes: perByte(text, (byte) => `%${byte}`), anyCase: true },
    { name: 'percent-encoded', bytes: encodeURIComponent(text).toLowerCase(), anyCase: true },
    { name: 'quoted-printable', bytes: perByte(text, (byte) => `=${byte}`), anyCase: true },
    { name: 'hexadecimal', bytes: perByte(text, (byte) => byte), anyCase: true },
    {
      name: 'JSON-escaped',
      bytes: perLetter(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
      anyCase: true,
    },
    { name: 'HTML entities', bytes: perLetter(text, (code) => `&#${code};`), anyCase: true },
    { name: 'HTML entities', bytes: perLetter(text, (code) => `&#x${code.toString(16)};`), anyCase: true },
    {
      name: 'HTML entities',
      bytes: perLetter(text, (code) => `&#x${code.toString(16).padStart(4, '0')};`),
      anyCase: true,
    },
    ...['utf8', 'utf16le'].flatMap((encoding) =>
      base64Cores(Buffer.from(text, encoding as BufferEncoding)).flatMap((core) => [
        { name: 'base64', bytes: core, anyCase: false },
        { name: 'base64', bytes: core.replaceAll('+', '-').replaceAll('/', '_'), anyCase: false },
      ]),
    ),
  ]);
}

const spellings = Object.values(canaryBeginnings).flatMap(spellingsOf);
const beginnings = Object.values(canaryBeginnings);

/** What a file holds: its bytes, and what comes out when they are unpacked. */
export function layersOf(name: string, bytes: Buffer): { how: string; bytes: Buffer }[] {
  const layers = [{ how: '', bytes }];
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    layers.push(...layersOf(name.replace(/\.gz$/, ''), gunzipSync(bytes)).map(within('gzip > ')));
  if (name.endsWith('.br'))
    layers.push(...layersOf(name.slice(0, -3), brotliDecompressSync(bytes)).map(within('brotli > ')));
  return layers;
}
const within = (packing: string) => (layer: { how: string; bytes: Buffer }) => ({
  how: packing + layer.how,
  bytes: layer.bytes,
});

/** Every spelling of a canary in these bytes, in a name as well as in a content. */
export function spellingsIn(bytes: Buffer): string[] {
  const text = latin1(bytes);
  const lower = text.toLowerCase();
  const found = new Set(
    spellings.filter(({ bytes: wanted, anyCase }) => (anyCase ? lower : text).includes(wanted)).map(({ name }) => name),
  );
  const words = bytes.toString('utf8').toLowerCase();
  if (beginnings.some((beginning) => words.includes(beginning))) found.add('plain');
  return [...found];
}

/** Looks for canaries in every byte below a folder: in names, in files, in what is packed inside them. */
export async function findLeaks(folder: string): Promise<Leak[]> {
  const leaks: Leak[] = [];
  // A page lies there plain and packed twice: the same bytes are read once.
  const known = new Map<string, string[]>();
  const read = (bytes: Buffer) => {
    const sum = hash('sha256', bytes, 'base64');
    const found = known.get(sum) ?? spellingsIn(bytes);
    known.set(sum, found);
    return found;
  };
  for (const file of await filesBelow(folder)) {
    for (const name of spellingsIn(Buffer.from(file))) leaks.push({ file, spelling: `name > ${name}` });
    for (const { how, bytes } of layersOf(file, readFileSync(path.join(folder, file))))
      for (const name of read(bytes)) leaks.push({ file, spelling: how + name });
  }
  return leaks;
}
