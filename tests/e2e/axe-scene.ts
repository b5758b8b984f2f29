import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../helpers/browser.ts';
import { fakeRegisterApi } from '../helpers/fake-register-api.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Scene {
  path: string;
  answers: Parameters<typeof fakeRegisterApi>[1];
  user: object;
  /** What somebody does before it is looked at. */
  act: (page: Page) => Promise<unknown>;
}

/** A page of a room in front of a register that answers as told, 360 px wide: what axe finds in light and in dark, and by how much it is too wide. */
export async function axeScene(
  browser: Browser,
  site: string,
  { path, answers, user, act }: Scene,
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
    for (const { id, nodes } of violations)
      found.push(...nodes.map(({ target, failureSummary }) => `${theme} ${id} ${String(target)}: ${failureSummary}`));
  }
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await close();
  return [found, sideways];
}
