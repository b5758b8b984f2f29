import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { focusedText } from '../helpers/focused-text.ts';
import { checkedTaxId } from '../helpers/register-world.ts';
import { callSite, openRoom, phone } from '../helpers/room-page.ts';
import type { LeadPage } from '../../src/features/leads/lead-work-contract.ts';

/* The sales of a partner on the running site: the board by keyboard, by drag and on a phone, the list, and the page of one lead. */

let browser: Browser;
const leads: Record<'haven' | 'beam' | 'grove', { id: string; name: string }> = {
  haven: { id: '', name: 'Светлая гавань' },
  beam: { id: '', name: 'Дальний луч' },
  grove: { id: '', name: 'Берёзовая роща' },
};
beforeAll(async () => {
  browser = await openBrowser();
  for (const [place, lead] of Object.values(leads).entries()) {
    const { body } = await callSite<{ id: string }>('member', 'POST', '/api/leads', {
      client: { name: lead.name, country: 'RU', taxId: checkedTaxId(410_000 + place) },
      solutions: [],
      need: 'Нужен портал для обучения',
      expectedAmountKopecks: 100_000_00,
    });
    lead.id = body.id;
  }
}, 60_000);
afterAll(() => browser.close());

const column = (page: Page, stage: string) => page.locator(`.board-column[data-stage="${stage}"]`);
const card = (page: Page, { id }: { id: string }) => page.locator(`[data-lead="${id}"]`);
/** Others work on the machine too. */
const slowly = { timeout: 20_000 };

/** As a hand does it: taken at the edge of the card, over the way in between. */
async function drag(page: Page, lead: { id: string }, stage: string) {
  const [from, to] = [await card(page, lead).boundingBox(), await column(page, stage).boundingBox()];
  await page.mouse.move(from!.x + 5, from!.y + 5);
  await page.mouse.down();
  await page.mouse.move(from!.x + 40, from!.y + 20, { steps: 5 });
  await page.mouse.move(to!.x + 30, to!.y + 60, { steps: 10 });
  await page.mouse.up();
}
const stageOf = async ({ id }: { id: string }) => (await callSite<LeadPage>('member', 'GET', `/api/leads/${id}`)).body;

describe('the board', () => {
  test('is walked and moved by keyboard, a move is taken back, and what happened is said', async () => {
    const { page, troubles, close } = await openRoom(browser, 'member', '/partner/leads/?view=board');
    await card(page, leads.haven).locator('a').focus();
    await page.keyboard.press('ArrowRight');
    await column(page, 'contact').locator(`[data-lead="${leads.haven.id}"]`).waitFor();
    expect(await focusedText(page)).toBe(leads.haven.name);
    await page.getByRole('status').filter({ hasText: 'Светлая гавань: теперь «Контакт»' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await column(page, 'demo').locator(`[data-lead="${leads.haven.id}"]`).waitFor();
    await page.getByRole('button', { name: 'Отменить' }).press('Enter');
    await column(page, 'contact').locator(`[data-lead="${leads.haven.id}"]`).waitFor();
    await expect.poll(async () => (await stageOf(leads.haven)).stage, slowly).toBe('contact');

    // The select of a card, which screen readers work with; won asks for the amount and the date first.
    await page.getByLabel('Этап: Светлая гавань').selectOption('won');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Сумма договора, ₽').fill('640 000');
    await dialog.getByLabel('Дата договора').fill('2026-11-27');
    await dialog.getByRole('button', { name: 'Записать договор' }).click();
    await column(page, 'won').getByText('640 000').first().waitFor();
    await expect
      .poll(() => stageOf(leads.haven), slowly)
      .toMatchObject({ stage: 'won', wonAmountKopecks: 640_000_00, wonOn: '2026-11-27' });
    expect(troubles).toEqual([]);
    await close();
  });

  test('is moved by drag, and lost asks why', async () => {
    const { page, troubles, close } = await openRoom(browser, 'member', '/partner/leads/?view=board', {
      viewport: { width: 1440, height: 1000 },
    });
    await card(page, leads.beam).waitFor();
    await page.waitForLoadState('networkidle');
    await drag(page, leads.beam, 'proposal');
    await column(page, 'proposal').locator(`[data-lead="${leads.beam.id}"]`).waitFor();
    await expect.poll(async () => (await stageOf(leads.beam)).stage, slowly).toBe('proposal');
    await drag(page, leads.beam, 'lost');
    await page.getByRole('button', { name: 'Записать причину' }).click();
    await page.getByText('Заполните это поле').first().waitFor();
    await page.getByLabel('Отложили').check();
    await page.getByRole('button', { name: 'Записать причину' }).click();
    await expect.poll(() => stageOf(leads.beam), slowly).toMatchObject({ stage: 'lost', lostReason: 'postponed' });
    expect(troubles).toEqual([]);
    await close();
  });

  test('shows one stage at a time on a phone, and nothing is cut', async () => {
    const { page, close } = await openRoom(browser, 'member', '/partner/leads/?view=board', phone);
    await card(page, leads.grove).waitFor();
    expect(await page.locator('.board-column:visible').count()).toBe(1);
    await page.getByLabel('Этап: Берёзовая роща').selectOption('demo');
    await expect.poll(async () => (await stageOf(leads.grove)).stage, slowly).toBe('demo');
    expect(await card(page, leads.grove).isVisible()).toBe(false);
    await page.locator('.board-stage select').selectOption('demo');
    await card(page, leads.grove).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await close();
  });
});

test('the list is searched, and the choice of the list is kept in the address and remembered', async () => {
  const { page, close } = await openRoom(browser, 'member', '/partner/leads/');
  await page.getByRole('radio', { name: 'Список' }).check();
  await page.locator('.list-search input').fill('роща');
  await page.waitForURL(/view=list.*search=/);
  await expect.poll(() => page.locator('.room-table-body [role="row"]').count(), slowly).toBe(1);
  await page.goto(page.url().replace(/\?.*/, ''));
  await page.locator('.room-table').waitFor();
  await close();
});

test(
  'the page of a lead keeps next step, notes, files and the contact with consent',
  { timeout: 120_000 },
  async () => {
    const { page, troubles, close } = await openRoom(browser, 'member', `/partner/leads/lead/?id=${leads.grove.id}`);
    await page.getByRole('heading', { level: 1, name: leads.grove.name }).waitFor();
    await page.getByLabel('Следующий шаг').fill('Показ директору');
    await page.getByLabel('Когда', { exact: true }).fill('2026-11-02');
    await page.getByRole('button', { name: 'Сохранить' }).first().click();
    await page.getByText('✓ Сохранено').waitFor();
    await page.getByText('просрочено с 2 ноября 2026').waitFor();

    await page.getByLabel('Новая заметка').fill('Просят скидку за год');
    await page.getByRole('button', { name: 'Добавить заметку' }).click();
    const notes = page.locator('.lead-notes');
    await notes.locator('.lead-note-text', { hasText: 'Просят скидку за год' }).waitFor();
    await notes.getByRole('button', { name: 'Удалить' }).click();
    await page.getByText('Заметка удалена.').waitFor();
    await page.getByRole('button', { name: 'Отменить' }).click();
    await notes.locator('.lead-note-text', { hasText: 'Просят скидку за год' }).waitFor();

    await page.getByLabel('Прикрепить файл').setInputFiles([
      { name: 'расчёт.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') },
      { name: 'стих.txt', mimeType: 'text/plain', buffer: Buffer.from('Мороз и солнце') },
    ]);
    await page.locator('.lead-files').getByRole('link', { name: 'расчёт.pdf' }).waitFor();
    await page.getByText('стих.txt: такие файлы не принимаем').waitFor();

    await page.getByRole('button', { name: 'Добавить контакт' }).click();
    await page.getByLabel('Имя и фамилия').fill('Вера Гавань');
    await page.getByLabel('Рабочая почта').fill('vera@roshcha.example');
    const save = page.locator('.lead-room-facts').getByRole('button', { name: 'Сохранить' });
    await save.click();
    await page.getByText('Без согласия мы не можем это принять').first().waitFor();
    await page.getByLabel('Этот человек разрешил передать нам свои контакты').check();
    await save.click();
    await page.getByRole('link', { name: 'vera@roshcha.example' }).waitFor();
    expect(await stageOf(leads.grove)).toMatchObject({
      nextStep: { text: 'Показ директору', isOverdue: true },
      notes: [{ text: 'Просят скидку за год' }],
      files: [{ name: 'расчёт.pdf' }],
      contact: { name: 'Вера Гавань' },
    });
    expect(troubles.filter((trouble) => !/415/.test(trouble))).toEqual([]);
    await close();
  },
);

test('of a foreign lead the rival sees what it sees of none', async () => {
  const texts: string[] = [];
  for (const id of [leads.haven.id, '0b6f0c1e-0000-4000-8000-0000000000ff']) {
    const { page, close } = await openRoom(browser, 'rival', `/partner/leads/lead/?id=${id}`);
    await page.getByText('Такого лида нет').waitFor();
    texts.push(await page.locator('main').innerText());
    await close();
  }
  expect(texts[0]).toBe(texts[1]);
});
