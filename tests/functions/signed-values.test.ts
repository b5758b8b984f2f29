import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSession, sealSession } from '../../functions/http/session.ts';
import { sessionCookie } from '../../functions/http/session-tokens.ts';
import { openValue, sealValue } from '../../functions/http/signed-value.ts';
import { readSettings, useSettings } from '../../functions/settings/read-settings.ts';
import { openSite, testSecret } from '../helpers/function-backend.ts';

let site: ReturnType<typeof openSite>;
beforeAll(() => (site = openSite()));
afterAll(() => site.remove());

describe('a signed value', () => {
  it('comes back as it was, until its time is over', () => {
    const now = Date.now();
    const sealed = sealValue('purpose', { number: 'A-1' }, 60, now);
    expect(openValue('purpose', sealed, now + 58_000)).toEqual({ ok: true, value: { number: 'A-1' } });
    expect(openValue('purpose', sealed, now + 61_000)).toEqual({ ok: false, reason: 'expired' });
  });

  it('is good for its purpose only', () => {
    expect(openValue('session', sealValue('receipt', {}, 60))).toEqual({ ok: false, reason: 'forged' });
  });

  it('changed in any character is forged', () => {
    const sealed = sealValue('purpose', { roles: ['member'] }, 60);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...'AZaz09-_.='), (at, character) => {
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1);
        expect(openValue('purpose', changed).ok).toBe(changed === sealed);
      }),
      { numRuns: 500 },
    );
  });

  it('survives any text as forged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (text) => void expect(openValue('purpose', text)).toEqual({ ok: false, reason: 'forged' }),
      ),
    );
    expect(openValue('purpose', 'x'.repeat(100_000))).toEqual({ ok: false, reason: 'forged' });
  });

  it('of another secret is forged', () => {
    const sealed = sealValue('purpose', 1, 60);
    useSettings({ ...site.settings, secret: `${testSecret}-other` });
    expect(openValue('purpose', sealed).ok).toBe(false);
    useSettings(site.settings);
  });
});

const withCookie = (cookie: string) => new Request('http://localhost:4321/', { headers: { cookie } });

describe('a session', () => {
  it('is read from its cookie', () => {
    expect(readSession(withCookie(`other=1; letok=${sealSession({ roles: ['owner'] })}`))).toEqual({
      roles: ['owner'],
    });
  });

  it.each([
    ['no cookie', () => ''],
    ['the cookie of another name', () => `__Host-letok=${sealSession({ roles: ['owner'] })}`],
    ['an unknown role', () => `letok=${sealValue('session', { roles: ['admin'] }, 60)}`],
    ['no role', () => `letok=${sealValue('session', { roles: [] }, 60)}`],
    ['an end in the past', () => `letok=${sealSession({ roles: ['owner'] }, -1)}`],
    ['a receipt in its place', () => `letok=${sealValue('application-receipt', { roles: ['owner'] }, 60)}`],
  ])('with %s is none', (_, cookie) => {
    expect(readSession(withCookie(cookie()))).toBeUndefined();
  });

  it('over https has a cookie bound to the host', () => {
    useSettings(
      readSettings(
        { LETOK_SITE_URL: 'https://partners.example', SMTP_URL: 'smtps://mail.example', MAIL_FROM: 'a@b.example' },
        { secret: testSecret },
      ),
    );
    expect(sessionCookie()).toBe('__Host-letok');
    useSettings(site.settings);
    expect(sessionCookie()).toBe('letok');
  });
});
