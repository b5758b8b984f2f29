import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** What the site is made of; a change in any of it calls for a new build. */
const inputs = ['content', 'src', 'public', 'astro.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];

/** What the build must have left. */
const outputs = ['dist/index.html', 'private/programme.json', 'private/security-headers.json'];

/** Is what the build has left older than what it is made of? The answer is a hash to remember once the build is done. */
export async function staleBuild(
  root: string,
  dataFolder: string,
): Promise<{ isStale: boolean; inputsSha256: string }> {
  const inputsSha256 = await hashOf(root);
  const record = path.join(dataFolder, 'site-build.json');
  const known = existsSync(record) ? (JSON.parse(readFileSync(record, 'utf8')) as { inputsSha256?: string }) : {};
  return { isStale: known.inputsSha256 !== inputsSha256 || !isBuilt(root), inputsSha256 };
}

export const isBuilt = (root: string) => outputs.every((file) => existsSync(path.join(root, file)));

/**
 * Runs `npm run build`. What it prints is shown only when it fails: it lists the editors' mistakes with file, line and remedy.
 * @throws Error with one sentence
 */
export async function buildSite(root: string, dataFolder: string, inputsSha256: string): Promise<void> {
  // npm says where it is; started by its script it needs no shell, which differs between systems.
  const npm = process.env['npm_execpath'];
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
  const child = spawn(command!, [...before, 'run', 'build', '--silent'], {
    cwd: root,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    shell: !npm && process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const stop = () => child.kill();
  process.once('exit', stop);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  process.off('exit', stop);
  if (code !== 0 || !isBuilt(root)) {
    process.stderr.write(Buffer.concat(output));
    throw new Error('The site was not built: mend what is listed above and start again.');
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(dataFolder, 'site-build.json'), JSON.stringify({ inputsSha256 }));
}

async function hashOf(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.env['LETOK_SITE_URL'] ?? '');
  for (const input of inputs)
    for (const file of await filesOf(path.join(root, input)))
      hash.update(path.relative(root, file)).update(await readFile(file));
  return hash.digest('hex');
}

async function filesOf(place: string): Promise<string[]> {
  const found = await stat(place).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}
