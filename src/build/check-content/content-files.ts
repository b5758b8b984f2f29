import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isAttachment } from '../attachments.ts';
import { entryId, fileCollections, listCollections } from '../../content-schemas/collections.ts';
import type { FileCollection } from '../../content-schemas/collections.ts';

export type FileCollectionName = keyof typeof fileCollections;
export type ListCollectionName = keyof typeof listCollections;

/** A file of content/ and what it is to Astro. */
export interface FoundFile {
  /** Path from the root of the project, with slashes: `content/kb/ru/pinning/extend.mdx`. */
  path: string;
  /** The collection that takes it; undefined when none does. */
  collection?: FileCollectionName | ListCollectionName;
  /** The id of its entry; '' for lists. */
  id: string;
}

const images = /\.(svg|png|jpe?g|webp|avif|gif)$/;

/** The files of content/ that are entries (or should be), the pictures and the downloads beside them. The guide and its templates are neither. */
export function findContent(root: string): { files: FoundFile[]; images: Set<string>; attachments: Set<string> } {
  const found = { files: [] as FoundFile[], images: new Set<string>(), attachments: new Set<string>() };
  for (const inside of filesIn(path.join(root, 'content'))) {
    if (inside === 'README.md' || inside.startsWith('templates/')) continue;
    const file = `content/${inside}`;
    if (images.test(inside)) found.images.add(file);
    else if (isAttachment(inside)) found.attachments.add(file);
    else found.files.push({ path: file, ...placeIn(inside) });
  }
  return found;
}

/** The files of public/ as the addresses they get. */
export function findPublicFiles(root: string): Set<string> {
  return new Set(filesIn(path.join(root, 'public')).map((inside) => `/${inside}`));
}

/** The text with plain line ends and without a mark of its encoding: neither moves a line or a column. */
export function readText(root: string, file: FoundFile): string {
  return readFileSync(path.join(root, file.path), 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
}

/** Paths inside a folder, with slashes, in the order of the alphabet; nothing when there is no such folder. */
function filesIn(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

const collections = Object.entries(fileCollections).map(([name, collection]: [string, FileCollection]) => ({
  name: name as FileCollectionName,
  collection,
  pattern: patternOf(`${collection.folder}/${collection.pattern}`),
}));

function placeIn(inside: string): Pick<FoundFile, 'collection' | 'id'> {
  for (const [name, { file }] of Object.entries(listCollections)) {
    if (file === inside) return { collection: name as ListCollectionName, id: '' };
  }
  const match = collections.find(({ pattern }) => pattern.test(inside));
  if (!match) return { id: '' };
  return { collection: match.name, id: entryId(match.collection, inside.slice(match.collection.folder.length + 1)) };
}

/** The few signs the table of collections uses: two stars, one star, `{a,b}`. */
function patternOf(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*|\{[^}]*\}|[.+]/g, (sign) => {
    if (sign === '**/') return '(?:[^/]+/)*';
    if (sign === '*') return '[^/]+';
    return sign.startsWith('{') ? `(?:${sign.slice(1, -1).replaceAll(',', '|')})` : `\\${sign}`;
  });
  return new RegExp(`^${source}$`);
}
