import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fill } from '#i18n/formats.ts';
import { openBrowser } from '../helpers/browser.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom } from '../helpers/room-page.ts';
import { lettersTo } from '../helpers/site-mailbox.ts';

/* A rival is refused, joins the waiting list, is told by a letter when the client is free, and pins it; in both languages. */
const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Words = Record<'leads' | 'problems' | 'account' | 'home' | 'leadAppeals', Record<string, unknown>>;
const wordsOf = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../src/i18n/strings.${language}.json`, import.meta.url), 'utf8')) as Words;

test.each([
  ['ru', '', checkedTaxId(4401), 'ООО «Липовый цвет»'],
  ['en', '/en', checkedTaxId(4402), 'Heather Works'],
])('refused, waiting, told when free, pinned (%s)', { timeout: 180_000 }, async (language, prefix, taxId, name) => {
  const { leads: t, problems, home, leadAppeals } = wordsOf(language);
  const said = (key: string) => String(t[key]);
  const fields = t['fields'] as Record<string, string>;
  const held = await callSite<{ id: string; status: string }>('owner', 'POST', '/api/leads', {
    client: { name, country: 'RU', taxId },
    solutions: [],
    need: 'Перевести обучение на портал',
  });
  expect(held.body.status).toBe('pinned');

  const { page, troubles, close } = await openRoom(browser, 'rival', `${prefix}/partner/leads/new/`);
  await page.locator('form[novalidate]').waitFor();
  await page.locator('[name="client.taxId"]').fill(taxId);
  await page.getByLabel(fields['name']!, { exact: true }).fill(name);
  await page.getByLabel(fields['need']!).fill('Обучение 800 сотрудников');
  await page.locator('.lead-send button').click();
  const refusal = page.locator('.lead-refusal');
  await refusal.waitFor();
  const title = (problems['client_unavailable'] as { title: string }).title;
  const refused = (await refusal.innerText()).replaceAll('\u00A0', ' ').replaceAll('2026-11', '');
  expect(refused).toContain(title);
  // Never by whom, and no date.
  expect(refused).not.toMatch(/Северный|Анна|Ветрова|20\d\d/);
  await refusal.getByRole('button', { name: said('wait') }).click();
  await refusal.getByText(said('waiting')).waitFor();

  // The holder lets the client go: the letter names it, and does not say whose it was.
  const clients = await callSite<{ items: { id: string; taxId: string }[] }>(
    'owner',
    'GET',
    `/api/clients?search=${taxId}`,
  );
  const { id } = clients.body.items.find((one) => one.taxId === taxId)!;
  expect((await callSite('owner', 'POST', `/api/clients/${id}/release`, { reason: 'Проект отменён' })).status).toBe(
    200,
  );
  const isTold = ({ text, kind }: { text: string; kind: string }) =>
    kind === 'client_free' && (text.includes(name) || text.includes(taxId));
  const letters = await lettersTo(site, 'boris@most.example', (all) => all.some(isTold), 100);
  const letter = letters.find(isTold)!;
  expect(letter.text).not.toMatch(/Северный|Анна|отменён/);

  // The room says it too, on the front page and under the waiting list, until the client is registered.
  const freeTitle = (home['kinds'] as Record<string, string>)['free']!;
  const free = fill(freeTitle, { name });
  const freed = String(leadAppeals['free']).split('{date}')[0]!;
  const front = await openRoom(browser, 'rival', `${prefix}/partner/`);
  const task = front.page.locator('.home-tasks li', { hasText: free });
  const wayToForm = String(await task.locator('a').getAttribute('href'));
  expect(wayToForm).toMatch(new RegExp(`^${prefix}/partner/leads/new/\\?place=[0-9a-f-]{36}$`));
  await front.page.goto(`${site}${prefix}/partner/leads/appeals/`);
  const place = front.page.locator('.appeal-list li', { hasText: name });
  await place.getByText(freed).waitFor();
  expect(await place.getByRole('link').getAttribute('href')).toBe(wayToForm);
  await place.getByRole('link').click();
  await expect.poll(() => front.page.locator('[name="client.taxId"]').inputValue()).toBe(taxId);
  expect(await front.page.getByLabel(fields['name']!, { exact: true }).inputValue()).toBe(name);

  // What was typed is there still: the form is sent again, and the client is pinned.
  expect(await page.getByLabel(fields['name']!, { exact: true }).inputValue()).toBe(name);
  await page.locator('.lead-send button').click();
  await page.getByRole('heading', { name: new RegExp(`^${said('pinnedTitle').split(' {')[0]}`) }).waitFor();
  await front.page.goto(`${site}${prefix}/partner/leads/appeals/`);
  // Other journeys may have left something of their own there.
  await front.page.locator('.appeal-list section').nth(1).locator('.rows, .empty').waitFor();
  expect(await place.count()).toBe(0);
  await front.page.goto(`${site}${prefix}/partner/`);
  await front.page.locator('.home-tasks, .home-quiet').first().waitFor();
  expect(await task.count()).toBe(0);
  await front.close();
  expect(troubles.filter((trouble) => !/status of 409/.test(trouble))).toEqual([]);
  await close();
});
