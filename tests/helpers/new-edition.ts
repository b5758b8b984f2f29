import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { copyProject, projectRoot } from '../bench/project-folder.ts';
import { freePort } from './free-port.ts';

/** A copy of the whole project with a data folder of its own, in which editions can be added as an editor adds them. */
export interface OwnProject {
  root: string;
  /** `npm start` in it: builds what is stale, publishes what is new, seeds an empty database. */
  start(): Promise<RunningProject>;
  /** Copies the sample edition under a new id, in force from `inForceFrom` on, with what `change` makes of its texts. */
  addEdition(edition: NewEdition): void;
  remove(): Promise<void>;
}

export interface RunningProject {
  site: string;
  stop(): Promise<void>;
}

interface NewEdition {
  id: string;
  number: number;
  inForceFrom: Date;
  changes: string;
  /** [old, new] in the Russian offer; the old text must be there. */
  offer: [string, string];
}

const first = '2026-11';

export async function ownProject(): Promise<OwnProject> {
  const root = await mkdtemp(path.join(tmpdir(), 'letok-edition-'));
  copyProject(root);
  // With the site as it was built from the same sources: the first start has nothing to build.
  for (const name of ['functions', 'supabase', 'package-lock.json', 'dist', 'private'])
    cpSync(path.join(projectRoot, name), path.join(root, name), { recursive: true });
  return {
    root,
    start: () => startIn(root),
    addEdition: (edition) => addEdition(root, edition),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function addEdition(root: string, { id, number, inForceFrom, changes, offer: [old, text] }: NewEdition): void {
  const folder = path.join(root, 'content', 'programme');
  cpSync(path.join(folder, first), path.join(folder, id), { recursive: true });
  const edit = (file: string, pairs: [string | RegExp, string][]) => {
    const target = path.join(folder, id, file);
    let source = readFileSync(target, 'utf8');
    for (const [from, to] of pairs) {
      const next = source.replace(from, to);
      if (next === source) throw new Error(`${file} of the new edition does not hold ${String(from)}.`);
      source = next;
    }
    writeFileSync(target, source);
  };
  edit('rules.yaml', [
    [/^id: .*$/m, `id: "${id}"`],
    [/^number: .*$/m, `number: ${number}`],
    [/^inForceFrom: .*$/m, `inForceFrom: "${inForceFrom.toISOString()}"`],
    [/^ {2}ru: .*$/m, `  ru: ${changes}`],
  ]);
  edit('offer.ru.mdx', [
    [/^edition: .*$/m, `edition: "${id}"`],
    [old, text],
  ]);
  edit('offer.en.mdx', [[/^edition: .*$/m, `edition: "${id}"`]]);
}

async function startIn(root: string): Promise<RunningProject> {
  const port = await freePort();
  const { VITEST, NODE_ENV, ...env } = process.env;
  const flags = ['--port', String(port), '--data', path.join(root, '.data')];
  const host = spawn(process.execPath, ['functions/host/check-node.js', 'start', ...flags], {
    cwd: root,
    env: { ...env, LETOK_SECRET: 'only-for-tests-only-for-tests-only-for-tests', ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [host.stdout, host.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const ended = new Promise<void>((resolve) => host.once('exit', () => resolve()));
  while (!said.includes('Letok is open')) {
    if (host.exitCode !== null) throw new Error(`npm start ended: ${said}`);
    await wait(100);
  }
  return {
    site: `http://localhost:${port}`,
    async stop() {
      host.kill('SIGTERM');
      await ended;
    },
  };
}
