import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { close, createIndex } from 'pagefind';

/** A page as the index reads it. */
export interface SearchablePage {
  url: string;
  /** From `searchableHtml()`. */
  html: string;
}

/** An index that grows: it can be written, fed further and written again, so that each page is read once for both indexes. */
export interface SearchIndex {
  add(page: SearchablePage): Promise<void>;
  /** Writes all pages added so far. */
  write(folder: string): Promise<void>;
  /** Ends the indexer, and with it every index that is open. */
  close(): Promise<void>;
}

/** Interfaces that Pagefind brings along; the site has its own. */
const FOREIGN = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;

/** @throws when Pagefind cannot be started */
export async function openSearchIndex(): Promise<SearchIndex> {
  const { started, death } = watched(() => createIndex({ includeCharacters: '№₽%' }));
  const { index, errors } = await Promise.race([started, death]);
  if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`);
  return {
    async add({ url, html }) {
      const answer = await Promise.race([index.addHTMLFile({ url, content: html }), death]);
      if (answer.errors.length > 0) throw new Error(`Pagefind, ${url}: ${answer.errors.join('; ')}`);
    },
    async write(folder) {
      const answer = await Promise.race([index.writeFiles({ outputPath: folder }), death]);
      if (answer.errors.length > 0) throw new Error(`Pagefind: ${answer.errors.join('; ')}`);
      const foreign = (await readdir(folder)).filter((name) => FOREIGN.test(name));
      await Promise.all(foreign.map((name) => rm(join(folder, name))));
    },
    close: async () => void (await close()),
  };
}

let indexer: ChildProcess | undefined;

/**
 * Pagefind's module does not notice when its process dies (a full disk is enough): it would wait for an answer for ever.
 * @returns what was started, and a promise that is rejected once the process is gone
 */
function watched<T>(start: () => T): { started: T; death: Promise<never> } {
  const notice = (news: unknown) => (indexer = (news as { process: ChildProcess }).process);
  subscribe('child_process', notice);
  const started = start();
  unsubscribe('child_process', notice);
  const death = new Promise<never>((_, reject) => {
    indexer?.once('exit', () => reject(new Error('Pagefind has ended before its work was done.')));
  });
  // Nobody may be waiting.
  death.catch(() => {});
  return { started, death };
}
