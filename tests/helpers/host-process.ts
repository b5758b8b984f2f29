import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** `npm start` on the last build, as a process of its own that can be killed. */
export interface HostProcess {
  url: string;
  /** From its start to the first answer of /api/health. */
  readySeconds: number;
  /** kill -9; what is under way gets no answer any more. */
  kill(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');

export async function startHost(dataFolder: string): Promise<HostProcess> {
  const port = await freePort();
  const begun = performance.now();
  const { host, said } = spawnHost(dataFolder, port);
  const ended = new Promise<void>((resolve) => host.once('exit', () => resolve()));
  const url = `http://localhost:${port}`;
  while (!(await answers(url))) {
    if (host.exitCode !== null) throw new Error(`The server ended at its start: ${said()}`);
    if (performance.now() - begun > 60_000) {
      host.kill('SIGKILL');
      throw new Error(`The server did not answer within a minute: ${said()}`);
    }
    await wait(50);
  }
  return {
    url,
    readySeconds: (performance.now() - begun) / 1000,
    async kill() {
      host.kill('SIGKILL');
      await ended;
    },
  };
}

/** What a server says that does not start, and its exit code. */
export async function refusedHost(dataFolder: string): Promise<{ code: number | null; said: string }> {
  const { host, said } = spawnHost(dataFolder, await freePort());
  const code = await new Promise<number | null>((resolve) => host.once('close', resolve));
  return { code, said: said() };
}

function spawnHost(dataFolder: string, port: number): { host: ChildProcess; said: () => string } {
  const { PATH, HOME } = process.env;
  // Behind a proxy the load comes from many addresses, each with a limit of its own.
  const env = { PATH, HOME, LETOK_TRUSTED_PROXIES: '1' };
  const flags = ['--no-build', '--port', String(port), '--data', dataFolder];
  const host = spawn(process.execPath, ['functions/host/check-node.js', 'start', ...flags], { cwd: root, env });
  let said = '';
  host.stdout.resume();
  host.stderr.on('data', (chunk) => (said += String(chunk)));
  return { host, said: () => said.trim() };
}

const answers = (url: string) =>
  fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) }).then(
    ({ ok }) => ok,
    () => false,
  );
