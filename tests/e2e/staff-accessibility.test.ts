import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeScene } from './axe-scene.ts';
import { openBrowser } from '../helpers/browser.ts';
import { fakeCases, fakeInbox, fakeLeadFacts, fakeLine } from '../helpers/fake-cases.ts';
import { fakeUsers } from '../helpers/fake-register-api.ts';

/* The vendor's console with something in it. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Scene = Parameters<typeof axeScene>[2];
const sceneOf = (path: string, answers: Scene['answers'], user: object, act: Scene['act']): Scene => ({
  path,
  answers,
  user,
  act,
});

const { id } = fakeCases;
const at = '2026-11-20T08:00:00Z';
const client = { id, name: 'Заря-Металл', country: 'RU', taxId: '0045182304', site: 'zarya.example' };

const scenes: [string, ...Parameters<typeof sceneOf>][] = [
  [
    'an application in the inbox',
    '/staff/',
    {
      'GET /api/staff/inbox': fakeInbox(fakeLine('application', 'A-7K2M9QXA', {})),
      [`GET /api/staff/applications/${id}`]: fakeCases.application,
    },
    fakeUsers.staff,
    async (page) => {
      await page.locator('.inbox-open-button').first().click();
      await page.locator('.fit-table').waitFor();
      await page.keyboard.press('d');
      await page.locator('.reason-templates').waitFor();
    },
  ],
  [
    'every key of the inbox, above rows that are selected',
    '/staff/',
    {
      'GET /api/staff/inbox': fakeInbox(fakeLine('lead', 'L-7K2M9QXA', fakeLeadFacts)),
      [`GET /api/staff/leads/${id}`]: fakeCases.lead,
    },
    fakeUsers.staff,
    async (page) => {
      await page.locator('.inbox-item').waitFor();
      await page.getByLabel('Отметить').check();
      await page.getByRole('button', { name: 'Вернуть все' }).click();
      await page.locator('h1').click();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'a transfer that waits for a second person',
    '/staff/',
    {
      'GET /api/staff/inbox': fakeInbox(
        fakeLine('transfer', 'C-7K2M9QXA', {
          client: { ...client, id },
          partner: { id, name: 'Южный мост' },
          heldBy: { partner: 'Северный контур', partnerId: id, from: at, until: '2027-02-18T08:00:00Z' },
          reason: 'Письмо',
          fileId: id,
          above: ['daysLeft'],
          limits: { daysLeft: 30 },
          askedBy: { id, name: 'Мария' },
          isOwnRequest: false,
        }),
      ),
    },
    fakeUsers.staff,
    (page) => page.locator('.inbox-open-button').first().click(),
  ],
  [
    'a lead in review',
    `/staff/leads/?id=${id}`,
    { [`GET /api/staff/leads/${id}`]: fakeCases.lead },
    fakeUsers.staff,
    (page) => page.locator('.likeness').waitFor(),
  ],
  [
    'applications',
    '/staff/applications/',
    { 'GET /api/staff/applications': { items: [fakeCases.application], total: 1 } },
    fakeUsers.staff,
    (page) => page.locator('.room-table').waitFor(),
  ],
  [
    'clients of the vendor',
    '/staff/clients/',
    { 'GET /api/staff/clients': { items: [fakeCases.client], total: 1 } },
    fakeUsers.staff,
    (page) => page.locator('.room-table').waitFor(),
  ],
  [
    'a client that is being transferred',
    `/staff/clients/?id=${id}`,
    {
      [`GET /api/staff/clients/${id}`]: fakeCases.client,
      'GET /api/staff/partners': { items: [{ id, name: 'Южный мост', status: 'active' }], total: 31 },
    },
    fakeUsers.staff,
    async (page) => {
      await page.getByRole('button', { name: 'Перенести к другому партнёру' }).click();
      await page.getByRole('button', { name: 'Перенести', exact: true }).click();
      await page.locator('.error-summary li').first().waitFor();
      await page.getByRole('combobox', { name: 'К какому партнёру' }).press('ArrowDown');
      await page.getByText('Показаны первые 1 из 31').waitFor();
      await page.getByRole('combobox', { name: 'К какому партнёру' }).press('ArrowDown');
    },
  ],
  [
    'enquiries to pass',
    '/staff/enquiries/',
    { 'GET /api/staff/enquiries': { items: [fakeCases.enquiry], total: 1, counts: { waiting: 1 } } },
    fakeUsers.staff,
    (page) => page.locator('.room-table').waitFor(),
  ],
  [
    'an enquiry that is being passed',
    `/staff/enquiries/?id=${id}`,
    {
      [`GET /api/staff/enquiries/${id}`]: fakeCases.enquiry,
      [`GET /api/staff/enquiries/${id}/partners`]: fakeCases.suggestions,
    },
    fakeUsers.staff,
    (page) => page.getByRole('button', { name: 'Передать первому' }).click(),
  ],
];

describe.each(scenes)('%s', (_says, ...scene) => {
  test('has no axe violation in light and in dark, and nothing is pushed out of a narrow window', async () => {
    expect(await axeScene(browser, site, sceneOf(...scene))).toEqual([[], 0]);
  });
});
