import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom } from '../helpers/room-page.ts';

/* Many leads at once, with rows that are wrong: the preview says which, what is good goes in, the rest is taken along and mended. */

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll('\u00A0', ' ');
const head = 'Название;Страна;ИНН;Задача';
const good = [430_001, 430_002].map((n) => `Строка ${n};Россия;="${checkedTaxId(n)}";Нужен портал`);
const twice = `Ещё раз 430001;RU;="${checkedTaxId(430_001)}";Повтор`;
const wrong = 'Опечатка;RU;0012345670;Нужен портал';
const nameless = `;RU;="${checkedTaxId(430_003)}";Без названия`;
const taken = 'Нива;RU;="0078901233";Клиент другого партнёра';
const rows = [head, good[0], wrong, twice, nameless, taken, good[1]].join('\r\n');

test(
  'a file is previewed, its good rows are registered, the others come back as a file',
  { timeout: 180_000 },
  async () => {
    const { page, troubles, close } = await openRoom(browser, 'member', '/partner/leads/import/');
    await page.getByText('не больше 1 МБ и 1000 строк').waitFor();
    await page.getByLabel('Выберите файл или перетащите его сюда').setInputFiles({
      name: 'лиды.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(rows),
    });
    await page.getByText('Готовы к регистрации: 3. С замечаниями: 3.').waitFor();
    const row = (text: string) => page.locator('.import-table tbody tr', { hasText: text });
    const said = async (text: string) => plain(await row(text).innerText());
    expect(await said('Опечатка')).toContain('Контрольная цифра не сходится');
    expect(await row('Опечатка').locator('.import-wrong').innerText()).toBe('0012345670');
    expect(await said('Ещё раз')).toContain('Такой клиент уже есть выше в файле');
    // Of a client of somebody else a dry run says nothing.
    expect(await said('Нива')).toContain('Зарегистрируем');
    await page.locator('.import-only input').check();
    expect(await page.locator('.import-table tbody tr').count()).toBe(3);

    await page.getByRole('button', { name: 'Зарегистрировать 3 лида' }).click();
    await page.getByText('Закреплено: 2. На решении: 0. Не вошло: 4.').waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Скачать строки, которые не вошли' }).click(),
    ]);
    const left = readFileSync(await saved.path(), 'utf8');
    expect(left.replace('\uFEFF', '').trim().split('\r\n')).toEqual([head, wrong, twice, nameless, taken]);
    const { body } = await callSite<{ total: number }>('member', 'GET', '/api/leads?search=Строка 43');
    expect(body.total).toBe(2);
    expect(troubles).toEqual([]);
    await close();
  },
);

test('rows pasted from a table are read, and a file without its columns is told what is missing', async () => {
  const { page, close } = await openRoom(browser, 'member', '/partner/leads/import/');
  await page.getByText('Вставить строки из таблицы').click();
  const paste = page.getByLabel('Строки вместе с заголовком');
  await paste.fill('Название\tИНН\nБез страны\t0012345673');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await page.getByText(/хватает столбцов: .*client\.country/).waitFor();
  expect(await paste.inputValue()).toContain('Без страны');
  await paste.fill(`${head.replaceAll(';', '\t')}\nВставленный\tРоссия\t${checkedTaxId(430_010)}\tПортал`);
  await page.getByRole('button', { name: 'Проверить' }).click();
  await page.getByText('Готовы к регистрации: 1. С замечаниями: 0.').waitFor();
  await close();
});

test('the same in English: the preview, the registration, and what did not go in', { timeout: 120_000 }, async () => {
  const { page, troubles, close } = await openRoom(browser, 'member', '/en/partner/leads/import/', { locale: 'en-GB' });
  const english = [
    'name;country;tax id;need',
    `Heather Works;RU;="${checkedTaxId(430_021)}";A portal for 900 people`,
    'Typo;RU;0012345670;A portal',
  ];
  await page.getByLabel('Choose a file or drop it here').setInputFiles({
    name: 'leads.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(english.join('\r\n')),
  });
  await page.getByText('Ready to register: 1. With remarks: 1.').waitFor();
  expect(plain(await page.locator('.import-table tbody tr', { hasText: 'Typo' }).innerText())).toContain(
    'Field “tax id”.',
  );
  await page.getByRole('button', { name: 'Register 1 lead' }).click();
  await page.getByText('Pinned: 1. In review: 0. Not added: 1.').waitFor();
  await page.getByRole('link', { name: 'Open the leads' }).click();
  await page.waitForURL(/\/en\/partner\/leads\//);
  await page.getByText('Heather Works').first().waitFor();
  expect(troubles).toEqual([]);
  await close();
});
