import { Worker } from 'node:worker_threads';
import type { Answer, FromThread, Question, SignInCode, ThreadStart, ToThread } from './embedded-supabase-messages.ts';

/** The database thread as the host sees it. */
export interface DatabaseThread {
  /** Asks and waits. Questions are answered one at a time, in order. @throws DatabaseLost when the thread ended meanwhile. */
  ask<Q extends Question>(question: Q): Promise<Answer<Q>>;
  /** Lets questions under way finish, then ends the thread. */
  close(): Promise<void>;
}

/** The thread ended before it answered; what the question asked for may or may not have happened. */
export class DatabaseLost extends Error {
  override name = 'DatabaseLost';
}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** Only what the thread needs: no setting of the host reaches lite, least of all the switches of its experiments. */
const environment = { LITE_TELEMETRY: '0', DO_NOT_TRACK: '1', NODE_ENV: 'production', TZ: 'UTC' };

/**
 * Starts the database thread. When it dies (PGlite has crashed, say), or keeps silent for `patienceSeconds` while something waits, it is ended, whoever waits
 * is told, and the next question starts a new one on the same data (PGlite recovers as after a crash). A database in memory has
 * nothing to come back to and stays lost.
 */
export async function startDatabaseThread(
  start: ThreadStart,
  { onSignInCode, patienceSeconds }: { onSignInCode: (code: SignInCode) => void; patienceSeconds: number },
): Promise<DatabaseThread> {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let closed = false;
  let running: Promise<Worker> | undefined;
  let patience: NodeJS.Timeout | undefined;

  function watch(worker: Worker): void {
    clearTimeout(patience);
    if (waiting.size === 0) return;
    patience = setTimeout(() => {
      console.error(`The embedded database kept silent for ${patienceSeconds} s and is started anew.`);
      void worker.terminate();
    }, patienceSeconds * 1000);
    patience.unref();
  }

  function launch(): Promise<Worker> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./embedded-supabase-worker.ts', import.meta.url), {
        workerData: start,
        env: environment,
        // Deep nesting is PostgreSQL's to refuse; in the usual 4 MB the stack of JavaScript ends first, and with it the thread.
        resourceLimits: { stackSizeMb: 64 },
      });
      let problem = new DatabaseLost('The embedded database stopped.');
      worker.on('error', (error: Error) => (problem = error));
      worker.on('exit', () => {
        clearTimeout(patience);
        running = undefined;
        reject(problem);
        for (const { reject: fail } of waiting.values()) fail(new DatabaseLost(problem.message));
        waiting.clear();
      });
      worker.on('message', (message: FromThread) => {
        if (message.kind === 'ready') return resolve(worker);
        if (message.kind === 'alive') return watch(worker);
        if (message.kind === 'sign_in_code') return onSignInCode(message.signInCode);
        const one = waiting.get(message.id);
        waiting.delete(message.id);
        watch(worker);
        if (message.kind === 'answer') return one?.resolve(message.value as never);
        return one?.reject(Object.assign(new Error(message.message), { code: message.code }));
      });
    });
  }

  async function ask<Q extends Question>(question: Q): Promise<Answer<Q>> {
    if (closed && question.kind !== 'close') throw new DatabaseLost('The embedded database is closed.');
    if (!running && 'folder' in start.database && start.database.folder === null)
      throw new DatabaseLost('The embedded database in memory is lost.');
    const worker = await (running ??= launch());
    return new Promise((resolve, reject) => {
      lastId += 1;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ id: lastId, question } satisfies ToThread);
      waiting.set(lastId, { resolve, reject });
      if (waiting.size === 1) watch(worker);
    });
  }

  running = launch();
  await running;
  return {
    ask,
    async close() {
      if (closed) return;
      closed = true;
      const worker = await running;
      if (!worker) return;
      // A thread that hangs is ended by the watch; what it had acknowledged is on the disk.
      await ask({ kind: 'close' }).catch(() => undefined);
      await worker.terminate();
    },
  };
}
