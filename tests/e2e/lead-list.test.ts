import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { openRoom, problem, type fakeRegisterApi } from '../helpers/fake-register-api.ts';

/* The lists of what became of leads, and the receipt, in front of a register that answers as told. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll('\u00A0', ' ');

const open = (path: string, answers: Parameters<typeof fakeRegisterApi>[1], user?: object) =>
  openRoom(browser, site, path, answers, user);

describe('my leads', () => {
  const lead = (number: string, more: object) => ({
    id: number,
    number,
    source: 'partner',
    status: 'ended',
    client: { name: `Клиент ${number}`, country: 'RU', taxId: '0045182304' },
    solutions: [],
    need: 'Расчёт',
    createdAt: '2026-11-20T08:00:00Z',
    history: [{ at: '2026-11-20T08:00:00Z', kind: 'registered' }],
    ...more,
  });
  const ended = (kind: string) => ({ history: [{ at: '2026-11-21T08:00:00Z', kind }] });

  test('say what can be done about a client one did not get or lost, and whom to write to', async () => {
    let hasSession = false;
    const { page, close, asked } = await open('/partner/leads/', {
      'GET /api/leads': {
        items: [
          lead('L-1', { status: 'declined' }),
          lead('L-2', ended('taken_on_appeal')),
          lead('L-3', ended('expired')),
          lead('L-4', {
            source: 'returned',
            status: 'pinned',
            contact: { name: 'Вера Гавань', email: 'vera@gavan.example', phone: '+7 900 000-00-03' },
          }),
        ],
      },
      'POST /api/waiting-list': () =>
        hasSession ? { json: {} } : { status: 401, json: problem(401, 'session_required') },
    });
    const row = (number: string) => page.locator('.lead-row', { hasText: number });
    await row('L-1').waitFor();
    const doors = async (number: string) =>
      row(number)
        .locator('.actions button')
        .allInnerTexts()
        .then((all) => all.map(plain));
    expect(await doors('L-1')).toEqual(['Обжаловать', 'Записаться в лист ожидания']);
    expect(await doors('L-2')).toEqual(['Обжаловать']);
    expect(await doors('L-3')).toEqual([]);
    await row('L-1').getByRole('button', { name: 'Записаться' }).click();
    await row('L-1').getByText('Сеанс закончился').waitFor();
    hasSession = true;
    await row('L-1').getByRole('button', { name: 'Записаться' }).click();
    await row('L-1').getByText('Напишем, когда клиент освободится').waitFor();
    expect(asked.at(-1)?.body).toMatchObject({ country: 'RU', taxId: '0045182304' });
    await row('L-4').getByText('История').click();
    expect(await row('L-4').getByRole('link', { name: 'vera@gavan.example' }).isVisible()).toBe(true);
    await close();
  });
});

test('the text of a record is saved byte for byte', async () => {
  const record = '{"id":1,"after":{"name":"Заря"}}';
  const { page, close } = await open('/partner/receipts/?number=R-7K2M9QXA', {
    'GET /api/receipts/R-7K2M9QXA': {
      number: 'R-7K2M9QXA',
      action: 'pinned',
      at: '2026-11-20T08:00:00Z',
      partner: { name: 'Северный контур' },
      edition: '2026-11',
      sha256: createHash('sha256').update(record).digest('hex'),
      record,
    },
  });
  await page.getByText('Точный текст записи').click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Сохранить запись' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('R-7K2M9QXA.txt');
  expect(readFileSync(await saved.path(), 'utf8')).toBe(record);
  await close();
});
