import { createBirpc } from 'birpc';
import { Worker } from 'node:worker_threads';
import type { SearchIndex } from './search-index.ts';

/**
 * An index in a thread of its own: reading pages word by word takes as long as rendering them, and Astro renders in one thread.
 * An error while it opens is that of the first call.
 */
export function openIndexThread(): SearchIndex {
  const worker = new Worker(new URL('index-worker.ts', import.meta.url));
  const index = createBirpc<SearchIndex>(
    {},
    {
      post: worker.postMessage.bind(worker),
      on: (listener) => worker.on('message', listener),
      timeout: -1,
    },
  );
  worker.once('error', (error) => index.$close(error as Error));
  worker.once('exit', () =>
    index.$close(new Error('The thread of the search index has ended before its work was done.')),
  );
  return {
    add: (page) => index.add(page),
    write: (folder) => index.write(folder),
    async close() {
      if (!index.$closed) await index.close();
      await worker.terminate();
    },
  };
}
