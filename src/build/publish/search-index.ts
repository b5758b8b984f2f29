import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A page as the index reads it. */
export interface SearchablePage {
  url: string;
  /** From `searchableHtml()`. */
  html: string;
}

/** One search index with an indexer of its own, which knows no page but those it was given. */
export interface SearchIndex {
  add(page: SearchablePage): Promise<void>;
  /** Writes all pages added so far. */
  write(folder: string): Promise<void>;
  close(): Promise<void>;
}

/** What the thread is asked, and its answer: `error` when it went wrong. */
export type SearchOrder = { id: number; page: SearchablePage } | { id: number; folder: string } | { end: true };
export interface SearchReply {
  id: number;
  error: string | undefined;
}

/** Opens an index in a thread. A failure to start is told by the first order. */
export function openSearchIndex(): SearchIndex {
  const thread = new Worker(new URL('search-index-thread.ts', import.meta.url));
  const open = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  let orders = 0;
  let closing = false;
  let ended: Error | undefined;

  thread.on('message', ({ id, error }: SearchReply) => {
    const { resolve, reject } = open.get(id)!;
    open.delete(id);
    if (error === undefined) resolve();
    else reject(new Error(error));
  });
  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of open.values()) reject(ended);
    open.clear();
  };
  thread.on('error', (error) => end(error as Error));
  thread.on('exit', () =>
    end(new Error(closing ? 'The search index is closed.' : 'Pagefind has ended before its work was done.')),
  );

  function ask(order: { page: SearchablePage } | { folder: string }): Promise<void> {
    if (ended) return Promise.reject(ended);
    orders += 1;
    const id = orders;
    return new Promise((resolve, reject) => {
      open.set(id, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      thread.postMessage({ id, ...order } satisfies SearchOrder);
    });
  }
  return {
    add: (page) => ask({ page }),
    write: (folder) => ask({ folder }),
    async close() {
      if (ended) return;
      closing = true;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      thread.postMessage({ end: true } satisfies SearchOrder);
      await once(thread, 'exit');
    },
  };
}
