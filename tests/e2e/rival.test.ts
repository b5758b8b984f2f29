import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { callSite, openRoom } from '../helpers/room-page.ts';

/*
 * The rival sees nothing. The owner of the first partner goes through every page of the room; each link that is found and each request the
 * pages make is then asked for by the rival, and no answer may hold a word of the first partner. The control: the owner's answers do.
 */
const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Clients {
  items: { id: string; name: string; taxId: string; pin: { receipt: string } }[];
}
interface Leads {
  items: { id: string; number: string }[];
}

/** Pages that belong to the partner's room and show what is asked for by the address. */
const isOwnLink = (href: string) =>
  /^\/(en\/)?partner\//.test(href) ||
  href.startsWith('/api/') ||
  href.startsWith('/feeds/') ||
  href.startsWith('/verify/');

/** Goes through the room as its owner: all addresses that are linked and all that are asked for. */
async function addressesOfOwner(): Promise<Set<string>> {
  const { page, close } = await openRoom(browser, 'owner', '/partner/');
  const addresses = new Set<string>();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === site && request.method() === 'GET' && isOwnLink(url.pathname))
      addresses.add(url.pathname + url.search);
  });
  const clients = (await callSite<Clients>('owner', 'GET', '/api/clients')).body.items;
  const leads = (await callSite<Leads>('owner', 'GET', '/api/leads')).body.items;
  const pages = await page
    .locator('[data-room-link]')
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).pathname));
  const waiting = [
    ...new Set(pages),
    ...clients.map(({ id }) => `/partner/clients/client/?id=${id}`),
    ...leads.map(({ id }) => `/partner/leads/lead/?id=${id}`),
    ...clients.map(({ pin }) => `/partner/receipts/?number=${pin.receipt}`),
  ];
  const seen = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    await page.goto(site + next, { waitUntil: 'networkidle' });
    const links = await page
      .locator('main a[href]')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).pathname + (one as HTMLAnchorElement).search));
    for (const link of links.filter(isOwnLink)) {
      addresses.add(link);
      // What shows one thing of the partner's own is gone through too; texts and courses are the same for all partners.
      if (/[?&](id|number)=/.test(link) && link.startsWith('/partner/')) waiting.push(link);
    }
  }
  await close();
  return addresses;
}

async function answerFor(person: 'owner' | 'rival', address: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(site + address, {
    headers: { cookie: `letok=${inject('sessions')[person]}`, accept: 'application/json, text/html' },
    redirect: 'manual',
  });
  return { status: answer.status, text: await answer.text() };
}

test('every link of the first partner leads the rival nowhere', { timeout: 300_000 }, async () => {
  const clients = (await callSite<Clients>('owner', 'GET', '/api/clients')).body.items;
  const leads = (await callSite<Leads>('owner', 'GET', '/api/leads')).body.items;
  const secrets = [
    'anna@sever.example',
    'anton@sever.example',
    ...clients.flatMap(({ name, taxId, pin }) => [name, taxId, pin.receipt]),
    ...leads.map(({ number }) => number),
  ];
  const addresses = [...(await addressesOfOwner())];
  const own = addresses.filter((address) => address.startsWith('/api/') || address.startsWith('/feeds/'));
  expect(own.length).toBeGreaterThan(10);

  const told: string[] = [];
  let control = 0;
  for (const address of addresses) {
    const [owner, rival] = [await answerFor('owner', address), await answerFor('rival', address)];
    if (secrets.some((secret) => owner.text.includes(secret))) control += 1;
    // Anybody may verify a receipt whose number they have; that says neither whose it is nor of what.
    const hidden = address.startsWith('/verify/') ? secrets.filter((secret) => !address.includes(secret)) : secrets;
    const asked = new Set(secrets.filter((secret) => decodeURIComponent(address).includes(secret)));
    for (const secret of hidden.filter((one) => !asked.has(one)))
      if (rival.text.includes(secret)) told.push(`${address}: ${secret}`);
    const isOfOneThing = /^\/api\/[^?]*[0-9a-f]{8}-[0-9a-f]{4}-/.test(address);
    if (isOfOneThing ? rival.status !== 404 : rival.status >= 500) told.push(`${address}: ${rival.status}`);
  }
  expect(told).toEqual([]);
  expect(control).toBeGreaterThan(8);
});

test('what the rival opens in the browser by the first partner’s addresses says only that there is no such thing', async () => {
  const [client] = (await callSite<Clients>('owner', 'GET', '/api/clients')).body.items;
  const [lead] = (await callSite<Leads>('owner', 'GET', '/api/leads')).body.items;
  const { page, close } = await openRoom(browser, 'rival', `/partner/clients/client/?id=${client!.id}`);
  for (const address of [
    `/partner/clients/client/?id=${client!.id}`,
    `/partner/leads/lead/?id=${lead!.id}`,
    `/partner/receipts/?number=${client!.pin.receipt}`,
  ]) {
    await page.goto(site + address);
    await page.locator('main [role="alert"], main .empty').first().waitFor();
    const text = await page.locator('main').innerText();
    for (const secret of [client!.name, client!.taxId, lead!.number]) expect(text, address).not.toContain(secret);
  }
  await close();
});
