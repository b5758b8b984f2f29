import { createBirpc } from 'birpc';
import { parentPort } from 'node:worker_threads';
import { openSearchIndex, type SearchIndex } from './search-index.ts';

/** The thread that index-thread.ts starts: one index, worked on call by call. */
const port = parentPort!;
const index = openSearchIndex();
// Told with the first call.
index.catch(() => {});
createBirpc<object, SearchIndex>(
  {
    add: async (page) => (await index).add(page),
    write: async (folder) => (await index).write(folder),
    close: async () => (await index).close(),
  },
  { post: (message) => port.postMessage(message), on: (listener) => port.on('message', listener), timeout: -1 },
);
