import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { close } from 'pagefind';
import { addPages, type FoundPage, type SearchFeed } from './search-feed.ts';
import { searchableHtml } from './searchable-html.ts';
import type { BuiltPage } from './split-output.ts';

/**
 * Both search indexes. The public one is written first, when the indexer has not yet heard of any private page. Partners get a
 * superset of it, so that one ranking holds for all results (two merged indexes have scores that cannot be compared).
 * @returns how many pages each holds
 */
export async function writeSearchIndexes(
  feed: SearchFeed,
  pages: readonly BuiltPage[],
  publicFolder: string,
  privateFolder: string,
): Promise<{ indexed: number; indexedForPartners: number }> {
  const found = (access: BuiltPage['access'], folder: string): FoundPage[] =>
    pages.flatMap((page) =>
      page.access === access && page.searchable !== undefined
        ? [{ url: page.url, checksum: page.searchable, read: () => readSearchable(join(folder, page.file)) }]
        : [],
    );
  const everybodys = found('public', publicFolder);
  const partners = found('partner', privateFolder);
  const index = await feed.indexOf(everybodys);
  await index.write(join(publicFolder, 'pagefind'));
  await addPages(index, partners);
  await index.write(join(privateFolder, 'partner', 'pagefind'));
  await close();
  return { indexed: everybodys.length, indexedForPartners: everybodys.length + partners.length };
}

async function readSearchable(file: string): Promise<string> {
  return searchableHtml(await readFile(file, 'utf8'))!;
}
