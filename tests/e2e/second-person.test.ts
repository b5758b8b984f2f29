import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom, phone } from '../helpers/room-page.ts';

/* What two people of the vendor must agree to: an appeal against the programme's own refusal, and a merge that would take a client. */

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');
let last = 8300;
interface Lead {
  id: string;
  status?: string;
}
const register = (person: 'owner' | 'rival', client: { name: string; country: string; taxId: string }) =>
  callSite<Lead>(person, 'POST', '/api/leads', { client, solutions: [], need: 'Ждут показ портала 3 декабря' });
const clientOf = (name: string) => ({ name, country: 'RU', taxId: checkedTaxId((last += 1)) });

async function openCase(page: Page, title: string): Promise<void> {
  await page.locator('.inbox-item', { hasText: title }).getByRole('button').click();
  await page.locator('.inbox-detail h2', { hasText: title }).waitFor();
}
async function allow(page: Page, reason: string): Promise<void> {
  await page.locator('.decision-form').waitFor();
  await page.locator('.inbox-detail h2').click();
  await page.keyboard.press('a');
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await page.keyboard.type(reason);
  await page.keyboard.press('Control+Enter');
}

test('an appeal against a refusal of the programme takes a client by two people', { timeout: 180_000 }, async () => {
  const client = clientOf('Ясный перекат');
  expect((await register('owner', client)).body.status).toBe('pinned');
  await register('rival', client);
  const appeal = { client: { country: client.country, taxId: client.taxId }, statement: 'Проект ведём мы с весны' };
  expect((await callSite('rival', 'POST', '/api/appeals', appeal)).status).toBe(202);

  const first = await openRoom(browser, 'staff', '/staff/');
  await openCase(first.page, 'Ясный перекат');
  await allow(first.page, 'Переписка с клиентом приложена.');
  await first.page.getByText('Вы согласились удовлетворить обжалование').waitFor();
  // To agree once more is not offered, to think better of it is.
  const choices = await first.page.locator('.decision-choice').allInnerTexts();
  expect(choices.map((text) => plain(text).split('\n')[0])).toEqual(['Оставить в силе']);
  expect(first.troubles).toEqual([]);
  await first.close();

  const second = await openRoom(browser, 'lead', '/staff/', phone);
  await openCase(second.page, 'Ясный перекат');
  expect(plain(await second.page.locator('.inbox-detail').innerText())).toMatch(
    /Согласился удовлетворить\s+Мария Сотова: Переписка с клиентом приложена\./,
  );
  await allow(second.page, 'Подтверждаю.');
  await second.page.getByText('Удовлетворено: Ясный перекат').waitFor();
  expect(second.troubles).toEqual([]);
  await second.close();

  const held = await callSite<{ items: { name: string }[] }>('rival', 'GET', `/api/clients?search=${client.taxId}`);
  expect(held.body.items.map(({ name }) => name)).toEqual(['Ясный перекат']);
});

test('a merge is carried out, or says that the client has to choose first', { timeout: 180_000 }, async () => {
  const [kept, gone, foreign] = [clientOf('Синий плёс'), clientOf('Синий плёс Юг'), clientOf('Синий плёс Север')];
  await register('owner', kept);
  await register('owner', gone);
  await register('rival', foreign);
  const idOf = async (taxId: string) =>
    (await callSite<{ id: string }>('staff', 'GET', `/api/staff/clients?taxId=${taxId}&country=RU`)).body.id;
  const { page, troubles, close } = await openRoom(
    browser,
    'staff',
    `/staff/clients/?id=${await idOf(foreign.taxId)}&merge=${await idOf(kept.taxId)}`,
  );
  await page.getByText('Объединить пока нельзя').waitFor();
  const submit = page.getByRole('button', { name: 'Объединить навсегда' });
  expect(await submit.isDisabled()).toBe(true);

  // Two records of one partner are one client, for good.
  await page.goto(`${new URL(page.url()).origin}/staff/clients/?id=${await idOf(gone.taxId)}`);
  await page.getByRole('button', { name: 'Объединить с другой записью' }).click();
  await page.getByLabel('С какой записью объединить').fill(kept.taxId);
  await page.getByRole('button', { name: /^Синий плёс, / }).click();
  await page.getByText('Более короткое закрепление того же партнёра').waitFor();
  await page.getByLabel('Причина').fill('Одна компания после переименования');
  await submit.click();
  await page.getByText('Записи объединены.').waitFor();
  await page.getByRole('heading', { name: 'Синий плёс', exact: true }).waitFor();
  expect(plain(await page.locator('main').innerText())).toContain(gone.taxId);
  expect(troubles).toEqual([]);
  await close();
});
