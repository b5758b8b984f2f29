import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { indexLanguage, type Fragment } from './indexed-page.ts';

const unpack = promisify(gunzip);
const pack = promisify(gzip);
/** With this every file of Pagefind begins. */
const SIGNATURE = 'pagefind_dcd';
/** Files in work at a time. */
const AT_ONCE = 16;

/**
 * Puts the words that readers see where Pagefind wrote terms. Both have the same number of tokens in the same order, so the places the
 * index names hold for both.
 * @param packed files that are ready, by name: a name stands for what is in the file, so both indexes share them
 * @throws when they do not
 */
export async function restoreWords(
  folder: string,
  fragments: ReadonlyMap<string, Fragment>,
  packed = new Map<string, Buffer>(),
): Promise<void> {
  const names = await readdir(join(folder, 'fragment')).catch(() => []);
  let next = 0;
  const worker = async () => {
    for (let name = names[next++]; name !== undefined; name = names[next++]) {
      const file = join(folder, 'fragment', name);
      const bytes = packed.get(name) ?? (await withWords(file, fragments));
      packed.set(name, bytes);
      await writeFile(file, bytes);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function withWords(file: string, fragments: ReadonlyMap<string, Fragment>): Promise<Buffer> {
  const terms = JSON.parse((await unpack(await readFile(file))).toString('utf8').slice(SIGNATURE.length)) as Fragment;
  const words = fragments.get(terms.url);
  const places = terms.content.split(/\s+/).filter(Boolean).length;
  if (words?.word_count !== places)
    throw new Error(`Pagefind counts ${places} words in ${terms.url}, the build ${words?.word_count ?? 'none'}.`);
  return pack(SIGNATURE + JSON.stringify(words));
}

/** The browser asks for an index by the language of its page. */
export async function restoreLanguages(folder: string): Promise<void> {
  const file = join(folder, 'pagefind-entry.json');
  const entry = JSON.parse(await readFile(file, 'utf8')) as { languages: Record<string, unknown> };
  const prefix = indexLanguage('');
  entry.languages = Object.fromEntries(
    Object.entries(entry.languages).map(([language, index]) => [language.slice(prefix.length), index]),
  );
  await writeFile(file, JSON.stringify(entry));
}
