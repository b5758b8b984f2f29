import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { ownProject, type OwnProject, type RunningProject } from '../helpers/new-edition.ts';
import { signInAt } from '../helpers/site-sign-in.ts';

/*
 * The vendor publishes an edition whose changes are material: a partner that has accepted the one before is told, sees word for word what
 * has changed, accepts, and may register again.
 */
let browser: Browser;
let project: OwnProject;
let running: RunningProject;
beforeAll(async () => {
  browser = await openBrowser();
  project = await ownProject();
  // The first edition: the demo world is made, in which the owner has accepted it.
  running = await project.start();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await running?.stop();
  await project?.remove();
});

const plain = (text: string) => text.replaceAll('\u00A0', ' ');
const old = 'Публикация текста на сайте служит для ознакомления';
const now = 'Публикация текста на сайте служит только для ознакомления';

test('a new edition is told, compared with the accepted one and accepted', { timeout: 240_000 }, async () => {
  await running.stop();
  const inForceFrom = new Date(Date.now() + 1000);
  project.addEdition({
    id: '2026-11b',
    number: 2,
    inForceFrom,
    changes: 'Уточнили, зачем текст на сайте.',
    offer: [old, now],
  });
  running = await project.start();
  const { site } = running;
  const cookie = await signInAt(site, 'anna@sever.example');
  const { page, troubles } = await openPage(browser, site);
  await page.context().addCookies([{ name: 'letok', value: cookie, url: site }]);

  const lead = {
    client: { name: 'Тёплый берег', country: 'RU', taxId: '0044071810' },
    solutions: [],
    need: 'Перевести обучение на портал',
  };
  const refused = await page.request.post(`${site}/api/leads`, { data: lead });
  expect([refused.status(), (await refused.json()).code]).toEqual([403, 'offer_not_accepted']);

  await page.goto(`${site}/partner/`);
  await page.getByText('Оферта изменилась: редакция 2', { exact: true }).waitFor();
  await page.getByRole('link', { name: /Прочесть и принять/ }).click();
  const changes = page.getByRole('region', { name: 'Что изменилось по пунктам' });
  await changes.getByText('Изменён 1 пункт.').waitFor();
  expect(await changes.locator('ins').nth(1).innerText()).toBe('только ');
  expect(plain(await page.locator('.offer-changed').innerText())).toContain('Уточнили, зачем текст на сайте.');

  await page.getByLabel('Должность').fill('Генеральный директор');
  await page.getByLabel('Устав').check();
  await page.getByLabel(/^Текст оферты редакции/).check();
  await page.getByRole('button', { name: 'Принять оферту' }).click();
  await page.locator('.offer-accepted', { hasText: '2026-11b' }).waitFor();

  const accepted = await page.request.post(`${site}/api/leads`, { data: lead });
  expect([accepted.status(), (await accepted.json()).status]).toEqual([201, 'pinned']);
  await page.goto(`${site}/partner/`);
  await page.getByRole('heading', { name: 'Требует внимания' }).waitFor();
  await page.locator('.home-task-title', { hasText: 'Перевозчик «Веха»: осталось' }).waitFor();
  expect(await page.getByText('Оферта изменилась').count()).toBe(0);
  expect(troubles).toEqual([]);
});

test('the comparison has a public page of its own, linked from the history of editions', async () => {
  const { page, troubles } = await openPage(browser, running.site);
  await page.goto(`${running.site}/programme/offer/2026-11b/`);
  await page.getByRole('link', { name: 'Что изменилось' }).click();
  await page.waitForURL(/\/programme\/offer\/2026-11b\/since\/2026-11\/$/);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('редакции 2');
  await page.getByText('Без изменений:').waitFor();
  expect(troubles).toEqual([]);
});
