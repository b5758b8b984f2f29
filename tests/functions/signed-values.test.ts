import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decryptValue, encryptValue } from '../../functions/http/encrypted-value.ts';
import { readSessionTokens, sessionCookie, sessionCookieHeader } from '../../functions/http/session-tokens.ts';
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

const tokens = { accessToken: 'access', refreshToken: 'refresh', endsAt: Math.floor(Date.now() / 1000) + 60 };
const valueOf = (changed: object = {}) =>
  sessionCookieHeader({ ...tokens, ...changed })
    .split(';')[0]!
    .slice('letok='.length);

describe('an encrypted value', () => {
  it('comes back as it was, and shows nothing', () => {
    const encrypted = encryptValue('purpose', { text: 'знак'.repeat(20) });
    expect(decryptValue('purpose', encrypted)).toEqual({ text: 'знак'.repeat(20) });
    expect(Buffer.from(encrypted, 'base64url').toString()).not.toContain('знак');
    expect(encryptValue('purpose', 1)).not.toBe(encryptValue('purpose', 1));
  });

  it('of another purpose or another secret, changed anywhere, or spelled otherwise, is none', () => {
    const encrypted = encryptValue('purpose', { a: 1 });
    expect(decryptValue('other', encrypted)).toBeUndefined();
    for (let at = 0; at < encrypted.length; at += 1) {
      const changed = encrypted.slice(0, at) + (encrypted[at] === 'A' ? 'B' : 'A') + encrypted.slice(at + 1);
      expect([at, decryptValue('purpose', changed)]).toEqual([at, undefined]);
    }
    for (const odd of [
      `${encrypted}A`,
      `${encrypted}=`,
      `${encrypted} `,
      encrypted.slice(0, -1),
      '',
      'A',
      'x'.repeat(9000),
    ])
      expect(decryptValue('purpose', odd)).toBeUndefined();
    useSettings({ ...site.settings, secret: `${testSecret}-other` });
    expect(decryptValue('purpose', encrypted)).toBeUndefined();
    useSettings(site.settings);
  });
});

describe('a session', () => {
  it('is read from its cookie', () => {
    expect(readSessionTokens(withCookie(`other=1; letok=${valueOf()}`))).toEqual(tokens);
  });

  it.each([
    ['no cookie', () => ''],
    ['the cookie of another name', () => `__Host-letok=${valueOf()}`],
    ['an end in the past', () => `letok=${valueOf({ endsAt: tokens.endsAt - 61 })}`],
    ['no token', () => `letok=${valueOf({ accessToken: '' })}`],
    ['a signed value in its place', () => `letok=${sealValue('session', tokens, 60)}`],
    ['an encrypted value of another purpose', () => `letok=${encryptValue('receipt', tokens)}`],
  ])('with %s is none', (_, cookie) => {
    expect(readSessionTokens(withCookie(cookie()))).toBeUndefined();
  });

  it('that does not fit into a cookie is not sent cut off', () => {
    const accessToken = randomBytes(3000).toString('base64url');
    expect(() => sessionCookieHeader({ ...tokens, accessToken })).toThrow('does not fit');
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
