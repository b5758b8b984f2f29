import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { openRoom as openFake } from '../helpers/fake-register-api.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom } from '../helpers/room-page.ts';

/* The house of the vendor's console: each page opened, and what one comes there for done, with the keyboard alone. */
let browser: Browser;
let partner: { id: string; name: string };
const taxId = checkedTaxId(771_203);
const contact = { name: 'Ольга Тихая', email: 'olga@zatish.example', phone: '+7 900 555-44-33' };

beforeAll(async () => {
  browser = await openBrowser();
  // A partner of its own: the others belong to the tests beside this one.
  const sent = await callSite<{ number: string }>('owner', 'POST', '/api/applications', {
    company: {
      name: 'Затишье',
      country: 'RU',
      taxId,
      headcount: 40,
      clientSizes: ['large'],
      fields: ['it-integrator'],
      expertise: ['portals'],
    },
    aim: 'sales-channel',
    contact,
    consents: { processing: true, mailing: false },
    locale: 'ru',
  });
  const inbox = await callSite<{ items: { id: string; number: string }[] }>('staff', 'GET', '/api/staff/inbox');
  const { id } = inbox.body.items.find(({ number }) => number === sent.body.number)!;
  const made = await callSite<{ partner: { id: string; name: string } }>(
    'staff',
    'POST',
    `/api/staff/applications/${id}/decision`,
    { decision: 'approve', reason: 'Подходит' },
  );
  partner = made.body.partner;
});
afterAll(() => browser.close());

/** Tab until the focus stands on what is called so; the way there is part of the journey. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const fits = (said: string) => (typeof name === 'string' ? said.startsWith(name) : name.test(said));
  for (let steps = 0; steps < 90; steps += 1) {
    await page.keyboard.press('Tab');
    const said = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null;
      const label = at?.labels?.[0]?.textContent;
      return (label ?? at?.textContent ?? '').trim();
    });
    if (fits(said.replaceAll('\u00A0', ' '))) return;
  }
  throw new Error(`The keyboard does not reach ${String(name)}.`);
}

describe('partners', () => {
  test('one is found, given an account manager, suspended with a reason and let in again', async () => {
    const { page, troubles, close } = await openRoom(browser, 'lead', '/staff/partners/');
    await page.getByRole('rowheader', { name: 'Затишье' }).waitFor();
    await tabTo(page, /^Название, ИНН или сайт/);
    await page.keyboard.type('затиш');
    await page.getByText('1 строка').waitFor();
    await tabTo(page, 'Затишье');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Затишье' }).waitFor();

    await tabTo(page, 'Назначить');
    await page.keyboard.press('Enter');
    await page.getByLabel('Аккаунт-менеджер').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Аккаунт-менеджер: Мария Сотова' }).waitFor();

    await page.getByRole('button', { name: 'Приостановить' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Приостановить «Затишье»?' }).waitFor();
    await tabTo(page, 'Приостановить');
    await page.keyboard.press('Enter');
    // Without a reason nothing happens.
    await page.getByText('Исправьте одно поле').waitFor();
    await page.getByLabel('Причина').focus();
    await page.keyboard.type('Нет отчётов');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('«Затишье»: работа приостановлена').waitFor();
    await page.getByText('его сотрудники не могут войти').waitFor();
    await page.getByText('Глеб Медунов: Нет отчётов').waitFor();

    await page.getByRole('button', { name: 'Возобновить' }).press('Enter');
    await page.getByLabel('Причина').fill('Отчёты сданы');
    await page.getByRole('dialog').getByRole('button', { name: 'Возобновить' }).press('Enter');
    await page.getByText('«Затишье»: работа возобновлена').waitFor();
    expect(troubles).toEqual([]);
    await close();
  });

  test('an unknown one is told, and an account manager sees no way to suspend', async () => {
    const unknown = await openRoom(browser, 'staff', `/staff/partners/?id=00000000-0000-4000-8000-000000000000`);
    await unknown.page.getByText('Такого партнёра нет').waitFor();
    await unknown.close();
    const { page, close } = await openRoom(browser, 'staff', `/staff/partners/?id=${partner.id}`);
    await page.getByText('может руководитель программы').waitFor();
    expect(await page.getByRole('button', { name: 'Приостановить' }).count()).toBe(0);
    await close();
  });
});

describe('numbers', () => {
  test('revenue is corrected with a reason, its history opens, and the table says the same', async () => {
    const { page, troubles, close } = await openRoom(browser, 'staff', '/staff/numbers/');
    await page.getByRole('heading', { name: 'Выручка через партнёров' }).waitFor();
    await tabTo(page, 'Исправить');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.getByLabel('Вся выручка, ₽').fill('50 000 000');
    await page.getByLabel('Из неё через партнёров, ₽').fill('60 000 000');
    await page.getByLabel('Почему исправляете').fill('Сверили с бухгалтерией');
    await page.keyboard.press('Enter');
    await page.getByText('Не может быть больше всей выручки').first().waitFor();
    await page.getByLabel('Из неё через партнёров, ₽').fill('7 000 000,50');
    await page.keyboard.press('Enter');
    await page.getByText('выручка записана').waitFor();
    await page.getByText('14 % при цели 15 %').first().waitFor();

    await tabTo(page, /^7.000.000,50/);
    await page.keyboard.press('Enter');
    const history = page.getByRole('dialog');
    await history.getByText('Мария Сотова').waitFor();
    expect(await history.getByRole('row').count()).toBe(3);
    await page.keyboard.press('Escape');
    await history.waitFor({ state: 'detached' });

    await page.getByLabel('Таблица', { exact: true }).check();
    const table = page.getByRole('region', { name: 'Компании в программе' });
    expect(await table.getByRole('columnheader').count()).toBe(4);
    await table.getByRole('rowheader', { name: /^IV кв/ }).waitFor();
    for (const link of await page.getByRole('link', { name: /скачать CSV/ }).all()) {
      const answer = await page.request.get(inject('site') + (await link.getAttribute('href')));
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    }
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('delivery', () => {
  const at = '2026-11-28T08:00:00Z';
  const dead = {
    id: '0b6f0c1e-0000-4000-8000-000000000001',
    channel: 'mail',
    kind: 'lead_pinned',
    recipient: 'a@b.example',
    subject: null,
    problem: '550 no such user',
    createdAt: at,
    givenUpAt: at,
  };
  const channel = { waiting: 2, late: 1, retried: 1, oldestWaitingSince: at, sentToday: 7, dead: 1 };

  test('what was given up is tried again, one or all of a kind after a question', async () => {
    const { page, asked, close } = await openFake(
      browser,
      inject('site'),
      '/staff/delivery/',
      {
        'GET /api/staff/delivery': {
          at,
          channels: [
            { ...channel, channel: 'mail' },
            { ...channel, channel: 'crm', restsUntil: at, problem: '503 QUERY_LIMIT_EXCEEDED' },
          ],
          deadKinds: [{ channel: 'mail', kind: 'lead_pinned', count: 1 }],
        },
        'GET /api/staff/notifications': { items: [dead], count: 1 },
        [`POST /api/staff/notifications/${dead.id}/retry`]: { id: dead.id },
        'POST /api/staff/notifications/retry': { count: 1 },
      },
      { id: dead.id, name: 'Мария', email: 'maria@uley.example', roles: ['staff'] },
    );
    await page.getByText('Задерживается').waitFor();
    await page.getByText('503 QUERY_LIMIT_EXCEEDED').waitFor();
    await tabTo(page, 'Повторить: клиент закреплён');
    await page.keyboard.press('Enter');
    await page.getByText('Отправляем снова').first().waitFor();
    await page.getByRole('button', { name: 'Повторить все: клиент закреплён' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить снова' }).press('Enter');
    await page.getByText('Отправляем снова: 1 письмо или событие').waitFor();
    const retries = asked.filter(({ method }) => method === 'POST');
    expect(retries.map(({ path, body }) => [path, body])).toEqual([
      [`/api/staff/notifications/${dead.id}/retry`, {}],
      ['/api/staff/notifications/retry', { channel: 'mail', kind: 'lead_pinned' }],
    ]);
    await close();
  });

  test('the running site tells how letters go out', async () => {
    const { page, troubles, close } = await openRoom(browser, 'staff', '/staff/delivery/');
    await page.getByText('Отправлено сегодня').first().waitFor();
    await page.getByText('Всё доставлено').waitFor();
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('programme', () => {
  test('shows the edition in force, and who has not accepted it', async () => {
    const { page, troubles, close } = await openRoom(browser, 'staff', '/staff/programme/');
    await page.getByRole('heading', { name: /^Редакция 1/ }).waitFor();
    await tabTo(page, 'Затишье');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Затишье' }).waitFor();
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('register', () => {
  test('is searched, opened record by record, checked and handed out', async () => {
    const { page, troubles, close } = await openRoom(browser, 'lead', `/staff/audit/?search=${partner.id}`);
    await page.getByText('партнёр, добавление').first().waitFor();
    await tabTo(page, 'Подробно');
    await page.keyboard.press('Enter');
    await page.getByText('SHA-256 записи').first().waitFor();
    await page.getByRole('button', { name: 'Проверить сейчас' }).press('Enter');
    await page.getByText('Журнал цел').waitFor({ timeout: 20_000 });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'JSON Lines' }).press('Enter'),
    ]);
    const lines = await readFile(await file.path(), 'utf8');
    for (const line of lines.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ sha256: expect.any(String) });
    expect(lines).not.toContain(contact.email);
    expect(troubles).toEqual([]);
    await close();
  });
});

describe('people', () => {
  test('one is added, gets another role, and loses access', async () => {
    const { page, troubles, close } = await openRoom(browser, 'lead', '/staff/people/');
    await page.getByRole('button', { name: 'Добавить человека' }).waitFor();
    await tabTo(page, 'Добавить человека');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Почта').fill('new-in-house@uley.example');
    await dialog.getByLabel('Имя').fill('Нина Новая');
    await dialog.getByLabel('аккаунт-менеджер').check();
    await dialog.getByLabel('Причина').fill('Принята');
    await page.keyboard.press('Enter');
    await page.getByText('Нина Новая: доступ открыт').waitFor();
    await page.getByRole('button', { name: /Изменить.*Нина Новая/ }).press('Enter');
    await dialog.getByLabel('руководитель программы').check();
    await dialog.getByLabel('закрыт').check();
    await dialog.getByLabel('Причина').fill('Ушла');
    await page.keyboard.press('Enter');
    await page.getByText('Нина Новая: изменения действуют').waitFor();
    await page.getByText('доступ закрыт').waitFor();
    // Nobody changes the own role.
    expect(await page.getByRole('button', { name: /Изменить.*Глеб Медунов/ }).count()).toBe(0);
    expect(troubles).toEqual([]);
    await close();
  });

  test('what is written down about one person is handed out, and erased after the address is typed again', async () => {
    const { page, troubles, close } = await openRoom(browser, 'lead', '/staff/people/');
    await page.getByLabel('Почта человека').fill(contact.email);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Выгрузить' }).press('Enter'),
    ]);
    expect(file.suggestedFilename()).toBe('person.json');
    await page.getByText(/^Файл сохранён/).waitFor();
    await page.getByRole('button', { name: 'Стереть…' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Впишите адрес ещё раз').fill('olga@other.example');
    await dialog.getByLabel('Почему стираем').fill('Попросила');
    await dialog.getByRole('button', { name: 'Стереть навсегда' }).press('Enter');
    await dialog.getByText('Адреса не совпадают').first().waitFor();
    await dialog.getByLabel('Впишите адрес ещё раз').fill(contact.email);
    await dialog.getByRole('button', { name: 'Стереть навсегда' }).press('Enter');
    await page.getByRole('heading', { name: 'Стёрто' }).waitFor();
    await page.getByText('заявка').first().waitFor();
    expect(troubles).toEqual([]);
    await close();
  });
});

test('a partner’s people do not get in', async () => {
  for (const room of ['numbers', 'partners', 'people', 'programme', 'delivery', 'audit']) {
    const { status } = await callSite('owner', 'GET', `/staff/${room}/`).catch(() => ({ status: 403 }));
    expect(status, room).toBe(403);
  }
});
