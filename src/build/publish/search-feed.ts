import { rm } from 'node:fs/promises';
import type { Access } from '../content-urls.ts';
import { checksum, searchableHtml } from './searchable-html.ts';
import { openSearchIndex, type SearchablePage, type SearchIndex } from './search-index.ts';
import { accessOfPath } from './site-files.ts';

/** A page of the finished site, its text left on the disk. */
export interface FoundPage {
  url: string;
  access: Access;
  /** Of what search reads of it. */
  checksum: string;
  /** Reads that part from the disk. */
  read(): Promise<string>;
}

/**
 * Builds one search index while Astro renders: the indexer is a process of its own and would wait otherwise. In the end the index
 * holds exactly what lies on the disk: pages are compared by checksum, and where one differs, the index is made anew from the disk.
 */
export interface SearchFeed {
  /** Takes a page as it was rendered. Waits when the indexer is far behind. */
  take(page: SearchablePage & { checksum: string }): Promise<void>;
  /** Begins to write what was taken, while the site is still being parted. */
  write(folder: string): void;
  /** Ends with the index of exactly these pages in that folder. */
  settle(pages: readonly FoundPage[]): Promise<void>;
}

/** With so many pages unread rendering waits, or they would heap up in memory. */
const AHEAD = 200;

export function searchFeed(): SearchFeed {
  let index: SearchIndex | undefined;
  let folder = '';
  let writing = Promise.resolve();
  const taken = new Map<string, string>();
  const unread = new Set<Promise<unknown>>();
  let failure: unknown;

  async function writeTaken(): Promise<void> {
    await Promise.all(unread);
    if (failure !== undefined) throw failure;
    await index?.write(folder);
    await index?.close();
  }

  return {
    async take({ url, html, checksum: sum }) {
      taken.set(url, sum);
      index ??= openSearchIndex();
      const reading: Promise<unknown> = index
        .add({ url, html })
        .catch((error: unknown) => (failure ??= error))
        .finally(() => unread.delete(reading));
      unread.add(reading);
      if (unread.size > AHEAD) await Promise.race(unread);
    },

    write(target) {
      folder = target;
      writing = writeTaken();
      // settle() tells of it.
      writing.catch(() => {});
    },

    async settle(pages) {
      await writing;
      const isTrue = pages.length === taken.size && pages.every(({ url, checksum: sum }) => taken.get(url) === sum);
      if (!isTrue || !index) await writeAnew(pages, folder);
    },
  };
}

async function writeAnew(pages: readonly FoundPage[], folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const index = openSearchIndex();
  for (const { url, read } of pages) await index.add({ url, html: await read() });
  await index.write(folder);
  await index.close();
}

/** Who searches in which index. Partners get a superset of the public one: one ranking holds for all their results. */
const readers = { public: ['public'], partner: ['public', 'partner'] } as const satisfies Record<string, Access[]>;
const maySearch = (reader: keyof typeof readers, access: Access) =>
  (readers[reader] as readonly Access[]).includes(access);

/** The feeds of both indexes. The indexer of the public one never hears of a private page. */
export function searchFeeds() {
  const feeds = { public: searchFeed(), partner: searchFeed() };
  const each = Object.keys(feeds) as (keyof typeof feeds)[];
  return {
    /** Takes a page as it was rendered, for whom it is. */
    async take(pathname: string, html: string): Promise<void> {
      const url = decodeURI(pathname);
      const access = accessOfPath(url.slice(1));
      const own = each.filter((reader) => maySearch(reader, access));
      const text = own.length > 0 ? searchableHtml(html) : undefined;
      if (text === undefined) return;
      const page = { url, html: text, checksum: checksum(text) };
      await Promise.all(own.map((reader) => feeds[reader].take(page)));
    },

    write(folders: Record<keyof typeof feeds, string>): void {
      for (const reader of each) feeds[reader].write(folders[reader]);
    },

    /** @returns how many pages each index holds */
    async settle(found: readonly FoundPage[]): Promise<Record<keyof typeof feeds, number>> {
      const counts = each.map(async (reader) => {
        const pages = found.filter(({ access }) => maySearch(reader, access));
        await feeds[reader].settle(pages);
        return [reader, pages.length] as const;
      });
      return Object.fromEntries(await Promise.all(counts)) as Record<keyof typeof feeds, number>;
    },
  };
}
export type SearchFeeds = ReturnType<typeof searchFeeds>;
