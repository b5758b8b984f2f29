import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { filesBelow } from '../../src/build/publish/site-files.ts';

/** Names what differs between two published folders: a file that only one has, or bytes that are not the same. */
export async function publishedDifference(one: string, other: string): Promise<string[]> {
  const files = new Set([...(await filesBelow(one)), ...(await filesBelow(other))]);
  return [...files].filter((file) => {
    try {
      return contentOf(one, file) !== contentOf(other, file);
    } catch {
      return true;
    }
  });
}

function contentOf(folder: string, file: string): string {
  const bytes = readFileSync(path.join(folder, file));
  const unpacked = file.endsWith('.br')
    ? brotliDecompressSync(bytes)
    : file.endsWith('.gz')
      ? gunzipSync(bytes)
      : bytes;
  // Astro makes the id of an island out of the folder the project lies in, which differs.
  return unpacked.toString('latin1').replace(/(<astro-island uid=)"[^"]*"/g, '$1""');
}
