import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, type Watched } from '../helpers/browser.ts';
import { focusedText } from '../helpers/focused-text.ts';
import { openClockSite, type ClockSite } from '../helpers/clock-site.ts';
import { manyClientsSql } from '../helpers/many-clients.ts';
import { signInAt } from '../helpers/site-sign-in.ts';

/*
 * A partner's clients over some weeks: extended from the row, renewed in grace from the client's page, with all of it in the history; a rival
 * who has the links sees nothing; two thousand clients are as calm as three.
 */

const day = 86_400;
const patiently = { timeout: 20_000 };
let at: ClockSite;
let browser: Browser;
let cookies: Record<'anna' | 'boris', string>;

beforeAll(async () => {
  browser = await openBrowser();
  at = await openClockSite();
  cookies = {
    anna: await signInAt(at.site, 'anna@sever.example'),
    boris: await signInAt(at.site, 'boris@most.example'),
  };
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await at?.close();
});

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');
async function open(who: 'anna' | 'boris', path: string): Promise<Watched> {
  const watched = await openPage(browser, at.site);
  await watched.page.context().addCookies([{ name: 'letok', value: cookies[who], url: at.site }]);
  // Moves that a person has not asked for.
  await watched.page.addInitScript(`window.moved = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value; })
      .observe({ type: 'layout-shift', buffered: true });`);
  await watched.page.goto(at.site + path);
  return watched;
}
const moved = (page: Page) => page.evaluate<number>('window.moved');

test('extend from the row, renew in grace, and read all of it in the history', async () => {
  const { page, troubles, close } = await open('anna', '/partner/clients/');
  const row = page.locator('.client-row', { hasText: 'Веха' });
  const until = plain(await row.locator('[data-label="Закреплён до"] time').innerText());
  expect(await row.locator('[data-label="Закреплён до"] time').getAttribute('title')).toMatch(/\d\d:\d\d UTC\+3$/);
  await row.getByRole('button', { name: 'Продлить' }).focus();
  await page.keyboard.press('Enter');
  // The window takes the focus, and says what is missing.
  await page.getByRole('dialog').getByText('Клиент будет закреплён за вами до').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), patiently).toBe('TEXTAREA');
  await page.keyboard.type('Показали портал');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Перевозчик «Веха»: закреплён за вами до').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await expect.poll(async () => plain(await row.locator('time').first().innerText()), patiently).not.toBe(until);

  await row.getByRole('link', { name: 'Перевозчик «Веха»', exact: true }).click();
  await page.getByRole('heading', { name: 'Перевозчик «Веха»' }).waitFor();
  const history = page.locator('.timeline');
  const first = plain(await history.locator('li').first().innerText());
  expect(first).toContain('Закрепление продлено до');
  expect(first).toContain('Показали портал');
  expect(first).toContain('Анна');
  expect(first).toContain('правило продление, редакция');
  expect(await history.getByRole('link', { name: 'продление' }).first().getAttribute('href')).toBe('/programme/terms/');
  const receipts = await page.locator('.client-receipts a').count();

  // Thirty-six days later the term is over, and nobody but this partner may renew.
  await at.embedded.shiftClock(36 * day);
  await page.reload();
  await page.getByText('Срок закончился. До').waitFor();
  expect(await page.getByRole('button', { name: 'Продлить' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Возобновить' }).click();
  await page.getByLabel('Причина').fill('Договор на подписи');
  await page.getByRole('button', { name: 'Возобновить закрепление' }).click();
  await page.getByText('Перевозчик «Веха»: закреплён за вами до').waitFor();
  await history.getByText('Закрепление возобновлено').waitFor();
  const renewed = plain(await history.locator('li').first().innerText());
  expect(renewed).toContain('Договор на подписи');
  expect(await page.locator('.client-receipts a').count()).toBe(receipts + 1);
  await page.getByText('Закреплён за вами до').first().waitFor();
  const address = page.url();

  // Given up after a plain question; the page stays, with everything that was.
  await page.getByRole('button', { name: 'Отказаться' }).click();
  await page.getByRole('button', { name: 'Да, отказаться' }).click();
  await page.getByText('Вы отказались от клиента').first().waitFor();
  expect(plain(await history.innerText())).toContain('Закрепление возобновлено');
  expect(troubles).toEqual([]);
  await close();

  const rival = await open('boris', new URL(address).pathname + new URL(address).search);
  await rival.page.getByRole('heading', { name: 'Такого клиента у вас нет' }).waitFor();
  expect(await rival.page.locator('main').innerText()).not.toContain('Веха');
  await rival.close();
});

test('the comb shows the same clients, is walked by arrows, and is there again next time', async () => {
  await at.embedded.shiftClock(0);
  const { page, troubles, close } = await open('anna', '/partner/clients/');
  await page.locator('.client-row').first().waitFor();
  await page.getByLabel('Соты').check();
  const cells = page.getByRole('list', { name: 'Мои клиенты' }).getByRole('link');
  await cells.first().waitFor();
  expect(plain((await cells.first().textContent())!)).toMatch(/осталось \d+ д.*, закреплён до .*UTC\+3/);
  expect(new URL(page.url()).searchParams.get('view')).toBe('comb');
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  expect(await cells.nth(1).evaluate((cell) => cell === document.activeElement)).toBe(true);
  await page.keyboard.press('End');
  expect(await focusedText(page)).toContain('Закрепить клиента');

  await page.goto(`${at.site}/partner/clients/`);
  await cells.first().waitFor();
  const name = (await cells.first().locator('.comb-name').textContent())!;
  await cells.first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name }).waitFor();
  expect(troubles).toEqual([]);
  await close();
});

test('the calendar’s link is shown once, works without a session, and is revoked after a question', async () => {
  const { page, troubles, close } = await open('anna', '/partner/clients/');
  await page.getByRole('button', { name: 'Получить ссылку' }).click();
  const address = await page.getByLabel('Ссылка на календарь').inputValue();
  expect(await page.getByRole('link', { name: 'Открыть в календаре' }).getAttribute('href')).toBe(
    address.replace('http:', 'webcal:'),
  );
  const answer = await fetch(address);
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('BEGIN:VCALENDAR')]);

  await page.reload();
  await page.getByText('Календарь последний раз читал её').waitFor();
  expect(await page.content()).not.toContain(address.slice(-24));
  await page.getByRole('button', { name: 'Отозвать' }).click();
  await page.getByText('Ссылка сразу перестанет работать').waitFor();
  await page.getByRole('button', { name: 'Да, отозвать' }).click();
  await page.getByText('Ссылка отозвана.').waitFor();
  expect((await fetch(address)).status).toBe(404);
  expect(troubles).toEqual([]);
  await close();
});

test('two thousand clients: nothing jumps, and a search answers at once', async () => {
  await at.embedded.script(manyClientsSql(2000, await taxIdOfAnna()));
  for (const view of ['table', 'comb']) {
    const { page, troubles, close } = await open('anna', `/partner/clients/?view=${view}`);
    const items = page.locator(view === 'table' ? '.client-row' : '.comb-item a');
    await items.nth(40).waitFor();
    expect(plain(await page.locator('.list-found').innerText())).toMatch(/2 00\d/);
    expect([view, (await moved(page)) < 0.02]).toEqual([view, true]);

    const began = Date.now();
    await page.getByRole('searchbox').fill('верфь № 1999');
    await expect.poll(() => items.count(), { timeout: 20_000, interval: 20 }).toBeLessThan(3);
    const took = Date.now() - began;
    if (process.env['LETOK_SHOW_TIMES']) console.log(view, 'search among 2,000:', took, 'ms');
    await page.getByRole('button', { name: 'Сбросить' }).click();
    await expect.poll(() => items.count(), patiently).toBeGreaterThan(40);
    const before = await items.count();
    await page.getByRole('button', { name: /^Показать ещё/ }).click();
    await expect.poll(() => items.count(), patiently).toBeGreaterThan(before + 40);
    expect(troubles).toEqual([]);
    await close();
  }
});

async function taxIdOfAnna(): Promise<string> {
  const [partner] = await at.embedded.query<{ taxId: string }>(
    `select p.tax_id as "taxId" from public.partners p join public.members m on m.partner_id = p.id where m.email = 'anna@sever.example'`,
  );
  return partner!.taxId;
}
