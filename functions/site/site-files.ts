import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * What the build has made and functions read: `private/` (never published) and a few pages of `dist/`. On Netlify both are packed
 * beside the function (`included_files`); the Node host and tests say where they lie.
 */
const registry = globalThis as { [key: symbol]: SiteSource | undefined };
const registered = Symbol.for('letok.site-files');

export interface SiteSource {
  /** The folder with `dist/` and `private/`; default: where the process works. */
  root?: string;
  /** Where the HTML of a page comes from instead of `dist/`, as in the dev server. */
  page?: (pagePath: string) => Promise<string | undefined>;
  /** Where a JSON file comes from instead of `private/`. */
  privateJson?: (name: string) => Promise<unknown>;
}

export function useSiteFiles(source: SiteSource): void {
  registry[registered] = source;
  privateNames = undefined;
  jsonFiles.clear();
}

const root = () => registry[registered]?.root ?? process.env['LAMBDA_TASK_ROOT'] ?? process.cwd();

/** The HTML of a public page by its site path (`/en/apply/`); undefined when the site has no such page. */
export async function readPage(pagePath: string): Promise<string | undefined> {
  const file = path.join(root(), 'dist', ...pagePath.split('/'), pagePath.endsWith('/') ? 'index.html' : '');
  const page = registry[registered]?.page;
  return page ? page(pagePath) : readFile(file, 'utf8').catch(ifMissing);
}

const jsonFiles = new Map<string, Promise<unknown>>();

/** A JSON file of `private/`, such as `programme.json`, read once per process; undefined when the build has not made it. */
export function readPrivateJson(name: string): Promise<unknown> {
  const source = registry[registered]?.privateJson;
  if (source) return source(name);
  const known =
    jsonFiles.get(name) ??
    readFile(path.join(root(), 'private', name), 'utf8')
      .then(JSON.parse)
      .catch(ifMissing);
  jsonFiles.set(name, known);
  return known;
}

let privateNames: Promise<ReadonlySet<string>> | undefined;

/**
 * The bytes of a private file by its path with forward slashes. The path must equal, letter by letter, the name of a file that
 * the build has put there: so no spelling of a path reaches anything else, whatever the file system makes of it.
 */
export async function readPrivateFile(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  privateNames ??= listFiles(path.join(root(), 'private'));
  return (await privateNames).has(name)
    ? new Uint8Array(await readFile(path.join(root(), 'private', name)))
    : undefined;
}

async function listFiles(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifMissing);
  const files = (entries ?? []).filter((entry) => entry.isFile());
  return new Set(
    files.map((file) => path.relative(folder, path.join(file.parentPath, file.name)).split(path.sep).join('/')),
  );
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
