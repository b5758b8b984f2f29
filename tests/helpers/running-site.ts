import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.ts';
import { signedInPeople, signInAt } from './site-sign-in.ts';

declare module 'vitest' {
  interface ProvidedContext {
    site: string;
    secret: string;
  }
}

const root = path.resolve(import.meta.dirname, '..', '..');
const secret = 'only-for-tests-only-for-tests-only-for-tests';

/**
 * Global setup of the browser tests: `npm start` as people run it, on a free port, with a data folder of its own. It comes after
 * built-site.ts, whose build it serves.
 */
export default async function setup(project: TestProject) {
  const port = await freePort();
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'letok-e2e-'));
  const host = spawn(
    process.execPath,
    ['functions/host/check-node.js', 'start', '--port', String(port), '--data', dataFolder],
    {
      cwd: root,
      env: { ...process.env, LETOK_SECRET: secret, NODE_ENV: '', VITEST: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said = await untilOpen(host);
  if (!said.ok) throw new Error(`npm start did not open:\n${said.output}`);
  const site = `http://localhost:${port}`;
  project.provide('site', site);
  project.provide('secret', secret);
  const sessions = Object.entries(signedInPeople).map(async ([person, email]) => [person, await signInAt(site, email)]);
  project.provide(
    'sessions',
    Object.fromEntries(await Promise.all(sessions)) as Record<keyof typeof signedInPeople, string>,
  );
  return async () => {
    const ended = new Promise((resolve) => host.once('exit', resolve));
    host.kill('SIGTERM');
    await ended;
    await rm(dataFolder, { recursive: true, force: true });
  };
}

function untilOpen(host: ChildProcess): Promise<{ ok: boolean; output: string }> {
  let output = '';
  return new Promise((resolve) => {
    const listen = (chunk: Buffer) => {
      output += String(chunk);
      if (output.includes('Letok is open')) resolve({ ok: true, output });
    };
    host.stdout?.on('data', listen);
    host.stderr?.on('data', listen);
    host.once('exit', () => resolve({ ok: false, output }));
  });
}
