import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { axeScene } from './axe-scene.ts';
import { fakeUsers, pinFor, type fakeRegisterApi } from '../helpers/fake-register-api.ts';

/* The pages of leads with something in them, on a phone: nothing axe finds in either theme, nothing pushed out of the window. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const id = '0b6f0c1e-0000-4000-8000-000000000101';
const client = { id, name: 'Заря-Металл', country: 'RU', taxId: '0045182304', site: 'zarya.example' };
const at = '2026-11-20T08:00:00Z';
const lead = {
  id,
  number: 'L-7K2M9QXA',
  source: 'partner',
  status: 'declined',
  client,
  solutions: ['corporate-university'],
  need: 'Обучение',
  createdAt: at,
  history: [
    { at, kind: 'registered' },
    { at, kind: 'declined', reason: 'С этой компанией «Улей» работает напрямую.' },
  ],
};
const anton = { id: `${id}9`, name: 'Антон Ладный' };
const work = { stage: 'proposal', stageChangedAt: at, expectedAmountKopecks: 640_000_00, responsible: anton };
const pinned = {
  ...lead,
  ...work,
  id: `${id}2`,
  status: 'pinned',
  pin: pinFor(52),
  nextStep: { text: 'Показать модуль обучения', on: '2026-11-02', isOverdue: true },
};
Object.assign(lead, work);
const leadPage = {
  ...lead,
  people: [anton],
  notes: [{ id, text: 'Просят скидку', writtenAt: at, author: anton }],
  files: [{ id, name: 'расчёт.pdf', mediaType: 'application/pdf', bytes: 1200, uploadedAt: at, by: anton }],
};
const board = {
  people: [anton],
  stages: ['new', 'contact', 'demo', 'proposal', 'contract', 'won', 'lost'].map((stage, place) => ({
    stage,
    count: place < 2 ? 1 : 0,
    amountKopecks: place < 2 ? 640_000_00 : 0,
    items: place < 2 ? [{ ...pinned, id: `${id}${place}`, stage }] : [],
  })),
};
const offered = {
  id,
  number: 'E-7K2M9QXA',
  status: 'offered',
  solutions: ['corporate-university'],
  need: 'Обучить 900 сотрудников',
  town: 'Казань',
  size: 'large',
  offeredAt: at,
  answerBy: '2026-12-01',
  declineReasons: ['need-unclear', 'other'],
};
const scenes: [string, string, Parameters<typeof fakeRegisterApi>[1], object, (page: Page) => Promise<unknown>][] = [
  [
    'leads on the board',
    '/partner/leads/?view=board',
    { 'GET /api/leads/board': board, 'GET /api/passed-leads': { items: [offered] } },
    fakeUsers.member,
    (page) => page.locator('.board-card').first().waitFor(),
  ],
  [
    'a lead that is about to be lost',
    '/partner/leads/?view=board',
    { 'GET /api/leads/board': board, 'GET /api/passed-leads': { items: [] } },
    fakeUsers.member,
    async (page) => {
      await page.locator('.board-move').first().selectOption('lost');
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'leads as a list',
    '/partner/leads/?view=list',
    {
      'GET /api/leads': { items: [lead, pinned], total: 2, people: [anton] },
      'GET /api/passed-leads': { items: [] },
    },
    fakeUsers.member,
    (page) => page.locator('.room-table-body').waitFor(),
  ],
  [
    'a refused lead',
    `/partner/leads/lead/?id=${id}`,
    { [`GET /api/leads/${id}`]: leadPage },
    fakeUsers.member,
    (page) => page.getByRole('button', { name: 'Обжаловать' }).click(),
  ],
  [
    'passed leads, one being declined',
    '/partner/leads/passed/',
    { 'GET /api/passed-leads': { items: [offered, { ...offered, id: `${id}3`, status: 'moved_on', answeredAt: at }] } },
    fakeUsers.member,
    (page) => page.getByRole('button', { name: 'Отказаться' }).click(),
  ],
  [
    'an import with bad rows',
    '/partner/leads/import/',
    {
      'POST /api/leads/import': {
        rows: [
          { line: 2, outcome: 'valid', client: { name: 'Берег', taxId: '0012345673' } },
          {
            line: 3,
            outcome: 'invalid',
            field: 'client.taxId',
            code: 'tax_id_checksum',
            client: { name: 'Луч', taxId: '1' },
          },
        ],
      },
    },
    fakeUsers.member,
    async (page) => {
      await page
        .getByLabel('Выберите файл или перетащите его сюда')
        .setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from('Название;ИНН') });
      await page.locator('.import-table').waitFor();
    },
  ],
  [
    'appeals and the waiting list',
    '/partner/leads/appeals/',
    {
      'GET /api/appeals': {
        items: [
          {
            number: 'P-7K2M9QXA',
            clientName: 'Заря-Металл',
            status: 'denied',
            statement: 'Клиент выбрал нас',
            answerBy: '2026-12-01',
            createdAt: at,
            leadId: id,
            file: { id, name: 'письмо.pdf' },
            answer: { at, reason: 'Письма нет' },
          },
        ],
      },
      'GET /api/waiting-list': {
        items: [
          { id: '5', client, joinedAt: at, toldAt: at },
          { id, client, joinedAt: at },
        ],
      },
    },
    fakeUsers.member,
    (page) => page.getByRole('button', { name: 'Больше не ждать' }).waitFor(),
  ],
];

test.each(scenes)('%s', async (_says, path, answers, user, act) => {
  expect(await axeScene(browser, site, { path, answers, user, act })).toEqual([[], 0]);
});
