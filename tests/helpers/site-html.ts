import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load, type CheerioAPI } from 'cheerio';
import { accessOfPath, filesBelow, urlOfFile } from '../../src/build/publish/site-files.ts';
import type { Access } from '../../src/build/content-urls.ts';
import type { BuiltSite } from './built-site.ts';

/** One built page, as a reader gets it. */
export interface SitePage {
  url: string;
  access: Access;
  html: string;
  $: CheerioAPI;
}

/** The whole built site, public and private. */
export interface SiteHtml {
  pages: SitePage[];
  page: (url: string) => SitePage | undefined;
  /** Site paths of all files, pages included: `/kb/`, `/favicon.svg`. */
  paths: ReadonlySet<string>;
  securityHeaders: Record<string, string>;
  /** The public address of the site: `http://localhost:4321`. */
  origin: string;
}

export function readPage(url: string, html: string): SitePage {
  return { url, access: accessOfPath(url.slice(1)), html, $: load(html) };
}

export async function readSiteHtml(site: BuiltSite): Promise<SiteHtml> {
  const pages: SitePage[] = [];
  const paths = new Set<string>();
  for (const folder of [site.dist, site.private])
    for (const file of await filesBelow(folder)) {
      paths.add(urlOfFile(file));
      if (!file.endsWith('.html')) continue;
      const page = readPage(urlOfFile(file), readFileSync(path.join(folder, file), 'utf8'));
      // An old private address leads on; it is no page to read.
      if (page.$('meta[http-equiv="refresh"]').length === 0) pages.push(page);
    }
  const byUrl = new Map(pages.map((page) => [page.url, page]));
  return {
    pages,
    page: (url) => byUrl.get(url),
    paths,
    securityHeaders: JSON.parse(readFileSync(path.join(site.private, 'security-headers.json'), 'utf8')) as Record<
      string,
      string
    >,
    origin: new URL(byUrl.get('/')!.$('link[rel="canonical"]').attr('href')!).origin,
  };
}
