import type { Browser, Page } from 'playwright-core';
import { openPage } from '../helpers/browser.ts';
import { fakeRegisterApi } from '../helpers/fake-register-api.ts';
import { sessionCookieFor } from '../helpers/site-session.ts';
import { sidewaysOn, violationsOn } from './axe.ts';

interface Scene {
  path: string;
  answers: Parameters<typeof fakeRegisterApi>[1];
  user: object;
  /** What somebody does before it is looked at. */
  act: (page: Page) => Promise<unknown>;
}

/** A page of a room in front of a register that answers as told, 360 px wide: what axe finds in light and in dark, and by how much it is too wide. */
export async function axeScene(
  browser: Browser,
  site: string,
  { path, answers, user, act }: Scene,
): Promise<[string[], number]> {
  const { page, close } = await openPage(browser, site, {
    reducedMotion: 'reduce',
    viewport: { width: 360, height: 800 },
  });
  await page.context().addCookies([sessionCookieFor(site, 'staff')]);
  await fakeRegisterApi(page, answers, user);
  await page.goto(site + path);
  await act(page);
  const found = await violationsOn(page);
  const sideways = await sidewaysOn(page);
  await close();
  return [found, sideways];
}
