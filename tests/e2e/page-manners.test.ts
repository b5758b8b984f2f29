import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';

/* What every page does, tried on one: read without scripts, by keyboard, in a theme of one's own, on a phone. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('an article reads without JavaScript', async () => {
  const { page, troubles, close } = await openPage(browser, site, { javaScriptEnabled: false });
  await page.goto(`${site}/kb/pinning/pin-a-client/`);
  expect(await page.locator('h1').innerText()).toBe('Закрепление клиента');
  expect(await page.locator('.prose').innerText()).toContain('ИНН');
  expect(await page.locator('.contents a').count()).toBeGreaterThan(2);
  await page.locator('.site-nav a', { hasText: 'Решения' }).click();
  expect(new URL(page.url()).pathname).toBe('/solutions/');
  expect(troubles).toEqual([]);
  await close();
});

test('the chosen theme holds on the next page and can be given back to the system', async () => {
  const { page, close } = await openPage(browser, site, { colorScheme: 'light' });
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.goto(`${site}/`);
  const light = await paper();
  await page.getByLabel('Оформление').selectOption('dark');
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.goto(`${site}/kb/`);
  expect(await paper()).toBe(dark);
  await page.getByLabel('Оформление').selectOption('');
  expect(await paper()).toBe(light);
  await close();
});

test('keyboard: the first Tab offers the way to the text, and the focus is always visible', async () => {
  const { page, close } = await openPage(browser, site);
  await page.goto(`${site}/kb/pinning/pin-a-client/`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  const invisible = await page.evaluate(async () => {
    const bad: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('a[href], button, select, summary, [tabindex="0"]')) {
      if (element.offsetParent === null) continue;
      element.focus({ focusVisible: true } as FocusOptions);
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      if (document.activeElement === element && (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2))
        bad.push(element.outerHTML.slice(0, 80));
    }
    return bad;
  });
  expect(invisible).toEqual([]);
  await close();
});

test('by keyboard the text comes before the tree of the section, on a phone too', async () => {
  for (const width of [360, 1440]) {
    const { page, close } = await openPage(browser, site, { viewport: { width, height: 800 } });
    await page.goto(`${site}/kb/pinning/pin-a-client/`);
    const order = await page.evaluate(() => {
      const [text, tree] = ['.prose a', '.tree a'].map((selector) => document.querySelector(selector)!);
      return Boolean(text!.compareDocumentPosition(tree!) & Node.DOCUMENT_POSITION_FOLLOWING);
    });
    const places = await page.evaluate(() =>
      ['.prose', '.tree'].map((selector) => document.querySelector(selector)!.getBoundingClientRect()),
    );
    const seen = width < 832 ? places[1]!.top > places[0]!.bottom : places[1]!.right < places[0]!.left;
    expect([width, order, seen]).toEqual([width, true, true]);
    await close();
  }
});

test('a table shows every value on a phone, with the name of its column', async () => {
  const { page, close } = await openPage(browser, site, { viewport: { width: 360, height: 800 } });
  for (const path of ['/solutions/corporate-university/', '/programme/', '/kb/start/glossary/', '/legal/privacy/']) {
    await page.goto(site + path);
    const hidden = await page.evaluate(() =>
      [...document.querySelectorAll('.table-scroll td')]
        .filter((cell) => cell.getBoundingClientRect().right > innerWidth || cell.getBoundingClientRect().width < 40)
        .map((cell) => cell.textContent),
    );
    expect([path, hidden]).toEqual([path, []]);
  }
  const label = page.locator('.labelled td[data-label]').first();
  expect(await label.evaluate((cell) => getComputedStyle(cell, '::before').content)).toMatch(/^".+: "$|attr/);
  await close();
});

test('a page that does not exist is told in the language of its address', async () => {
  const { page, close } = await openPage(browser, site);
  for (const [path, language] of [
    ['/net/', 'ru'],
    ['/en/none/', 'en'],
  ] as const) {
    const answer = await page.goto(site + path);
    expect([answer?.status(), await page.locator('html').getAttribute('lang')]).toEqual([404, language]);
  }
  await close();
});
