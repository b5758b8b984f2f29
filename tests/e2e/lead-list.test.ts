import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { openRoom, problem, type fakeRegisterApi } from '../helpers/fake-register-api.ts';

/* What can be done about one lead, and the receipt, in front of a register that answers as told. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll('\u00A0', ' ');

const open = (path: string, answers: Parameters<typeof fakeRegisterApi>[1], user?: object) =>
  openRoom(browser, site, path, answers, user);

describe('a lead', () => {
  const lead = (number: string, more: object) => ({
    id: number,
    number: number.replace('-', '-7K2M9QX'),
    source: 'partner',
    status: 'ended',
    stage: 'new',
    stageChangedAt: '2026-11-20T08:00:00Z',
    client: { name: `Клиент ${number}`, country: 'RU', taxId: '0045182304' },
    solutions: [],
    need: 'Расчёт',
    createdAt: '2026-11-20T08:00:00Z',
    history: [{ at: '2026-11-20T08:00:00Z', kind: 'registered' }],
    people: [],
    notes: [],
    files: [],
    ...more,
  });
  const ended = (kind: string) => ({ history: [{ at: '2026-11-21T08:00:00Z', kind }] });
  const leads = [
    lead('L-1', { status: 'declined' }),
    lead('L-2', ended('taken_on_appeal')),
    lead('L-3', ended('expired')),
    lead('L-4', {
      source: 'returned',
      status: 'pinned',
      contact: { name: 'Вера Гавань', email: 'vera@gavan.example', phone: '+7 900 000-00-03' },
    }),
  ];
  const answers = Object.fromEntries(leads.map((one) => [`GET /api/leads/${one.id}`, one]));
  const openLead = async (id: string, more: Parameters<typeof fakeRegisterApi>[1] = {}) => {
    const opened = await open(`/partner/leads/lead/?id=${id}`, { ...answers, ...more });
    await opened.page.getByRole('heading', { level: 1, name: `Клиент ${id}` }).waitFor();
    return opened;
  };

  test('says what can be done about a client one did not get or lost, and whom to write to', async () => {
    let hasSession = false;
    const doors: Record<string, string[]> = {};
    const mails: Record<string, string[]> = {};
    for (const id of ['L-2', 'L-3', 'L-4']) {
      const { page, close } = await openLead(id);
      doors[id] = (await page.locator('.lead-part .actions button').allInnerTexts())
        .map(plain)
        .filter((text) => /Обжаловать|ожидания/.test(text));
      mails[id] = await page.locator('.lead-contact a[href^="mailto:"]').allInnerTexts();
      await close();
    }
    expect(mails).toEqual({ 'L-2': [], 'L-3': [], 'L-4': ['vera@gavan.example'] });
    expect(doors).toEqual({ 'L-2': ['Обжаловать'], 'L-3': [], 'L-4': [] });
    const { page, close, asked } = await openLead('L-1', {
      'POST /api/waiting-list': () =>
        hasSession ? { json: {} } : { status: 401, json: problem(401, 'session_required') },
    });
    await page.getByRole('button', { name: 'Обжаловать' }).waitFor();
    await page.getByRole('button', { name: 'Записаться' }).click();
    await page.getByText('Сеанс закончился').waitFor();
    hasSession = true;
    await page.getByRole('button', { name: 'Записаться' }).click();
    await page.getByText('Напишем, когда клиент освободится').waitFor();
    expect(asked.at(-1)?.body).toMatchObject({ country: 'RU', taxId: '0045182304' });
    await close();
  });

  test('that was refused is appealed with the client’s written choice as a file', async () => {
    const { page, close, asked } = await openLead('L-1', {
      'POST /api/files': () => ({ status: 201, json: { id: '0b6f0c1e-0000-4000-8000-000000000111', sha256: '' } }),
      'POST /api/appeals': () => ({ status: 202, json: { number: 'P-7K2M9QXA', answerBy: '2026-12-01' } }),
    });
    await page.getByRole('button', { name: 'Обжаловать' }).click();
    await page.getByLabel('Почему решение должно быть другим').fill('Клиент выбрал нас письмом от 24 ноября.');
    await page.getByLabel('Письменный выбор клиента').setInputFiles({
      name: 'письмо.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 x'),
    });
    await page.getByText('письмо.pdf', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Отправить на пересмотр' }).click();
    await page.getByText('Обжалование P-7K2M9QXA принято').waitFor();
    expect(asked.at(-1)?.body).toMatchObject({
      leadNumber: 'L-7K2M9QX1',
      fileId: '0b6f0c1e-0000-4000-8000-000000000111',
    });
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
