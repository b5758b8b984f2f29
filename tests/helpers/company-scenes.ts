import type { Page } from 'playwright-core';
import { fakeUsers, type fakeRegisterApi } from './fake-register-api.ts';

/** What is said of it, the page, what the server answers, who looks, and what is done before axe looks. */
export type Scene = [string, string, Parameters<typeof fakeRegisterApi>[1], object, (page: Page) => Promise<unknown>];

const id = '0b6f0c1e-0000-4000-8000-000000000101';
const at = '2026-11-20T08:00:00Z';
const company = {
  id,
  name: 'Северный контур',
  country: 'RU',
  taxId: '0012345673',
  since: at,
  site: 'sever.example',
  regions: ['Карелия'],
  solutions: ['corporate-university'],
  logo: {
    mediaType: 'image/png',
    sha256: 'a'.repeat(64),
    sizeBytes: 9000,
    width: 600,
    height: 200,
    tone: 'dark',
    changedAt: at,
  },
  accountManager: { name: 'Мария Сотова', email: 'maria@uley.example' },
  owners: ['Анна Ветрова'],
  isOwner: true,
  sample: true,
};
const notices = {
  items: ['protection', 'vendor_leads', 'waiting_list', 'support', 'own_changes', 'register_head'].map((notice) => ({
    notice,
    wanted: notice !== 'protection',
    promised: notice === 'protection',
  })),
};
const person = {
  id,
  name: 'Анна Ветрова',
  email: 'anna@sever.example',
  role: 'owner',
  status: 'active',
  since: at,
  isYou: true,
};
const people = {
  items: [
    person,
    {
      ...person,
      id: `${id}2`,
      email: 'anton-s-ochen-dlinnym-adresom@sever-kontur.example',
      role: 'member',
      isYou: false,
    },
    { ...person, id: `${id}3`, email: 'zoya@sever.example', status: 'invited', expiresAt: at, isYou: false },
  ],
};

/** The pages of a partner's company, as an owner and as a member sees them. */
export const companyScenes: Scene[] = [
  [
    'the company, its logo being removed',
    '/partner/company/',
    {
      'GET /api/partner': company,
      'GET /api/notices': notices,
      'GET /api/exports': { items: [{ at, by: 'Анна Ветрова', format: 'csv' }] },
    },
    fakeUsers.member,
    (page) => page.getByRole('button', { name: 'Убрать логотип' }).click(),
  ],
  [
    'the company as a member sees it',
    '/partner/company/',
    { 'GET /api/partner': { ...company, isOwner: false }, 'GET /api/notices': notices },
    fakeUsers.colleague,
    (page) => page.getByText('Выгрузить данные может владелец').waitFor(),
  ],
  [
    'people, one of them being removed',
    '/partner/company/members/',
    { 'GET /api/partner': company, 'GET /api/members': people },
    fakeUsers.member,
    (page) => page.getByRole('button', { name: 'Убрать из кабинета' }).first().click(),
  ],
  [
    'people as a member sees them',
    '/partner/company/members/',
    { 'GET /api/partner': { ...company, isOwner: false } },
    fakeUsers.colleague,
    (page) => page.getByText('Людей в кабинет приглашает владелец').waitFor(),
  ],
];
