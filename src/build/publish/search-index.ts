import { createIndex, type PagefindIndex } from 'pagefind';
import type { BuiltPage } from './split-output.ts';

/**
 * The search index of the pages some reader may see. Partners get a superset of the public one, so that one ranking holds for all
 * results (two merged indexes have scores that cannot be compared).
 */
export async function writeSearchIndex(pages: readonly BuiltPage[], folder: string): Promise<number> {
  const index = await open();
  const searchable = pages.filter(({ isSearchable }) => isSearchable);
  for (let at = 0; at < searchable.length; at += 50) {
    await Promise.all(searchable.slice(at, at + 50).map((page) => add(index, page)));
  }
  const { errors } = await index.writeFiles({ outputPath: folder });
  if (errors.length > 0) throw new Error(`Pagefind: ${errors.join('; ')}`);
  await index.deleteIndex();
  return searchable.length;
}

async function open(): Promise<PagefindIndex> {
  const { index, errors } = await createIndex({ includeCharacters: '№₽%' });
  if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`);
  return index;
}

async function add(index: PagefindIndex, { url, html }: BuiltPage): Promise<void> {
  const { errors } = await index.addHTMLFile({ url, content: html });
  if (errors.length > 0) throw new Error(`Pagefind, ${url}: ${errors.join('; ')}`);
}
