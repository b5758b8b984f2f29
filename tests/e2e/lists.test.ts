import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('events', () => {
  test('can be chosen by format without JavaScript, by keyboard', async () => {
    const { page, troubles, close } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(`${site}/events/`);
    const shown = async (format: string) => page.locator(`.event-row[data-format="${format}"]:visible`).count();
    const all = { online: await shown('online'), onsite: await shown('onsite'), both: await shown('both') };
    expect(Math.min(...Object.values(all))).toBeGreaterThan(0);
    await page.getByRole('radio', { name: 'Все' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'Онлайн' }).isChecked()).toBe(true);
    expect([await shown('online'), await shown('onsite'), await shown('both')]).toEqual([all.online, 0, all.both]);
    await page.keyboard.press('ArrowRight');
    expect([await shown('online'), await shown('onsite'), await shown('both')]).toEqual([0, all.onsite, all.both]);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a list that the choice has emptied says so', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/events/`);
    const none = page.locator('[data-events="coming"] ~ .events-none-of-format');
    await page.locator('label', { hasText: 'На месте' }).click();
    expect(await none.isVisible()).toBe(false);
    await page.evaluate(() =>
      document.querySelectorAll('[data-events="coming"] > :not([data-format="online"])').forEach((row) => row.remove()),
    );
    expect(await none.isVisible()).toBe(true);
    await page.evaluate(() => document.querySelectorAll('[data-events="coming"] > li').forEach((row) => row.remove()));
    expect(await page.locator('.events-none').isVisible()).toBe(true);
    expect(await none.isVisible()).toBe(false);
    await close();
  });

  test('one that has passed since the build stands among those that have been, and its page says so', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/events/`);
    const first = page.locator('[data-events="coming"] > li').first();
    const [name, address, ends] = [
      await first.locator('strong').innerText(),
      await first.locator('a').getAttribute('href'),
      await first.getAttribute('data-ends'),
    ];
    await page.clock.setFixedTime(new Date(Date.parse(ends!) + 60_000));
    await page.reload();
    expect(await page.locator('[data-events="past"] > li strong').first().innerText()).toBe(name);
    await page.goto(site + address!);
    expect(await page.locator('.event-over').isVisible()).toBe(true);
    expect(await page.locator('.event-join').isVisible()).toBe(false);
    await page.clock.setFixedTime(new Date(Date.parse(ends!) - 60_000));
    await page.reload();
    expect(await page.locator('.event-over').isVisible()).toBe(false);
    expect(await page.getByRole('link', { name: 'В календарь' }).isVisible()).toBe(true);
    await close();
  });

  test.each([
    ['Asia/Yekaterinburg', /^У вас: 3 декабря, 13:00.14:00$/],
    ['America/New_York', /^У вас: 3 декабря, 0?3:00.0?4:00$/],
    ['Europe/Moscow', /^Время совпадает с вашим$/],
  ])('tell the hour by the clock of a reader in %s', async (timezoneId, words) => {
    const { page, close } = await openPage(browser, site, { timezoneId });
    await page.goto(`${site}/events/new-partners-webinar/`);
    expect(await page.locator('.event-facts dd').first().innerText()).toMatch(/11:00–12:00 \(Москва, UTC\+3\)/);
    expect((await page.locator('[data-your-time]').innerText()).replace(/[\s\u2009\u202F\u00A0]+/g, ' ')).toMatch(
      words,
    );
    await close();
  });

  test('go into a calendar as a file', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/events/human-capital-days/`);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'В календарь' }).click();
    expect((await download).suggestedFilename()).toBe('event.ics');
    const answer = await page.request.get(`${site}/events/calendar.ics`);
    expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8');
    for (const [feed, type] of [
      ['feed', 'atom'],
      ['rss', 'rss'],
    ])
      expect((await page.request.get(`${site}/news/${feed}.xml`)).headers()['content-type']).toBe(
        `application/${type}+xml; charset=utf-8`,
      );
    await close();
  });
});

describe('solutions', () => {
  test('can be chosen by task and role without JavaScript, and back again', async () => {
    const { page, troubles, close } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(`${site}/solutions/`);
    const rows = page.locator('.solution-row:visible');
    const all = await rows.count();
    expect(all).toBeGreaterThan(2);
    await page.getByRole('radio', { name: /^Обучение/ }).focus();
    await page.keyboard.press('Space');
    expect(await rows.count()).toBe(1);
    expect(await rows.locator('h2').innerText()).toBe('Корпоративный университет');
    expect(await rows.locator('.solution-row-parts a:visible').count()).toBe(5);
    await page.getByRole('radio', { name: /^Инженеру/ }).focus();
    await page.keyboard.press('Space');
    expect(await rows.locator('.solution-row-parts a:visible').allInnerTexts()).toEqual(['Настроить']);
    for (const name of [/^Все /, /^Всё /]) {
      await page.getByRole('radio', { name }).focus();
      await page.keyboard.press('Space');
    }
    expect(await rows.count()).toBe(all);
    expect(troubles).toEqual([]);
    await close();
  });

  test('have the choice in their address, also after a reload and on the way back', async () => {
    const { page, troubles, close } = await openPage(browser, site);
    await page.goto(`${site}/solutions/`);
    await page.getByRole('radio', { name: /^Обучение/ }).check();
    await page.getByRole('radio', { name: /^Инженеру/ }).check();
    expect(new URL(page.url()).search).toBe('?task=learning&role=engineer');
    const rows = page.locator('.solution-row:visible');
    await page.reload();
    expect(await rows.count()).toBe(1);
    await rows.locator('h2 a').first().click();
    await page.waitForURL(/corporate-university/);
    await page.goBack();
    expect(await rows.count()).toBe(1);
    await page.goto(`${site}/events/?format=online`);
    expect(await page.locator('input[value=online]').isChecked()).toBe(true);
    expect(troubles).toEqual([]);
    await close();
  });

  test('of one the public page tells the parts, who reads them and for how long; a partner gets all of it in the room', async () => {
    const { page, close } = await openPage(browser, site);
    await page.goto(`${site}/solutions/corporate-university/`);
    await page.getByRole('link', { name: 'Материалы по ролям' }).click();
    const parts = page.locator('.solution-parts li');
    expect((await parts.first().innerText()).replaceAll('\u00A0', ' ')).toMatch(
      /Продать[\s\S]*Продавцу и пресейлу[\s\S]*\d+\sмин[\s\S]*после входа/,
    );
    const room = await parts.last().getByRole('link').getAttribute('href');
    await page.goto(site + room!);
    expect(new URL(page.url()).pathname).toBe('/sign-in/');
    await page.context().addCookies([sessionCookieFor(site, 'member')]);
    await page.goto(site + room!);
    expect(await page.locator('.solution-parts li').count()).toBeGreaterThanOrEqual(5);
    await page.getByRole('link', { name: /Университет, где учатся/ }).click();
    expect(new URL(page.url()).pathname).toBe('/partner/materials/');
    await close();
  });
});

test('the course leads from its first lesson to the next, and the tree shows the place', async () => {
  const { page, troubles, close } = await openPage(browser, site);
  await page.context().addCookies([sessionCookieFor(site, 'member')]);
  await page.goto(`${site}/partner/course/`);
  const cells = await page.locator('.course-comb polygon').count();
  expect(await page.locator('.lesson-rows li').count()).toBe(cells);
  await page.getByRole('link', { name: 'Начать с первого урока' }).click();
  const first = await page.locator('h1').innerText();
  expect((await page.locator('.tree a[aria-current]').innerText()).trim()).toBe(first);
  await page.locator('a[rel="next"]').click();
  expect(await page.locator('a[rel="prev"] strong').innerText()).toBe(first);
  expect(troubles).toEqual([]);
  await close();
});
