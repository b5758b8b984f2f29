import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom, phone } from '../helpers/room-page.ts';

/* What staff do with a client who wrote to the vendor, with the contacts of an event, and with a client the vendor keeps for itself. */

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');
/** The form is gone: whoever works by keyboard goes on from what was said. */
const isSaid = (page: Page, text: RegExp) => page.locator('.told:focus', { hasText: text }).waitFor();
const clientOf = (name: string, id: number) => ({ name, country: 'RU', taxId: checkedTaxId(id) });

/** A client writes, without a tax id; gives the number of the enquiry once it waits in the inbox. */
async function writeToVendor(name: string, message: string): Promise<string> {
  const answer = await fetch(`${inject('site')}/api/enquiries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      company: { name },
      contact: { name: 'Инна Плотинина', email: 'inna@zaton.example' },
      solutions: [],
      message,
      consents: { processing: true, transfer: true },
      locale: 'ru',
    }),
  });
  expect(answer.status).toBe(202);
  const { number } = (await answer.json()) as { number: string };
  const waiting = async () =>
    (await callSite<{ items: { number: string }[] }>('staff', 'GET', '/api/staff/inbox?limit=200')).body.items.some(
      (item) => item.number === number,
    );
  await expect.poll(waiting, { timeout: 20_000 }).toBe(true);
  return number;
}

test('an enquiry is passed to the partner staff choose, with the next in line', { timeout: 180_000 }, async () => {
  const number = await writeToVendor('Тихий затон', 'Ищем обучение для 400 человек');
  const { page, troubles, close } = await openRoom(browser, 'staff', '/staff/enquiries/', phone);
  await page.getByRole('link', { name: 'Тихий затон' }).click();
  await page.locator('.case-head .number', { hasText: number }).waitFor();

  // Beside each partner stands why; the second choice comes after the first.
  const south = page.locator('.suggestions > li', { hasText: 'Южный мост' });
  const north = page.locator('.suggestions > li', { hasText: 'Северный контур' });
  expect(plain(await south.innerText())).toContain('решение не названо');
  await south.getByRole('button', { name: 'Передать первому' }).press('Enter');
  await north.getByRole('button', { name: 'Потом предложить' }).press('Space');
  await north.getByText('№ 2 в очереди').waitFor();

  // An accepted lead is pinned, and a client is known by its number: none is asked for one.
  const pass = page.getByRole('button', { name: 'Передать: Южный мост' });
  await pass.click();
  await page.locator('.error-summary', { hasText: 'Налоговый номер клиента' }).waitFor();
  await page.getByLabel('Налоговый номер клиента').fill('1234567890');
  await pass.click();
  await page.locator('.error-summary').waitFor();
  await page.getByLabel('Налоговый номер клиента').fill(checkedTaxId(8411));
  await page.getByLabel('Что прочтёт партнёр до согласия').fill('Обучение на 400 человек');
  await page.getByLabel('Город').fill('Плёс');
  await pass.click();
  await isSaid(page, /Передано партнёру «Южный мост», ответит до/);
  await page.locator('.case-state', { hasText: 'думает «Южный мост»' }).waitFor();
  const passed = plain(await page.locator('.case').innerText());
  expect(passed).toMatch(/думает «Южный мост», ответит до .*; потом — «Северный контур»/);
  // The client's record is now that of the enquiry: it does not look like itself.
  expect(passed).not.toContain('Похожие названия');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('link', { name: 'Все обращения' }).click();
  await page.getByRole('button', { name: /^Переданы, ждём ответа/ }).click();
  await page.getByRole('link', { name: 'Тихий затон' }).waitFor();
  expect(troubles).toEqual([]);
  await close();

  const offered = await callSite<{ items: { need: string }[] }>('rival', 'GET', '/api/passed-leads');
  expect(offered.body.items.map(({ need }) => need)).toContain('Обучение на 400 человек');
});

test('an enquiry staff answered themselves is closed', { timeout: 120_000 }, async () => {
  await writeToVendor('Дальний омут', 'Как продлить лицензию?');
  const { page, troubles, close } = await openRoom(browser, 'staff', '/staff/enquiries/');
  await page.getByRole('link', { name: 'Дальний омут' }).click();
  await page.getByLabel('Что ответили').fill('Отправили счёт.');
  await page.getByRole('button', { name: 'Закрыть: ответили сами' }).click();
  await isSaid(page, /Обращение закрыто\./);
  await page.getByRole('link', { name: 'Все обращения' }).click();
  await page.getByRole('button', { name: /^Закрыты/ }).click();
  await page.getByRole('link', { name: 'Дальний омут' }).waitFor();
  expect(troubles).toEqual([]);
  await close();
});

test('each line of an event is told what became of it', { timeout: 120_000 }, async () => {
  const held = clientOf('Крутой яр', 8412);
  const free = clientOf('Пологий яр', 8413);
  await callSite('rival', 'POST', '/api/leads', { client: held, solutions: [], need: 'Портал' });

  const { page, troubles, close } = await openRoom(browser, 'staff', '/staff/enquiries/');
  await page.getByText('Лиды с мероприятия').click();
  const partner = page.getByRole('combobox', { name: 'Партнёр' });
  await partner.pressSequentially('Северный');
  await page.locator('.pick-list [role=option]:not([aria-disabled])', { hasText: 'Северный контур' }).click();
  await page.getByLabel('Мероприятие', { exact: true }).fill('Завтрак в Плёсе');
  const lines = [held, free].map(({ name, country, taxId }) => `${name}; ${country}; ${taxId}`);
  await page.getByLabel('Контакты').fill([...lines, 'Без номера; RU; 1234567890'].join('\n'));
  await page.getByRole('button', { name: 'Добавить лиды' }).click();
  await page.locator('.event-leads .told').waitFor();
  const told = plain(await page.locator('.event-leads .case-lines').innerText()).split('\n');
  expect(told.join(' ')).toMatch(/1 занят Южный мост 2 закреплён L-\w+ 3 ошибка номер: /);
  expect(troubles).toEqual([]);
  await close();
});

test('a client of the vendor itself is refused to partners, and the list says so', { timeout: 120_000 }, async () => {
  const client = clientOf('Старая гать', 8414);
  expect(
    (await callSite('staff', 'PUT', '/api/staff/clients/standing', { client, standing: 'open', reason: 'Заведён' }))
      .status,
  ).toBeLessThan(300);
  const { page, troubles, close } = await openRoom(browser, 'lead', '/staff/clients/');
  await page.locator('.list-search input').fill('старая гать');
  await page.getByRole('link', { name: 'Старая гать' }).click();
  await page.getByRole('button', { name: 'Изменить режим' }).click();
  await page.getByLabel('наш прямой клиент').check();
  await page.getByRole('button', { name: 'Сохранить режим' }).click();
  await page.locator('.field-error').waitFor();
  await page.getByLabel('Причина — для истории').fill('Договор заключён напрямую');
  await page.getByRole('button', { name: 'Сохранить режим' }).click();
  await isSaid(page, /Режим изменён\./);
  await page.locator('.facts', { hasText: 'наш прямой клиент' }).waitFor();
  expect(troubles).toEqual([]);
  await close();

  const refused = await callSite<{ status: string }>('owner', 'POST', '/api/leads', {
    client,
    solutions: [],
    need: 'Портал',
  });
  expect(refused.body.status).not.toBe('pinned');
});
