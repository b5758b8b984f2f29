import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { fakeCases, fakeInbox, fakeLeadFacts, fakeLine } from '../helpers/fake-cases.ts';
import { fakeClients, openRoom, fakeUsers, type fakeRegisterApi, problem } from '../helpers/fake-register-api.ts';

/* What the pages of the register do with every answer of the server, also with those it seldom gives. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const plain = (text: string) => text.replaceAll('\u00A0', ' ');

const open = (path: string, answers: Parameters<typeof fakeRegisterApi>[1], user?: object) =>
  openRoom(browser, site, path, answers, user);

describe('sign-in', () => {
  test('says what to do about a code that is wrong, used up or asked for too often', async () => {
    let answer = problem(401, 'code_wrong');
    const { page, close, asked } = await open('/sign-in/?next=https://evil.example/', {
      'POST /api/session/code': () => ({ status: 202, json: {} }),
      'POST /api/session': () => ({ status: answer.status, json: answer }),
    });
    await page.locator('form[novalidate]').waitFor();
    await page.getByLabel('Рабочая почта').fill('anna');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Рабочая почта').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Рабочая почта').fill('anna@sever.example');
    await page.keyboard.press('Enter');
    const code = page.getByLabel('Код из письма');
    await code.waitFor();
    expect(
      await code.evaluate((field) => [
        field === document.activeElement,
        (field as HTMLInputElement).inputMode,
        (field as HTMLInputElement).autocomplete,
      ]),
    ).toEqual([true, 'numeric', 'one-time-code']);
    expect(plain(await page.locator('.sign-in').innerText())).toMatch(/Новый код можно запросить через \d+ с/);

    // A pasted code is sent at once, spaces and all.
    await code.fill('123 456');
    await page.getByText('Код не подошёл').waitFor();
    expect(asked.at(-1)?.body).toEqual({ email: 'anna@sever.example', code: '123456' });
    answer = problem(429, 'too_many_tries');
    await page.keyboard.press('Enter');
    await page.getByText('Слишком много попыток').waitFor();

    // The tab is loaded anew, as phones do: the code is still asked for.
    await page.reload();
    await code.waitFor();
    await close();
  });

  test('does not lead to another site afterwards', async () => {
    const { page, close } = await open('/sign-in/?next=//evil.example/', {
      'POST /api/session/code': () => ({ status: 202, json: {} }),
      'POST /api/session': { user: fakeUsers.member },
    });
    await page.locator('form[novalidate]').waitFor();
    await page.getByLabel('Рабочая почта').fill('anna@sever.example');
    await page.keyboard.press('Enter');
    await page.getByLabel('Код из письма').fill('123456');
    await page.waitForURL(`${site}/partner/`);
    await close();
  });

  test('says plainly that it needs JavaScript', async () => {
    const { page, close } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(`${site}/sign-in/`);
    expect(await page.getByText('Для входа нужен JavaScript').isVisible()).toBe(true);
    await close();
  });
});

describe('the registration of a client', () => {
  test('loses nothing when the network fails or the session ends, and sends once, with one key', async () => {
    let answer: () => ReturnType<
      Extract<Parameters<typeof fakeRegisterApi>[1][string], (...all: never[]) => unknown>
    > = () => 'down';
    const { page, close, asked } = await open('/partner/leads/new/', { 'POST /api/leads': () => answer() });
    await page.locator('form[novalidate]').waitFor();
    await page.getByLabel('ИНН').fill('7707083893');
    await page.getByLabel('Компания').fill('Тёплый берег');
    await page.getByLabel('Задача клиента').fill('Обучение');
    await page.getByRole('button', { name: 'Добавить контакт' }).click();
    await page.getByLabel('Имя и фамилия').fill('Вера');
    await page.getByLabel('Рабочая почта').fill('vera@gavan.example');
    const send = page.getByRole('button', { name: /^Закрепить на 90/ });
    await send.click();
    expect(plain(await page.locator('.error-summary').innerText())).toContain('Согласие человека');
    await page.getByLabel('Этот человек разрешил').check();
    await send.dblclick();
    await page.getByText('Нет связи с сервером').waitFor();
    expect(await page.getByLabel('Компания').inputValue()).toBe('Тёплый берег');
    answer = () => ({ status: 401, json: problem(401, 'session_required') });
    await send.click();
    await page.getByText('Сеанс закончился').waitFor();
    const posts = asked.filter(({ method }) => method === 'POST');
    expect(new Set(posts.map(({ key }) => key)).size).toBe(1);
    expect(posts.length).toBeLessThanOrEqual(3);

    // After signing in again one comes back, and all is there.
    await page.reload();
    await page.getByText('Мы вернули черновик').waitFor();
    expect(await page.getByLabel('Компания').inputValue()).toBe('Тёплый берег');
    expect(await page.getByLabel('Рабочая почта').inputValue()).toBe('vera@gavan.example');
    await close();
  });

  test.each([
    [429, 'quota_exhausted', 'Мои клиенты'],
    [403, 'offer_not_accepted', 'Прочесть и принять оферту'],
    [403, 'course_not_passed', 'Открыть курс'],
    [409, 'client_already_yours', 'Мои клиенты'],
  ])('%i %s leads to what can be done', async (status, code, door) => {
    const { page, close } = await open('/partner/leads/new/', {
      'POST /api/leads': () => ({
        status,
        json: problem(status, code, { rule: { edition: '2026-11', id: 'lead.requireOffer' } }),
      }),
    });
    await page.locator('form[novalidate]').waitFor();
    await page.getByLabel('ИНН').fill('7707083893');
    await page.getByLabel('Компания').fill('Тёплый берег');
    await page.getByLabel('Задача клиента').fill('Обучение');
    await page.getByRole('button', { name: /^Закрепить на 90/ }).click();
    await page.locator('.lead-refusal').getByRole('link', { name: door }).waitFor();
    await close();
  });

  test('says of an own client that it is, and until when', async () => {
    const { page, close } = await open('/partner/leads/new/', {});
    await page.getByLabel('ИНН').fill(fakeClients[0]!.taxId);
    await page.getByText('Это ваш клиент: Заря-Металл').waitFor();
    await close();
  });
});

describe('my clients', () => {
  test('are renewed in grace, and given up after a plain question alone', async () => {
    const [first, ...others] = fakeClients;
    let items = fakeClients;
    const { page, close, asked } = await open('/partner/clients/', {
      'GET /api/clients': () => ({ json: { items, total: items.length } }),
      [`POST /api/clients/${first!.id}/release`]: () => {
        items = others;
        return { json: { receipt: 'R-7K2M9QXB' } };
      },
    });
    const row = page.locator('.client-row', { hasText: 'Заря-Металл' });
    await row.getByRole('button', { name: 'Возобновить' }).waitFor();
    await row.getByRole('button', { name: 'Отказаться' }).click();
    await page.getByText('Отказаться от клиента').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByText('Отказаться от клиента').count()).toBe(0);
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
    await row.getByRole('button', { name: 'Отказаться' }).click();
    await page.getByRole('button', { name: 'Да, отказаться' }).click();
    await page.getByText('больше за вами не закреплён').waitFor();
    expect(await row.count()).toBe(0);
    await close();
  });

  test('that are none say what to do; that do not come can be asked for again', async () => {
    const none = await open('/partner/clients/', { 'GET /api/clients': { items: [] } });
    await none.page.getByText('Клиентов пока нет').waitFor();
    await none.close();
    let isDown = true;
    const down = await open('/partner/clients/', {
      'GET /api/clients': () => (isDown ? 'down' : { json: { items: fakeClients } }),
    });
    await down.page.getByText('Нет связи с сервером').waitFor();
    isDown = false;
    await down.page.getByRole('button', { name: 'Попробовать ещё раз' }).click();
    await down.page.locator('.client-row', { hasText: 'Горный чай' }).waitFor();
    await down.close();
  });

  test('are not the vendor’s: its people are told so, no list is shown and nothing is asked for', async () => {
    const { page, close, asked } = await open('/partner/clients/', {}, fakeUsers.staff);
    await page.getByText('Эта страница для сотрудников партнёра').waitFor();
    expect(await page.locator('.client-row, .protection-feed').count()).toBe(0);
    expect(asked.map(({ path }) => path).filter((path) => path !== '/api/session')).toEqual([]);
    await close();
  });
});

describe('the inbox', () => {
  const { id } = fakeCases;
  const item = fakeLine('lead', 'L-7K2M9QXA', fakeLeadFacts, { title: 'Заря-Логистик' });
  const made = { decision: { id, kind: 'decline', at: '2026-11-28T09:00:00Z', undoUntil: '2026-11-28T09:00:10Z' } };

  test('is decided by keyboard alone, with a reason, and taken back within ten seconds', async () => {
    const { page, close, asked } = await open(
      '/staff/',
      {
        'GET /api/staff/inbox': fakeInbox(item),
        [`GET /api/staff/leads/${id}`]: fakeCases.lead,
        [`POST /api/staff/leads/${id}/decision`]: made,
        [`POST /api/staff/decisions/${id}/undo`]: {},
      },
      fakeUsers.staff,
    );
    const row = page.getByRole('button', { name: /Заря-Логистик/ });
    await row.focus();
    await page.keyboard.press('Enter');
    await page.locator('.decision-form').waitFor();
    expect(plain(await page.locator('.inbox-detail').innerText())).toContain(
      'Похожее название — только предупреждение',
    );
    await page.keyboard.press('a');
    await page.keyboard.press('Control+Enter');
    expect(plain(await page.locator('.error-summary').innerText())).toContain('Исправьте одно поле');
    await page.getByLabel('Одобрить').press('ArrowLeft');
    expect(await page.getByLabel('Отклонить').isChecked()).toBe(true);
    await page.getByLabel('Причина').fill('Клиент уже работает с нами напрямую');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Отменить' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('.undo-bar') !== null);
    const sent = asked.filter(({ path }) => path.endsWith('/decision'));
    expect(sent.map(({ body }) => body)).toMatchObject([
      { decision: 'decline', reason: 'Клиент уже работает с нами напрямую' },
    ]);
    await page.keyboard.press('u');
    await page.getByText('Решение отменено', { exact: true }).waitFor();
    await row.waitFor();
    await close();
  });

  test('that is empty says so', async () => {
    const { page, close } = await open('/staff/', { 'GET /api/staff/inbox': fakeInbox() }, fakeUsers.staff);
    await page.getByText('Всё разобрано').waitFor();
    await close();
  });
});
