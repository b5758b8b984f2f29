import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createIndex } from 'pagefind';

/** A page as the index reads it. */
export interface SearchablePage {
  url: string;
  /** From `searchableHtml()`. */
  html: string;
}

/** An index that grows: it can be written, fed further and written again, so that each page is read once for both indexes. */
export interface SearchIndex {
  add(pages: readonly SearchablePage[]): Promise<void>;
  /** Writes all pages added so far. */
  write(folder: string): Promise<void>;
}

/** Interfaces that Pagefind brings along; the site has its own. */
const FOREIGN = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;

/** @throws when Pagefind cannot be started */
export async function openSearchIndex(): Promise<SearchIndex> {
  const { index, errors } = await createIndex({ includeCharacters: '№₽%' });
  if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`);
  return {
    async add(pages) {
      await Promise.all(
        pages.map(async ({ url, html }) => {
          const answer = await index.addHTMLFile({ url, content: html });
          if (answer.errors.length > 0) throw new Error(`Pagefind, ${url}: ${answer.errors.join('; ')}`);
        }),
      );
    },
    async write(folder) {
      const answer = await index.writeFiles({ outputPath: folder });
      if (answer.errors.length > 0) throw new Error(`Pagefind: ${answer.errors.join('; ')}`);
      const foreign = (await readdir(folder)).filter((name) => FOREIGN.test(name));
      await Promise.all(foreign.map((name) => rm(join(folder, name))));
    },
  };
}
