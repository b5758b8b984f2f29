import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { companyScenes, type Scene } from '../helpers/company-scenes.ts';
import { fakeClients, fakeRegisterApi, fakeUsers, pinFor, problem } from '../helpers/fake-register-api.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';
import { sidewaysOn, violationsOn } from './axe.ts';

/* The closed rooms with something in them: what the register answers is drawn by islands, so the built pages say little of it. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const id = '0b6f0c1e-0000-4000-8000-000000000101';
const client = { id, name: 'Заря-Металл', country: 'RU', taxId: '0045182304', site: 'zarya.example' };
const at = '2026-11-20T08:00:00Z';
const offer = { edition: '2026-11', number: 1, inForceFrom: at, sha256: '', url: '', changes: 'Запас вырос.' };
const accepted = {
  ...offer,
  isAccepted: true,
  acceptance: { at, by: 'Анна', edition: '2026-11', receipt: 'R-7K2M9QXA' },
};
const receipt = {
  number: 'R-7K2M9QXA',
  at,
  action: 'pinned',
  partner: { name: 'Северный контур' },
  client,
  period: { from: at, until: '2027-02-18T08:00:00Z' },
  edition: '2026-11',
  rule: 'pin.protectionDays',
  sha256: 'e305e172c05a367a70b6571e35586272a42b597e1e03c38347aa0e1f1194f95a',
  record: '{"action":"insert"}',
};
const event = { at, by: 'member', person: 'Анна', leadId: id, leadNumber: 'L-7K2M9QXA', source: 'partner' };
const clientPage = {
  ...client,
  broughtBy: { id, name: 'Анна' },
  pin: pinFor(-2),
  contact: { name: 'Олег Пирсов', email: 'oleg@zarya.example', phone: '+7 900 000-00-01' },
  leads: [{ id, number: 'L-7K2M9QXA', source: 'partner', status: 'pinned', solutions: [], createdAt: at }],
  receipts: [{ number: 'R-7K2M9QXA', action: 'pinned', at }],
  history: [
    {
      ...event,
      kind: 'extended',
      until: at,
      reason: 'Показали портал',
      receipt: 'R-7K2M9QXA',
      rule: { edition: '2026-11', id: 'pin.extensionDays' },
    },
    { ...event, kind: 'registered' },
  ],
};
const home = {
  tasks: [
    { kind: 'offer', id: '2026-11', number: '1', isChanged: false },
    ...fakeClients.slice(0, 2).map(({ id: clientId, name, pin }) => ({
      kind: pin.daysLeft < 0 ? 'pin_in_grace' : 'pin_ends_soon',
      id: clientId,
      name,
      pin,
      dueAt: pin.until,
    })),
    {
      kind: 'passed_lead',
      id,
      number: 'E-7K2M9QXA',
      need: 'Обучение 900 человек',
      solutions: ['corporate-university'],
      answerBy: '2026-11-30',
      dueAt: '2026-11-30T21:00:00Z',
    },
    { kind: 'lead_to_correct', id, number: 'L-7K2M9QXA', name: 'Тихая гавань', at },
    { kind: 'enquiry_returned', id, number: 'L-7K2M9QXB', name: 'Порт Восточный', at },
    { kind: 'client_free', id, name: 'Тихий омут', at },
  ],
  cells: [
    ...fakeClients.map(({ id: clientId, name, pin }) => ({ id: clientId, name, pin })),
    { leadId: id, name: 'Маяк Финанс', answerBy: '2026-11-30' },
  ],
  counts: { clients: 3, leads: 4, passedLeads: 1 },
  quota: { used: 4, of: 25 },
};
async function fillLead(page: Page) {
  await page.locator('form[novalidate]').waitFor();
  await page.getByLabel('ИНН').fill('7707083893');
  await page.getByLabel('Компания').fill('Берег');
  await page.getByLabel('Задача клиента').fill('Обучение');
  await page.locator('.lead-send button').click();
}

const scenes: Scene[] = [
  [
    'the front page with something of every kind to do',
    '/partner/',
    { 'GET /api/home': home },
    fakeUsers.member,
    (page) => page.locator('.home-tasks').waitFor(),
  ],
  [
    'an offer that somebody else has to accept',
    '/partner/offer/',
    { 'GET /api/offer': { ...offer, isAccepted: false } },
    fakeUsers.colleague,
    (page) => page.getByText('Принять оферту может владелец').waitFor(),
  ],
  [
    'an accepted offer',
    '/partner/offer/',
    { 'GET /api/offer': accepted },
    fakeUsers.member,
    (page) => page.getByText('1. Общие положения').waitFor(),
  ],
  [
    'clients, one of them being extended',
    '/partner/clients/',
    {},
    fakeUsers.member,
    (page) => page.getByRole('button', { name: 'Продлить' }).first().click(),
  ],
  [
    'clients as a comb',
    '/partner/clients/?view=comb',
    {},
    fakeUsers.member,
    (page) => page.locator('.comb-item').nth(3).waitFor(),
  ],
  [
    'no clients yet',
    '/partner/clients/',
    { 'GET /api/clients': { items: [], total: 0, counts: {}, people: [], inReview: [] } },
    fakeUsers.member,
    (page) => page.getByText('Клиентов пока нет').waitFor(),
  ],
  [
    'the link to the calendar, and the question before it is revoked',
    '/partner/clients/',
    { 'POST /api/protection-feed': { address: 'https://letok.example/feeds/protection/x.ics', madeAt: at } },
    fakeUsers.member,
    async (page) => {
      await page.getByRole('button', { name: 'Получить ссылку' }).click();
      await page.getByRole('button', { name: 'Отозвать' }).click();
    },
  ],
  [
    'a client in grace with its history, being renewed',
    `/partner/clients/client/?id=${id}`,
    { [`GET /api/clients/${id}`]: clientPage },
    fakeUsers.member,
    (page) => page.getByRole('button', { name: 'Возобновить' }).click(),
  ],
  [
    'a registration with mistakes',
    '/partner/leads/new/',
    { 'GET /api/offer': accepted },
    fakeUsers.member,
    async (page) => {
      await page.getByLabel('ИНН').fill(fakeClients[0]!.taxId);
      await page.locator('.lead-send button').click();
      await page.locator('.error-summary li').first().waitFor();
    },
  ],
  [
    'a pinned client',
    '/partner/leads/new/',
    {
      'GET /api/offer': accepted,
      'POST /api/leads': {
        id,
        number: 'L-7K2M9QXA',
        status: 'pinned',
        pin: pinFor(90),
        rule: { edition: '2026-11', id: 'pin.protectionDays' },
      },
    },
    fakeUsers.member,
    async (page) => {
      await fillLead(page);
      await page.locator('.lead-answer').waitFor();
    },
  ],
  [
    'a refusal',
    '/partner/leads/new/',
    {
      'GET /api/offer': accepted,
      'POST /api/leads': () => ({
        status: 409,
        json: problem(409, 'client_unavailable', { rule: { edition: '2026-11', id: 'pin.exclusive' } }),
      }),
    },
    fakeUsers.member,
    async (page) => {
      await fillLead(page);
      await page.getByRole('button', { name: 'Написать обжалование' }).click();
    },
  ],
  [
    'a receipt',
    '/partner/receipts/?number=R-7K2M9QXA',
    { 'GET /api/receipts/R-7K2M9QXA': receipt },
    fakeUsers.member,
    (page) => page.locator('.receipt').waitFor(),
  ],
  ...companyScenes,
];

describe.each(scenes)('%s', (_says, path, answers, user, act) => {
  test('has no axe violation in light and in dark, and nothing is pushed out of a narrow window', async () => {
    const { page, close } = await openPage(browser, site, {
      reducedMotion: 'reduce',
      viewport: { width: 360, height: 800 },
    });
    await page.context().addCookies([sessionCookieFor(site, 'staff')]);
    await fakeRegisterApi(page, answers, user);
    await page.goto(site + path);
    await act(page);
    const found = await violationsOn(page);
    const sideways = await sidewaysOn(page);
    await close();
    expect([found, sideways]).toEqual([[], 0]);
  });
});
