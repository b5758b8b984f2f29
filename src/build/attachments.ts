import { stat } from 'node:fs/promises';
import path from 'node:path';

export const videoTypes: readonly string[] = ['mp4', 'webm'];
export const captionTypes: readonly string[] = ['vtt'];
const documentTypes: readonly string[] = [
  'pdf',
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'csv',
  'txt',
  'zip',
  'ics',
];
/**
 * Files that are no pictures and may lie beside a page: readers take them along or watch them. The build gives each a name made of its
 * content, and it goes where the pages go that name it.
 */
export const attachmentTypes: readonly string[] = [...documentTypes, ...videoTypes, ...captionTypes];

export const extensionOf = (file: string) => path.posix.extname(file).slice(1).toLowerCase();

export const isAttachment = (file: string) => attachmentTypes.includes(extensionOf(file));

/**
 * Where a file lies that a page names: `./price.pdf` beside the page, `/docs/price.pdf` in public/. All paths from the root of the
 * project, with slashes.
 */
export const placeOfFile = (named: string, page: string) =>
  named.startsWith('/') ? `public${named}` : path.posix.join(path.posix.dirname(page), named);

/** @throws when the file is not there, which the checker has told before */
export async function fileSize(place: string, root = process.cwd()): Promise<number> {
  return (await stat(path.join(root, place))).size;
}
