import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { benchLighthouse } from './lighthouse-bench.ts';
import type { Load } from './load-generator.ts';
import { benchPage } from './page-bench.ts';
import { median, say } from './report.ts';
import { makeSiteFolder, startSite } from './site-folder.ts';

export type SitePart = 'start' | 'page' | 'host' | 'lighthouse';

/** What needs the running site: how long it takes to open, what a page weighs, how many pages a second it serves. */
export async function benchSite(parts: ReadonlySet<SitePart>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'letok-bench-site-'));
  try {
    makeSiteFolder(folder);
    const first = await startSite(folder);
    await first.stop();
    const later = [];
    for (let run = 0; run < 2; run += 1) {
      const site = await startSite(folder);
      later.push(site.seconds);
      await site.stop();
    }
    const site = await startSite(folder);
    try {
      if (parts.has('start')) {
        say('start.first', first.seconds, 's');
        say('start.later', median([...later, site.seconds]), 's');
      }
      if (parts.has('page')) await benchPage(path.join(folder, 'dist'), site.address);
      if (parts.has('lighthouse')) await benchLighthouse(site.address);
      if (parts.has('host')) await benchHost(`${site.address}/kb/pinning/extend/`);
    } finally {
      await site.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const RUNS = 5;

/** The first run warms the server up and does not count. */
async function benchHost(address: string): Promise<void> {
  await load(address, 2);
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await load(address, 4));
  say('host.requests', median(runs.map(({ requestsPerSecond }) => requestsPerSecond)), 'requests/s');
  say('host.p50', median(runs.map(({ p50Milliseconds }) => p50Milliseconds)), 'ms');
  say('host.p99', median(runs.map(({ p99Milliseconds }) => p99Milliseconds)), 'ms');
  say(
    'host.failures',
    runs.reduce((sum, { failures }) => sum + failures, 0),
    'requests',
  );
}

function load(address: string, seconds: number, connections = 64): Promise<Load> {
  const generator = path.join(import.meta.dirname, 'load-generator.ts');
  const child = spawn(process.execPath, [generator, address, String(connections), String(seconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(output) as Load) : reject(new Error(`The load generator ended with ${code}.`)),
    );
  });
}
