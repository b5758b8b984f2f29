import { cookieOf, setCookie } from '../http/cookies.ts';
import { openValue, sealValue } from '../http/signed-value.ts';

/*
 * A program fills a form in at once, a person does not. A form page without JavaScript is a static file and cannot know when it
 * was opened, so it links a style sheet that the server answers with a signed time in a cookie. Only browser forms are measured:
 * the JSON endpoint serves programs by design, and is limited per network address in SQL like everything else.
 * A browser that refuses cookies sends no stamp; its application is taken, with a word for staff, since nobody may be locked out.
 */
const cookieName = 'letok-form';
const fastestSeconds = 3;
const livesSeconds = 24 * 3600;

/** `too_fast`: sent before a person could have, or with a time the server never gave. */
export type FormStamp = { verdict: 'filled_in'; stamp: string } | { verdict: 'no_stamp' } | { verdict: 'too_fast' };

export function readFormStamp(request: Request, now = Date.now()): FormStamp {
  const stamp = cookieOf(request, cookieName);
  const opened = stamp === undefined ? undefined : openValue('form-stamp', stamp, now);
  if (stamp === undefined || (opened?.ok === false && opened.reason === 'expired')) return { verdict: 'no_stamp' };
  const openedAt = opened?.ok ? Number(opened.value) : Number.NaN;
  return now - openedAt >= fastestSeconds * 1000 ? { verdict: 'filled_in', stamp } : { verdict: 'too_fast' };
}

/**
 * The empty style sheet that sets the stamp, for posts under `cookiePath`; one that is still good stays, so a form shown again is
 * not "too fast" a second time.
 */
export function answerFormStamp(request: Request, cookiePath: string, now = Date.now()): Response {
  const known = cookieOf(request, cookieName);
  const keeps = known !== undefined && openValue('form-stamp', known, now).ok;
  const headers = new Headers({ 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-store' });
  if (!keeps) {
    const stamp = sealValue('form-stamp', now, livesSeconds, now);
    headers.set('set-cookie', setCookie(cookieName, stamp, { path: cookiePath, livesSeconds }));
  }
  return new Response('/* When the form was opened. */\n', { headers });
}
