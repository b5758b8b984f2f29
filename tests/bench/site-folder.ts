import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { copyProject, projectRoot } from './project-folder.ts';
import { freePort } from '../helpers/free-port.ts';

/** The site as it is, with its server: never built, no data yet. */
export function makeSiteFolder(folder: string): void {
  copyProject(folder);
  for (const name of ['functions', 'supabase', 'package-lock.json'])
    cpSync(path.join(projectRoot, name), path.join(folder, name), { recursive: true });
}

export interface RunningSite {
  address: string;
  /** From the command to the first page that was answered. */
  seconds: number;
  stop: () => Promise<void>;
}

/** `npm start` on a free port. @throws with what it said when it ends before it answers */
export async function startSite(folder: string): Promise<RunningSite> {
  const port = await freePort();
  const began = performance.now();
  const host = spawn(process.execPath, ['functions/host/check-node.js', 'start', '--port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [host.stdout, host.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const address = `http://localhost:${port}`;
  while (!(await answers(address))) {
    if (host.exitCode !== null) throw new Error(`npm start ended with ${host.exitCode}:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { address, seconds: (performance.now() - began) / 1000, stop: () => stopped(host) };
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(`${address}/`, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).once('error', () => resolve(false));
  });
}

function stopped(host: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    host.once('close', () => resolve());
    host.kill('SIGTERM');
  });
}
