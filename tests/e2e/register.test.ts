import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { lettersTo } from '../helpers/site-mailbox.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

/*
 * The whole way of a company, as people walk it in their browsers: it applies, the vendor approves, the owner is let in by a code from a
 * mail, accepts the offer, registers a client, keeps the receipt; a second partner is refused; the first one extends.
 */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll('\u00A0', ' ');

/** Companies nobody has: ИНН of the region 00, which is never issued, with a right check digit. */
const applicant = { email: 'vera@tihaya.example', name: 'ООО «Тихая пристань»', taxId: '0033182726' };
const client = { name: 'Тёплый берег', taxId: '0044071810' };

/** The newest code that was mailed to somebody after `known` letters. */
async function codeFor(email: string, known: number): Promise<string> {
  const letters = await lettersTo(
    site,
    email,
    (all) => all.filter(({ kind }) => kind === 'sign_in_code').length > known,
  );
  return /\b\d{6}\b/.exec(letters.find(({ kind }) => kind === 'sign_in_code')!.text)![0];
}

async function signIn(page: Page, email: string, path: string): Promise<void> {
  await page.goto(site + path);
  await page.waitForURL(/\/sign-in\/\?next=/);
  const known = (await lettersTo(site, email, () => true)).filter(({ kind }) => kind === 'sign_in_code').length;
  await page.locator('form[novalidate]').waitFor();
  await page.getByLabel('Рабочая почта').fill(email);
  await page.keyboard.press('Enter');
  await page.getByLabel('Код из письма').pressSequentially(await codeFor(email, known));
  await page.keyboard.press('Enter');
  await page.waitForURL(site + path);
}

async function register(page: Page, { name, taxId }: typeof client): Promise<void> {
  await page.goto(`${site}/partner/leads/new/`);
  await page.locator('form[novalidate]').waitFor();
  await page.getByLabel('ИНН').fill(taxId);
  await page.getByText('Номер верный').waitFor();
  await page.getByLabel('Компания').fill(name);
  await page.getByLabel('Задача клиента').fill('Перевести обучение 1 200 сотрудников на портал');
  await page.getByRole('button', { name: 'Закрепить на 90 дней' }).click();
}

describe('a company becomes a partner and its client is its own', () => {
  test(
    'apply, approve, accept, register, receipt, refused second partner, extension',
    { timeout: 480_000 },
    async () => {
      const company = await openPage(browser, site);
      const { page, troubles } = company;

      // It applies.
      await page.goto(`${site}/apply/`);
      await page.locator('form[novalidate]').waitFor();
      await page.getByLabel('ИТ-интегратор').check();
      await page.getByLabel('Автоматизация процессов').check();
      await page.getByLabel('Крупные, больше 250').check();
      await page.getByLabel('Сколько человек в компании').fill('40');
      await page.getByLabel('Получить ещё один канал продаж').check();
      await page.locator('[name="company.taxId"]').fill(applicant.taxId);
      await page.locator('[name="company.name"]').fill(applicant.name);
      await page.locator('[name="contact.name"]').fill('Вера Тихонова');
      await page.locator('[name="contact.email"]').fill(applicant.email);
      await page.locator('[name="consents.processing"]').check();
      await page.getByRole('button', { name: 'Отправить заявку' }).click();
      await page.waitForURL(/\/apply\/thanks\//);
      const number = await page.locator('.thanks-number').innerText();

      // Nobody is let in who is not known yet, and is not told so.
      await page.goto(`${site}/sign-in/`);
      await page.locator('form[novalidate]').waitFor();
      await page.getByLabel('Рабочая почта').fill(applicant.email);
      await page.keyboard.press('Enter');
      await page.getByLabel('Код из письма').waitFor();

      // The vendor approves, with a reason, and lets the ten seconds pass.
      const vendor = await openPage(browser, site);
      await vendor.page.context().addCookies([sessionCookieFor(site, 'staff')]);
      await vendor.page.goto(`${site}/staff/`);
      await vendor.page.getByRole('button', { name: number }).click();
      await vendor.page.locator('.inbox-detail .fit-table').waitFor();
      expect(plain(await vendor.page.locator('.inbox-detail').innerText())).toContain('5 из 5');
      await vendor.page.getByLabel('Одобрить').check();
      await vendor.page.getByLabel('Причина').fill('Подходите по всем критериям.');
      await vendor.page.locator('.decision-form button[type=submit]').click();
      await vendor.page.getByText(/^Одобрено: /).waitFor();
      expect(await vendor.page.getByRole('button', { name: number }).count()).toBe(0);
      await vendor.page.getByRole('button', { name: 'Отменить' }).waitFor();
      // Letters leave every minute, ten seconds after a decision at the earliest.
      const reason = 'Подходите по всем критериям.';
      const hasReason = ({ text }: { text: string }) => text.includes(reason);
      const letters = await lettersTo(site, applicant.email, (all) => all.some(hasReason), 180);
      expect(letters.filter(hasReason)).toHaveLength(1);
      await vendor.close();

      // The owner signs in by keyboard alone, is led to the offer and accepts it.
      await page.context().clearCookies();
      await page.evaluate(() => sessionStorage.clear());
      await signIn(page, applicant.email, '/partner/');
      await page.locator('.room-side .room-person', { hasText: 'Тихая пристань' }).waitFor();
      await page.getByRole('link', { name: 'Прочесть и принять' }).click();
      await page.getByText('1. Общие положения и термины').waitFor();
      await page.getByLabel('Должность').fill('Генеральный директор');
      await page.getByLabel('Устав').check();
      await page.getByRole('button', { name: 'Принять оферту' }).click();
      expect(await page.locator('.error-summary').innerText()).toContain('Принятие оферты');
      await page.getByLabel(/^Текст оферты редакции/).check();
      await page.getByRole('button', { name: 'Принять оферту' }).click();
      await page.getByRole('heading', { name: 'Оферта принята' }).waitFor();
      expect(await page.locator('.offer-accepted').innerText()).toMatch(/R-[0-9A-Z]{8}/);

      // It registers a client: pinned at once, with a receipt that anybody can check.
      await register(page, client);
      await page.getByRole('heading', { name: /^Клиент закреплён за вами до / }).waitFor();
      const receipt = await page.locator('.lead-answer .number').last().innerText();
      expect(receipt).toMatch(/^R-/);
      await page.locator('.lead-answer').getByRole('link', { name: receipt }).click();
      await page.locator('.receipt').waitFor();
      expect(plain(await page.locator('.receipt').innerText())).toContain(client.name);

      // The same client again: it says so while one types.
      await page.goto(`${site}/partner/leads/new/`);
      await page.getByLabel('ИНН').fill(client.taxId);
      await page.getByText(`Это ваш клиент: ${client.name}`).waitFor();
      await page.evaluate(() => sessionStorage.clear());

      // Another partner is refused, is told the rule and not by whom, and can wait.
      const rival = await openPage(browser, site);
      await signIn(rival.page, 'boris@most.example', '/partner/leads/new/');
      await register(rival.page, { name: 'Берег', taxId: client.taxId });
      const refusal = rival.page.locator('.lead-refusal');
      await refusal.waitFor();
      const said = plain(await refusal.innerText());
      expect(said).toContain('Закрепить этого клиента сейчас не можем');
      expect(said).toContain('клиент недоступен для закрепления');
      expect(said).not.toMatch(/пристань|Вера|20\d\d г|до \d/);
      await refusal.getByRole('button', { name: 'Записаться в лист ожидания' }).click();
      await refusal.getByText('Записали.').waitFor();
      expect(await rival.page.getByLabel('Компания').inputValue()).toBe('Берег');
      await rival.close();

      // The first one extends, by what was done.
      await page.goto(`${site}/partner/clients/`);
      const row = page.locator('.client-row', { hasText: client.name });
      const until = await row.locator('[data-label="Закреплён до"]').innerText();
      await row.getByRole('button', { name: 'Продлить' }).click();
      await page.getByLabel('Что сделано с клиентом').fill('Провели показ и отправили расчёт');
      await page.getByRole('button', { name: 'Продлить закрепление' }).click();
      await page.getByText(`${client.name}: закреплён за вами до`).waitFor();
      expect(await row.locator('[data-label="Закреплён до"]').innerText()).not.toBe(until);

      // Signed out, the room is closed.
      await page.getByRole('button', { name: 'Выйти' }).click();
      await page.waitForURL(`${site}/`);
      await page.goto(`${site}/partner/clients/`);
      expect(new URL(page.url()).pathname).toBe('/sign-in/');

      // A refusal of the API is a line on the console of some browsers; nothing else went wrong.
      expect(troubles.filter((trouble) => !/status of 4\d\d/.test(trouble))).toEqual([]);
      await company.close();
    },
  );
});
