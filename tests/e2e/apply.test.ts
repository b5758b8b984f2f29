import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loadLate, openBrowser, openPage } from '../helpers/browser.ts';
import { focusedText } from '../helpers/focused-text.ts';

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Text as a person reads it: a gap that does not break is a gap. */
const plain = (text: string) => text.replaceAll('\u00A0', ' ');
const score = async (page: Page) => plain(await page.locator('.fit-check-score').innerText());

/** A company nobody has: ИНН of the region 00, which is never issued, with a right check digit. */
const taxId = '0045182304';

async function fillIn(page: Page, email: string) {
  await page.getByLabel('ИТ-интегратор').check();
  await page.getByLabel('Автоматизация процессов').check();
  await page.getByLabel('Крупные, больше 250').check();
  await page.getByLabel('Сколько человек в компании').fill('40');
  await page.getByLabel('Получить ещё один канал продаж').check();
  await page.locator('[name="company.taxId"]').fill(taxId);
  await page.locator('[name="company.name"]').fill('ООО «Тихая гавань»');
  await page.locator('[name="contact.name"]').fill('Тест Тестов');
  await page.locator('[name="contact.email"]').fill(email);
  await page.locator('[name="consents.processing"]').check();
}

async function letters(to: string): Promise<{ to: string; kind: string; subject: string; text: string }[]> {
  for (let tries = 0; tries < 40; tries += 1) {
    const all = (await (await fetch(`${site}/dev/mailbox.json`)).json()) as {
      to: string;
      kind: string;
      subject: string;
      text: string;
    }[];
    const own = all.filter((letter) => letter.to === to);
    if (own.length > 0) return own;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return [];
}

async function openForm(options: Parameters<typeof openPage>[2] = {}) {
  const watched = await openPage(browser, site, options);
  await watched.page.goto(`${site}/apply/`);
  if (options.javaScriptEnabled !== false) await watched.page.locator('form[novalidate]').waitFor();
  return watched;
}

describe('a company applies', () => {
  test('every box to tick is seen, whatever other sheets of the page say', async () => {
    const { page, close } = await openForm();
    const unseen = await page.locator('.choices:not(.choices-row) .choice input, .consent input').evaluateAll((boxes) =>
      boxes
        .filter((box) => {
          const { opacity, position } = getComputedStyle(box);
          return opacity !== '1' || position === 'absolute' || box.getBoundingClientRect().width < 18;
        })
        .map((box) => `${(box as HTMLInputElement).name}=${(box as HTMLInputElement).value}`),
    );
    expect(unseen).toEqual([]);
    await close();
  });

  test('the fit answers while one types, with the reason', async () => {
    const { page, troubles, close } = await openForm();
    expect(await score(page)).toContain('Ответьте на пять вопросов');
    await page.getByLabel('ИТ-интегратор').check();
    expect(await score(page)).toMatch(/Подходит по 1 из 5 · Отвечено 1 из 5/);
    await page.getByLabel('Сколько человек в компании').fill('7');
    expect(await score(page)).toMatch(/Подходит по 1 из 5 · Отвечено 2 из 5/);
    expect(plain(await page.locator('.fit-notMet').innerText())).toContain('меньше 15 человек');
    await page.getByLabel('Сколько человек в компании').fill('15');
    expect(await score(page)).toMatch(/Подходит по 2 из 5/);
    await page.getByLabel('Внедряем HR-порталы со своими решениями на Битрикс24').check();
    expect(await score(page)).toMatch(/Подходит по 1 из 5/);
    expect(troubles).toEqual([]);
    await close();
  });

  test('the number is checked by the rules of its country, and agreement is shown', async () => {
    const { page, close } = await openForm();
    const field = page.locator('[name="company.taxId"]');
    await field.fill('0000000000');
    await field.blur();
    expect(plain(await page.locator('[data-error-for="company.taxId"]').innerText())).toContain(
      'Такого номера не бывает',
    );
    await field.fill(taxId);
    expect(await page.locator('.field-good').innerText()).toContain('Номер');
    await page.getByLabel('Беларусь').check();
    expect(await page.locator('label[for="field-company-taxId"]').innerText()).toContain('УНП');
    await close();
  });

  test('an empty form names every missing field, leads to the first, and sends nothing', async () => {
    const { page, close } = await openForm();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.getByRole('button', { name: 'Отправить заявку' }).click();
    const summary = page.locator('[data-error-summary]');
    await summary.waitFor();
    expect(await summary.evaluate((element) => document.activeElement === element)).toBe(true);
    expect(await summary.locator('li').count()).toBe(10);
    await summary.locator('a').first().click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('company.fields');
    expect(requests.filter((url) => url.includes('/api/'))).toEqual([]);
    await close();
  });

  test('sent twice quickly it is one application; the number and the date are shown and mailed', async () => {
    const { page, troubles, close } = await openForm();
    await fillIn(page, 'twice@gavan.example');
    let sent = 0;
    page.on('request', (request) => (sent += request.url().endsWith('/api/applications') ? 1 : 0));
    await page.getByRole('button', { name: 'Отправить заявку' }).dblclick();
    await page.waitForURL(/\/apply\/thanks\/\?receipt=/);
    expect(sent).toBe(1);
    const number = await page.locator('[data-receipt="number"]').innerText();
    expect(number).toMatch(/^A-[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(plain(await page.locator('[data-receipt="fit"]').innerText())).toBe('Подходит по 5 из 5');
    expect(await page.locator('[data-receipt="answer-by"]').innerText()).toMatch(/\d{4}/);
    const own = await letters('twice@gavan.example');
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ kind: 'application_received' });
    expect(own[0]!.text).toContain(number);
    await page.locator('.site-tools > .languages').getByText('Eng').click();
    await page.waitForURL(/\/en\/apply\/thanks\//);
    expect(await page.locator('[data-receipt="number"]').innerText()).toBe(number);
    expect(troubles).toEqual([]);
    await loadLate(page);
    await page.goBack();
    await page.goBack();
    await page.waitForURL(/\/apply\/$/);
    await page.getByText(`Заявка ${number} уже у нас`).waitFor();
    await page.waitForLoadState('load');
    for (const field of ['company.name', 'company.taxId', 'contact.email', 'company.headcount'])
      expect([field, await page.locator(`[name="${field}"]`).inputValue()]).toEqual([field, '']);
    expect(await page.locator('form input:checked').count()).toBe(1); // the country
    await page.getByText('Открыть подтверждение').click();
    await page.waitForURL(/\/apply\/thanks\/\?receipt=/);
    await close();
  });

  test('on a phone the score stays in view while the questions are answered', async () => {
    const { page, close } = await openForm({ viewport: { width: 360, height: 700 } });
    await page.getByLabel('Консалтинг').check();
    const bar = page.getByRole('link', { name: /Подходит по 1 из 5/ });
    await page.getByLabel('Просто быть партнёром').scrollIntoViewIfNeeded();
    const box = (await bar.boundingBox())!;
    expect([box.y >= 0, box.y < 120, box.width]).toEqual([true, true, 360]);
    await close();
  });

  test('a draft comes back on the next visit, can be thrown away, and thrown away it can be taken back', async () => {
    const { page, close } = await openForm();
    await page.locator('[name="company.name"]').fill('ООО «Черновик»');
    await page.getByLabel('Консалтинг').check();
    await page.goto(`${site}/`);
    await page.goto(`${site}/apply/`);
    await page.getByText('Мы вернули черновик').waitFor();
    expect(await page.locator('[name="company.name"]').inputValue()).toBe('ООО «Черновик»');
    expect(await page.getByLabel('Консалтинг').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Начать заново' }).click();
    expect(await page.locator('[name="company.name"]').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Вернуть' }).click();
    expect(await page.locator('[name="company.name"]').inputValue()).toBe('ООО «Черновик»');
    await close();
  });

  test('without a network nothing typed is lost, and the next try goes through', async () => {
    const { page, close } = await openForm();
    await fillIn(page, 'network@gavan.example');
    await page.route('**/api/applications', (route) => route.abort());
    await page.getByRole('button', { name: 'Отправить заявку' }).click();
    await page.getByText('Нет связи с сервером').waitFor();
    expect(await page.locator('[name="company.taxId"]').inputValue()).toBe(taxId);
    await page.unroute('**/api/applications');
    await page.getByRole('button', { name: 'Отправить заявку' }).click();
    await page.waitForURL(/\/apply\/thanks\//);
    await close();
  });

  test('the whole form is walked and sent by keyboard alone', async () => {
    const { page, close } = await openForm({ viewport: { width: 360, height: 780 } });
    await fillIn(page, 'keyboard@gavan.example');
    await page.locator('[name="consents.mailing"]').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focusedText(page)).toContain('Отправить');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/apply\/thanks\//);
    await close();
  });
});

describe('without JavaScript', () => {
  test('a form with mistakes comes back filled in, with a word beside each field; mended it is accepted', async () => {
    const { page, close } = await openForm({ javaScriptEnabled: false });
    await page.waitForTimeout(3200);
    await page.locator('[name="company.name"]').fill('ООО «Без скриптов»');
    await page.getByLabel('Консалтинг').check();
    await page.locator('[name="company.taxId"]').fill('123');
    await page.getByRole('button', { name: 'Отправить заявку' }).click();
    expect(await page.locator('[name="company.name"]').inputValue()).toBe('ООО «Без скриптов»');
    expect(await page.getByLabel('Консалтинг').isChecked()).toBe(true);
    expect(await page.locator('[data-error-summary] li').count()).toBeGreaterThan(5);
    expect(plain(await page.locator('[data-error-for="company.taxId"]').innerText())).toContain('цифр');

    await fillIn(page, 'noscript@gavan.example');
    await page.getByRole('button', { name: 'Отправить заявку' }).click();
    await page.waitForURL(/\/apply\/thanks\/\?receipt=/);
    expect(await page.locator('[data-receipt="number"]').innerText()).toMatch(/^A-/);
    expect(await letters('noscript@gavan.example')).toHaveLength(1);
    await close();
  });

  test('a form sent faster than a person can write is asked again, with everything typed', async () => {
    const { page, close } = await openForm({ javaScriptEnabled: false });
    await fillIn(page, 'fast@gavan.example');
    // As if the page had just been opened: a slow machine fills in a form slower than a fast person.
    await page.context().clearCookies({ name: 'letok-form' });
    await page.request.get(`${site}/api/applications/stamp.css`);
    await page.getByRole('button', { name: 'Отправить заявку' }).click();
    expect(plain(await page.locator('[data-error-summary]').innerText())).toContain('слишком быстро');
    expect(await page.locator('[name="company.taxId"]').inputValue()).toBe(taxId);
    await close();
  });

  test('the thank-you page opened by itself promises nothing', async () => {
    const { page, close } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(`${site}/apply/thanks/?receipt=forged`);
    expect(await page.locator('[data-receipt-present]').isVisible()).toBe(false);
    expect(await page.locator('[data-receipt-missing]').isVisible()).toBe(true);
    await close();
  });
});
