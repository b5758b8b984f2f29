import { unexpectedError } from '../http/unexpected-error.ts';
import { isDue } from './cron.ts';
import type { MountedFunction } from './function-table.ts';

/**
 * Calls scheduled functions at the full minute, as Netlify does; one that is still running is not started a second time.
 * The answer stops the clock and waits for what is running.
 */
export function runSchedules(functions: readonly MountedFunction[]): () => Promise<void> {
  const running = new Map<string, Promise<void>>();

  function tick(): void {
    const now = new Date();
    for (const scheduled of functions)
      if (scheduled.schedule && isDue(scheduled.schedule, now) && !running.has(scheduled.name))
        running.set(
          scheduled.name,
          call(scheduled).finally(() => running.delete(scheduled.name)),
        );
    timer = setTimeout(tick, 60_000 - (Date.now() % 60_000)).unref();
  }

  let timer = setTimeout(tick, 60_000 - (Date.now() % 60_000)).unref();
  return async () => {
    clearTimeout(timer);
    await Promise.all(running.values());
  };
}

async function call({ name, handler }: MountedFunction): Promise<void> {
  try {
    const context = { ip: '127.0.0.1', waitUntil: () => {} };
    await handler(new Request(`http://localhost/.netlify/functions/${name}`, { method: 'POST' }), context);
  } catch (error) {
    unexpectedError(error, name);
  }
}
