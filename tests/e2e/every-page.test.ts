import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser, openPage } from '../helpers/browser.ts';
import { builtPages, pageKinds } from '../helpers/site-pages.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';
import { violationsOn } from './axe.ts';

/* Every page is loaded once, and all that is asked of every page is asked then: loading is most of the work. */

const site = inject('site');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Which parts make the page scroll sideways in a window of this width. */
async function pushedOut(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 });
  const parts = await page.evaluate(() => {
    const window = document.documentElement.clientWidth;
    const isScrolled = (element: Element) =>
      element.closest('.table-scroll, pre, svg, dialog, .form-trap, .skip-link, .tree');
    const out = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, left, width: size } = element.getBoundingClientRect();
      return size > 1 && (right > window + 1 || left < -1) && !isScrolled(element);
    });
    return document.documentElement.scrollWidth > window ? out.map((one) => one.className || one.tagName) : undefined;
  });
  return parts ? [`scrolls sideways at ${width} px: ${parts.slice(0, 3)}`] : [];
}

const pages = [...builtPages(), { url: '/nothing-here/', isPrivate: false }];
const isWatchedForWidth = ({ url, isPrivate }: (typeof pages)[number]) => isPrivate || pageKinds.includes(url);

test(
  `${pages.length} pages: no axe violation in light and dark, nothing pushed out at 360, 768 and 1440 px, no other host, no error`,
  { timeout: 900_000 },
  async () => {
    const lanes = 2;
    const found: string[] = [];
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const { page, troubles, close } = await openPage(browser, site, { reducedMotion: 'reduce' });
        await page.context().addCookies([sessionCookieFor(site, 'staff')]);
        for (const one of pages.filter((_page, index) => index % lanes === lane)) {
          await page.setViewportSize({ width: 1280, height: 900 });
          await page.goto(site + one.url, { waitUntil: 'load' });
          const told = await violationsOn(page);
          if (isWatchedForWidth(one))
            for (const width of [1440, 768, 360]) told.push(...(await pushedOut(page, width)));
          told.push(
            ...troubles.splice(0).filter((trouble) => !(one.url === '/nothing-here/' && / 404 /.test(trouble))),
          );
          found.push(...told.map((line) => `${one.url} ${line}`));
        }
        await close();
      }),
    );
    expect(found.slice(0, 40)).toEqual([]);
  },
);

test('every kind of page is among them, and closed pages are', () => {
  expect(pageKinds.filter((kind) => !pages.some(({ url }) => url === kind))).toEqual([]);
  expect(pages.filter(({ isPrivate }) => isPrivate).length).toBeGreaterThan(100);
});

test('the test sees each of them when there is one', async () => {
  const { page, troubles, close } = await openPage(browser, site, { reducedMotion: 'reduce' });
  await page.goto(`${site}/`);
  expect(await pushedOut(page, 360)).toEqual([]);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src="/favicon.svg"><button></button><p class="too-dark">dark on dark</p><p class="too-wide">wide</p>',
    );
    // The policy refuses style attributes, as it should.
    const styleOf = (part: string) => document.querySelector<HTMLElement>(part)!.style;
    Object.assign(styleOf('.too-dark'), { color: '#333', background: '#222' });
    styleOf('.too-wide').width = '2000px';
  });
  const told = (await violationsOn(page)).join();
  for (const line of [
    '(light) image-alt',
    '(light) button-name',
    '(light) color-contrast .too-dark',
    '(dark) color-contrast .too-dark',
  ])
    expect(told).toContain(line);
  expect(await pushedOut(page, 360)).toEqual([expect.stringMatching('^scrolls sideways at 360 px')]);
  await page.evaluate(
    () => void document.body.append(Object.assign(new Image(), { src: 'https://other.example/x.png' })),
  );
  await expect.poll(() => troubles.join()).toMatch(/other host: https:\/\/other\.example/);
  await close();
});
