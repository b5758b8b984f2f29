import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Request } from 'playwright-core';
import { openBrowser } from '../helpers/browser.ts';
import { median, say } from './report.ts';
import { firstSearch } from './search-bench.ts';

const gzipped = (bytes: Buffer) => gzipSync(bytes, { level: 9 }).byteLength;

/** What an article weighs, from the files of the build and then as a browser loads it. */
export async function benchPage(dist: string, address: string): Promise<void> {
  const articles = readdirSync(path.join(dist, 'kb'), { recursive: true })
    .map(String)
    .filter((file) => /^[^/\\]+[/\\][^/\\]+[/\\]index\.html$/.test(file));
  const sizes = articles.map((file) => gzipped(readFileSync(path.join(dist, 'kb', file))));
  say('page.html', median(sizes), 'bytes-gzip');
  say('page.html.largest', Math.max(...sizes), 'bytes-gzip');
  const html = readFileSync(path.join(dist, 'kb', 'pinning', 'extend', 'index.html'), 'utf8');
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = '']) => href);
  say(
    'page.css',
    sheets.reduce((sum, href) => sum + gzipped(readFileSync(path.join(dist, href))), 0),
    'bytes-gzip',
  );
  say('page.css.files', sheets.length, 'files');

  let browser: Browser;
  try {
    browser = await openBrowser();
  } catch (error) {
    console.log(
      `# page.loaded and search.first are not measured: ${error instanceof Error ? error.message.split('\n')[0] : 'no browser'}`,
    );
    return;
  }
  try {
    const article = `${address}/kb/pinning/extend/`;
    await benchLoading(browser, article);
    const { bytes, requests } = await firstSearch(browser, article, 'закрепление клиента');
    say('search.first', bytes, 'bytes');
    say('search.first.requests', requests, 'requests');
  } finally {
    await browser.close();
  }
}

/** What goes over the wire with an empty cache before the reader does anything. */
async function benchLoading(browser: Browser, address: string): Promise<void> {
  const page = await browser.newPage({ locale: 'ru-RU' });
  const requests: Request[] = [];
  page.on('requestfinished', (request) => requests.push(request));
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.waitForTimeout(500);
  const before = await weights(requests);
  for (const kind of ['document', 'stylesheet', 'script', 'font', 'other'] as const)
    say(`page.loaded.${kind}`, before.get(kind) ?? 0, 'bytes');
  say('page.loaded', total(before), 'bytes');
}

const kinds = new Set(['document', 'stylesheet', 'script', 'font']);
const total = (sizes: ReadonlyMap<string, number>) => [...sizes.values()].reduce((sum, size) => sum + size, 0);

/** Bytes of bodies as they were sent, by kind. */
async function weights(requests: readonly Request[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const request of requests) {
    const kind = kinds.has(request.resourceType()) ? request.resourceType() : 'other';
    const { responseBodySize } = await request.sizes();
    sizes.set(kind, (sizes.get(kind) ?? 0) + responseBodySize);
  }
  return sizes;
}
