import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { openRoom } from '../helpers/room-page.ts';
import { mailedCodes } from '../helpers/site-sign-in.ts';

const site = inject('site');
// Beside the shared session of the running site: three codes in ten minutes are all there are.
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

test('who is signed in finds the door of public pages leading home, and sign-in says so', async () => {
  const { page, troubles, close } = await openRoom(browser, 'member', '/partner/course/');
  await page.locator('[data-person-name]').filter({ hasText: 'Антон' }).waitFor();
  await page.goto(`${site}/`);
  const door = page.locator('.site-sign-in');
  expect([(await door.innerText()).replace('\u00A0', ' '), await door.getAttribute('href')]).toEqual([
    'Для партнёров',
    '/partner/',
  ]);
  await page.goto(`${site}/sign-in/?next=/partner/leads/`);
  await page.getByText('Вы уже вошли как Антон').waitFor();
  await page.getByRole('link', { name: 'Продолжить работу' }).click();
  await page.waitForURL(`${site}/partner/leads/`);
  expect(troubles).toEqual([]);
  await close();
});

test('a visitor is asked nothing: sign-in makes no request about a session', async () => {
  const { page, troubles, close } = await openPage(browser, site);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${site}/sign-in/`, { waitUntil: 'networkidle' });
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
  expect(troubles).toEqual([]);
  await close();
});
