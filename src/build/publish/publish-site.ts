import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PictureDrawing } from '../pictures/draw-pictures.ts';
import { writeAddressLists } from './address-list.ts';
import { compressFiles } from './compress-files.ts';
import { programmeFile } from './programme-file.ts';
import { contentRedirects, inEveryLanguage, writeRedirects } from './redirect-file.ts';
import type { FoundPage, SearchFeed } from '../search/search-feed.ts';
import { searchableHtml } from '../search/searchable-html.ts';
import { netlifyHeaders, securityHeaders } from './security-headers.ts';
import { robots, sitemap } from './sitemap.ts';
import { splitOutput, type BuiltPage } from './split-output.ts';

interface Options {
  /** The project. */
  root: string;
  /** Its public address. */
  site: string;
  /** Where Astro has written; emptied in the end. */
  built: string;
  /** Compressed variants for the Node host; Netlify compresses by itself. */
  compress: boolean;
  /** What has taken the pages while they were rendered. */
  feed: SearchFeed;
  /** What draws the pictures pages have asked for. */
  pictures: PictureDrawing;
}

/**
 * Turns Astro's output into `dist/` and `private/`. Both are made beside the old ones and take their place at the end,
 * so a build that fails half-way publishes nothing, least of all a private page.
 * @returns one line about what was made
 */
export async function publishSite({ root, site, built, compress, feed, pictures }: Options): Promise<string> {
  const final = { public: join(root, 'dist'), private: join(root, 'private') };
  const fresh = { public: join(root, 'build-public'), private: join(root, 'build-private') };
  for (const folder of Object.values(fresh)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }

  feed.write({ public: join(fresh.public, 'pagefind'), partner: join(fresh.private, 'partner', 'pagefind') });
  const { pages, unused } = await splitOutput(built, fresh.public, fresh.private);
  const headers = securityHeaders(pages);
  const [indexed, drawn] = await Promise.all([
    feed.settle(searchable(pages, fresh)),
    pictures.write(fresh.public),
    programmeFile(root).then((file) => writeFile(join(fresh.private, 'programme.json'), JSON.stringify(file))),
    writeFile(join(fresh.private, 'security-headers.json'), JSON.stringify(headers)),
    writeFile(join(fresh.private, 'pages.json'), JSON.stringify(addresses(pages))),
    writeFile(join(fresh.public, 'sitemap.xml'), sitemap(pages)),
    writeFile(join(fresh.public, 'robots.txt'), robots(site)),
    writeFile(join(fresh.public, '_headers'), netlifyHeaders(headers)),
    writeAddressLists(pages, fresh.public),
    contentRedirects(root)
      .then((redirects) => inEveryLanguage(redirects, new Map(pages.map(({ url, access }) => [url, access]))))
      .then((redirects) => writeRedirects(redirects, fresh.public, fresh.private)),
  ]);
  if (compress) await compressFiles(fresh.public);

  for (const area of ['public', 'private'] as const) {
    await rm(final[area], { recursive: true, force: true });
    await rename(fresh[area], final[area]);
  }
  await rm(built, { recursive: true, force: true });
  const isPublic = pages.filter(({ access }) => access === 'public').length;
  return `${isPublic} public and ${pages.length - isPublic} private pages; search: ${indexed.public} public, ${indexed.partner} for partners; ${drawn.all} pictures, ${drawn.drawn} of them new; ${unused.length} unused files left out`;
}

/** Every address of the site and who may read it, private ones too: what functions take for a page of ours. */
const addresses = (pages: readonly BuiltPage[]) =>
  Object.fromEntries(pages.flatMap(({ url, access }) => (url.endsWith('/') ? [[url, access]] : [])));

function searchable(pages: readonly BuiltPage[], folders: { public: string; private: string }): FoundPage[] {
  return pages.flatMap(({ url, access, file, searchable: sum }) => {
    if (sum === undefined) return [];
    const place = join(access === 'public' ? folders.public : folders.private, file);
    return [{ url, access, checksum: sum, read: async () => searchableHtml(await readFile(place, 'utf8'))! }];
  });
}
