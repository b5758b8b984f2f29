import type { Browser, BrowserContextOptions } from 'playwright-core';
import { inject } from 'vitest';
import { openPage, type Watched } from './browser.ts';
import { sessionCookieFor } from './site-session.ts';
import type { signedInPeople } from './site-sign-in.ts';

/** Widths at which every page is looked at. */
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true } satisfies BrowserContextOptions;

/** A page of the running site as somebody who is signed in sees it: one of the shared sessions, in a fresh browser profile. */
export async function openRoom(
  browser: Browser,
  person: keyof typeof signedInPeople,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const site = inject('site');
  const watched = await openPage(browser, site, options);
  await watched.page.context().addCookies([sessionCookieFor(site, person)]);
  await watched.page.goto(site + path);
  return watched;
}

/** Calls an endpoint of the running site as one of the people who are signed in: what another journey has shown is not clicked again. */
export async function callSite<T>(
  person: keyof typeof signedInPeople,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<{ status: number; body: T }> {
  const ask = () =>
    fetch(inject('site') + path, {
      method,
      headers: {
        cookie: `letok=${inject('sessions')[person]}`,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  let answer = await ask();
  // The journeys share three people and the limits of a minute: one that comes too early waits its turn.
  const wait = Number(answer.headers.get('retry-after'));
  if (answer.status === 429 && wait <= 60) {
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    answer = await ask();
  }
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T };
}
