import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { recordBuild, staleBuild } from '../../functions/host/site-build.ts';
import { filesBelow } from '../../src/build/publish/site-files.ts';

/** Runs `npm run build` in a project as Netlify does: nothing of the test runner reaches it. */
export function runBuild(root: string): Promise<{ code: number | null; said: string }> {
  const { VITEST, NODE_ENV, NODE_OPTIONS, NETLIFY, ...env } = process.env;
  const npm = process.env['npm_execpath'];
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
  const child = spawn(command!, [...before, 'run', 'build', '--silent'], {
    cwd: root,
    env: { ...env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    shell: !npm && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code, said })));
}

/**
 * Builds the project into its `dist/` and `private/`, unless what lies there is, byte for byte, what a build from these very sources
 * has left on this very day: pages tell what is overdue and what is to come. Day and checksums are kept in `.letok/`.
 */
export async function buildOnce(root: string): Promise<void> {
  const kept = path.join(root, '.letok');
  const record = path.join(kept, 'built-site.json');
  const { inputsSha256 } = await staleBuild(root);
  const known = existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as Partial<Record<string, string>>) : {};
  const day = new Date().toISOString().slice(0, 10);
  const isSame = known['day'] === day && known['inputsSha256'] === inputsSha256;
  if (isSame && known['outputSha256'] === (await outputSha256(root))) return;
  const { code, said } = await runBuild(root);
  if (code !== 0) throw new Error(`The site was not built:\n${said}`);
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  recordBuild(root, inputsSha256);
  writeFileSync(record, JSON.stringify({ day, inputsSha256, outputSha256: await outputSha256(root) }));
}

async function outputSha256(root: string): Promise<string> {
  const sum = createHash('sha256');
  for (const folder of ['dist', 'private'])
    for (const file of await filesBelow(path.join(root, folder)).catch(() => []))
      sum.update(`${folder}/${file}\0`).update(readFileSync(path.join(root, folder, file)));
  return sum.digest('hex');
}
