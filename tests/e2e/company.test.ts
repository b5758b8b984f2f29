import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { goodSvgs } from '../helpers/logo-files.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

/* What an owner says of the company, its logo, the letters, and all data in one click. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const svg = (inside: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 4">${inside}</svg>`);

test('profile, logo, letters and export', { timeout: 120_000 }, async () => {
  const { page, troubles, close } = await openPage(browser, site);
  await page.context().addCookies([sessionCookieFor(site, 'owner')]);
  await page.goto(`${site}/partner/company/`);
  const part = (name: string) => page.getByRole('region', { name });
  expect(await part('По договору').innerText()).toContain('0012345673');

  await part('О компании').getByLabel('Телефон компании').fill('позвоните');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Исправьте одно поле' }).waitFor();
  await part('О компании').getByLabel('Телефон компании').fill('+7 812 000-00-01');
  await part('О компании').getByLabel('Где вы работаете').fill('Санкт-Петербург, Карелия');
  await part('О компании').getByLabel('Корпоративный университет').check();
  await part('О компании').getByLabel('Телефон компании').press('Enter');
  await part('О компании').getByText('Сохранено').waitFor();

  // A refusal says what to do; then the same field takes a good file.
  const file = part('Логотип').locator('input[type=file]');
  await file.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: svg('<text>Контур</text>') });
  await part('Логотип').getByText('Переведите текст в кривые').waitFor();
  await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('GIF89a') });
  await part('Логотип').getByText('Это не PNG').waitFor();
  await file.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Object.values(goodSvgs)[0]! });
  await part('Логотип').getByText('Логотип сохранён').waitFor();
  const shown = part('Логотип').getByRole('img', { name: 'Логотип компании «Северный контур»' });
  expect(await shown.count()).toBe(2);
  await expect.poll(() => shown.first().evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  await part('Логотип').getByRole('button', { name: 'Убрать логотип' }).press('Enter');
  await page.keyboard.press('Enter');
  await part('Логотип').getByText('Логотип убран').waitFor();

  await part('Письма').getByLabel('Окончания закреплений').press('Space');
  await part('Письма').getByText('Программа это обещает').waitFor();
  await part('Письма').getByText('Сохранено', { exact: true }).waitFor();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    part('Выгрузка данных').getByRole('button', { name: 'Скачать таблицы для Excel' }).press('Enter'),
  ]);
  expect(download.suggestedFilename()).toMatch(/^letok-\d{4}-\d\d-\d\d\.zip$/);
  const files = unzipSync(new Uint8Array(await readFile(await download.path())));
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['ПРОЧТИТЕ.txt', 'clients.csv', 'leads.csv', 'people.csv']),
  );
  await part('Выгрузка данных').getByText('Анна Ветрова, таблицы').first().waitFor();

  // All of it is still there, and a colleague reads it.
  await page.context().clearCookies();
  await page.context().addCookies([sessionCookieFor(site, 'member')]);
  await page.goto(`${site}/partner/company/`);
  await part('О компании').getByText('Санкт-Петербург, Карелия').waitFor();
  expect(await part('О компании').innerText()).toContain('Анна Ветрова');
  expect(await page.getByRole('button', { name: /Скачать|Сохранить/ }).count()).toBe(0);

  // The letters are as they were for those who come after.
  const reset = await page.request.put(`${site}/api/notices`, {
    data: { wanted: { protection: true } },
    headers: { cookie: `letok=${sessionCookieFor(site, 'owner').value}` },
  });
  expect(reset.status()).toBe(200);
  expect(troubles.filter((trouble) => !/status of (415|422)/.test(trouble))).toEqual([]);
  await close();
});
