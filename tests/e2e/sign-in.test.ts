import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { mailedCodes } from '../helpers/site-sign-in.ts';

const site = inject('site');
// Nobody else of the browser tests signs in as her: three codes in ten minutes are all there are.
const anna = 'anna@sever.example';
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

async function signInOn(page: Page): Promise<void> {
  const before = (await mailedCodes(site, anna)).length;
  await page.locator('[name="email"]').fill(anna);
  await page.locator('form button[type="submit"]').click();
  await page.locator('[name="code"]').waitFor();
  let codes: string[] = [];
  while (codes.length <= before) codes = await mailedCodes(site, anna);
  await page.locator('[name="code"]').fill(codes[0]!);
  // A code that comes in at once goes off by itself.
  await page.waitForURL((url) => !url.pathname.includes('/sign-in/'));
}

test('a closed page asks who one is, opens after the code from the mail, and closes after the way out', async () => {
  const { page, close } = await openPage(browser, site);
  await page.goto(`${site}/partner/course/?from=mail`);
  expect(new URL(page.url()).pathname).toBe('/sign-in/');
  await signInOn(page);
  expect(page.url()).toBe(`${site}/partner/course/?from=mail`);
  expect(
    await page.evaluate(() => `${document.cookie}${JSON.stringify({ ...localStorage, ...sessionStorage })}`),
  ).not.toMatch(/eyJ|letok=/);
  const cookies = await page.context().cookies();
  expect(cookies).toMatchObject([{ name: 'letok', httpOnly: true, sameSite: 'Lax', path: '/' }]);

  await page.locator('[data-sign-out]').click();
  await page.waitForURL(`${site}/`);
  await page.context().addCookies(cookies);
  await page.goto(`${site}/partner/course/`);
  expect(new URL(page.url()).pathname).toBe('/sign-in/');
  await page.goBack();
  await page.goForward();
  expect(new URL(page.url()).pathname).toBe('/sign-in/');
  await close();
});

test('a link to sign-in leads to no other site', async () => {
  const { page, close } = await openPage(browser, site);
  await page.goto(`${site}/sign-in/?next=${encodeURIComponent('//evil.example/partner/')}`);
  await signInOn(page);
  expect(page.url()).toBe(`${site}/partner/`);
  await close();
});
