import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { contentAddress, type Access, type PageCollection } from '../content-urls.ts';
import { filesBelow } from './site-files.ts';

const COLLECTIONS: PageCollection[] = ['pages', 'kb', 'solutions', 'course', 'news', 'events'];

export interface ContentRedirect {
  from: string;
  to: string;
  access: Access;
}

/** The old addresses that pages name in their front matter (`redirects`). */
export async function contentRedirects(root: string): Promise<ContentRedirect[]> {
  const redirects: ContentRedirect[] = [];
  for (const collection of COLLECTIONS) {
    const folder = join(root, 'content', collection);
    for (const file of (await filesBelow(folder).catch(() => [])).filter((name) => /\.mdx?$/.test(name))) {
      const matter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(await readFile(join(folder, file), 'utf8'))?.[1] ?? '';
      if (!/^redirects:/m.test(matter)) continue;
      const { redirects: from = [], access = 'public' } = parse(matter) as { redirects?: string[]; access?: Access };
      const { url } = contentAddress(collection, file.replace(/\.mdx?$/, ''), access);
      redirects.push(...from.map((old) => ({ from: old, to: url, access })));
    }
  }
  return redirects;
}

/**
 * The same moves in the languages that lack the page and show it untranslated (or have a translation that names no old address): a
 * reader who has kept `/en/<old>` comes to `/en/<new>`. A page that stands under such an address stays.
 * @param pages address -> access of every page of the site
 */
export function inEveryLanguage(
  redirects: readonly ContentRedirect[],
  pages: ReadonlyMap<string, Access>,
): ContentRedirect[] {
  const taken = new Set(redirects.map(({ from }) => from));
  const languages = new Set(
    [...pages.keys()].map((url) => /^\/([a-z]{2})\//.exec(url)?.[1]).filter((it) => it !== undefined),
  );
  const others = redirects.flatMap(({ from, to, access }) =>
    [...languages]
      .filter((language) => !from.startsWith(`/${language}/`))
      .map((language) => ({ from: `/${language}${from}`, to: `/${language}${to}`, access })),
  );
  return [
    ...redirects,
    ...others.filter(({ from, to, access }) => pages.get(to) === access && !pages.has(from) && !taken.has(from)),
  ];
}

/** Public redirects for Netlify and the Node host; a private one is a page behind the gate, because its very address is private. */
export async function writeRedirects(
  redirects: readonly ContentRedirect[],
  publicFolder: string,
  privateFolder: string,
): Promise<void> {
  const lines = redirects.filter(({ access }) => access === 'public').map(({ from, to }) => `${from} ${to} 301`);
  await writeFile(join(publicFolder, '_redirects'), `${lines.join('\n')}\n`);
  for (const { from, to } of redirects.filter(({ access }) => access !== 'public')) {
    const file = join(privateFolder, from, 'index.html');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${encodeURI(to)}"><a href="${encodeURI(to)}">${to}</a>`,
    );
  }
}
