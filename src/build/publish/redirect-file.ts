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
