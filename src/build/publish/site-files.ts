import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Access } from '../content-urls.ts';

/** All files below a folder, as paths with forward slashes. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Who may read a path of the site: its own words say so, in every language and in any letter case. */
export function accessOfPath(path: string): Access {
  const area = /^(?:[a-z]{2}\/)?(partner|staff)(?:\/|$|\.)/i.exec(path)?.[1]?.toLowerCase();
  return (area as Access | undefined) ?? 'public';
}

/** `kb/pinning/index.html` -> `/kb/pinning/` */
export const urlOfFile = (path: string) => `/${path.replace(/(^|\/)index\.html$/, '$1')}`;
