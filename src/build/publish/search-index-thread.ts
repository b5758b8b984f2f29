import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { close, createIndex } from 'pagefind';
import type { SearchOrder, SearchReply } from './search-index.ts';

// A thread with one index and the process that makes it: Pagefind starts one process per thread, which takes its orders one by one.

/** Interfaces that Pagefind brings along; the site has its own. */
const FOREIGN = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;

// Pagefind's module does not notice when its process dies (a full disk is enough) and would wait for ever; so the thread ends with it.
subscribe('child_process', (started) => {
  (started as { process: ChildProcess }).process.once('exit', () => process.exit());
});

const { index, errors } = await createIndex({ includeCharacters: '№₽%' });
const port = parentPort!;
port.on('message', async (order: SearchOrder) => {
  // The thread ends with the process, see above.
  if ('end' in order) return void (await close());
  const error = await carryOut(order).catch((thrown: unknown) => String(thrown));
  const reply: SearchReply = { id: order.id, error };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  port.postMessage(reply);
});

/** @returns what went wrong */
async function carryOut(order: Exclude<SearchOrder, { end: true }>): Promise<string | undefined> {
  if (!index) return `Pagefind: ${errors.join('; ')}`;
  if ('page' in order) {
    const { url, html } = order.page;
    const answer = await index.addHTMLFile({ url, content: html });
    return answer.errors.length > 0 ? `Pagefind, ${url}: ${answer.errors.join('; ')}` : undefined;
  }
  const answer = await index.writeFiles({ outputPath: order.folder });
  if (answer.errors.length > 0) return `Pagefind: ${answer.errors.join('; ')}`;
  const foreign = (await readdir(order.folder)).filter((name) => FOREIGN.test(name));
  await Promise.all(foreign.map((name) => rm(join(order.folder, name))));
  return undefined;
}
