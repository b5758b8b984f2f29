import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../helpers/browser.ts';
import { fakeRegisterApi } from '../helpers/fake-register-api.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What it says, the page, what the register answers there, who looks, and what is done before it is looked at. */
export type Scene = [string, string, Parameters<typeof fakeRegisterApi>[1], object, (page: Page) => Promise<unknown>];

/** Violations of axe in light and in dark on a narrow window, and by how many pixels something is pushed out of it. */
export async function lookAtScene(
  browser: Browser,
  site: string,
  [, path, answers, user, act]: Scene,
): Promise<[string[], number]> {
  const { page, close } = await openPage(browser, site, {
    bypassCSP: true,
    reducedMotion: 'reduce',
    viewport: { width: 360, height: 800 },
  });
  await page.context().addCookies([sessionCookieFor(site, 'staff')]);
  await page.addInitScript(axe);
  await fakeRegisterApi(page, answers, user);
  await page.goto(site + path);
  await act(page);
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    await page.waitForTimeout(300);
    const { violations } = (await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    )) as AxeResults;
    for (const { id: rule, nodes } of violations)
      found.push(...nodes.map(({ target, failureSummary }) => `${theme} ${rule} ${String(target)}: ${failureSummary}`));
  }
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await close();
  return [found, sideways];
}
