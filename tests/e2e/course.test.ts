import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';
import { violationsOn } from './axe.ts';

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** In their order. */
const lessons = ['how-both-earn', 'who-does-what', 'offer-and-acceptance'].map((name) => `programme.${name}`);
const addressOf = (lesson: string) => `${site}/partner/course/${lesson.replace('.', '/')}/`;
const cookie = sessionCookieFor(site, 'rival');
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

async function readAs(person: Parameters<typeof sessionCookieFor>[1], options = {}) {
  const opened = await openPage(browser, site, options);
  await opened.page.context().addCookies([sessionCookieFor(site, person)]);
  return opened;
}
const filled = (page: Page) =>
  page.locator('svg [data-lesson][data-done]').evaluateAll((cells) => cells.map((cell) => cell.dataset['lesson']));
afterEach(async () => {
  for (const lesson of lessons)
    await fetch(`${site}/api/course/lessons/${lesson}/completion`, {
      method: 'DELETE',
      headers: { cookie: `${cookie.name}=${cookie.value}`, origin: site },
    });
});

test('a lesson is done by keyboard, the course and the front page show the next, and it is taken back', async () => {
  const { page, troubles, close } = await readAs('rival');
  await page.goto(`${site}/partner/`);
  await page.getByText('0 из 20').waitFor();
  await page.locator('.home-lesson').getByRole('link', { name: 'Открыть урок' }).click();
  await page.waitForURL(addressOf(lessons[0]!));

  await page.getByRole('button', { name: 'Урок пройден' }).focus();
  await page.keyboard.press('Enter');
  const end = page.locator('.lesson-done');
  await end.getByText('Снять отметку').waitFor();
  expect(plain(await end.innerText())).toContain('Урок пройден. Дальше: Кто за что отвечает');
  expect(await page.locator('.tree-lesson svg[data-done]').count()).toBe(1);
  await page.waitForFunction(() => document.activeElement?.classList.contains('lesson-done-said'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(addressOf(lessons[1]!));
  await page.locator('.tree-lesson svg[data-done]').waitFor();

  await page.goto(`${site}/partner/course/`);
  await page.getByText('Пройдено 1 из 20 уроков.').waitFor();
  expect(await filled(page)).toEqual([lessons[0]]);
  expect(await page.getByRole('link', { name: 'Сколько партнёр зарабатывает на сделке (пройден)' }).count()).toBe(1);
  expect(await page.getByRole('link', { name: 'Продолжить: урок 2' }).getAttribute('href')).toBe(
    new URL(addressOf(lessons[1]!)).pathname,
  );
  await page.goto(`${site}/partner/`);
  await page.getByText('1 из 20').waitFor();
  const cell = page.locator('.home-lesson [data-lesson][data-done] polygon');
  expect(await cell.evaluate((shape) => getComputedStyle(shape).fill)).not.toBe('none');
  expect(plain(await page.locator('.home-lesson-next').innerText())).toMatch(
    /^Кто за что отвечает.* Урок 2, .*Продолжить$/,
  );
  expect(await filled(page)).toEqual([lessons[0]]);

  await page.goto(addressOf(lessons[0]!));
  await page.getByRole('button', { name: 'Снять отметку' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Урок пройден' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.classList.contains('lesson-done-button'));
  expect(await page.locator('.tree-lesson svg[data-done]').count()).toBe(0);
  await page.waitForLoadState('networkidle');
  await page.reload();
  await page.getByRole('button', { name: 'Урок пройден' }).waitFor();
  expect(troubles).toEqual([]);
  await close();
});

test('what one does nobody else sees, and the vendor’s people have no mark to set', async () => {
  await fetch(`${site}/api/course/lessons/${lessons[0]}/completion`, {
    method: 'POST',
    headers: { cookie: `${cookie.name}=${cookie.value}`, origin: site },
  });
  const other = await readAs('member');
  await other.page.goto(addressOf(lessons[0]!));
  await other.page.getByRole('button', { name: 'Урок пройден' }).waitFor();
  await other.close();
  const vendor = await readAs('staff');
  await vendor.page.goto(addressOf(lessons[0]!));
  await vendor.page.locator('.lesson-done[hidden]').waitFor({ state: 'attached' });
  expect(await vendor.page.getByRole('button', { name: 'Урок пройден' }).count()).toBe(0);
  expect(vendor.troubles).toEqual([]);
  await vendor.close();
});

test('without a network the mark does not pretend, says so, and is set by the next press', async () => {
  const { page, close } = await readAs('rival');
  await page.goto(addressOf(lessons[1]!));
  const button = page.getByRole('button', { name: 'Урок пройден' });
  await button.waitFor();
  await page.route('**/completion', (route) => route.abort());
  await button.click();
  await page.getByText('отметка не изменилась').waitFor();
  expect(await page.locator('[data-done]').count()).toBe(0);
  await page.unroute('**/completion');
  await button.click();
  await page.getByRole('button', { name: 'Снять отметку' }).waitFor();
  expect(await page.getByText('отметка не изменилась').count()).toBe(0);
  await close();
});

test.each(['light', 'dark'] as const)(
  'the end of a lesson and the course are accessible and fit a phone, %s',
  async (colorScheme) => {
    const { page, close } = await readAs('rival', {
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width: 360, height: 740 },
    });
    const isCut = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    await page.goto(addressOf(lessons[2]!));
    await page.getByRole('button', { name: 'Урок пройден' }).waitFor();
    const top = () => page.locator('.page-feedback').evaluate((form) => form.getBoundingClientRect().top + scrollY);
    expect(await violationsOn(page)).toEqual([]);
    const before = await top();
    await page.getByRole('button', { name: 'Урок пройден' }).click();
    await page.getByRole('button', { name: 'Снять отметку' }).waitFor();
    expect(Math.abs((await top()) - before)).toBeLessThan(64);
    expect([await violationsOn(page), await isCut()]).toEqual([[], false]);
    await page.waitForLoadState('networkidle');
    await page.goto(`${site}/partner/course/`);
    await page.locator('[data-done]').first().waitFor({ state: 'attached' });
    expect([await violationsOn(page), await isCut()]).toEqual([[], false]);
    await close();
  },
);
