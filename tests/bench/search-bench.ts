import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Request } from 'playwright-core';
import { openBrowser } from '../helpers/browser.ts';
import { makeCorpus } from './corpus.ts';
import { addCorpus } from './our-project.ts';
import { say } from './report.ts';
import { makeSiteFolder, startSite } from './site-folder.ts';

/** By the number of words that are looked up; a word with others that mean the same counts as several. */
const queries = { word: 'отпуск', words: 'закрепление клиента', question: 'сколько стоит корпоративный университет' };

/** What the first search of a reader loads where the knowledge base is large. */
export async function benchSearch(size: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'letok-bench-search-'));
  const browser = await openBrowser();
  try {
    makeSiteFolder(folder);
    addCorpus(folder, makeCorpus(size));
    const site = await startSite(folder);
    try {
      for (const [name, query] of Object.entries(queries)) {
        const { bytes, requests } = await firstSearch(browser, `${site.address}/`, query);
        say(`search.${size}.${name}`, bytes, 'bytes');
        say(`search.${size}.${name}.requests`, requests, 'requests');
      }
    } finally {
      await site.stop();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Everything that a search adds to a page that has loaded with an empty cache. */
export async function firstSearch(
  browser: Browser,
  address: string,
  query: string,
): Promise<{ bytes: number; requests: number }> {
  const context = await browser.newContext({ locale: 'ru-RU' });
  try {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'networkidle' });
    const requests: Request[] = [];
    page.on('requestfinished', (request) => requests.push(request));
    await page.keyboard.press('/');
    await page.locator('dialog input').fill(query);
    await page.locator('[role=option]').first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(500);
    const sizes = await Promise.all(requests.map((request) => request.sizes()));
    return { bytes: sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0), requests: requests.length };
  } finally {
    await context.close();
  }
}
