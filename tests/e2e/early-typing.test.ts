import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadLate, openBrowser, openPage } from '../helpers/browser.ts';
import { fakeRegisterApi } from '../helpers/fake-register-api.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';

/* On a slow line a form can be filled in before its script is there. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const forms = [
  { path: '/apply/', script: /ApplicationForm/ },
  { path: '/enquiry/', script: /EnquiryForm/ },
  { path: '/partner/leads/new/', script: /LeadForm/ },
];

test.each(forms)('$path keeps what was typed before its script came, and the cursor', async ({ path, script }) => {
  const { page, close } = await openPage(browser, site);
  await page.context().addCookies([sessionCookieFor(site, 'staff')]);
  await fakeRegisterApi(page, {});
  const { promise: arrival, resolve: arrive } = Promise.withResolvers<void>();
  await page.route(script, async (route) => {
    await arrival;
    await route.continue();
  });
  await page.goto(site + path, { waitUntil: 'commit' });
  const companySite = page.locator('main form').getByLabel('Сайт');
  await companySite.fill('gavan.example');
  await page.locator('main form').getByLabel('ИНН').pressSequentially('77070');
  expect(await page.locator('form[novalidate]').count()).toBe(0);
  arrive();
  await page.locator('form[novalidate]').waitFor();
  await page.keyboard.type('83893');
  expect(await page.locator('main form').getByLabel('ИНН').inputValue()).toBe('7707083893');
  expect(await companySite.inputValue()).toBe('gavan.example');
  await page.getByText('Номер верный').waitFor();
  await close();
});

// Private pages are `no-store`, so a browser keeps nothing of them: there the draft of the form is what comes back.
const publicForms = forms.filter(({ path }) => !path.startsWith('/partner/'));

test.each(publicForms)(
  '$path knows what the browser puts back into its fields for whoever goes back',
  async ({ path }) => {
    const { page, close } = await openPage(browser, site);
    await page.goto(site + path);
    await page.locator('form[novalidate]').waitFor();
    const name = page.locator('[name="company.name"]');
    await name.fill('ООО «Тихая гавань»');
    await page.goto(`${site}/programme/`);
    // No draft, only what the browser keeps.
    await page.evaluate(() => localStorage.clear());
    await loadLate(page);
    await page.goBack();
    await page.locator('form[novalidate]').waitFor();
    await page.locator('main form [type="submit"]').click();
    await page.locator('[data-error-summary] li').first().waitFor();
    expect(await name.inputValue()).toBe('ООО «Тихая гавань»');
    expect(await name.getAttribute('aria-invalid')).not.toBe('true');
    await close();
  },
);

test('/sign-in/ keeps an address that is typed while its script comes', async () => {
  const { page, close } = await openPage(browser, site);
  await page.route('**/api/session/code', (route) => route.fulfill({ status: 202, json: {} }));
  const { promise: arrival, resolve: arrive } = Promise.withResolvers<void>();
  await page.route(/SignInForm/, async (route) => {
    await arrival;
    await route.continue();
  });
  await page.goto(`${site}/sign-in/`, { waitUntil: 'commit' });
  const email = page.getByLabel('Рабочая почта');
  await email.fill('vera');
  const field = await email.elementHandle();
  arrive();
  await page.locator('form[novalidate]').waitFor();
  await page.keyboard.type('@tihaya.example');
  expect(await field!.inputValue()).toBe('vera@tihaya.example');
  await page.keyboard.press('Enter');
  await page.getByText('vera@tihaya.example').waitFor();
  expect(await page.getByLabel('Код из письма').inputValue()).toBe('');

  // The tab is loaded anew while the mail is read, and the address can be another one after all.
  await page.reload();
  await page.getByLabel('Код из письма').waitFor();
  await page.getByRole('button', { name: 'Указать другую почту' }).click();
  expect(await email.inputValue()).toBe('vera@tihaya.example');
  await close();
});
