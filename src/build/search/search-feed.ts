import { rm } from 'node:fs/promises';
import type { Access } from '../content-urls.ts';
import { openIndexThread } from './index-thread.ts';
import { checksum, searchableHtml } from './searchable-html.ts';
import type { SearchablePage, SearchIndex } from './search-index.ts';
import { accessOfPath } from '../publish/site-files.ts';

/** A page of the finished site, its text left on the disk. */
export interface FoundPage {
  url: string;
  access: Access;
  /** Of what search reads of it. */
  checksum: string;
  /** Reads that part from the disk. */
  read(): Promise<string>;
}

/** Where each index goes. Partners get a superset of the public one, so that one ranking holds for all their results. */
export interface IndexFolders {
  public: string;
  partner: string;
}

/**
 * Builds both search indexes while Astro renders, in a thread beside it, which would wait otherwise, and reads a page once.
 * The public index is written first, when the indexer has not yet heard of any private page. In the end the indexes hold exactly
 * what lies on the disk: pages are compared by checksum, and where one differs, both are made anew from the disk.
 */
export interface SearchFeed {
  /** Takes a page as it was rendered. Waits when the indexer is far behind. */
  take(pathname: string, html: string): Promise<void>;
  /** Begins to write what was taken, while the site is still being parted. */
  write(folders: IndexFolders): void;
  /** Ends with the indexes of exactly these pages. @returns how many pages each holds */
  settle(found: readonly FoundPage[]): Promise<Record<keyof IndexFolders, number>>;
}

/** With so many pages unread rendering waits, or they would heap up in memory. */
const AHEAD = 200;

export function searchFeed(): SearchFeed {
  const taken = new Map<string, string>();
  const forPartners: SearchablePage[] = [];
  const unread = new Set<Promise<unknown>>();
  let index: SearchIndex | undefined;
  let failure: unknown;
  let folders: IndexFolders | undefined;
  let writing = Promise.resolve();

  async function feed(page: SearchablePage): Promise<void> {
    if (failure !== undefined) throw failure;
    index ??= openIndexThread();
    const reading: Promise<unknown> = index
      .add(page)
      .catch((error: unknown) => (failure ??= error))
      .finally(() => unread.delete(reading));
    unread.add(reading);
    if (unread.size > AHEAD) await Promise.race(unread);
  }

  async function writeTaken(targets: IndexFolders): Promise<void> {
    index ??= openIndexThread();
    try {
      await Promise.all(unread);
      if (failure !== undefined) throw failure;
      await writeBoth(index, targets, forPartners);
    } finally {
      await index.close();
    }
  }

  return {
    async take(pathname, html) {
      const url = decodeURI(pathname);
      const access = accessOfPath(url.slice(1));
      const text = access === 'staff' ? undefined : searchableHtml(html);
      if (text === undefined) return;
      taken.set(url, checksum(text));
      if (access === 'partner') forPartners.push({ url, html: text });
      else await feed({ url, html: text });
    },

    write(targets) {
      folders = targets;
      writing = writeTaken(targets);
      // How it went, settle() tells.
      writing.catch(() => {});
    },

    async settle(found) {
      await writing;
      const everybodys = found.filter(({ access }) => access === 'public');
      const partners = found.filter(({ access }) => access === 'partner');
      const pages = [...everybodys, ...partners];
      const isTrue = pages.length === taken.size && pages.every(({ url, checksum: sum }) => taken.get(url) === sum);
      if (!isTrue) await writeAnew(everybodys, partners, folders!);
      return { public: everybodys.length, partner: pages.length };
    },
  };
}

async function writeBoth(index: SearchIndex, folders: IndexFolders, forPartners: Iterable<SearchablePage>) {
  await index.write(folders.public);
  await Promise.all([...forPartners].map((page) => index.add(page)));
  await index.write(folders.partner);
}

async function writeAnew(everybodys: readonly FoundPage[], partners: readonly FoundPage[], folders: IndexFolders) {
  for (const folder of Object.values(folders)) await rm(folder, { recursive: true, force: true });
  const index = openIndexThread();
  try {
    for (const { url, read } of everybodys) await index.add({ url, html: await read() });
    const forPartners = partners.map(async ({ url, read }) => ({ url, html: await read() }));
    await writeBoth(index, folders, await Promise.all(forPartners));
  } finally {
    await index.close();
  }
}
