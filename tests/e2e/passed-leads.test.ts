import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom, phone } from '../helpers/room-page.ts';

/* Pass, decline, and the next partner accepts: the vendor's side over HTTP, both partners in their browsers, the second one on a phone. */

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll('\u00A0', ' ');
const company = { name: 'Комбинат «Зимний сад»', country: 'RU', taxId: checkedTaxId(420_001) };

async function passEnquiry(): Promise<string> {
  const asked = await fetch(`${inject('site')}/api/enquiries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      company,
      contact: { name: 'Олег Пирсов', email: 'oleg@sad.example', phone: '+7 900 000-00-01' },
      solutions: [],
      message: 'Хотим обучать 900 сотрудников на двух площадках',
      consents: { processing: true, transfer: true },
      locale: 'ru',
    }),
  });
  const { number } = (await asked.json()) as { number: string };
  const partners = (await callSite<{ items: { id: string; name: string }[] }>('staff', 'GET', '/api/staff/partners'))
    .body.items;
  const partnerId = (name: string) => partners.find((one) => one.name === name)!.id;
  // The enquiry reaches the inbox right after the answer.
  const waiting = async () =>
    (
      await callSite<{ items: { id: string; number: string }[] }>('staff', 'GET', '/api/staff/inbox?limit=200')
    ).body.items.find((item) => item.number === number);
  await expect.poll(waiting, { timeout: 20_000 }).toBeTruthy();
  const passed = await callSite('staff', 'POST', `/api/staff/enquiries/${(await waiting())!.id}/pass`, {
    partnerId: partnerId('Северный контур'),
    nextPartnerIds: [partnerId('Южный мост')],
    need: 'Обучение 900 сотрудников, две площадки',
    town: 'Казань',
    size: 'large',
  });
  expect(passed.status).toBe(200);
  return number;
}

test('a passed lead is declined by one partner and accepted by the next', { timeout: 240_000 }, async () => {
  const number = await passEnquiry();

  // The first partner sees that something waits, and before accepting nothing that names the client.
  const first = await openRoom(browser, 'owner', '/partner/leads/');
  await first.page.getByText(/Вам передан/).waitFor();
  await first.page.getByRole('link', { name: 'Посмотреть' }).click();
  const offer = first.page.locator('.passed-offer', { hasText: number });
  await offer.getByText('Обучение 900 сотрудников').waitFor();
  expect(plain(await offer.innerText())).toContain('Ответьте до конца дня');
  expect(await first.page.content()).not.toMatch(/Зимний сад|Пирсов|sad\.example/);

  await offer.getByRole('button', { name: 'Отказаться' }).click();
  await offer.getByRole('button', { name: 'Отказаться от лида' }).click();
  await offer.getByText('Заполните это поле').first().waitFor();
  await offer.getByLabel('Не сможем вести этот проект').check();
  await offer.getByLabel('Комментарий для аккаунт-менеджера').fill('Все заняты до марта');
  await offer.getByRole('button', { name: 'Отказаться от лида' }).click();
  await first.page.getByText(`Вы отказались от лида ${number}`).waitFor();
  await first.page.locator('.passed-past').getByText('Не сможем вести этот проект').waitFor();
  expect(first.troubles).toEqual([]);
  await first.close();

  // The next one, on a phone: the contact and the protection are there at once.
  const second = await openRoom(browser, 'rival', '/partner/leads/passed/', phone);
  const taken = second.page.locator('.passed-offer', { hasText: number });
  await taken.getByRole('button', { name: 'Принять лид' }).click();
  const accepted = second.page.locator('.passed-accepted');
  await accepted.getByRole('heading', { name: /Комбинат «Зимний сад»/ }).waitFor();
  expect(plain(await accepted.innerText())).toMatch(
    /закреплён за вами до[\s\S]*oleg@sad\.example[\s\S]*\+7 900 000-00-01/,
  );
  expect(await second.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await accepted.getByRole('link', { name: 'Открыть лид' }).click();
  await second.page.getByRole('heading', { level: 1, name: /Зимний сад/ }).waitFor();
  expect(second.troubles).toEqual([]);
  await second.close();
});
