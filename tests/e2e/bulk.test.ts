import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { fakeInbox, fakeLeadFacts, fakeLine } from '../helpers/fake-cases.ts';
import { fakeUsers, openRoom, problem } from '../helpers/fake-register-api.ts';

/* Several cases with one reason, in front of a register that answers as told: only such without a warning, each a decision of its own. */

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const caseOf = (n: number, title: string, facts: object = {}) =>
  fakeLine(
    'lead',
    `L-7K2M9QX${n}`,
    { ...fakeLeadFacts, ...facts },
    { id: `0b6f0c1e-0000-4000-8000-00000000010${n}`, title },
  );
const [first, second, third] = [caseOf(1, 'Заря'), caseOf(2, 'Полдень'), caseOf(3, 'Сумерки')];
const held = caseOf(4, 'Полночь', { heldBy: { partner: 'Южный мост', until: '2027-02-18T08:00:00Z' } });
const answer = (n: number) => {
  const at = Date.now();
  const undoUntil = new Date(at + 10_000).toISOString();
  const id = `0b6f0c1e-0000-4000-8000-00000000020${n}`;
  return { decision: { id, kind: 'decline', at: new Date(at).toISOString(), undoUntil } };
};

test('several are declined by keyboard with one reason; what fails is named, and the rest is taken back at once', async () => {
  const decided = new Set<string>();
  const decide = (n: number, id: string) => () => {
    decided.add(id);
    return { json: answer(n) };
  };
  const at = ({ id }: { id: string }) => `POST /api/staff/leads/${id}/decision`;
  const { page, asked, close } = await openRoom(
    browser,
    inject('site'),
    '/staff/',
    {
      'GET /api/staff/inbox': () => ({
        json: fakeInbox(...[first!, second!, third!, held].filter(({ id }) => !decided.has(id))),
      }),
      [at(first!)]: decide(1, first!.id),
      [at(second!)]: () => ({ status: 409, json: problem(409, 'already_decided') }),
      [at(third!)]: decide(3, third!.id),
      'POST /api/staff/decisions/0b6f0c1e-0000-4000-8000-000000000201/undo': {},
      'POST /api/staff/decisions/0b6f0c1e-0000-4000-8000-000000000203/undo': {},
    },
    fakeUsers.staff,
  );
  await page.locator('.inbox-item').first().waitFor();
  // One that somebody holds has nothing to tick.
  expect(await page.locator('.inbox-select input').count()).toBe(3);
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await page.getByText('Отмечено 3 дела').waitFor();

  await page.getByRole('button', { name: 'Отклонить все' }).press('Enter');
  await page.getByRole('button', { name: 'Записать решения' }).press('Enter');
  await page.locator('.bulk-bar .field-error').waitFor();
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
  await page.getByLabel('Одна причина на всех').fill('Клиенты не отвечают');
  await page.getByRole('button', { name: 'Записать решения' }).press('Enter');
  await page.getByText('Записано решений: 2').waitFor();
  const sent = asked.filter(({ path }) => path.endsWith('/decision'));
  expect(sent.map(({ path, body }) => [path, body])).toEqual(
    [first!, second!, third!].map(({ id }) => [
      `/api/staff/leads/${id}/decision`,
      { decision: 'decline', reason: 'Клиенты не отвечают' },
    ]),
  );
  expect(new Set(sent.map(({ key }) => key)).size).toBe(3);
  // What failed is named, and stays marked as long as it waits.
  await page.locator('.undo-bar', { hasText: 'Полдень: ' }).waitFor();
  await page.locator('.bulk-bar .field-error', { hasText: 'Полдень: ' }).waitFor();
  expect(await page.locator('.inbox-select input:checked').count()).toBe(1);

  await page.locator('.inbox-open-button').first().focus();
  await page.keyboard.press('u');
  await page.getByText('Решения отменены').waitFor();
  expect(asked.filter(({ path }) => path.endsWith('/undo'))).toHaveLength(2);
  await close();
});
