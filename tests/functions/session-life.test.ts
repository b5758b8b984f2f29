import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { callAsCaller } from '../../functions/http/call-database.ts';
import { endpoint } from '../../functions/http/endpoint.ts';
import { readSettings, useSettings } from '../../functions/settings/read-settings.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { functionContext, openFunctionBackend, testSecret, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin } from '../helpers/post.ts';
import { anna, enter, leave, openPrivate, problemCodeOf, tokensIn, who } from '../helpers/session-requests.ts';
import { mailedCode, signInAnew } from '../helpers/sign-in.ts';

let backend: FunctionBackend;
beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
});
afterAll(() => backend?.close());
beforeEach(() => backend.embedded.script('delete from private.rate_limits; delete from private.sign_in_codes;'));
afterEach(async () => {
  vi.useRealTimers();
  await backend.embedded.shiftClock(0);
  await backend.embedded.script(`
    update public.members set active = true, role = case when email = 'anton@sever.example' then 'member' else 'owner' end;
    update public.partners set status = 'active';`);
});

/** Three parts with points; the first letters alone come up by chance in what is encrypted. */
const aToken = /eyJ[\w-]+\.[\w-]+\./;

describe('the cookie', () => {
  it('is read by no script, goes to no other site, and shows nothing of what it holds', async () => {
    const { setCookie, cookie, user } = await signInAnew(backend, anna);
    expect(setCookie).toMatch(/^letok=[\w-]+; Path=\/; Max-Age=1209\d{3}; HttpOnly; SameSite=Lax$/);
    expect(setCookie.length).toBeLessThan(4096);
    const { accessToken, refreshToken } = tokensIn(cookie);
    const answers = [setCookie, JSON.stringify(user), await (await who({ cookie })).text()];
    for (const text of answers) {
      expect(text).not.toMatch(aToken);
      for (const token of [accessToken, refreshToken, ...accessToken.split('.')]) expect(text).not.toContain(token);
    }
    const held = Buffer.from(cookie.slice(6), 'base64url').toString('latin1');
    expect(held).not.toMatch(aToken);
    expect(held).not.toMatch(/anna@|sever\.example/);
  });

  it('belongs to its host alone over https', async () => {
    const code = await mailedCode(backend, anna);
    useSettings(
      readSettings(
        {
          LETOK_SECRET: testSecret,
          LETOK_SITE_URL: 'https://partners.example',
          SMTP_URL: 'smtp://localhost:25',
          MAIL_FROM: 'a@b.example',
        },
        { secret: testSecret },
      ),
    );
    try {
      const answer = await enter(anna, code);
      expect(answer.headers.get('set-cookie')).toMatch(
        /^__Host-letok=[\w-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
      );
      const value = answer.headers.get('set-cookie')!.split(';')[0]!.split('=')[1]!;
      expect((await who({ cookie: `__Host-letok=${value}` })).status).toBe(200);
      expect((await who({ cookie: `letok=${value}` })).status).toBe(401);
    } finally {
      useSettings(readSettings({ LETOK_SECRET: testSecret }, { secret: testSecret }));
    }
  });

  it('lives 12 hours for the vendor’s people and 14 days for partners, whatever is done meanwhile', async () => {
    const maria = await signInAnew(backend, 'maria@uley.example');
    expect(maria.setCookie).toMatch(/Max-Age=43\d{3};/);
    const ofAnna = await signInAnew(backend, anna);
    const now = Date.now();
    // A token of lite ends after an hour, so it is renewed on the way.
    vi.useFakeTimers({ toFake: ['Date'], now: now + 11.9 * 3_600_000 });
    const renewed = await who({ cookie: maria.cookie });
    expect(renewed.status).toBe(200);
    const cookie = renewed.headers.get('set-cookie')!;
    expect(Number(/Max-Age=(\d+)/.exec(cookie)![1])).toBeLessThanOrEqual(360);
    vi.setSystemTime(now + 12 * 3_600_000 + 1000);
    expect((await who({ cookie: cookie.split(';')[0]! })).status).toBe(401);
    expect((await who({ cookie: ofAnna.cookie })).status).toBe(200);
    vi.setSystemTime(now + 14 * 86_400_000 + 1000);
    expect((await who({ cookie: ofAnna.cookie })).status).toBe(401);
  });

  it('is nobody’s when it was changed or made with another secret', async () => {
    const { cookie } = await signInAnew(backend, anna);
    const value = cookie.slice('letok='.length);
    for (const at of [0, 5, 16, 20, 40, value.length >> 1, value.length - 2]) {
      const changed = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
      expect([at, (await who({ cookie: `letok=${changed}` })).status]).toEqual([at, 401]);
    }
    for (const odd of ['', 'A', value.slice(0, -4), value + value, 'e30', 'A'.repeat(5000)])
      expect((await who({ cookie: `letok=${odd}` })).status).toBe(401);
    useSettings(readSettings({ LETOK_SECRET: `${testSecret}-another` }, { secret: testSecret }));
    expect((await who({ cookie })).status).toBe(401);
    useSettings(readSettings({ LETOK_SECRET: testSecret }, { secret: testSecret }));
    expect((await who({ cookie })).status).toBe(200);
  });
});

describe('tokens', () => {
  const soonOver = async (email: string) => {
    const { cookie } = await signInAnew(backend, email);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 56 * 60_000 });
    return cookie;
  };

  it('that end soon are renewed once for all requests that come with them, also when the first answer got lost', async () => {
    const cookie = await soonOver(anna);
    const answers = await Promise.all(Array.from({ length: 5 }, () => who({ cookie })));
    answers.push(await who({ cookie }));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const renewed = answers.map((answer) => tokensIn(answer.headers.get('set-cookie')!.split(';')[0]!).refreshToken);
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).not.toBe(tokensIn(cookie).refreshToken);
  });

  it('whose renewal is refused are good for what is left of them', async () => {
    const cookie = await soonOver(anna);
    await backend.embedded.script('delete from auth.refresh_tokens');
    const answer = await who({ cookie });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    vi.setSystemTime(Date.now() + 5 * 60_000);
    const ended = await who({ cookie });
    expect([ended.status, await problemCodeOf(ended)]).toEqual([401, 'session_required']);
  });
});

describe('it takes effect', () => {
  const may = endpoint([
    { method: 'GET', path: '/api/may', answer: async (e) => Response.json(await callAsCaller(e, 'current_session')) },
  ]);
  const call = (cookie: string) => may(new Request(`${origin}/api/may`, { headers: { cookie } }), functionContext());
  const later = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });

  it('when somebody signs out: for the cookie, for a copy of it, and for tokens renewed from it', async () => {
    const { cookie } = await signInAnew(backend, anna);
    expect((await openPrivate('/partner/', { cookie })).status).toBe(200);
    const out = await leave({ cookie });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      'letok=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
    expect((await who({ cookie })).status).toBe(401);
    expect((await call(cookie)).status).toBe(401);
    expect((await openPrivate('/partner/', { cookie })).status).toBe(302);
    later(56 * 60);
    expect((await who({ cookie })).status).toBe(401);
    expect((await leave({ cookie })).status).toBe(204);
  });

  it('when a member or a partner is suspended: for functions at once, for pages within half a minute', async () => {
    const { cookie } = await signInAnew(backend, anna);
    expect((await openPrivate('/partner/', { cookie })).status).toBe(200);
    await backend.embedded.script(`update public.partners set status = 'suspended' where name = 'Северный контур'`);
    expect((await call(cookie)).status).toBe(401);
    later(31);
    expect((await openPrivate('/partner/', { cookie })).status).toBe(302);
    await backend.embedded.script(`update public.partners set status = 'active'`);
    expect((await openPrivate('/partner/', { cookie })).status).toBe(200);
    await backend.embedded.script(`update public.members set active = false where email = '${anna}'`);
    expect((await call(cookie)).status).toBe(401);
    const code = later(31) && (await openPrivate('/partner/', { cookie })).status;
    expect(code).toBe(302);
  });

  it('when a role changes', async () => {
    const { cookie } = await signInAnew(backend, 'anton@sever.example');
    const roles = async () => ((await (await call(cookie)).json()) as { user: { roles: string[] } }).user.roles;
    expect(await roles()).toEqual(['member']);
    await backend.embedded.script(`update public.members set role = 'owner' where email = 'anton@sever.example'`);
    expect(await roles()).toEqual(['member', 'owner']);
  });

  it('when somebody is suspended between the mail and the code', async () => {
    const code = await mailedCode(backend, anna);
    await backend.embedded.script(`update public.members set active = false where email = '${anna}'`);
    const answer = await enter(anna, code);
    expect([answer.status, await problemCodeOf(answer), answer.headers.get('set-cookie')]).toEqual([
      401,
      'code_wrong',
      null,
    ]);
  });
});
