import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { sessionCookieFor } from '../helpers/sign-in.ts';

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const dialog = 'dialog.search-dialog[open]';
/** Text as a person reads it: a gap that does not break is a gap. */
const plain = (text: string) => text.replaceAll('\u00A0', ' ');
const firstTitle = async (page: Page) => plain(await page.locator('.search-option strong').first().innerText());

async function search(page: Page, query: string) {
  await page.locator(`${dialog} input`).fill(query);
  await page.waitForFunction(
    (text) => (document.querySelector('.search-status')?.textContent ?? '').match(text),
    /\d|Ничего|Nothing|No /,
  );
  await page.waitForTimeout(300);
}

describe('search', () => {
  test('opens by slash, by Ctrl K and by the field, closes by Escape, and gives the focus back', async () => {
    const { page, troubles, close } = await openPage(browser, site);
    await page.goto(`${site}/kb/`);
    await page.keyboard.press('/');
    await page.locator(dialog).waitFor();
    await page.keyboard.press('Escape');
    await page
      .locator(dialog)
      .waitFor({ state: 'detached' })
      .catch(() => {});
    expect(await page.locator(dialog).count()).toBe(0);
    await page.keyboard.press('Control+KeyK');
    await page.locator(dialog).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('letok-search a').click();
    await page.locator(dialog).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.closest('letok-search') !== null)).toBe(true);
    expect(troubles).toEqual([]);
    await close();
  });

  test('finds Russian words in other forms, walks by arrows and opens by Enter at the right heading', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, 'продлить закрепление');
    expect(await firstTitle(page)).toBe('Продление и запас');
    const input = page.locator(`${dialog} input`);
    const first = await input.getAttribute('aria-activedescendant');
    await page.keyboard.press('ArrowDown');
    expect(await input.getAttribute('aria-activedescendant')).not.toBe(first);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kb\/pinning\/extend\/#/);
    await close();
  });

  test.each([
    ['возврат клиента', /возврат|обратился/i],
    ['партнерской программы', /программ/i],
    ['ценой', /цен|НДС|стоит/i],
  ])('«%s» finds a page about it', async (query, title) => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, query);
    expect((await page.locator('.search-option').allInnerTexts()).join('\n')).toMatch(title);
    await close();
  });

  test('says so when nothing is found', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, 'щщщщъъ');
    expect(await page.locator('.search-status').innerText()).toContain('щщщщъъ');
    expect(await page.locator('.search-option').count()).toBe(0);
    await close();
  });

  test('shows a visitor nothing of what only partners read, and a partner everything', async () => {
    const visitor = await openPage(browser, site);
    await visitor.page.goto(`${site}/`);
    await visitor.page.keyboard.press('/');
    await search(visitor.page, 'порядок показа по минутам');
    const seen = await visitor.page
      .locator('.search-option a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(seen.filter((href) => href?.includes('/partner/'))).toEqual([]);
    await visitor.close();

    const partner = await openPage(browser, site);
    await partner.page.context().addCookies([sessionCookieFor(site, inject('secret'), ['member'])]);
    await partner.page.goto(`${site}/partner/kb/`);
    await partner.page.keyboard.press('/');
    await search(partner.page, 'порядок показа по минутам');
    const links = await partner.page
      .locator('.search-option a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.some((href) => href?.startsWith('/partner/'))).toBe(true);
    await partner.close();
  });

  test('a failed index is told, and «Ещё раз» tries again', async () => {
    const { page, close } = await openPage(browser, site);
    await page.route('**/pagefind/pagefind.js*', (route) => route.abort());
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await page.locator(dialog).waitFor();
    await page.locator(`${dialog} input`).fill('клиент');
    await page.getByText(/не\sзагрузился/).waitFor();
    await page.unroute('**/pagefind/pagefind.js*');
    await page.getByRole('button', { name: /Ещё\sраз/ }).click();
    await page.locator('.search-option').first().waitFor();
    await close();
  });
});
