import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { site as built } from '../helpers/built-site.ts';
import { openRoom } from '../helpers/room-page.ts';
import { sidewaysOn, violationsOn } from './axe.ts';

/*
 * Every page people work in, as the build has left it, on the demo world: on a phone in light and on a desk in dark. No page is forgotten,
 * because the list is that of the build.
 */
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const rooms = globSync('{partner,staff}/**/index.html', { cwd: built.private })
  .filter((file) => /<body class="[^"]*\broom-page\b/.test(readFileSync(path.join(built.private, file), 'utf8')))
  .map((file) => `/${path.dirname(file).split(path.sep).join('/')}/`)
  .toSorted();

/** How far things moved without anybody having done anything: 0 is nothing, 0.1 is what Google still calls good; here it is a fifth of that. */
const watchShifts = () => {
  const moved: string[] = [];
  Object.assign(globalThis, { moved, shift: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as Shift[]) {
      if (entry.hadRecentInput) continue;
      (globalThis as unknown as { shift: number }).shift += entry.value;
      moved.push(...entry.sources.map(({ node }) => (node as Element | null)?.parentElement?.className ?? '?'));
    }
  }).observe({ type: 'layout-shift', buffered: true });
};
interface Shift {
  value: number;
  hadRecentInput: boolean;
  sources: { node: unknown }[];
}

async function foundOn(page: Page, theme: 'light' | 'dark'): Promise<object> {
  const axe = await violationsOn(page, [theme]);
  const { shift, moved } = await page.evaluate(() => {
    const seen = globalThis as unknown as { shift: number; moved: string[] };
    return { shift: seen.shift, moved: seen.moved };
  });
  return { axe, sideways: await sidewaysOn(page), moved: shift > 0.02 ? [shift, ...moved] : [] };
}

describe('every page of both rooms', () => {
  test('there are rooms', () => expect(rooms.length).toBeGreaterThan(20));

  test.each([
    ['on a phone, light', { viewport: { width: 360, height: 740 }, colorScheme: 'light' as const }],
    ['on a desk, dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const }],
  ])('has no axe violation, nothing pushed out and nothing that jumps %s', { timeout: 300_000 }, async (_, options) => {
    const found: Record<string, object> = {};
    for (const [person, prefix] of [
      ['owner', '/partner/'],
      ['lead', '/staff/'],
    ] as const) {
      const own = rooms.filter((url) => url.startsWith(prefix));
      const { page, troubles, close } = await openRoom(browser, person, own[0]!, {
        ...options,
        reducedMotion: 'reduce',
      });
      await page.addInitScript(watchShifts);
      for (const url of own) {
        await page.goto(new URL(url, page.url()).href, { waitUntil: 'networkidle' });
        await page.waitForTimeout(200);
        found[url] = await foundOn(page, options.colorScheme);
      }
      // A page of one thing, opened without saying which, may be refused by the server; nothing else goes wrong.
      found[prefix] = { ...found[prefix], troubles: troubles.filter((trouble) => !/status of 4\d\d/.test(trouble)) };
      await close();
    }
    const expected = Object.fromEntries(
      rooms.map((url) => [
        url,
        { axe: [], sideways: 0, moved: [], ...(/^\/(partner|staff)\/$/.test(url) && { troubles: [] }) },
      ]),
    );
    expect(found).toEqual(expected);
  });

  test('a part that wakes up after the others have their answers repeats the page that was built', async () => {
    const { page, troubles, close } = await openRoom(browser, 'staff', '/robots.txt');
    const answered = page.waitForResponse(/\/api\/session$/);
    await page.route(/\/Home\.[^/]*\.js$/, async (route) => {
      await answered;
      await page.waitForTimeout(300);
      await route.continue();
    });
    await page.goto(new URL('/partner/', page.url()).href);
    await page.locator('main .empty').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(troubles).toEqual([]);
    await close();
  });
});
