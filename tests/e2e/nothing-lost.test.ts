import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { focusedText } from '../helpers/focused-text.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom } from '../helpers/room-page.ts';

/* What somebody has typed, and where somebody stands: neither is lost by going away, by a session that ends, or by a window that closes. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The names under which this tab keeps what was typed. */
const drafts = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('letok-draft-')));

describe('what was typed', () => {
  test('why a case is decided so, when another case was looked at, and after a new load', async () => {
    const { page, close } = await openRoom(browser, 'staff', '/staff/');
    const open = async (text: string) => {
      await page.locator('.inbox-item', { hasText: text }).first().getByRole('button').click();
      await page.locator('.inbox-item[aria-current]', { hasText: text }).waitFor();
    };
    const [one, other] = ['Гавань интеграций', 'просит помощи'];
    await open(one);
    await page.locator('.decision-form').waitFor();
    await page.keyboard.press('d');
    await page.getByLabel('Причина').fill('Переписка началась');
    await open(other);
    await page.getByLabel('Причина').waitFor({ state: 'detached' });
    await open(one);
    await expect.poll(() => page.getByLabel('Причина').inputValue()).toBe('Переписка началась');
    await page.reload();
    await open(one);
    await expect.poll(() => page.getByLabel('Причина').inputValue()).toBe('Переписка началась');

    // Sent, it is kept no more, and after undo the row that came back has the focus.
    await page.getByLabel('Причина').press('Control+Enter');
    await page.locator('.undo-bar').waitFor();
    await page.keyboard.press('u');
    await expect.poll(() => focusedText(page)).toContain(one);
    await page.locator('.decision-form').waitFor();
    expect(await page.getByLabel('Причина').count()).toBe(0);
    await close();
  });

  test('a note, until it is sent', async () => {
    const leads = await callSite<{ items: { id: string }[] }>('owner', 'GET', '/api/leads');
    const owner = await openRoom(browser, 'owner', `/partner/leads/lead/?id=${leads.body.items[0]!.id}`);
    await owner.page.getByLabel('Новая заметка').fill('Перезвонить во вторник');
    await owner.page.reload();
    await expect.poll(() => owner.page.getByLabel('Новая заметка').inputValue()).toBe('Перезвонить во вторник');
    await owner.page.getByRole('button', { name: 'Добавить заметку' }).click();
    await owner.page.locator('.lead-note-text', { hasText: 'Перезвонить во вторник' }).waitFor();
    await owner.page.reload();
    await owner.page.locator('.lead-notes').waitFor();
    expect(await owner.page.getByLabel('Новая заметка').inputValue()).toBe('');
    await owner.close();
  });

  test('the registration, when the session has ended: there is a way to sign in and back', async () => {
    const { page, close } = await openRoom(browser, 'owner', '/partner/leads/new/');
    const taxId = page.getByLabel('ИНН', { exact: true });
    await taxId.fill(checkedTaxId(8690));
    await page.getByLabel('Компания', { exact: true }).fill('Долгий плёс');
    await page.getByLabel('Задача клиента').fill('Обучение');
    await page.context().clearCookies();
    await page.locator('.lead-send button').click();
    const wayBack = page.locator('.error-summary').getByRole('link', { name: 'Войти' });
    await wayBack.waitFor();
    expect(await wayBack.getAttribute('href')).toBe('/sign-in/?next=%2Fpartner%2Fleads%2Fnew%2F');
    expect(await taxId.inputValue()).toBe(checkedTaxId(8690));
    await close();
  });
});

test('what was typed is not shown to the next person at the same browser, and goes with whoever signs out', async () => {
  const owner = await openRoom(browser, 'owner', '/partner/leads/new/');
  const { page } = owner;
  await page.locator('[data-person]:visible').waitFor();
  const company = page.getByLabel('Компания', { exact: true });
  await company.fill('Тихая заводь');
  await expect.poll(() => drafts(page)).toHaveLength(1);

  // The session ends by itself; somebody else comes, and the first one again.
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  const rival = await openRoom(browser, 'rival', '/partner/');
  await page.context().addCookies(await rival.page.context().cookies());
  await rival.close();
  await page.goto(`${site}/partner/`);
  await page.locator('[data-person]:visible').waitFor();
  await page.goto(`${site}/partner/leads/new/`);
  await page.locator('form[novalidate]').waitFor();
  expect(await company.inputValue()).toBe('');
  await page.context().clearCookies();
  await page.context().addCookies(cookies);
  await page.goto(`${site}/partner/`);
  await page.locator('[data-person]:visible').waitFor();
  await page.goto(`${site}/partner/leads/new/`);
  await expect.poll(() => company.inputValue()).toBe('Тихая заводь');

  // Who signs out would end the session that other tests share: the answer is given here.
  await page.route('**/api/session', (route) =>
    route.request().method() === 'DELETE' ? route.fulfill({ status: 204 }) : route.continue(),
  );
  await page.locator('[data-sign-out]:visible').click();
  await page.waitForURL(`${site}/`);
  expect(await drafts(page)).toEqual([]);
  await owner.close();
});

test('a tax id that cannot be right is told while it is typed, and is right again at once', async () => {
  const { page, close } = await openRoom(browser, 'owner', '/partner/leads/new/');
  const taxId = page.getByLabel('ИНН', { exact: true });
  const wrong = page.locator('.lead-tax-id .field-error:not([hidden])');
  await taxId.pressSequentially('771234567');
  await page.waitForTimeout(1000);
  expect(await wrong.count()).toBe(0);
  await taxId.pressSequentially('9');
  await wrong.waitFor();
  expect(await taxId.evaluate((field) => document.activeElement === field)).toBe(true);
  await taxId.fill(checkedTaxId(8691));
  await wrong.waitFor({ state: 'detached' });
  await close();
});

test('a window that is closed gives the focus back to what has opened it', async () => {
  const { page, close } = await openRoom(browser, 'owner', '/partner/clients/');
  const release = page.getByRole('button', { name: /^Отказаться/ }).first();
  for (const way of ['Escape', 'Enter']) {
    await release.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('dialog'));
    await page.waitForTimeout(300);
    if (way === 'Enter') await page.getByRole('button', { name: 'Закрыть' }).focus();
    await page.keyboard.press(way);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForTimeout(300);
    expect(await focusedText(page)).toContain('Отказаться');
  }
  await close();
});

test('a page whose parts do not come says so after a while, and moves nothing', async () => {
  const { page, close } = await openRoom(browser, 'owner', '/partner/offer/');
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(`${site}/partner/clients/`);
  const late = page.locator('.arrives-late');
  expect(await late.isVisible()).toBe(false);
  // The browser's own clock of animations runs on by itself: the end of this one is where it will be.
  await late.evaluate((element) => element.getAnimations().forEach((one) => one.finish()));
  expect(await late.isVisible()).toBe(true);
  await page.unroute('**/*.js');
  await page.goto(`${site}/partner/clients/`);
  await page.locator('.room-list').waitFor();
  expect(await late.evaluate((element) => element.getAnimations().length)).toBe(0);
  await close();
});
