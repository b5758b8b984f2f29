import { checksum, searchableHtml } from './searchable-html.ts';
import { openSearchIndex, type SearchIndex } from './search-index.ts';
import { accessOfPath } from './site-files.ts';

/** A published page, its text left on the disk. */
export interface FoundPage {
  url: string;
  /** Of what search reads of it. */
  checksum: string;
  /** Reads that part from the disk. */
  read(): Promise<string>;
}

/**
 * Gives public pages to the indexer while Astro renders the next ones: the indexer is a process of its own and would wait otherwise.
 * In the end the index holds exactly what is published: pages are compared by checksum, and where one is not as it was taken,
 * the index is made anew from the disk.
 */
export interface SearchFeed {
  /** Takes a page as it was rendered, private ones excepted. Waits when the indexer is far behind. */
  take(pathname: string, html: string): Promise<void>;
  indexOf(pages: readonly FoundPage[]): Promise<SearchIndex>;
}

/** With so many pages unread rendering waits, or they would heap up in memory. */
const AHEAD = 200;

export function searchFeed(): SearchFeed {
  let opening: Promise<SearchIndex> | undefined;
  const taken = new Map<string, string>();
  const unread = new Set<Promise<unknown>>();
  let failure: unknown;

  return {
    async take(pathname, html) {
      const url = decodeURI(pathname);
      const text = accessOfPath(url.slice(1)) === 'public' ? searchableHtml(html) : undefined;
      if (text === undefined) return;
      taken.set(url, checksum(text));
      opening ??= openSearchIndex();
      const reading: Promise<unknown> = opening
        .then((index) => index.add([{ url, html: text }]))
        .catch((error: unknown) => (failure ??= error))
        .finally(() => unread.delete(reading));
      unread.add(reading);
      if (unread.size > AHEAD) await Promise.race(unread);
    },

    async indexOf(pages) {
      await Promise.all(unread);
      if (failure !== undefined) throw failure;
      const published = new Map(pages.map((page) => [page.url, page.checksum]));
      const isTrue = [...taken].every(([url, sum]) => published.get(url) === sum);
      const index = opening && isTrue ? await opening : await openSearchIndex();
      await addPages(
        index,
        pages.filter(({ url }) => !isTrue || !taken.has(url)),
      );
      return index;
    },
  };
}

/** Reads pages from the disk, a few at a time. */
export async function addPages(index: SearchIndex, pages: readonly FoundPage[]): Promise<void> {
  for (let at = 0; at < pages.length; at += 50)
    await index.add(
      await Promise.all(pages.slice(at, at + 50).map(async ({ url, read }) => ({ url, html: await read() }))),
    );
}
