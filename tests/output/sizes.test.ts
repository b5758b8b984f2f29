import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '#build/publish/site-files.ts';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { readSiteHtml, type SitePage } from '#tests/helpers/site-html.ts';

const site = await readSiteHtml(builtSite);
const files = await filesBelow(builtSite.dist);
const textOf = (file: string) => readFileSync(path.join(builtSite.dist, file), 'utf8');

/** Size of a text on its way, in bytes. Level 9 is what servers that compress ahead of time use. */
const gzipBytes = (text: string) => gzipSync(text, { level: 9 }).length;
const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10;

/** Files of `_astro/` that code names, its static imports; a dynamic `import()` waits for the reader. */
function staticImports(file: string): string[] {
  const found = new Set<string>();
  const follow = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, next] of textOf(name).matchAll(/\b(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
      follow(`_astro/${next}`);
  };
  follow(file);
  return [...found];
}

const own = (address: string) => decodeURI(address.replace(/^\//, ''));

function sheetsOf({ $ }: SitePage): string[] {
  return $('link[rel="stylesheet"]')
    .toArray()
    .filter((element) => $(element).closest('noscript').length === 0)
    .map(({ attribs }) => own(attribs['href']!));
}

/** What runs before the reader does anything: scripts of the page, what they import, inline code; islands unless they wait. */
function scriptsOf({ $ }: SitePage): { files: string[]; inline: string } {
  const named = $('script[src], link[rel="modulepreload"]')
    .toArray()
    .map(({ attribs }) => own(attribs['src'] ?? attribs['href']!));
  const islands = $('astro-island')
    .toArray()
    .flatMap(({ attribs }) => [attribs['component-url'], attribs['renderer-url']])
    .filter((address) => address !== undefined);
  const inline = $('script:not([src])')
    .toArray()
    .map((element) => $(element).text())
    .join('\n');
  return { files: [...new Set([...named, ...islands.map(own)].flatMap(staticImports))], inline };
}

const scriptBytes = (page: SitePage) => {
  const { files: named, inline } = scriptsOf(page);
  return named.reduce((sum, file) => sum + gzipBytes(textOf(file)), gzipBytes(inline));
};

const isArticle = ({ url, $ }: SitePage) => $('.article .prose').length > 0 && !/\/programme\/offer\//.test(url);
const isRoom = ({ $ }: SitePage) => $('body.room-page').length > 0;
const hasIsland = ({ $ }: SitePage) => $('astro-island').length > 0;
const tooBig = (pages: readonly SitePage[], size: (page: SitePage) => number, limit: number) =>
  pages.filter((page) => size(page) > limit).map((page) => `${page.url}: ${kilobytes(size(page))} kB`);

const kB = 1000;

describe('on the wire', () => {
  it('an article has at most 10 kB of HTML, terms and questions of the programme 11', () => {
    const articles = site.pages.filter(isArticle);
    const isLong = ({ url }: SitePage) => /\/programme\/(terms|faq)\/$/.test(url);
    expect(articles.length).toBeGreaterThan(1);
    expect(
      tooBig(
        articles.filter((page) => !isLong(page)),
        ({ html }) => gzipBytes(html),
        10 * kB,
      ),
    ).toEqual([]);
    expect(tooBig(articles.filter(isLong), ({ html }) => gzipBytes(html), 11 * kB)).toEqual([]);
  });

  it('no page, the offer and the landing included, has more than 17 kB of HTML', () => {
    expect(tooBig(site.pages, ({ html }) => gzipBytes(html), 17 * kB)).toEqual([]);
  });

  it('no page has more than 12 kB of style sheets', () => {
    const size = (page: SitePage) => sheetsOf(page).reduce((sum, sheet) => sum + gzipBytes(textOf(sheet)), 0);
    expect(Math.max(...site.pages.map(size))).toBeGreaterThan(4 * kB);
    expect(tooBig(site.pages, size, 12 * kB)).toEqual([]);
  });

  it('a page to read has at most 6 kB of scripts before the reader acts', () => {
    const pages = site.pages.filter((page) => !hasIsland(page));
    expect(Math.min(...pages.map(scriptBytes))).toBeGreaterThan(200);
    const isSearch = ({ url }: SitePage) => /^(\/[a-z]{2})?\/search\/$/.test(url);
    expect(
      tooBig(
        pages.filter((page) => !isSearch(page)),
        scriptBytes,
        6 * kB,
      ),
    ).toEqual([]);
    expect(tooBig(pages.filter(isSearch), scriptBytes, 16 * kB)).toEqual([]);
  });

  it('a page with a form has at most 120 kB of scripts, one of a room 140, and only pages on which people do something have any', () => {
    const pages = site.pages.filter(hasIsland);
    expect(pages.map(({ url }) => url).sort()).toEqual(withIslands.flatMap((url) => [url, `/en${url}`]).sort());
    expect(Math.min(...pages.map(scriptBytes))).toBeGreaterThan(50 * kB);
    expect(
      tooBig(
        pages.filter((page) => !isRoom(page)),
        scriptBytes,
        120 * kB,
      ),
    ).toEqual([]);
    expect(tooBig(pages.filter(isRoom), scriptBytes, 140 * kB)).toEqual([]);
  });

  it('a page without an island has no React', () => {
    const isReact = (text: string) => /react\.(transitional\.)?element|__REACT_DEVTOOLS|hydrateRoot/.test(text);
    const used = (page: SitePage) => scriptsOf(page).files.filter((file) => isReact(textOf(file)));
    expect(site.pages.filter(hasIsland).every((page) => used(page).length > 0)).toBe(true);
    expect(site.pages.filter((page) => !hasIsland(page) && used(page).length > 0).map(({ url }) => url)).toEqual([]);
  });
});

describe('what is published', () => {
  it('holds no source map and no reference to one', () => {
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    const texts = files.filter((file) => /\.(js|mjs|css|html)$/.test(file));
    expect(texts.filter((file) => /[#@] sourceMappingURL=/.test(textOf(file)))).toEqual([]);
  });

  it('names no other host in its sheets, and none in its scripts but for names that are never asked', () => {
    const sheets = files.filter((file) => file.endsWith('.css'));
    const loaded = sheets.flatMap((file) =>
      [...textOf(file).matchAll(/(?:url\(|@import)\s*["']?([^"')\s;]+)/g)].map(([, address]) => `${file}: ${address}`),
    );
    expect(loaded.length).toBeGreaterThan(3);
    expect(loaded.filter((line) => /: (?:[a-z]+:)?\/\//.test(line))).toEqual([]);

    const scripts = files.filter((file) => /\.m?js$/.test(file));
    const hosts = scripts.flatMap((file) =>
      [...textOf(file).matchAll(/https?:\/\/([\w.-]*\w)/g)].map(
        ([, host]) => `${file.replace(/\.[\w-]{8}\.js$/, '.js')}: ${host}`,
      ),
    );
    expect([...new Set(hosts)].filter((line) => !harmless.some((known) => known.test(line)))).toEqual([]);
    expect(hosts.some((line) => line.includes('react.dev'))).toBe(true);
  });
});

/** Names of formats, the page where React explains an error, the bases by which Pagefind and sign-in read
 * relative addresses: text, no requests. */
const harmless = [
  /: www\.w3\.org$/,
  /: react\.dev$/,
  /^pagefind\/pagefind(-worker)?\.js: example\.com$/,
  /^_astro\/SignInForm\.js: site\.invalid$/,
];

/** Where people do something; all else is for reading. */
const withIslands = [
  '/apply/',
  '/enquiry/',
  '/sign-in/',
  '/partner/',
  '/partner/clients/',
  '/partner/clients/client/',
  '/partner/company/',
  '/partner/company/members/',
  '/partner/leads/',
  '/partner/leads/appeals/',
  '/partner/leads/import/',
  '/partner/leads/lead/',
  '/partner/leads/new/',
  '/partner/leads/passed/',
  '/partner/offer/',
  '/partner/receipts/',
  '/partner/support/',
  '/staff/',
  '/staff/applications/',
  '/staff/audit/',
  '/staff/clients/',
  '/staff/delivery/',
  '/staff/enquiries/',
  '/staff/leads/',
  '/staff/numbers/',
  '/staff/partners/',
  '/staff/people/',
  '/staff/programme/',
  '/staff/support/',
];
