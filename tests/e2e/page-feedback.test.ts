import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { focusedText } from '../helpers/focused-text.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const article = '/kb/pinning/pin-a-client/';
const plain = (text: string) => text.replaceAll('\u00A0', ' ');
const shown = async (page: Page) => plain(await page.locator('.page-feedback').innerText());

/** What the page sends, and how it is answered. */
function watchAnswers(page: Page) {
  const sent: { body: Record<string, unknown>; status: number }[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/api/page-feedback') && response.request().method() === 'POST')
      sent.push({ body: response.request().postDataJSON() as Record<string, unknown>, status: response.status() });
  });
  return sent;
}

describe('was this page useful', () => {
  test('the answer is sent at once, the comment joins it, and the page is not left', async () => {
    const { page, troubles, close } = await openPage(browser, site);
    const sent = watchAnswers(page);
    await page.goto(site + article);
    expect(await page.locator('.page-feedback textarea').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Нет', exact: true }).click();
    await page.getByLabel('Что добавить или исправить?').fill('Примера для холдинга.');
    expect(await shown(page)).toMatch(/^Спасибо, ответ записан\.[\s\S]*Не пишите здесь имена и телефоны/);
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Спасибо, комментарий тоже записан.').waitFor();
    expect(await page.locator('.page-feedback button:visible').count()).toBe(0);
    expect(sent.map(({ status }) => status)).toEqual([202, 202]);
    expect(sent[0]!.body).toMatchObject({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      path: article,
      useful: false,
      language: 'ru',
    });
    expect(sent[1]!.body).toEqual({ ...sent[0]!.body, comment: 'Примера для холдинга.' });
    expect(sent[0]!.body['checkedOn']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(page.url()).toBe(site + article);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a double click is one answer; a comment may be left empty', async () => {
    const { page, close } = await openPage(browser, site);
    const sent = watchAnswers(page);
    await page.goto(`${site}/en${article}`);
    await page.getByRole('button', { name: 'Yes', exact: true }).dblclick();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.page-feedback textarea').waitFor({ state: 'hidden' });
    expect(sent.map(({ body }) => [body['path'], body['useful']])).toEqual([[`/en${article}`, true]]);
    await close();
  });

  test('is answered by keyboard alone, and the focus is not lost', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(site + article);
    await page.getByRole('button', { name: 'Да', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.page-feedback textarea').waitFor();
    expect(plain(await focusedText(page))).toBe('Спасибо, ответ записан.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Всё понятно');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Спасибо, комментарий тоже записан.').waitFor();
    await close();
  });

  test('without a network says so, and the next try goes through', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(site + article);
    await page.route('**/api/page-feedback', (route) => route.abort());
    await page.getByRole('button', { name: 'Да', exact: true }).click();
    await page.getByText('Не отправилось').waitFor();
    await page.unroute('**/api/page-feedback');
    await page.getByRole('button', { name: 'Да', exact: true }).click();
    await page.getByText('Спасибо, ответ записан.').waitFor();
    expect(await shown(page)).not.toContain('Не отправилось');
    await close();
  });

  test('works on a private page with its session', async () => {
    const { page, troubles, close } = await openPage(browser, site);
    await page.context().addCookies([sessionCookieFor(site, 'member')]);
    const sent = watchAnswers(page);
    await page.goto(`${site}/partner/kb/sell/margin/`);
    await page.getByRole('button', { name: 'Да', exact: true }).click();
    await page.getByText('Спасибо, ответ записан.').waitFor();
    expect(sent.map(({ status }) => status)).toEqual([202]);
    expect(troubles).toEqual([]);
    await close();
  });

  test('without JavaScript the form comes back to the page and thanks there', async () => {
    const { page, troubles, close } = await openPage(browser, site, {
      javaScriptEnabled: false,
      viewport: { width: 360, height: 800 },
    });
    await page.goto(site + article);
    await page.getByLabel('Что добавить или исправить?').fill('Без скриптов');
    await page.getByRole('button', { name: 'Нет', exact: true }).click();
    await page.waitForURL(`${site}${article}#page-feedback-thanks`);
    expect(await shown(page)).toBe('Спасибо, ответ записан.');
    expect(await page.locator('.page-feedback-thanks').evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(
      800,
    );
    expect(troubles).toEqual([]);
    await close();
  });

  test('is not printed', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(site + article);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.page-feedback').isVisible()).toBe(false);
    await close();
  });
});

test('a query without results is told by a beacon as functions/README.md writes it, and in no other type', async () => {
  const { page, close } = await openPage(browser, site);
  const answered: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/api/search-misses')) answered.push(response.status());
  });
  const tell = (body: unknown, type: string) =>
    page.evaluate(
      ([text, mediaType]) => navigator.sendBeacon('/api/search-misses', new Blob([text], { type: mediaType })),
      [JSON.stringify(body), type] as const,
    );
  const miss = { query: 'учёт отпусков', language: 'ru' };
  await page.goto(site + article);
  expect(await tell(miss, 'application/json')).toBe(true);
  await expect.poll(() => answered).toEqual([202]);
  await tell({ query: '' }, 'application/json');
  await expect.poll(() => answered).toEqual([202, 422]);
  // What another site could send unasked.
  await tell(miss, 'text/plain');
  await expect.poll(() => answered).toEqual([202, 422, 415]);
  await close();
});
