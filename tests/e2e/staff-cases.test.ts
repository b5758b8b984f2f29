import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { focusedText } from '../helpers/focused-text.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom, phone } from '../helpers/room-page.ts';
import { lettersTo } from '../helpers/site-mailbox.ts';

/* The vendor's console as its people work with it: by keyboard alone, two at a time, one after the other. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');

interface Lead {
  id: string;
  number: string;
  status: string;
  client?: { id: string };
}
let last = 7100;
/** Two companies under one domain: the first is pinned to its partner, the second waits for a person. */
async function inReview(name: string, domain: string): Promise<Lead> {
  const register = async (person: 'owner' | 'rival', title: string) =>
    (
      await callSite<Lead>(person, 'POST', '/api/leads', {
        client: { name: title, country: 'RU', taxId: checkedTaxId((last += 1)), site: domain },
        solutions: [],
        need: 'Ждут показ портала 3 декабря',
      })
    ).body;
  expect((await register('owner', `${name} Плюс`)).status).toBe('pinned');
  const lead = await register('rival', name);
  expect(lead.status).toBe('in_review');
  return lead;
}
/** Walks to the row of a company: up with «k», then down with «j». */
async function walkTo(page: Page, title: string): Promise<void> {
  await page.locator('.inbox-item').first().waitFor();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press(step < 30 ? 'k' : 'j');
    const at = await focusedText(page);
    if (at.includes(title))
      return page.locator('.inbox-detail', { hasText: title }).locator('.decision-form').waitFor();
  }
  throw new Error(`No row of ${title}`);
}

test('in review, staff decide by keyboard alone, and take it back', { timeout: 180_000 }, async () => {
  const lead = await inReview('Тихий омут', 'omut.example');
  const { page, troubles, close } = await openRoom(browser, 'staff', '/staff/');
  await walkTo(page, 'Тихий омут');
  await page.locator('.likeness').waitFor();
  const seen = plain(await page.locator('.inbox-detail').innerText());
  expect(seen).toContain('Жёсткого препятствия нет');
  expect(seen).toMatch(/тот же домен, название похоже на \d+ %/);
  expect(seen).toContain('закреплён за партнёром «Северный контур»');

  // Every key is told.
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Все клавиши' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  // Typed on without a pause: every letter arrives.
  await page.keyboard.press('d');
  await page.keyboard.type('Поспешили.');
  expect(await page.getByLabel('Причина').inputValue()).toBe('Поспешили.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Отклонено: Тихий омут').waitFor();
  await page.keyboard.press('u');
  await page.getByText('Решение отменено').waitFor();
  // The case is back and open, and the keys go on from its row.
  await page.locator('.inbox-open-button:focus', { hasText: 'Тихий омут' }).waitFor();
  await page.locator('.inbox-detail', { hasText: 'Тихий омут' }).locator('.decision-form').waitFor();
  await page.keyboard.press('a');
  // A reason of the edition, chosen by keyboard too: it stands in the field and can be changed.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  expect(await page.getByLabel('Причина').inputValue()).toContain('другое юридическое лицо');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Одобрено: Тихий омут').waitFor();
  expect(await page.locator('.inbox-item', { hasText: 'Тихий омут' }).count()).toBe(0);
  const { body } = await callSite<Lead>('rival', 'GET', `/api/leads/${lead.id}`);
  expect(body.status).toBe('pinned');
  expect(troubles).toEqual([]);
  await close();
});

test('of two who decide at once the second is told who decided what', { timeout: 180_000 }, async () => {
  const lead = await inReview('Двойной дуб', 'dub.example');
  const { page, close } = await openRoom(browser, 'staff', `/staff/?case=${lead.id}`);
  await page.locator('.decision-form').waitFor();
  await callSite('lead', 'POST', `/api/staff/leads/${lead.id}/decision`, {
    decision: 'return',
    reason: 'Уточните ИНН',
  });
  await page.locator('.inbox-detail h2').click();
  await page.keyboard.press('a');
  await page.keyboard.type('Всё в порядке.');
  await page.keyboard.press('Control+Enter');
  const note = page.locator('.decided-note');
  await note.waitFor();
  expect(plain(await note.innerText())).toMatch(
    /Это дело уже решили\s+Глеб Медунов: возвращено на исправление, .+UTC\+3\s+Причина: Уточните ИНН/,
  );
  await note.getByRole('button').click();
  await page.locator('.inbox-item', { hasText: 'Двойной дуб' }).waitFor({ state: 'detached' });
  await close();
});

test('an enquiry of a pinned client is returned to its partner, and staff see it', { timeout: 180_000 }, async () => {
  const taxId = checkedTaxId((last += 1));
  const client = { name: 'Медный ковш', country: 'RU', taxId };
  await callSite('owner', 'POST', '/api/leads', { client, solutions: [], need: 'Портал' });
  const sent = await fetch(`${site}/api/enquiries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      company: client,
      contact: { name: 'Пётр Ткачёв', email: 'petr@kovsh.example' },
      solutions: [],
      message: 'Хотим посмотреть портал.',
      consents: { processing: true, transfer: true },
      locale: 'ru',
    }),
  });
  expect(sent.status).toBe(202);
  const { page, close } = await openRoom(browser, 'staff', '/staff/enquiries/?status=returned', phone);
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.locator('.room-table, .empty').first().waitFor();
        return plain(await page.locator('main').innerText());
      },
      { timeout: 60_000, interval: 2000 },
    )
    .toContain('вернули партнёру «Северный контур», автоматически, по налоговому номеру');
  await page.getByRole('link', { name: 'Медный ковш' }).click();
  await page.getByText(/^лид L-/).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
  await close();
  const letters = await lettersTo(site, 'anna@sever.example', (all) =>
    all.some(({ subject }) => subject.includes('Медный ковш')),
  );
  expect(letters.length).toBeGreaterThan(0);
});

describe('a client’s written choice', () => {
  test('above the limit another person decides, and both partners are told', { timeout: 240_000 }, async () => {
    const client = { name: 'Синий кит', country: 'RU', taxId: checkedTaxId((last += 1)) };
    await callSite('owner', 'POST', '/api/leads', { client, solutions: [], need: 'Портал' });

    const first = await openRoom(browser, 'staff', '/staff/clients/');
    const { page } = first;
    await page.locator('.list-search input').fill('синий кит');
    await page.getByRole('link', { name: 'Синий кит' }).click();
    await page.getByRole('button', { name: 'Перенести к другому партнёру' }).click();
    // Looked for by a part of the name, chosen by keyboard; the list pushes nothing aside.
    const partner = page.getByRole('combobox', { name: 'К какому партнёру' });
    const below = page.getByLabel('Причина — её прочтёт');
    const place = await below.boundingBox();
    await partner.pressSequentially('жный мо');
    await expect.poll(() => page.locator('.pick-list [role=option]:not([aria-disabled])').count()).toBe(1);
    expect(await below.boundingBox()).toEqual(place);
    await partner.press('ArrowDown');
    await partner.press('Enter');
    expect(await partner.inputValue()).toBe('Южный мост');
    await partner.press('Escape');
    await page.getByText('Решит второй сотрудник').waitFor();
    const preview = plain(await page.locator('.case-preview').innerText());
    expect(preview).toContain('«Северный контур» теряет клиента');
    expect(preview).toContain('«Южный мост» получает клиента на полный срок');
    await page.getByRole('button', { name: 'Отправить на второе решение' }).click();
    await page.locator('.error-summary', { hasText: 'Письмо клиента' }).waitFor();
    await page.getByLabel('Письмо клиента').setInputFiles({
      name: 'pismo.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 письмо'),
    });
    await page.getByRole('button', { name: 'Убрать' }).waitFor();
    await page.getByLabel('Причина — её прочтёт').fill('Клиент письменно выбрал другого партнёра.');
    await page.getByRole('button', { name: 'Отправить на второе решение' }).click();
    await page.getByText(/Перенос C-\w+ ждёт второго сотрудника/).waitFor();

    // Whoever has asked may only take it back.
    await page.goto(`${site}/staff/?kind=transfer`);
    await page.getByText('подтвердить его может только другой сотрудник').waitFor();
    expect(await page.locator('.decision-choice').allInnerTexts()).toHaveLength(1);
    await first.close();

    const second = await openRoom(browser, 'lead', '/staff/?kind=transfer');
    await second.page.getByText('Подготовил').waitFor();
    await second.page.locator('.inbox-detail h2').click();
    await second.page.keyboard.press('a');
    await second.page.keyboard.type('Письмо проверено.');
    await second.page.keyboard.press('Control+Enter');
    await second.page.getByText('Перенесено: Синий кит').waitFor();
    await second.close();
    const told = ({ subject }: { subject: string }) => subject.includes('Синий кит');
    for (const [email, says] of [
      ['anna@sever.example', /перенесено/],
      ['boris@most.example', /закреплён за вами/],
    ] as const) {
      const letters = await lettersTo(
        site,
        email,
        (all) => all.some((one) => told(one) && says.test(one.subject)),
        180,
      );
      expect(letters.some((one) => told(one) && says.test(one.subject))).toBe(true);
    }
  });
});
