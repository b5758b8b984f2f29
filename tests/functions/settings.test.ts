import { describe, expect, it } from 'vitest';
import { readSettings, SettingsProblem, unknownSettings } from '../../functions/settings/read-settings.ts';

const embedded = { secret: 'made-by-the-host-0123456789-abcdefghij' };
const complete = {
  SUPABASE_URL: 'https://abc.supabase.co',
  SUPABASE_ANON_KEY: 'sb_publishable_abcdefghijklmnop',
  SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_abcdefghijklmnop',
  LETOK_SECRET: 'a-secret-of-more-than-32-bytes-0123456789',
  LETOK_SITE_URL: 'https://partners.example',
  SMTP_URL: 'smtps://user:password@mail.example:465',
  MAIL_FROM: 'Programme <partners@vendor.example>',
  STAFF_MAIL: 'team@vendor.example',
};
const onPostgres = {
  DATABASE_URL: 'postgresql://letok:pa%2Fss@db.example/letok',
  LETOK_SECRET: complete.LETOK_SECRET,
  LETOK_SITE_URL: complete.LETOK_SITE_URL,
  SMTP_URL: complete.SMTP_URL,
  MAIL_FROM: complete.MAIL_FROM,
  STAFF_MAIL: complete.STAFF_MAIL,
};
const jwt = (role: string) => `e30.${Buffer.from(JSON.stringify({ role })).toString('base64url')}.x`;

function sentenceFor(variables: Record<string, string>, host?: typeof embedded): string {
  try {
    readSettings(variables, host);
    return 'accepted';
  } catch (error) {
    if (error instanceof SettingsProblem) return error.message;
    throw error;
  }
}

describe('settings', () => {
  it('are all optional where the host brings its own Supabase', () => {
    expect(readSettings({}, embedded)).toMatchObject({
      port: 4321,
      siteUrl: 'http://localhost:4321',
      supabase: null,
      secret: embedded.secret,
      trustedProxies: 0,
    });
    expect(readSettings({ PORT: ' ', SMTP_URL: '' }, embedded).port).toBe(4321);
  });

  it('have no CRM unless a webhook is given, which then ends with a slash', () => {
    expect(readSettings({}, embedded).crm).toBeNull();
    const webhook = { BITRIX24_WEBHOOK_URL: 'https://portal.example/rest/1/secret' };
    expect(readSettings(webhook, embedded).crm).toEqual({ webhookUrl: 'https://portal.example/rest/1/secret/' });
  });

  it('are complete for a Supabase project', () => {
    expect(readSettings(complete)).toMatchObject({
      siteUrl: 'https://partners.example',
      supabase: { url: 'https://abc.supabase.co' },
    });
    expect(
      readSettings({ ...complete, SUPABASE_ANON_KEY: jwt('anon'), SUPABASE_SERVICE_ROLE_KEY: jwt('service_role') })
        .supabase?.anonKey,
    ).toBe(jwt('anon'));
  });

  it('are complete for a PostgreSQL', () => {
    expect(readSettings(onPostgres, embedded)).toMatchObject({
      supabase: null,
      secret: complete.LETOK_SECRET,
      database: { host: 'db.example', port: 5432, database: 'letok', username: 'letok', password: 'pa/ss' },
    });
  });

  it.each([
    ['db.example/letok', 'checked'],
    ['db.example/letok?sslmode=verify-full', 'checked'],
    ['db.example/letok?sslmode=require', 'unchecked'],
    ['db.example/letok?sslmode=disable', 'none'],
    ['localhost:5433/letok', 'none'],
    ['[::1]/letok', 'none'],
    ['localhost.evil.example/letok', 'checked'],
    ['127.0.0.1/letok?sslmode=verify-full', 'checked'],
    ['localhost/letok?host=/run/postgresql', 'none'],
  ])('reach a PostgreSQL at %s with TLS: %s', (where, tls) => {
    const variables = { ...onPostgres, DATABASE_URL: `postgresql://letok@${where}` };
    expect(readSettings(variables, embedded).database?.tls).toBe(tls);
  });

  it.each([
    ['a port that is none', { PORT: '70000' }, 'PORT is not a port number'],
    [
      'a site over plain http',
      { LETOK_SITE_URL: 'http://partners.example' },
      'LETOK_SITE_URL must begin with https://',
    ],
    [
      'a site with a path',
      { LETOK_SITE_URL: 'https://partners.example/hub' },
      'LETOK_SITE_URL must be an address without a path',
    ],
    ['a site that is no address', { LETOK_SITE_URL: 'partners.example' }, 'LETOK_SITE_URL is not an address'],
    [
      'plain http opened to other machines',
      { LETOK_LISTEN: '0.0.0.0' },
      'LETOK_LISTEN opens the server to other machines',
    ],
    ['an https site without a mail server', { LETOK_SITE_URL: 'https://partners.example' }, 'SMTP_URL is missing'],
    ['a mail server without a sender', { SMTP_URL: 'smtps://mail.example' }, 'MAIL_FROM is missing'],
    ['a short secret', { LETOK_SECRET: 'short' }, 'LETOK_SECRET is shorter than 32 bytes'],
    ['a monotonous secret', { LETOK_SECRET: 'a'.repeat(40) }, 'LETOK_SECRET is too easy to guess'],
    [
      'a mail server that is none',
      { SMTP_URL: 'mail.example:25', MAIL_FROM: 'a@b.example' },
      'SMTP_URL is not an address',
    ],
    [
      'a webhook over plain http',
      { BITRIX24_WEBHOOK_URL: 'http://portal.example/rest/1/secret/' },
      'BITRIX24_WEBHOOK_URL must begin with https://',
    ],
    [
      'a portal that is no webhook',
      { BITRIX24_WEBHOOK_URL: 'https://portal.example/crm/' },
      'BITRIX24_WEBHOOK_URL is not an inbound webhook',
    ],
    ['a sender that is none', { MAIL_FROM: 'nobody' }, 'MAIL_FROM is not a mail address'],
    [
      'proxies that are no number',
      { LETOK_TRUSTED_PROXIES: 'all' },
      'LETOK_TRUSTED_PROXIES is not a number from 0 to 9',
    ],
    [
      'a Supabase over plain http',
      { ...complete, SUPABASE_URL: 'http://supabase.example' },
      'SUPABASE_URL must begin with https://',
    ],
    [
      'the secret key in the public place',
      { ...complete, SUPABASE_ANON_KEY: 'sb_secret_abc' },
      'SUPABASE_ANON_KEY holds the secret key',
    ],
    [
      'the public key in the secret place',
      { ...complete, SUPABASE_SERVICE_ROLE_KEY: jwt('anon') },
      'SUPABASE_SERVICE_ROLE_KEY holds the public key',
    ],
    [
      'a Supabase without its keys',
      { SUPABASE_URL: 'https://abc.supabase.co' },
      'SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY, LETOK_SECRET, LETOK_SITE_URL, SMTP_URL, MAIL_FROM, STAFF_MAIL are missing',
    ],
    [
      'two databases',
      { ...complete, DATABASE_URL: onPostgres.DATABASE_URL },
      'SUPABASE_URL and DATABASE_URL name two databases: keep one of them',
    ],
    [
      'a PostgreSQL alone',
      { DATABASE_URL: onPostgres.DATABASE_URL },
      'LETOK_SECRET, LETOK_SITE_URL, SMTP_URL, MAIL_FROM, STAFF_MAIL are missing beside DATABASE_URL',
    ],
    ['a database that is none', { DATABASE_URL: 'db.example:5432/letok' }, 'DATABASE_URL is not an address such as'],
    ['another kind of database', { DATABASE_URL: 'mysql://letok@db.example/letok' }, 'DATABASE_URL is not an address'],
    [
      'a server without a database',
      { DATABASE_URL: 'postgresql://letok@db.example' },
      'DATABASE_URL is not an address',
    ],
    ['a database without a user', { DATABASE_URL: 'postgresql://db.example/letok' }, 'DATABASE_URL names no user'],
    ['a database without a host', { DATABASE_URL: 'postgresql://letok@/letok' }, 'DATABASE_URL is not an address'],
    [
      'two hosts',
      { DATABASE_URL: 'postgresql://letok@db.example/letok?host=db2.example' },
      'DATABASE_URL has a host that is no folder of a socket',
    ],
    [
      'an sslmode that may fall back to none',
      { DATABASE_URL: 'postgresql://letok@db.example/letok?sslmode=prefer' },
      'DATABASE_URL has an sslmode that is none of disable, require and verify-full',
    ],
    [
      'a parameter nobody reads',
      { DATABASE_URL: 'postgresql://letok@db.example/letok?pgbouncer=true' },
      'DATABASE_URL has a parameter pgbouncer',
    ],
    [
      'a % in a password',
      { DATABASE_URL: 'postgresql://letok:100%@db.example/letok' },
      'DATABASE_URL has a % that begins no character',
    ],
  ])('with %s stop the start with one sentence', (_, variables, expected) => {
    const sentence = sentenceFor(variables, embedded);
    expect(sentence).toContain(expected);
    expect(sentence.split('\n')).toHaveLength(1);
    expect(sentence).toMatch(/^Wrong settings: .+ \(\.env\.example explains each\)\.$/);
  });

  it('are told by name when Letok knows no such setting', () => {
    const variables = {
      LETOK_SITE_ULR: 'https://partners.example',
      LETOK_SITE_URL: '',
      LETOK_NO_POSTGRES: '1',
      PATH: '',
    };
    expect(unknownSettings(variables)).toEqual(['LETOK_SITE_ULR']);
  });

  it('are never said aloud: a sentence names a setting, not its value', () => {
    const sentence = sentenceFor({
      ...complete,
      LETOK_SECRET: 'tooshort-tajna',
      SMTP_URL: 'http://user:parol@x',
      DATABASE_URL: 'mysql://u:slovo@x/y',
    });
    expect(sentence).not.toMatch(/tajna|parol|slovo/);
    expect(sentence).toContain('LETOK_SECRET');
    expect(sentence).toContain('SMTP_URL');
  });

  it('without a Supabase and without the host are refused, a PostgreSQL too', () => {
    expect(sentenceFor({})).toContain('SUPABASE_URL');
    expect(sentenceFor(onPostgres)).toContain('DATABASE_URL is for the Node host');
  });

  it('allow plain http on this machine by each of its names', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'letok.localhost'])
      expect(sentenceFor({ LETOK_SITE_URL: `http://${host}:4321` }, embedded)).toBe('accepted');
    expect(sentenceFor({ LETOK_SITE_URL: 'http://localhost.evil.example' }, embedded)).not.toBe('accepted');
  });
});
