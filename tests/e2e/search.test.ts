import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { stemOf } from '#features/search/term-rules.ts';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { cancelAndPress, pressAtOnce } from './quick-keys.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

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
    /\d|ничего|Nothing/,
  );
  await page.waitForTimeout(300);
}

describe('search', () => {
  test('opens by slash, by Ctrl K and by the field, closes by Escape, and gives the focus back', async () => {
    const { page, troubles, close } = await openPage(browser, site);
    await page.goto(`${site}/kb/`);
    await page.keyboard.press('/');
    await page.locator(dialog).waitFor();
    await page.locator(`${dialog} select`).first().focus();
    await cancelAndPress(page, dialog, '/');
    await page.locator(dialog).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator(dialog).count()).toBe(0);
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

  test('says so when nothing is found, offers similar words and whom to ask, and counts the question for editors', async () => {
    const { page, close } = await openPage(browser, site);
    const counted: unknown[] = [];
    await page.route('**/api/search-misses', async (route) => {
      counted.push(route.request().postDataJSON());
      await route.fulfill({ status: 202, json: {} });
    });
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, 'закрепохранилище');
    expect(await page.locator('.search-status').innerText()).toContain('закрепохранилище');
    expect(await page.locator('.search-option').count()).toBe(0);
    expect(await page.locator('.search-help a').getAttribute('href')).toMatch(/^mailto:.*subject=/);
    await page.waitForTimeout(1800);
    expect(counted).toEqual([{ query: 'закрепохранилище', language: 'ru' }]);
    await page.locator('.search-word').first().click();
    await page.locator('.search-option').first().waitFor();
    await close();
  });

  test('sends a question in the other language to the pages in that language', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/en/`);
    await page.keyboard.press('/');
    await search(page, 'отпуск');
    expect(await page.locator('.search-help a[href^="mailto:"]').count()).toBe(1);
    await page.getByRole('link', { name: 'Поискать «отпуск» на русских страницах' }).click();
    await page.locator('.search-list a').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/search/');
    await close();
  });

  test.each([
    ['a typing mistake', 'закрпеление', '«закрепление»'],
    ['the other keyboard layout', 'ghjlktybt', '«продление»'],
    ['Latin letters that look Russian', 'oтпycк', 'страниц'],
  ])('forgives %s and says how it read the word', async (_, query, instead) => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, query);
    expect(await page.locator('.search-option').count()).toBeGreaterThan(0);
    const said = plain(await page.locator('.search-status').innerText());
    expect(said).toContain(instead);
    await close();
  });

  test('closes by the first Escape, keeps what was asked, and offers recent questions next time', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, 'оферта');
    await page.keyboard.press('Enter');
    await page.waitForURL(/offer/);
    await page.keyboard.press('/');
    await page.locator(dialog).waitFor();
    await page.locator('.search-word', { hasText: 'оферта' }).click();
    await page.locator('.search-option').first().waitFor();
    await pressAtOnce(page, ['Escape', '/']);
    await page.locator(dialog).waitFor();
    expect(await page.locator(`${dialog} input`).inputValue()).toBe('оферта');
    await page.locator(`${dialog} input`).fill('');
    await page.getByRole('button', { name: 'Забыть' }).click();
    expect(await page.locator('.search-word').count()).toBe(0);
    await close();
  });

  test('shows the words it was found by on the page one lands on, and leaves the address clean', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, 'продлить');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kb\/pinning\/extend\//);
    await page.waitForFunction(() => (CSS.highlights.get('found')?.size ?? 0) > 3);
    const words = await page.evaluate(() => [...CSS.highlights.get('found')!].map(String));
    expect(words.every((word) => word.toLowerCase().startsWith('продл'))).toBe(true);
    expect(page.url()).not.toContain('find=');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => CSS.highlights.has('found'))).toBe(false);
    await close();
  });

  test('opens the tab in which such a word stands', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/kb/implement/prepare-portal/?find=${encodeURIComponent(stemOf('целиком'))}`);
    await page.waitForFunction(() => CSS.highlights.get('found')?.size === 1);
    expect(await page.getByText('скопировать облачный целиком').isVisible()).toBe(true);
    await close();
  });

  test('filters by part of the site, solution and role', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, 'цена');
    await page.locator(`${dialog} select[name=section]`).selectOption('solutions');
    await page.waitForFunction(
      () =>
        new Set([...document.querySelectorAll('.search-group')].map((group) => group.getAttribute('aria-label')))
          .size === 1,
    );
    const urls = await page
      .locator('.search-option a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    expect(urls.every((url) => url.startsWith('/solutions/'))).toBe(true);
    await page.locator(`${dialog} select[name=solution]`).selectOption('leave-planner');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.search-option a')].every((link) =>
        link.getAttribute('href')!.includes('leave-planner'),
      ),
    );
    await close();
  });

  test('has a page whose address keeps question and filters, with all results', async () => {
    const { page, troubles, close } = await openPage(browser, site);
    await page.goto(`${site}/search/?q=${encodeURIComponent('закрепление')}&section=kb`);
    await page.locator('.search-row').first().waitFor();
    expect(await page.locator('.search-row').count()).toBe(10);
    expect(await page.locator('select[name=section]').inputValue()).toBe('kb');
    await page.getByRole('button', { name: /Показать/ }).click();
    await page.waitForFunction(() => document.querySelectorAll('.search-row').length > 10);
    await page.locator('.search-page input').fill('отпуск');
    await page.locator('select[name=section]').selectOption('');
    await page.waitForURL(/\?q=/);
    await page.waitForFunction(() => /отпуск/i.test(document.querySelector('.search-row h2')?.textContent ?? ''));
    await page.reload();
    await page.locator('.search-row').first().waitFor();
    expect(await page.locator('.search-page input').inputValue()).toBe('отпуск');
    expect(troubles).toEqual([]);
    await close();
  });

  test('leads to the sections where there is no JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site}/`);
    await page.locator('letok-search a').click();
    expect(page.url()).toBe(`${site}/search/`);
    expect(await page.locator('noscript a, .search-page .rows a').count()).toBeGreaterThan(2);
    await context.close();
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
    await partner.page.context().addCookies([sessionCookieFor(site, 'member')]);
    await partner.page.goto(`${site}/partner/kb/`);
    // Public pages show a partner everything too.
    await partner.page.goto(`${site}/programme/`);
    await partner.page.keyboard.press('/');
    await search(partner.page, 'порядок показа по минутам');
    const links = await partner.page
      .locator('.search-option a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.some((href) => href?.startsWith('/partner/'))).toBe(true);
    await partner.close();
  });

  test('goes on with what is public when a session ends on an open page', async () => {
    const { page, close } = await openPage(browser, site);
    await page.context().addCookies([sessionCookieFor(site, 'member')]);
    await page.goto(`${site}/partner/`);
    await page.goto(`${site}/programme/`);
    await page.keyboard.press('/');
    await search(page, 'демостенд');
    await page.context().clearCookies();
    await page.locator(`${dialog} input`).fill('окупаемость проекта');
    await page.getByRole('button', { name: /Ещё\sраз/ }).click();
    await page.locator('.search-option').first().waitFor();
    const links = await page
      .locator('.search-option a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.filter((href) => href?.startsWith('/partner/'))).toEqual([]);
    await close();
  });

  test('says that filters hide the answer, and looks everywhere at a click', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/`);
    await page.keyboard.press('/');
    await search(page, 'обжалование');
    await page.locator(`${dialog} select[name=solution]`).selectOption('leave-planner');
    await page.getByRole('button', { name: /Искать по всему сайту/ }).click();
    await page.locator('.search-option').first().waitFor();
    expect(await page.locator(`${dialog} select[name=solution]`).inputValue()).toBe('');
    await close();
  });

  test('fits a narrow screen however long the word', async () => {
    const { page, close } = await openPage(browser, site, { viewport: { width: 360, height: 640 } });
    await page.goto(`${site}/search/?q=${'ы'.repeat(150)}`);
    await page.getByText('ничего не нашлось').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await close();
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
