import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { builtPages } from '../helpers/site-pages.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** What another theme changes is colours: those rules are asked again, the others have been by then. */
const asked = {
  light: { resultTypes: ['violations'] },
  dark: { resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] },
};

/** WCAG 2.2 A and AA and axe's best practices; the violations as lines a person can act on. */
async function violations(
  page: Awaited<ReturnType<typeof openPage>>['page'],
  theme: keyof typeof asked = 'light',
): Promise<string[]> {
  const results = (await page.evaluate(
    (options) =>
      (globalThis as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }).axe.run(
        { exclude: [['iframe']] },
        options,
      ),
    asked[theme],
  )) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary}`),
  );
}

describe('no page has an axe violation, in light and in dark', () => {
  const pages = [...builtPages(), { url: '/nothing-here/', isPrivate: false }];
  const lanes = 2;
  const found: string[] = [];

  test(`${pages.length} pages`, { timeout: 600_000 }, async () => {
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const { page, close } = await openPage(browser, site, { bypassCSP: true, reducedMotion: 'reduce' });
        await page.context().addCookies([sessionCookieFor(site, 'staff')]);
        await page.addInitScript(axe);
        for (const { url } of pages.filter((_page, index) => index % lanes === lane)) {
          await page.goto(site + url, { waitUntil: 'load' });
          for (const theme of ['light', 'dark'] as const) {
            await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
            for (const violation of await violations(page, theme)) found.push(`${url} (${theme}) ${violation}`);
          }
        }
        await close();
      }),
    );
    expect(found.slice(0, 40)).toEqual([]);
  });

  test('the test sees a violation when there is one', async () => {
    const { page, close } = await openPage(browser, site, { bypassCSP: true });
    await page.addInitScript(axe);
    await page.goto(`${site}/`);
    await page.evaluate(() =>
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="/favicon.svg"><button></button><p style="color:#333;background:#222">dark on dark</p>',
      ),
    );
    expect((await violations(page)).join()).toMatch(/image-alt[\s\S]*button-name|button-name[\s\S]*image-alt/);
    expect((await violations(page, 'dark')).join()).toMatch(/^color-contrast /);
    await close();
  });
});
