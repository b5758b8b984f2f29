import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface DatabaseEvent {
  event: string;
  value: unknown;
}

/** Another process with the embedded Supabase on a folder, as tests/helpers/database-child.ts runs it. */
export interface DatabaseProcess {
  pid: number;
  /** What it has said so far. */
  events: DatabaseEvent[];
  /** What it has written on stderr so far. */
  problems(): string;
  /** The next event of this name, from the first not yet asked for. @throws Error with its stderr when it ends before. */
  until(event: string): Promise<DatabaseEvent>;
  /** Ends it at once, as a power switch would, or waits for its own end. */
  kill(): Promise<void>;
  ended(): Promise<number | null>;
}

export function startDatabaseProcess(
  dataFolder: string,
  task: 'work' | 'write',
  /** Options of Node. */
  options: string[] = [],
): DatabaseProcess {
  const script = fileURLToPath(new URL('./database-child.ts', import.meta.url));
  const child = spawn(process.execPath, [...options, script, dataFolder, task]);
  const events: DatabaseEvent[] = [];
  let problems = '';
  let unread = '';
  let asked = 0;
  const closed = once(child, 'close') as Promise<[number | null]>;
  let isClosed = false;
  void closed.then(() => (isClosed = true));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (unread + text).split('\n');
    unread = lines.pop() ?? '';
    events.push(...lines.map((line) => JSON.parse(line) as DatabaseEvent));
  });
  return {
    pid: child.pid!,
    events,
    problems: () => problems,
    async until(event) {
      for (;;) {
        const at = events.findIndex((one, index) => index >= asked && one.event === event);
        if (at >= 0) {
          asked = at + 1;
          return events[at]!;
        }
        if (isClosed) throw new Error(`The process ended before «${event}»: ${problems}`);
        await wait(5);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    ended: async () => (await closed)[0],
  };
}
