import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { editionInForce } from '../../src/features/programme/programme-rules.ts';
import type { PublishedProgramme } from '../site/published-programme.ts';

/** What the site is made of; a change in any of it calls for a new build. */
const inputs = ['content', 'src', 'public', 'astro.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];

/** What of the settings stands on pages. */
const settings = ['LETOK_SITE_URL', 'LETOK_REPOSITORY_URL'];

/** What the build must have left. */
const outputs = ['dist/index.html', 'private/programme.json', 'private/security-headers.json'];

/** Written into the build's own output: a build by hand takes it away, and nobody takes that build for ours. */
const recordOf = (root: string) => path.join(root, 'private', 'site-build.json');

interface BuildRecord {
  inputsSha256: string;
  /** The edition whose numbers the pages show. */
  edition: string | undefined;
}

/**
 * Is what the build has left older than what it is made of, or does it show the numbers of an edition that is no longer in force?
 * The answer is a hash to remember once the build is done.
 */
export async function staleBuild(root: string): Promise<{ isStale: boolean; inputsSha256: string }> {
  const inputsSha256 = await hashOf(root);
  const known = readJson<BuildRecord>(recordOf(root));
  const isStale = !isBuilt(root) || known?.inputsSha256 !== inputsSha256 || known.edition !== editionOfToday(root);
  return { isStale, inputsSha256 };
}

/** Remembers what the output was built from. `began` is before the build: an edition that comes into force meanwhile calls for another. */
export function recordBuild(root: string, inputsSha256: string, began = new Date()): void {
  const record: BuildRecord = { inputsSha256, edition: editionOfToday(root, began) };
  writeFileSync(recordOf(root), JSON.stringify(record));
}

/** The id of the edition in force now, of those the build has left. */
export function editionOfToday(root: string, at = new Date()): string | undefined {
  const programme = readJson<Pick<PublishedProgramme, 'editions'>>(path.join(root, 'private', 'programme.json'));
  return editionInForce(programme?.editions ?? [], at)?.rules.id;
}

/** The id of the edition whose numbers the pages show; undefined for a build by hand. */
export const editionShown = (root: string) => readJson<BuildRecord>(recordOf(root))?.edition;

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

export const isBuilt = (root: string) => outputs.every((file) => existsSync(path.join(root, file)));

/**
 * Runs `npm run build`; without a public address pages name this machine and `port`. What it prints is shown only when it fails: it lists the editors' mistakes with file, line and remedy.
 * @throws Error with one sentence
 */
export async function buildSite(root: string, inputsSha256: string, port: number): Promise<void> {
  const began = new Date();
  // npm says where it is; started by its script it needs no shell, which differs between systems.
  const npm = process.env['npm_execpath'];
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
  const child = spawn(command!, [...before, 'run', 'build', '--silent'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), ASTRO_TELEMETRY_DISABLED: '1' },
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
  recordBuild(root, inputsSha256, began);
}

async function hashOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const setting of settings) hash.update(`${process.env[setting] ?? ''}\0`);
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
