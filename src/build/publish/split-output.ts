import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Access } from '../content-urls.ts';
import { assetsIn, readPageHtml, type PageHtml } from './page-html.ts';
import { checksum, searchableHtml } from '../search/searchable-html.ts';
import { accessOfPath, filesBelow, urlOfFile } from './site-files.ts';

export interface BuiltPage extends PageHtml {
  /** Path of the file, `partner/kb/x/index.html`. */
  file: string;
  url: string;
  access: Access;
  /** Checksum of what search reads of it as Astro wrote it; undefined when the page is not to be found. */
  searchable: string | undefined;
}

export interface SplitSite {
  pages: BuiltPage[];
  /** Files of `_astro/` no page uses: left out altogether. */
  unused: string[];
}

const TEXT = /\.(css|js|mjs|json|xml|txt|webmanifest|svg|ics)$/;
/** Code and looks of islands are public whoever uses them; so are fonts, which sheets name. */
const ALWAYS_PUBLIC = /\.(css|js|mjs|woff2?)$/;

/**
 * Parts the built site: files of `/partner/` and `/staff/` go to `privateFolder`, the rest to `publicFolder`. A file of `_astro/`
 * follows the pages that use it: public when any public page does, else private beside them, else nowhere.
 * @throws when a page's own access does not match its address, or when it has inline styles the policy forbids
 */
export async function splitOutput(built: string, publicFolder: string, privateFolder: string): Promise<SplitSite> {
  const files = await filesBelow(built);
  const pages: BuiltPage[] = [];
  const publicAssets = new Set<string>();
  const privateAssets = new Map<string, Set<Access>>();
  const assets = new Set(
    files.filter((file) => file.startsWith('_astro/')).map((file) => file.slice('_astro/'.length)),
  );
  const move = mover();
  const place = (file: string, access: Access) =>
    move(join(built, file), join(access === 'public' ? publicFolder : privateFolder, file));

  for (const file of files) {
    const access = accessOfPath(file);
    if (file.endsWith('.html')) {
      const html = await readFile(join(built, file), 'utf8');
      const searched = searchableHtml(html);
      const searchable = searched === undefined ? undefined : checksum(searched);
      // The text itself is not kept: a site has thousands of pages.
      const url = urlOfFile(file);
      const page = { ...readPageHtml(html, url), file, url, access, searchable };
      pages.push(page);
      for (const name of page.assets) {
        if (access === 'public') publicAssets.add(name);
        else privateAssets.set(name, (privateAssets.get(name) ?? new Set()).add(access));
      }
    } else if (!file.startsWith('_astro/')) {
      if (access === 'public' && TEXT.test(file))
        for (const name of assetsIn(await readFile(join(built, file), 'utf8'))) publicAssets.add(name);
      await place(file, access);
    } else if (ALWAYS_PUBLIC.test(file)) {
      for (const name of file.endsWith('.woff2') ? [] : assetsIn(await readFile(join(built, file), 'utf8')))
        publicAssets.add(name);
      await place(file, 'public');
    }
  }
  refuseMismatch(pages);
  await followSvgs(built, publicAssets);

  const unused: string[] = [];
  const homes = new Map<string, string>();
  for (const name of assets) {
    if (ALWAYS_PUBLIC.test(name)) continue;
    const users = privateAssets.get(name);
    if (publicAssets.has(name)) await place(`_astro/${name}`, 'public');
    else if (users) {
      const home = `${users.has('partner') ? 'partner' : 'staff'}/_files/${name}`;
      homes.set(name, `/${home}`);
      await move(join(built, '_astro', name), join(privateFolder, home));
    } else unused.push(name);
  }

  for (const page of pages) {
    await place(page.file, page.access);
    if (page.access === 'public' || ![...page.assets].some((name) => homes.has(name))) continue;
    const target = join(privateFolder, page.file);
    await writeFile(target, withPrivateAssets(await readFile(target, 'utf8'), homes));
  }
  return { pages, unused };
}

function refuseMismatch(pages: readonly BuiltPage[]): void {
  const wrong = pages.filter(({ access, declares }) => access !== (declares ?? 'public'));
  const styled = pages.filter(({ styleAttributes }) => styleAttributes.length > 0);
  const lines = [
    ...wrong.map(({ url, declares }) => `${url} declares access "${declares}", but its address says otherwise.`),
    ...styled.map(
      ({ url, styleAttributes }) =>
        `${url} has an inline style, which the security policy forbids: ${styleAttributes[0]}`,
    ),
  ];
  if (lines.length > 0) throw new Error(`The build is refused:\n${lines.join('\n')}`);
}

/** A picture may show another one. */
async function followSvgs(built: string, names: Set<string>): Promise<void> {
  for (const name of names) {
    if (!name.endsWith('.svg')) continue;
    const text = await readFile(join(built, '_astro', name), 'utf8').catch(() => '');
    for (const inner of assetsIn(text)) names.add(inner);
  }
}

function withPrivateAssets(html: string, homes: ReadonlyMap<string, string>): string {
  return html.replace(
    /\/_astro\/([^\s"'`)(<>,;&?#\\]+)/g,
    (address, name: string) => homes.get(decodeURIComponent(name)) ?? address,
  );
}

/** Moves files and makes each folder once. */
function mover() {
  const made = new Set<string>();
  return async (from: string, to: string): Promise<void> => {
    const folder = dirname(to);
    if (!made.has(folder)) await mkdir(folder, { recursive: true });
    made.add(folder);
    await rename(from, to);
  };
}
