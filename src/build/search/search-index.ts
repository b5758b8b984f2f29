import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { close, createIndex } from 'pagefind';
import { fragmentOf, htmlOfTerms, type Fragment } from './indexed-page.ts';
import { readPage } from './read-page.ts';
import { restoreLanguages, restoreWords } from './restore-words.ts';
import { wordList, type WordList } from './word-list.ts';

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

/** Interfaces that Pagefind brings along, and its worker; the site has its own interface, and terms are looked up in no time. */
const FOREIGN = /^pagefind-(ui|modular-ui|component-ui|highlight|worker)\./;

/**
 * Pagefind is given the terms of a page and gives back where they stand; the words that readers see are put into its files afterwards.
 * @throws when Pagefind cannot be started
 */
export async function openSearchIndex(): Promise<SearchIndex> {
  const { started, death } = watched(() => createIndex({ includeCharacters: '№₽%' }));
  const { index, errors } = await Promise.race([started, death]);
  if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`);
  const fragments = new Map<string, Fragment>();
  const packed = new Map<string, Buffer>();
  const lists = new Map<string, WordList>();
  return {
    async add({ url, html }) {
      const page = readPage(url, html);
      const fragment = fragmentOf(page);
      fragments.set(url, fragment);
      const list = lists.get(page.language) ?? wordList();
      lists.set(page.language, list);
      list.add(page);
      const answer = await Promise.race([index.addHTMLFile({ url, content: htmlOfTerms(page, fragment) }), death]);
      if (answer.errors.length > 0) throw new Error(`Pagefind, ${url}: ${answer.errors.join('; ')}`);
    },
    async write(folder) {
      const listed = [...lists].map(([language, list]) => list.write(join(folder, `words.${language}.json`)));
      const answer = await Promise.race([index.writeFiles({ outputPath: folder }), death]);
      if (answer.errors.length > 0) throw new Error(`Pagefind: ${answer.errors.join('; ')}`);
      const foreign = (await readdir(folder)).filter((name) => FOREIGN.test(name));
      await Promise.all([
        ...listed.map((write) => write()),
        ...foreign.map((name) => rm(join(folder, name))),
        restoreLanguages(folder),
        restoreWords(folder, fragments, packed),
      ]);
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
