import strings from '../../src/i18n/strings.ru.json' with { type: 'json' };
import type { Browser, Page } from 'playwright-core';
import { openPage } from './browser.ts';
import { sessionCookieFor } from './site-session.ts';

type Handler = (body: unknown, url: URL) => { status?: number; json?: unknown } | 'down';

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.UTC(2026, 10, 28, 9) + days * day).toISOString();

export const pinFor = (daysLeft: number, more: object = {}) => ({
  from: inDays(daysLeft - 90),
  until: inDays(daysLeft),
  graceUntil: inDays(daysLeft + 7),
  daysLeft,
  ...(daysLeft < 0 && { graceDaysLeft: daysLeft + 7 }),
  state: daysLeft < 0 ? 'in_grace' : daysLeft <= 14 ? 'ends_soon' : 'active',
  extensions: 0,
  canExtend: daysLeft >= 0,
  canRenew: daysLeft < 0,
  extendsUntil: inDays(daysLeft + 30),
  receipt: 'R-7K2M9QXA',
  edition: '2026-11',
  ...more,
});

export const fakeClients = [
  {
    id: '0b6f0c1e-0000-4000-8000-000000000001',
    name: 'Заря-Металл',
    country: 'RU',
    taxId: '0045182304',
    pin: pinFor(-2),
  },
  {
    id: '0b6f0c1e-0000-4000-8000-000000000002',
    name: 'ООО «Тайга Логистика Северо-Западного региона»',
    country: 'RU',
    taxId: '0012345673',
    pin: pinFor(6),
  },
  {
    id: '0b6f0c1e-0000-4000-8000-000000000003',
    name: 'Горный чай',
    country: 'KZ',
    taxId: '940140000385',
    pin: pinFor(52, { extensions: 1 }),
  },
];

const colleagues = [
  { id: '0b6f0c1e-0000-4000-8000-00000000000a', name: 'Анна Лебедева', clients: 2 },
  { id: '0b6f0c1e-0000-4000-8000-00000000000d', name: 'Антон Белов', clients: 1 },
];

export const fakeClientList = {
  items: fakeClients.map((client, place) => ({ ...client, broughtBy: colleagues[place % 2] })),
  total: 3,
  counts: { all: 3, active: 1, ends_soon: 1, in_grace: 1, extended: 1 },
  people: colleagues,
  inReview: [
    {
      leadId: '0b6f0c1e-0000-4000-8000-0000000000f1',
      id: '0b6f0c1e-0000-4000-8000-000000000004',
      number: 'L-7K2M9QXB',
      name: 'Маяк Финанс',
      country: 'RU',
      taxId: '0045182312',
      answerBy: '2026-12-02',
    },
  ],
  quota: { used: 11, of: 25 },
};

const member = {
  id: '0b6f0c1e-0000-4000-8000-00000000000a',
  name: 'Анна Лебедева',
  email: 'anna@sever.example',
  roles: ['owner'],
  partner: { id: '0b6f0c1e-0000-4000-8000-00000000000b', name: 'Северный контур', status: 'active' },
};
const staff = {
  id: '0b6f0c1e-0000-4000-8000-00000000000c',
  name: 'Мария Орлова',
  email: 'maria@uley.example',
  roles: ['staff'],
};
export const fakeUsers = { member, staff, colleague: { ...member, name: 'Антон Белов', roles: ['member'] } };

/** What the register would answer: a table of `METHOD /path` with what a test sets on top of it. Unknown requests get 404. */
export async function fakeRegisterApi(page: Page, answers: Record<string, Handler | object>, user: object = member) {
  const asked: { method: string; path: string; body: unknown; key: string | undefined }[] = [];
  const table: Record<string, Handler | object> = {
    'GET /api/session': { user },
    'GET /api/clients': fakeClientList,
    'GET /api/protection-feed': {},
    ...answers,
  };
  await page.route('**/api/**', async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const isJson = request.headers()['content-type']?.startsWith('application/json');
    const body: unknown = isJson && request.postData() ? request.postDataJSON() : undefined;
    asked.push({ method: request.method(), path: url.pathname, body, key: request.headers()['idempotency-key'] });
    const answer = table[`${request.method()} ${url.pathname}`];
    const made = typeof answer === 'function' ? (answer as Handler)(body, url) : answer && { json: answer };
    if (made === 'down') return route.abort('connectionfailed');
    const { status = 200, json } = made ?? { status: 404, json: problem(404, 'not_found') };
    if (status === 204) return route.fulfill({ status });
    return route.fulfill({
      status,
      contentType: status < 400 ? 'application/json' : 'application/problem+json',
      body: JSON.stringify(json),
    });
  });
  return asked;
}

export const problem = (status: number, code: string, more: object = {}) => ({
  type: `/errors/${code}/`,
  // As the server says it in the language of the page.
  title: (strings.problems as Record<string, { title: string }>)[code]?.title ?? code,
  detail: (strings.problems as Record<string, { remedy: string }>)[code]?.remedy ?? '',
  status,
  code,
  ...more,
});

const offer = { edition: '2026-11', number: 1, sha256: '', url: '', changes: '', isAccepted: true };

/** A page of a closed room, with the offer accepted, in front of a register that answers as told. */
export async function openRoom(
  browser: Browser,
  site: string,
  path: string,
  answers: Parameters<typeof fakeRegisterApi>[1],
  user: object = member,
) {
  const watched = await openPage(browser, site);
  await watched.page.context().addCookies([sessionCookieFor(site, 'staff')]);
  const asked = await fakeRegisterApi(watched.page, { 'GET /api/offer': offer, ...answers }, user);
  await watched.page.goto(site + path);
  return { ...watched, asked };
}
