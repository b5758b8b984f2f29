import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { focusedText } from '../helpers/focused-text.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom, phone } from '../helpers/room-page.ts';
import { lettersTo } from '../helpers/site-mailbox.ts';
import { sidewaysOn, violationsOn } from './axe.ts';

/*
 * A partner asks for technical help from a phone, with a screenshot; staff take it from the inbox and answer by the keyboard; the answer
 * appears at the partner's without a reload; the partner answers and says that it is solved. Every place of both rooms in both themes.
 */

const site = inject('site');
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(2000)]);
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll('\u00A0', ' ');
const numberIn = (page: Page) => new URL(page.url()).searchParams.get('number')!;

test('asked from a phone, answered by keyboard, solved', { timeout: 240_000 }, async () => {
  const client = { name: 'Янтарный якорь', country: 'RU', taxId: checkedTaxId(8_800_001) };
  const lead = (
    await callSite<{ number: string }>('member', 'POST', '/api/leads', { client, solutions: [], need: 'Курсы' })
  ).body;
  const partner = await openRoom(browser, 'member', '/partner/support/', phone);
  const { page } = partner;
  await page.getByRole('link', { name: 'Помощь с решением' }).click();
  await page.getByLabel('Решение', { exact: true }).selectOption('corporate-university');
  await page.getByRole('radio', { name: /Не работает важная функция/ }).check();
  await page.getByLabel('Что случилось').fill('Курс открывается пустым.\nЖдали три урока.');
  expect(plain(await page.locator('.support-send').innerText())).toContain('Ответим за 4 рабочих часа.');
  const about = page.getByRole('combobox', { name: 'Клиент' });
  await about.click();
  await page.locator('.pick-list [role=option]').first().waitFor();
  // Faster than the answer: nothing is chosen from what was found before.
  await about.fill('янтарный');
  await about.press('ArrowDown');
  await about.press('Enter');
  expect(await about.inputValue()).toBe('янтарный');
  await expect.poll(() => page.locator('.pick-list [role=option]:not([aria-disabled])').count()).toBe(1);
  await about.press('Enter');
  expect(await about.inputValue()).toBe(`Янтарный якорь · ${lead.number}`);
  await page.getByLabel('Файлы').setInputFiles({ name: 'ошибка.png', mimeType: 'image/png', buffer: png });
  await page.getByRole('button', { name: 'Убрать' }).or(page.locator('.files-list button')).first().waitFor();
  expect(await sidewaysOn(page)).toBe(0);

  // What is typed is there again after the page was loaded anew.
  await page.reload();
  await page.getByText('Мы вернули черновик').waitFor();
  expect(await page.getByLabel('Что случилось').inputValue()).toBe('Курс открывается пустым.\nЖдали три урока.');
  await expect.poll(() => about.inputValue()).toBe(`Янтарный якорь · ${lead.number}`);

  // Pressed twice it is sent once.
  await page.getByRole('button', { name: 'Отправить запрос' }).dblclick();
  await page.waitForURL(/number=S-/);
  const number = numberIn(page);
  await page.getByText(`Запрос ${number} отправлен.`).waitFor();
  expect(plain(await page.locator('.support-clock').innerText())).toMatch(/Ответим до \d\d:\d\d .* по Москве/);
  await page.getByRole('link', { name: /Скачать файл ошибка.png/ }).waitFor();
  const { body } = await callSite<{ total: number; items: { lead?: { number: string } }[] }>(
    'member',
    'GET',
    `/api/support?search=${number}`,
  );
  expect(body).toMatchObject({ total: 1, items: [{ lead: { number: lead.number } }] });
  expect(await sidewaysOn(page)).toBe(0);

  // Staff find it in the inbox, and answer without a mouse.
  const vendor = await openRoom(browser, 'staff', '/staff/support/');
  const staff = vendor.page;
  await staff.getByRole('searchbox').fill(number);
  await staff.getByText('1 строка').waitFor();
  await staff
    .getByRole('link', { name: /Корпоративный университет/ })
    .first()
    .focus();
  await staff.keyboard.press('Enter');
  // It is with the partner's account manager; handed to a colleague, it can be taken back.
  const leads = staff.getByLabel('Ведёт');
  await leads.waitFor();
  expect(await leads.locator('option:checked').innerText()).toContain('Мария');
  await leads.selectOption({ label: 'Глеб Медунов' });
  await staff.getByText('Теперь ведёт Глеб Медунов').waitFor();
  await staff.getByRole('button', { name: 'Взять себе' }).click();
  await staff.getByText('Теперь ведёт Мария').waitFor();
  await staff.getByLabel('Сообщение').fill('Проверьте права отдела.');
  await staff.keyboard.press('Control+Enter');
  await staff.getByRole('status').filter({ hasText: 'Отправлено.' }).waitFor();
  await staff.getByRole('article').filter({ hasText: 'Проверьте права отдела.' }).waitFor();
  expect(await staff.getByLabel('Сообщение').inputValue()).toBe('');
  await lettersTo(site, 'anton@sever.example', (all) =>
    all.some(({ subject }) => subject === `Ответ на запрос ${number}`),
  );

  // The partner sees it without a reload, when it looks at the page again.
  await page.waitForTimeout(10_500);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.getByRole('article').filter({ hasText: 'Проверьте права отдела.' }).waitFor();
  await page.getByText('Мы ответили').waitFor();
  await page.getByLabel('Сообщение').fill('Помогло, спасибо.');
  await page.getByRole('button', { name: 'Отправить', exact: true }).click();
  await page.getByText(/Отправлено. Ответим до/).waitFor();
  await page.getByRole('button', { name: 'Отметить решённым' }).click();
  await page.getByText('Запрос отмечен решённым.').waitFor();
  await page.getByText('Решено: отметили вы').waitFor();
  expect(await sidewaysOn(page)).toBe(0);
  expect([...partner.troubles, ...vendor.troubles]).toEqual([]);

  // Of the rival's it is as if it did not exist.
  const rival = await openRoom(browser, 'rival', `/partner/support/?number=${number}`);
  await rival.page.getByText('Ничего не найдено').waitFor();
  await Promise.all([partner.close(), vendor.close(), rival.close()]);
});

test('a long thread shows its end, and what was before by the keyboard', { timeout: 120_000 }, async () => {
  const { body } = await callSite<{ id: string; number: string }>('owner', 'POST', '/api/support', {
    kind: 'presale',
    help: 'other',
    text: 'Первое слово',
  });
  for (let n = 2; n <= 103; n += 1)
    await callSite('staff', 'POST', `/api/staff/support/${body.id}/messages`, { text: `Ответ ${n}` });
  for (const [person, room] of [
    ['owner', 'partner'],
    ['staff', 'staff'],
  ] as const) {
    const { page, troubles, close } = await openRoom(browser, person, `/${room}/support/?number=${body.number}`);
    const more = page.getByRole('button', { name: /Показать более ранние сообщения/ });
    await more.waitFor();
    expect(await page.getByRole('article').count()).toBe(50);
    expect(await more.innerText()).toContain('53');
    await more.press('Enter');
    await page.getByText('Ответ 4', { exact: true }).waitFor();
    expect(await more.innerText()).toContain('ещё 3');
    await more.press('Enter');
    await page.getByText('Первое слово', { exact: true }).waitFor();
    expect(await page.getByRole('article').count()).toBe(103);
    await expect.poll(() => focusedText(page)).toBe('Это начало переписки.');
    // Only what comes from now on is read out.
    expect(await page.getByRole('log').getByRole('article').count()).toBe(50);
    expect(troubles).toEqual([]);
    await close();
  }
});

test('no place of support has an axe violation in light or dark, on a phone', { timeout: 240_000 }, async () => {
  const { body } = await callSite<{ number: string }>('owner', 'POST', '/api/support', {
    kind: 'presale',
    help: 'joint_demo',
    text: 'Показ директору по персоналу',
    wantedAt: '2026-12-10T11:00:00+03:00',
    wantedZone: 'Europe/Moscow',
  });
  await callSite('staff', 'POST', `/api/staff/support/${body.number}/messages`, { text: 'Когда?', isQuestion: true });
  const places: ['owner' | 'staff' | 'rival', string, string][] = [
    ['rival', '/partner/support/', '.empty, .room-table'],
    ['owner', '/partner/support/', '.room-table'],
    ['owner', `/partner/support/?number=${body.number}`, '.support-reply'],
    ['owner', '/partner/support/?ask=presale', '.support-send'],
    ['owner', '/partner/support/?ask=technical', '.support-send'],
    ['staff', '/staff/support/', '.room-table'],
    ['staff', `/staff/support/?number=${body.number}`, '.support-reply'],
  ];
  const found: string[] = [];
  for (const [person, path, shown] of places) {
    const { page, close } = await openRoom(browser, person, path, {
      ...phone,
      reducedMotion: 'reduce',
    });
    await page.locator(shown).first().waitFor();
    if (path.includes('ask')) {
      await page.getByRole('button', { name: 'Отправить запрос' }).click();
      await page.locator('.error-summary li').first().waitFor();
    }
    found.push(...(await violationsOn(page)).map((line) => `${path} ${line}`));
    if ((await sidewaysOn(page)) > 0) found.push(`${path} is pushed out of the window`);
    await close();
  }
  expect(found).toEqual([]);
});
