import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { checkContent, told, type CheckSettings } from './check-content.ts';

/** The answer as the build needs it. */
export interface ThreadAnswer {
  /** Everything found, as text for a terminal; empty when nothing was. */
  text: string;
  /** How many mistakes stop a build. */
  problems: number;
}

/**
 * `checkContent()` in a thread: it takes a second for a thousand pages, in which Astro can start, and its memory is gone afterwards.
 */
export function checkInThread(root: string, settings: CheckSettings): Promise<ThreadAnswer> {
  const thread = new Worker(new URL(import.meta.url), { workerData: { root, settings } });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve).once('error', reject);
    thread.once('exit', (code) => reject(new Error(`The check of content ended with ${code}.`)));
  });
}

if (!isMainThread && parentPort) {
  const { root, settings } = workerData as { root: string; settings: CheckSettings };
  const answer = await checkContent(root, settings);
  const reply: ThreadAnswer = { text: told(answer), problems: answer.problems.length };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort.postMessage(reply);
}
