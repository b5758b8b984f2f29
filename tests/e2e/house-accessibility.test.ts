import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { openRoom } from '../helpers/room-page.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';
import { sidewaysOn, violationsOn } from './axe.ts';

/* The pages of the house as they are on the running site, with their windows open, in both themes and both widths. */
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const press = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click();
const seen = (text: string) => (page: Page) => page.getByText(text).first().waitFor();

const scenes: [string, string, (page: Page) => Promise<unknown>][] = [
  ['partners', '/staff/partners/', (page) => page.getByRole('rowheader').first().waitFor()],
  [
    'a partner, about to be suspended',
    '/staff/partners/',
    async (page) => {
      await page.getByRole('link', { name: 'Северный контур' }).click();
      await press('Приостановить')(page);
    },
  ],
  [
    'a partner and its manager',
    '/staff/partners/',
    async (page) => {
      await page.getByRole('link', { name: 'Южный мост' }).click();
      await press('Сменить менеджера')(page);
      await page.locator('.manager-form').waitFor();
    },
  ],
  ['numbers as charts', '/staff/numbers/', (page) => page.locator('.chart').first().waitFor()],
  ['numbers as tables', '/staff/numbers/?view=table', (page) => page.getByRole('region').first().waitFor()],
  [
    'the rows behind a number',
    '/staff/numbers/',
    async (page) => {
      await page.locator('.figure-open').first().click();
      await page.getByRole('dialog').getByRole('row').first().waitFor();
    },
  ],
  ['the form of the revenue', '/staff/numbers/', press('Исправить')],
  ['delivery', '/staff/delivery/', seen('Отправлено сегодня')],
  ['programme', '/staff/programme/', seen('Кто принял')],
  [
    'the register with a record open',
    '/staff/audit/',
    async (page) => page.locator('.audit-details > summary').first().click(),
  ],
  ['a register in which nothing is found', '/staff/audit/?search=L-00000000', seen('Ничего не нашлось')],
  ['people', '/staff/people/', seen('Данные одного человека')],
  ['a new person', '/staff/people/', press('Добавить человека')],
  [
    'an erasure',
    '/staff/people/',
    async (page) => {
      await page.getByLabel('Почта человека').fill('nobody@nowhere.example');
      await press('Стереть…')(page);
      await press('Стереть навсегда')(page);
      await page.locator('.error-summary').waitFor();
    },
  ],
];

describe.each(scenes)('%s', (_says, path, act) => {
  test.each([360, 1440])('has no axe violation in light and in dark, and fits into %d', async (width) => {
    const { page, close } = await openRoom(browser, 'lead', '/robots.txt', {
      reducedMotion: 'reduce',
      viewport: { width, height: 800 },
    });
    await page.context().addCookies([sessionCookieFor(inject('site'), 'lead')]);
    await page.goto(inject('site') + path);
    await act(page);
    const found = await violationsOn(page);
    const sideways = await sidewaysOn(page);
    await close();
    expect([found, sideways]).toEqual([[], 0]);
  });
});
