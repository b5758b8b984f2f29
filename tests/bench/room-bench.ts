import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openEmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { openBrowser } from '../helpers/browser.ts';
import { manyClientsSql } from '../helpers/many-clients.ts';
import { signInAt } from '../helpers/site-sign-in.ts';
import { median, say } from './report.ts';
import { makeSiteFolder, startSite } from './site-folder.ts';

/** A page people work in, and what is there once they can begin. */
interface RoomPage {
  who: string;
  path: string;
  ready: string;
}

const table = '.room-table-body [role="row"] a';
const pages: RoomPage[] = [
  { who: 'anna@sever.example', path: '/partner/', ready: '.home .comb-link' },
  { who: 'anna@sever.example', path: '/partner/clients/', ready: table },
  { who: 'anna@sever.example', path: '/partner/leads/', ready: 'main [data-stage] select' },
  { who: 'anna@sever.example', path: '/partner/leads/new/', ready: 'main form[novalidate]' },
  { who: 'anna@sever.example', path: '/partner/company/', ready: 'main form' },
  { who: 'lead@uley.example', path: '/staff/', ready: '.inbox-open-button' },
  { who: 'lead@uley.example', path: '/staff/clients/', ready: table },
  { who: 'lead@uley.example', path: '/staff/numbers/', ready: '.chart' },
];
/** Those that a partner with very many clients makes long. */
const longPages = pages.filter(({ path: address }) =>
  ['/partner/', '/partner/clients/', '/partner/leads/', '/staff/clients/'].includes(address),
);
const many = 2000;
const runs = 5;

/**
 * The rooms on the demo world, then once more with two thousand clients and leads of one partner: from the request of a page, with an empty
 * cache, until its first thing to press is there; the script it loads, compressed as it is sent; how smoothly a long page scrolls.
 */
export async function benchRooms(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'letok-bench-rooms-'));
  const browser = await openBrowser();
  try {
    makeSiteFolder(folder);
    const cookies = new Map<string, string>();
    await withSite(folder, async (site) => {
      for (const who of new Set(pages.map((page) => page.who))) cookies.set(who, await signInAt(site, who));
      for (const page of pages) {
        const opened = await openOften(browser, site, page, cookies);
        say(`room.${nameOf(page)}.ready`, median(opened.map(({ milliseconds }) => milliseconds)), 'ms');
        say(`room.${nameOf(page)}.script`, opened[0]!.scriptBytes, 'bytes');
      }
    });
    await addMany(folder);
    await withSite(folder, async (site) => {
      for (const page of longPages) {
        const opened = await openOften(browser, site, page, cookies);
        say(`room.${nameOf(page)}.many.ready`, median(opened.map(({ milliseconds }) => milliseconds)), 'ms');
        say(`room.${nameOf(page)}.many.frame`, median(opened.map(({ frame }) => frame)), 'ms');
      }
    });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const nameOf = ({ path: address }: RoomPage) => address.replaceAll('/', '.').replace(/^\.|\.$/g, '');

async function withSite(folder: string, work: (address: string) => Promise<void>): Promise<void> {
  const site = await startSite(folder);
  await work(site.address).finally(() => site.stop());
}

/** While no server runs: the first partner gets so many clients, their sales spread over the stages. */
async function addMany(folder: string): Promise<void> {
  const supabase = await openEmbeddedSupabase({
    dataFolder: path.join(folder, '.letok'),
    migrationsFolder: path.join(folder, 'supabase', 'migrations'),
    sendMail: () => {},
  });
  await supabase.script(manyClientsSql(many));
  await supabase.script(
    `set session_replication_role = replica;
     update public.leads set stage = (array['new', 'contact', 'demo', 'proposal', 'contract'])[1 + substr(tax_id, 3)::integer % 5] where need = 'Портал';
     reset session_replication_role;`,
  );
  await supabase.close();
}

interface Opened {
  milliseconds: number;
  scriptBytes: number;
  /** While it is scrolled: nineteen of twenty frames take no longer. */
  frame: number;
}

async function openOften(browser: Browser, site: string, page: RoomPage, cookies: Map<string, string>) {
  const opened: Opened[] = [];
  for (let run = 0; run < runs; run += 1) opened.push(await open(browser, site, page, cookies.get(page.who)!));
  return opened;
}

async function open(browser: Browser, site: string, { path: address, ready }: RoomPage, cookie: string) {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1440, height: 900 } });
  try {
    await context.addCookies([{ name: 'letok', value: cookie, url: site }]);
    const page = await context.newPage();
    const scripts: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.addInitScript(readySince(ready));
    await page.goto(site + address, { waitUntil: 'commit' });
    await page.locator(ready).first().waitFor();
    const milliseconds = await page.evaluate<number>('readyAt');
    await page.waitForLoadState('networkidle');
    const scriptBytes = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
    return { milliseconds, scriptBytes, frame: await page.evaluate<number>(longFrame) };
  } finally {
    await context.close();
  }
}

/** The page looks in every frame, by its own clock: from outside it is looked for twice a second only. */
const readySince = (selector: string) => `
  const look = () => {
    if (document.querySelector(${JSON.stringify(selector)})?.checkVisibility()) globalThis.readyAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;

const longFrame = `(async () => {
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  for (let at = 0; at < 60; at += 1) {
    scrollBy(0, 60);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  return frames.sort((a, b) => b - a)[3];
})()`;
