import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a picture opens large by Enter and by click, closes by Escape and gives the focus back', async () => {
  const { page, troubles, close } = await openPage(browser, site);
  await page.goto(`${site}/kb/start/how-it-works/`);
  const link = page.locator('.picture-zoom:visible');
  const dialog = page.getByRole('dialog');
  await link.focus();
  await page.keyboard.press('Enter');
  expect(await dialog.getAttribute('aria-label')).toContain('пять критериев');
  await page.waitForFunction(() => document.querySelector<HTMLImageElement>('dialog img')?.naturalWidth);
  await page.keyboard.press('Escape');
  expect(await dialog.count()).toBe(0);
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  await link.click();
  await dialog.getByRole('button', { name: 'Закрыть' }).click();
  expect(await dialog.count()).toBe(0);
  expect(new URL(page.url()).pathname).toBe('/kb/start/how-it-works/');
  expect(troubles).toEqual([]);
  await close();
});

test('without JavaScript the link leads to the picture', async () => {
  const { page, close } = await openPage(browser, site, { javaScriptEnabled: false });
  await page.goto(`${site}/kb/start/how-it-works/`);
  await page.locator('.picture-zoom:visible').click();
  expect(new URL(page.url()).pathname).toMatch(/^\/_astro\/.*\.webp$/);
  await close();
});

test('a dark picture follows the system and the choice of the reader, and only the one that is seen is loaded', async () => {
  for (const system of ['light', 'dark'] as const) {
    const { page, close } = await openPage(browser, site, { colorScheme: system });
    const loaded = new Set<string>();
    page.on('response', (response) => loaded.add(new URL(response.url()).pathname));
    await page.goto(`${site}/kb/start/how-it-works/`);
    const seen = () => page.locator('.picture-zoom:visible').getAttribute('class');
    const other = system === 'light' ? 'dark' : 'light';
    await page.locator('.picture-zoom:visible').scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.picture-zoom img:not([hidden])'));
    expect(await seen()).toContain(`picture-${system}`);
    expect(loaded.has((await page.locator(`.picture-${other}`).getAttribute('href'))!)).toBe(false);
    await page.getByLabel('Оформление').selectOption(other);
    expect(await seen()).toContain(`picture-${other}`);
    await page.getByLabel('Оформление').selectOption('');
    expect(await seen()).toContain(`picture-${system}`);
    await close();
  }
});

test('tabs open by keyboard, one at a time, without JavaScript too, and lie side by side where there is room', async () => {
  for (const width of [360, 1280]) {
    const { page, close } = await openPage(browser, site, {
      javaScriptEnabled: false,
      viewport: { width, height: 800 },
    });
    await page.goto(`${site}/kb/implement/prepare-portal/`);
    const [box, cloud] = [page.locator('.tab').nth(0), page.locator('.tab').nth(1)];
    const isSeen = async () => [await box.locator('.prose').isVisible(), await cloud.locator('.prose').isVisible()];
    expect(await isSeen()).toEqual([true, false]);
    await cloud.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await isSeen()).toEqual([false, true]);
    const [first, second] = [
      (await box.locator('summary').boundingBox())!,
      (await cloud.locator('summary').boundingBox())!,
    ];
    expect(second.y === first.y).toBe(width > 640);
    await close();
  }
});

test('a film is loaded when the reader plays it', async () => {
  const { page, troubles, close } = await openPage(browser, site);
  const films: string[] = [];
  page.on('request', (request) => /\.(webm|mp4|vtt)$/.test(request.url()) && films.push(request.url()));
  await page.goto(`${site}/kb/pinning/pin-a-client/`);
  const film = page.locator('video');
  await film.scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  expect(films).toEqual([]);
  await film.evaluate((element) => (element as HTMLVideoElement).play());
  expect(await film.evaluate((element) => (element as HTMLVideoElement).videoWidth)).toBe(960);
  expect(films.length).toBeGreaterThan(0);
  expect(troubles).toEqual([]);
  await close();
});

test('the first column of a comparison stays in view while the rest scrolls by keyboard', async () => {
  const { page, close } = await openPage(browser, site, { viewport: { width: 360, height: 800 } });
  await page.context().addCookies([sessionCookieFor(site, 'member')]);
  await page.goto(`${site}/partner/solutions/corporate-university/compare/`);
  const region = page.locator('.comparison .table-scroll');
  await region.focus();
  for (let press = 0; press < 8; press += 1) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('.comparison .table-scroll')!.scrollLeft > 100);
  const [box, cell] = [(await region.boundingBox())!, (await region.locator('tbody td').first().boundingBox())!];
  expect(Math.abs(cell.x - box.x)).toBeLessThan(2);
  await close();
});
