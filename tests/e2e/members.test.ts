import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { lettersTo } from '../helpers/site-mailbox.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';
import { mailedCodes } from '../helpers/site-sign-in.ts';

/* An owner invites a person, who comes in by the code from a mail, sees the room and is removed: out at once. By keyboard where it counts. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const invited = { name: 'Зоя Лугова', email: 'zoya@sever.example' };

async function signIn(page: Page, email: string, path: string): Promise<void> {
  await page.goto(site + path);
  await page.waitForURL(/\/sign-in\/\?next=/);
  await page.locator('form[novalidate]').waitFor();
  await page.getByLabel('Рабочая почта').fill(email);
  await page.keyboard.press('Enter');
  await page.getByLabel('Код из письма').waitFor();
  let [code] = await mailedCodes(site, email);
  for (let tries = 0; !code && tries < 80; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    [code] = await mailedCodes(site, email);
  }
  await page.getByLabel('Код из письма').pressSequentially(code!);
  await page.keyboard.press('Enter');
  await page.waitForURL(site + path);
}

test('invite a member and remove', { timeout: 240_000 }, async () => {
  const owner = await openPage(browser, site);
  await owner.page.context().addCookies([sessionCookieFor(site, 'owner')]);
  await owner.page.goto(`${site}/partner/company/members/`);
  const rows = owner.page.locator('.member-rows > li');
  await rows.filter({ hasText: 'anna@sever.example' }).getByText('это вы').waitFor();
  // The last owner cannot go.
  expect(await rows.filter({ hasText: 'anna@sever.example' }).getByRole('button').count()).toBe(0);

  // A mistake is told beside the field; nothing typed is lost.
  await owner.page.getByLabel('Имя и фамилия').fill(invited.name);
  await owner.page.getByLabel('Рабочая почта').fill('zoya');
  await owner.page.keyboard.press('Enter');
  await owner.page.getByRole('heading', { name: 'Исправьте одно поле' }).waitFor();
  await owner.page.getByLabel('Рабочая почта').fill(invited.email);
  await owner.page.keyboard.press('Enter');
  await owner.page.getByText(`Письмо отправлено: ${invited.email}`).waitFor();
  const row = rows.filter({ hasText: invited.email });
  await row.getByText(/приглашение до/).waitFor();
  expect(await row.innerText()).toContain('сотрудник');

  // The letter leads to the room; the person comes in by the code and sees the company's clients.
  const letters = await lettersTo(site, invited.email, (all) => all.some(({ kind }) => kind === 'member_invited'));
  expect(letters.find(({ kind }) => kind === 'member_invited')!.text).toContain('Северный контур');
  const guest = await openPage(browser, site);
  await signIn(guest.page, invited.email, '/partner/');
  await guest.page.locator('.room-person', { hasText: invited.name }).filter({ visible: true }).waitFor();
  await guest.page.goto(`${site}/partner/clients/`);
  await guest.page.getByRole('heading', { level: 1, name: 'Клиенты' }).waitFor();
  expect(await guest.page.evaluate(() => fetch('/api/clients').then(({ status }) => status))).toBe(200);
  // Who invites is the owner, and is named.
  await guest.page.goto(`${site}/partner/company/members/`);
  await guest.page.getByText('Людей в кабинет приглашает владелец').waitFor();
  expect(await guest.page.locator('.empty').innerText()).toContain('Анна Ветрова');

  // The owner makes the person an owner and a member again, and removes it: each with a plain question, Escape is no.
  await owner.page.reload();
  await row.getByRole('button', { name: 'Убрать из кабинета' }).waitFor();
  const press = async (name: string) => {
    await row.getByRole('button', { name }).focus();
    await owner.page.keyboard.press('Enter');
    await owner.page.getByRole('dialog').waitFor();
  };
  const yes = (name: string) => owner.page.getByRole('dialog').getByRole('button', { name }).press('Enter');
  await press('Убрать из кабинета');
  await owner.page.keyboard.press('Escape');
  await owner.page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await row.count()).toBe(1);
  await press('Сделать владельцем');
  await yes('Сделать владельцем');
  await owner.page.getByText(`${invited.name} теперь владелец`).waitFor();
  await press('Сделать сотрудником');
  await yes('Сделать сотрудником');
  await owner.page.getByText(`${invited.name} теперь сотрудник`).waitFor();
  await press('Убрать из кабинета');
  expect(await owner.page.getByRole('dialog').innerText()).toContain('Доступ закроется сразу');
  await yes('Убрать');
  await owner.page.getByText(`${invited.name}: доступ закрыт`).waitFor();
  await row.waitFor({ state: 'detached' });

  // Out at once: no answer, no page.
  for (const path of ['/api/session', '/api/partner', '/api/notices'])
    expect(await guest.page.evaluate((one) => fetch(one).then(({ status }) => status), path), path).toBe(401);
  await guest.page.goto(`${site}/partner/clients/`);
  await guest.page.waitForURL(/\/sign-in\/\?next=/);

  expect(owner.troubles).toEqual([]);
  expect(guest.troubles.filter((trouble) => !/status of 401/.test(trouble))).toEqual([]);
  await owner.close();
  await guest.close();
});
