import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../helpers/browser.ts';
import { signInAt } from '../helpers/site-sign-in.ts';
import { median, say } from './report.ts';
import { makeSiteFolder, startSite } from './site-folder.ts';

/** Pages people work in, and what is there once they can begin. */
const pages: { who: string; path: string; ready: string }[] = [
  { who: 'anna@sever.example', path: '/partner/', ready: '.home .comb-link' },
  { who: 'anna@sever.example', path: '/partner/clients/', ready: '.room-table-body [role="row"] a' },
  { who: 'anna@sever.example', path: '/partner/leads/', ready: 'main [data-stage] select' },
  { who: 'anna@sever.example', path: '/partner/leads/new/', ready: 'main form[novalidate]' },
  { who: 'anna@sever.example', path: '/partner/company/', ready: 'main form' },
  { who: 'lead@uley.example', path: '/staff/', ready: '.inbox-open-button' },
  { who: 'lead@uley.example', path: '/staff/clients/', ready: '.room-table-body [role="row"] a' },
  { who: 'lead@uley.example', path: '/staff/numbers/', ready: '.chart' },
];

const runs = 5;

/**
 * The rooms on the demo world: from the request of a page, with an empty cache, until its first thing to press is there; and the script it
 * loads, compressed as it is sent.
 */
export async function benchRooms(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'letok-bench-rooms-'));
  const browser = await openBrowser();
  try {
    makeSiteFolder(folder);
    const site = await startSite(folder);
    try {
      const cookies = new Map<string, string>();
      for (const who of new Set(pages.map((page) => page.who))) cookies.set(who, await signInAt(site.address, who));
      for (const { who, path: address, ready } of pages) {
        const measured: Opened[] = [];
        for (let run = 0; run < runs; run += 1)
          measured.push(await open(browser, site.address, address, cookies.get(who)!, ready));
        const name = address.replaceAll('/', '.').replace(/^\.|\.$/g, '');
        say(`room.${name}.ready`, median(measured.map(({ milliseconds }) => milliseconds)), 'ms');
        say(`room.${name}.script`, measured[0]!.scriptBytes, 'bytes');
      }
    } finally {
      await site.stop();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

interface Opened {
  milliseconds: number;
  scriptBytes: number;
}

async function open(browser: Browser, site: string, path_: string, cookie: string, ready: string): Promise<Opened> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1440, height: 900 } });
  try {
    await context.addCookies([{ name: 'letok', value: cookie, url: site }]);
    const page = await context.newPage();
    const scripts: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    const began = performance.now();
    await page.goto(site + path_, { waitUntil: 'commit' });
    await page.locator(ready).first().waitFor();
    const milliseconds = performance.now() - began;
    await page.waitForLoadState('networkidle');
    const scriptBytes = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
    return { milliseconds, scriptBytes };
  } finally {
    await context.close();
  }
}
