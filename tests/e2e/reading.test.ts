import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const article = '/kb/pinning/pin-a-client/';
/** Words with gaps that may break. */
const plain = (text: string) => text.replace(/\s/g, ' ');
const narrow = { viewport: { width: 768, height: 900 } };
const phone = { viewport: { width: 360, height: 740 } };

describe('an article', () => {
  test('marks in its contents the part that is being read', async () => {
    const { page, troubles, close } = await openPage(browser, site, { viewport: { width: 1440, height: 900 } });
    await page.goto(site + article);
    const marked = page.locator('.contents-list [aria-current="location"]');
    expect(await marked.count()).toBe(0);
    for (const title of ['Как читать ячейку', 'Что ответит форма']) {
      await page.locator('.contents-list a', { hasText: title }).click();
      await page.waitForFunction(
        (text) => document.querySelector('.contents-list [aria-current]')?.textContent === text,
        title,
      );
      expect(await marked.count()).toBe(1);
    }
    expect(troubles).toEqual([]);
    await close();
  });

  test('folds its contents above the text where there is no room beside it, and needs no script for that', async () => {
    const { page, close } = await openPage(browser, site, { ...narrow, javaScriptEnabled: false });
    await page.goto(site + article);
    expect(await page.locator('.contents-list').isVisible()).toBe(false);
    const links = page.locator('.contents-fold a');
    expect(await links.first().isVisible()).toBe(false);
    await page.locator('.contents-fold summary').click();
    expect(await links.allInnerTexts()).toEqual(await page.locator('.prose h2').allInnerTexts());
    await links.nth(2).click();
    expect(new URL(page.url()).hash).not.toBe('');
    await close();
  });

  test('gives every heading a link that keyboard and pointer find, and no eye before', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(site + article);
    const link = page.getByRole('link', { name: 'Ссылка на раздел «Сроки»' });
    const opacity = () => link.evaluate((element) => getComputedStyle(element).opacity);
    expect(await opacity()).toBe('0');
    await page.getByRole('heading', { name: 'Сроки', exact: true }).hover();
    expect(await opacity()).toBe('1');
    await page.mouse.move(0, 0);
    await link.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await opacity()).toBe('1');
    await page.keyboard.press('Enter');
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe('#сроки');
    await close();
  });

  test('says in its path where it stands, names its team, and leads on', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(site + article);
    const crumbs = page.locator('.breadcrumbs li');
    expect((await crumbs.allInnerTexts()).map(plain)).toEqual([
      'База знаний',
      'Закрепление и правила',
      'Закрепление клиента',
    ]);
    expect(await crumbs.last().getAttribute('aria-current')).toBe('page');
    expect(await page.locator('.article-facts').innerText()).toMatch(/Проверено .+ 20\d\d, отвечает команда /);
    const related = await page
      .locator('.related a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    const next = await page.locator('.neighbours-next').getAttribute('href');
    expect(related.length).toBeGreaterThan(1);
    expect(related.length).toBeLessThanOrEqual(4);
    expect(related).not.toContain(article);
    expect(related).not.toContain(next);
    await close();
  });
});

test('pages of the programme and legal ones stand in a tree of their neighbours', async () => {
  const { page, close } = await openPage(browser, site, { viewport: { width: 1440, height: 900 } });
  for (const [path, title] of [
    ['/programme/terms/', 'Условия реализации'],
    ['/programme/offer/', 'Оферта'],
    ['/legal/privacy/', 'Политика обработки персональных данных'],
    ['/en/programme/faq/', 'Questions and answers'],
  ] as const) {
    await page.goto(site + path);
    const current = page.locator('.sidebar .tree [aria-current="page"]');
    expect([path, plain(await current.innerText())]).toEqual([path, title]);
    expect(await page.locator('.tree a').count()).toBeGreaterThan(2);
    const [tree, text] = await page.evaluate(() =>
      ['.tree', '.prose'].map((selector) => document.querySelector(selector)!.getBoundingClientRect()),
    );
    expect(text!.left - tree!.right).toBeLessThan(120);
  }
  await close();
});

test('the menu of a phone closes by Escape and by a click beside it', async () => {
  const { page, close } = await openPage(browser, site, phone);
  await page.goto(site + article);
  const summary = page.locator('.site-menu summary');
  const isOpen = () => page.locator('.site-menu').evaluate((menu) => (menu as HTMLDetailsElement).open);
  await summary.click();
  expect(await isOpen()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await isOpen()).toBe(false);
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await summary.click();
  await page.mouse.click(180, 700);
  expect(await isOpen()).toBe(false);
  await summary.click();
  await page.locator('.site-menu a', { hasText: 'Решения' }).click();
  expect(new URL(page.url()).pathname).toBe('/solutions/');
  await close();
});

describe('an address without a page', () => {
  test('suggests the pages that were probably meant', async () => {
    const { page, troubles, close } = await openPage(browser, site);
    for (const [path, url] of [
      ['/kb/pining/extend/', '/kb/pinning/extend/'],
      ['/en/kb/pinning/pin-client/', '/en/kb/pinning/pin-a-client/'],
    ] as const) {
      await page.goto(site + path);
      await page.waitForSelector('[data-suggestions] a');
      const links = await page
        .locator('[data-suggestions] a')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
      expect(links[0]).toBe(url);
      expect(links.length).toBeLessThanOrEqual(5);
    }
    await page.goto(`${site}/qqqqqqqqqq/`);
    await page.getByRole('link', { name: 'Поискать' }).click();
    await page.getByRole('dialog').waitFor();
    expect(troubles.filter((trouble) => !trouble.includes('404'))).toEqual([]);
    await close();
  });

  test('shows the sections of the site without JavaScript', async () => {
    const { page, close } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(`${site}/kb/pining/extend/`);
    expect(await page.locator('[data-suggestions]').isVisible()).toBe(false);
    await page.locator('.not-found-sections a', { hasText: 'Закрепление и правила' }).click();
    expect(new URL(page.url()).pathname).toBe('/kb/pinning/');
    await close();
  });
});

test('the page of a problem has ways on', async () => {
  const { page, close } = await openPage(browser, site);
  await page.goto(`${site}/errors/sent_too_fast/`);
  expect(await page.locator('.error-page a[href^="mailto:"]').count()).toBe(1);
  await page.getByRole('link', { name: 'Вернуться к заявке' }).click();
  expect(new URL(page.url()).pathname).toBe('/apply/');
  await page.goto(`${site}/en/errors/session_required/`);
  await page.locator('.ways-on a').first().click();
  expect(new URL(page.url()).pathname).toBe('/en/sign-in/');
  await close();
});

describe('on paper', () => {
  const papers = [article, '/programme/terms/', '/programme/offer/', '/solutions/corporate-university/'];

  test.each(papers)('%s says whose it is and where it is found, and has nothing to press', async (path) => {
    const { page, close } = await openPage(browser, site, { colorScheme: 'dark' });
    await page.goto(site + path);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const head = plain(await page.locator('.print-head').innerText());
    expect(head).toContain('Улей');
    expect(head).toMatch(new RegExp(`https?://.+${path}$`));
    for (const selector of [
      '.site-header',
      '.site-footer',
      '.sidebar',
      '.contents-list',
      '.contents-fold',
      '.neighbours',
      '.related',
      '.heading > a',
      '.solution-actions',
      '#materials',
      'button',
      'input',
    ])
      for (const element of await page.locator(selector).all())
        expect([selector, await element.isVisible()]).toEqual([selector, false]);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).not.toMatch(/0\.93/);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    for (const heading of await page.locator('.prose .heading').all())
      expect(await heading.evaluate((element) => getComputedStyle(element).breakAfter)).toBe('avoid');
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    await close();
  });

  test('prices go to the client without the share of the partner, and all tabs are open', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/solutions/corporate-university/`);
    await page.emulateMedia({ media: 'print' });
    const prices = plain(await page.locator('.prices').innerText());
    expect(prices).toContain('640 000');
    expect(prices).not.toContain('224 000');
    await page.goto(`${site}/kb/implement/prepare-portal/`);
    for (const tab of await page.locator('.tab .prose').all()) expect(await tab.isVisible()).toBe(true);
    await close();
  });

  test('a link shows where it leads: in full to other sites, as a path within this one', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(site + article);
    await page.emulateMedia({ media: 'print' });
    const shown = await page
      .locator('.prose a[href="/programme/offer/"]')
      .first()
      .evaluate((link) => getComputedStyle(link, '::after').content);
    expect(shown).toMatch(/\/programme\/offer\/|attr\(href\)/);
    await close();
  });
});
