import { createHash } from 'node:crypto';
import type { Access } from '../content-urls.ts';

/** What the build reads off a finished page. */
export interface PageHtml {
  /** Access the page itself declares. */
  declares: Access | undefined;
  language: string;
  /** Without the name of the site. */
  title: string;
  /** May be shown in lists of pages. */
  isListed: boolean;
  /** Names of the files in `_astro/` it uses. */
  assets: Set<string>;
  /** CSP sources of its inline scripts and styles. */
  scriptHashes: Set<string>;
  styleHashes: Set<string>;
  /** What its head tells search engines; undefined when they are to leave it alone. */
  listing: PageListing | undefined;
  /** Inline `style=""` attributes: the policy forbids them, so the build does too. */
  styleAttributes: string[];
}

export interface PageListing {
  /** Whole addresses. */
  canonical: string;
  alternates: { language: string; address: string }[];
  /** `2026-11-12` */
  modifiedOn: string | undefined;
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
const known = new Map<string, string>();
const hashOnce = (text: string) => known.get(text) ?? known.set(text, hash(text)).get(text)!;

export function readPageHtml(html: string, url: string): PageHtml {
  const head = html.slice(0, html.indexOf('</head>'));
  const listing = listingIn(head);
  const page: PageHtml = {
    declares: /<html[^>]*\sdata-access="(public|partner|staff)"/.exec(html)?.[1] as Access | undefined,
    language: /<html[^>]*\slang="([^"]*)"/.exec(html)?.[1] ?? '',
    title: titleOf(head),
    isListed: listing !== undefined || isCopy(head, url),
    assets: assetsIn(html),
    scriptHashes: new Set(),
    styleHashes: new Set(),
    listing,
    styleAttributes: [],
  };
  for (const [, attributes = '', code = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    const isData = /\btype="(application\/(ld\+)?json|speculationrules)"/.test(attributes);
    if (!isData && !/\bsrc=/.test(attributes)) page.scriptHashes.add(hashOnce(code));
  }
  for (const [, code = ''] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)) page.styleHashes.add(hashOnce(code));
  if (/\sstyle\s*=/i.test(html)) {
    const markup = html.replace(/<script\b[\s\S]*?<\/script>/g, '').replace(/\sprops="[^"]*"/g, '');
    page.styleAttributes = [...markup.matchAll(/<[a-z][^<>]*?\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi)].map(
      ([tag]) => tag.slice(0, 120),
    );
  }
  return page;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#38': '&', '#39': "'" };

function titleOf(head: string): string {
  const title = /<title>([^<]*)<\/title>/.exec(head)?.[1] ?? '';
  const words = title.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
  return words.replace(/ · [^·]*$/, '');
}

/** Does its head name the address of another page, whose text it shows in the frame of another language? */
function isCopy(head: string, url: string): boolean {
  const canonical = /<link rel="canonical" href="([^"]*)"/.exec(head)?.[1];
  return canonical !== undefined && new URL(canonical).pathname !== encodeURI(url);
}

function listingIn(head: string): PageListing | undefined {
  const canonical = /<link rel="canonical" href="([^"]*)"/.exec(head)?.[1];
  if (canonical === undefined || /<meta name="robots" content="[^"]*noindex/.test(head)) return undefined;
  return {
    canonical,
    alternates: [...head.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g)].map(
      ([, language = '', address = '']) => ({ language, address }),
    ),
    modifiedOn: /<meta property="article:modified_time" content="([^"]*)"/.exec(head)?.[1],
  };
}

/** Names of files in `_astro/` that a text refers to, whatever its kind: HTML, CSS, JavaScript, JSON. */
export function assetsIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(/_astro\/([^\s"'`)(<>,;&?#\\]+)/g)) names.add(decode(name));
  // Sheets and scripts in `_astro/` name their neighbours relatively.
  for (const [, name = ''] of text.matchAll(/["'(`]\.\/([\w.-]+\.[a-z\d]+)["')`]/gi)) names.add(decode(name));
  return names;
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
