import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import session from '../../functions/session.ts';
import privatePages from '../../functions/private-pages.ts';
import { useDatabase } from '../../functions/database/connect.ts';
import { callAsCaller } from '../../functions/http/call-database.ts';
import { endpoint } from '../../functions/http/endpoint.ts';
import { decryptValue } from '../../functions/http/encrypted-value.ts';
import type { SessionTokens } from '../../functions/http/session-tokens.ts';
import { readSettings, useSettings } from '../../functions/settings/read-settings.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { functionContext, openFunctionBackend, testSecret, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
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

const anna = 'anna@sever.example';
const ask = (email: unknown, headers: Record<string, string> = {}, ip?: string) =>
  session(postJsonTo('/api/session/code', { email }, headers), functionContext(ip));
const enter = (email: string, code: string, headers: Record<string, string> = {}) =>
  session(postJsonTo('/api/session', { email, code }, headers), functionContext());
const who = (headers: Record<string, string>) =>
  session(new Request(`${origin}/api/session`, { headers }), functionContext());
const leave = (headers: Record<string, string>) =>
  session(new Request(`${origin}/api/session`, { method: 'DELETE', headers }), functionContext());
const open = (path: string, headers: Record<string, string>) =>
  privatePages(new Request(origin + path, { headers }), functionContext());
const codeOf = async (response: Response) => ((await response.clone().json()) as { code?: string }).code;
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const tokensIn = (cookie: string) => decryptValue('session', cookie.slice(cookie.indexOf('=') + 1)) as SessionTokens;

describe('signing in', () => {
  it('takes a code from a mail, and says who came in', async () => {
    const code = await mailedCode(backend, anna);
    const answer = await enter(` ${anna.toUpperCase()}`, `${code.slice(0, 3)} ${code.slice(3)}`);
    expect(answer.status).toBe(200);
    const { user } = (await answer.json()) as { user: object };
    expect(user).toMatchObject({
      name: 'Анна Ветрова',
      email: anna,
      roles: ['member', 'owner'],
      partner: { name: 'Северный контур', status: 'active' },
    });
    const setCookie = answer.headers.get('set-cookie')!;
    const seen = await who({ cookie: setCookie.split(';')[0]! });
    expect([seen.status, await seen.json()]).toEqual([200, { user }]);
  });

  it('refuses whom it does not know, and a session nobody has', async () => {
    expect(await codeOf(await who({}))).toBe('session_required');
    expect((await leave({})).status).toBe(204);
  });

  it('is for its own pages: another site is refused', async () => {
    const { cookie } = await signInAnew(backend, anna);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect((await ask(anna, headers)).status).toBe(403);
      expect((await enter(anna, '000000', headers)).status).toBe(403);
      expect((await leave({ cookie, ...headers })).status).toBe(403);
    }
    const form = new Request(`${origin}/api/session`, { method: 'POST', body: new URLSearchParams({ email: anna }) });
    expect((await session(form, functionContext())).status).toBe(415);
    expect((await who({ cookie })).status).toBe(200);
  });

  it.each([
    [{ email: 'anna', code: '123456' }, 'email'],
    [{ email: anna, code: '12345' }, 'code'],
    [{ email: anna }, 'code'],
    [[], 'body'],
  ])('says what is wrong with %j', async (body, field) => {
    const answer = await session(postJsonTo('/api/session', body), functionContext());
    const problem = (await answer.json()) as { fields?: object };
    expect([answer.status, Object.keys(problem.fields ?? {})]).toEqual([422, expect.arrayContaining([field])]);
  });
});

describe('guessing', () => {
  it('ends after five tries: then not even the right code is let in', async () => {
    const code = await mailedCode(backend, anna);
    for (let tries = 0; tries < 5; tries += 1) {
      const wrong = await enter(anna, another(code));
      expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'code_wrong']);
    }
    const refused = await enter(anna, code);
    expect([refused.status, await codeOf(refused)]).toEqual([429, 'too_many_tries']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
    expect((await enter(anna, await mailedCode(backend, anna))).status).toBe(200);
  });

  it('ends there for unknown addresses too, and for many guesses at once', async () => {
    await ask('nobody@else.example');
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => (await enter('nobody@else.example', String(100_000 + n))).status),
    );
    expect(statuses.toSorted()).toEqual([...Array(5).fill(401), ...Array(25).fill(429)]);
  });

  it('finds a code used once, the older of two, and one of ten minutes ago to be wrong', async () => {
    const code = await mailedCode(backend, anna);
    expect((await enter(anna, code)).status).toBe(200);
    expect(await codeOf(await enter(anna, code))).toBe('code_wrong');

    const older = await mailedCode(backend, anna);
    const newer = await mailedCode(backend, anna);
    if (older !== newer) expect(await codeOf(await enter(anna, older))).toBe('code_wrong');
    await backend.embedded.shiftClock(601);
    expect(await codeOf(await enter(anna, newer))).toBe('code_wrong');
    await backend.embedded.shiftClock(590);
    expect((await enter(anna, newer)).status).toBe(200);
  });

  it('opens one session with one code, however often it is sent at once', async () => {
    const code = await mailedCode(backend, anna);
    const statuses = await Promise.all(Array.from({ length: 4 }, async () => (await enter(anna, code)).status));
    expect(statuses.toSorted()).toEqual([200, 401, 401, 401]);
  });
});

describe('who is known', () => {
  const people = { known: anna, unknown: 'nobody@else.example', suspended: 'boris@most.example' };
  beforeEach(() =>
    backend.embedded.script(`update public.partners set status = 'suspended' where name = 'Южный мост'`),
  );

  const seen = async (response: Response) => ({
    status: response.status,
    headers: [...response.headers].filter(([name]) => name !== 'retry-after'),
    body: await response.text(),
  });

  it('shows in no answer', async () => {
    const answers = await Promise.all(
      Object.values(people).map(async (email) => {
        const all = [await seen(await ask(email))];
        for (let tries = 0; tries < 6; tries += 1) all.push(await seen(await enter(email, '000000')));
        for (let more = 0; more < 3; more += 1) all.push(await seen(await ask(email)));
        return all;
      }),
    );
    expect(answers[0]!.map(({ status }) => status)).toEqual([202, 401, 401, 401, 401, 401, 429, 202, 202, 429]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('takes the same calls before the answer; the mail comes after it', async () => {
    const { fetch } = backend.embedded;
    const calls: string[] = [];
    useDatabase({
      ...backend.embedded,
      fetch: async (input, init) => {
        calls.push(new URL(new Request(input, init).url).pathname);
        return fetch(input, init);
      },
    });
    const taken: Record<string, string[]> = {};
    for (const [name, email] of Object.entries(people)) {
      calls.length = 0;
      const context = functionContext();
      await session(postJsonTo('/api/session/code', { email }), context);
      calls.push('answer');
      await context.settle();
      await enter(email, '000000');
      taken[name] = [...calls];
    }
    useDatabase(backend.embedded);
    expect(taken['known']).toEqual([
      '/rest/v1/rpc/request_sign_in_code',
      'answer',
      '/auth/v1/otp',
      '/rest/v1/rpc/try_sign_in_code',
      '/auth/v1/verify',
    ]);
    expect(taken['unknown']).toEqual(taken['known']);
    expect(taken['suspended']).toEqual(taken['known']);
  });

  it('is mailed a code, nobody else is', async () => {
    const before = backend.codes.length;
    for (const email of Object.values(people)) {
      const context = functionContext();
      await session(postJsonTo('/api/session/code', { email }), context);
      await context.settle();
    }
    await vi.waitFor(() => expect(backend.codes.length).toBe(before + 1));
    expect(backend.codes.slice(before).map(({ to }) => to)).toEqual([anna]);
  });
});

describe('asking for codes', () => {
  it('is limited in the database: three per address, twenty per network, whichever process asks', async () => {
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await ask(anna)).status);
    for (let n = 0; n < 21; n += 1) statuses.push((await ask(`p${n}@else.example`, {}, '198.51.100.9')).status);
    expect(statuses).toEqual([202, 202, 202, 429, ...Array(20).fill(202), 429]);
    expect(Number((await ask(anna)).headers.get('retry-after'))).toBeGreaterThan(500);

    // Another process has the database in common with this one, and nothing else.
    vi.resetModules();
    const elsewhere = (await import('../../functions/session.ts')).default;
    expect(elsewhere).not.toBe(session);
    const again = await elsewhere(postJsonTo('/api/session/code', { email: anna }), functionContext());
    expect(again.status).toBe(429);
  });
});

describe('the cookie', () => {
  it('is read by no script, goes to no other site, and shows nothing of what it holds', async () => {
    const { setCookie, cookie, user } = await signInAnew(backend, anna);
    expect(setCookie).toMatch(/^letok=[\w-]+; Path=\/; Max-Age=1209\d{3}; HttpOnly; SameSite=Lax$/);
    expect(setCookie.length).toBeLessThan(4096);
    const { accessToken, refreshToken } = tokensIn(cookie);
    const answers = [setCookie, JSON.stringify(user), await (await who({ cookie })).text()];
    for (const text of answers) {
      expect(text).not.toMatch(/eyJ/);
      for (const token of [accessToken, refreshToken, ...accessToken.split('.')]) expect(text).not.toContain(token);
    }
    expect(Buffer.from(cookie.slice(6), 'base64url').toString('latin1')).not.toMatch(/eyJ|anna|sever/);
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
    expect([ended.status, await codeOf(ended)]).toEqual([401, 'session_required']);
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
    expect((await open('/partner/', { cookie })).status).toBe(200);
    const out = await leave({ cookie });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      'letok=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
    expect((await who({ cookie })).status).toBe(401);
    expect((await call(cookie)).status).toBe(401);
    expect((await open('/partner/', { cookie })).status).toBe(302);
    later(56 * 60);
    expect((await who({ cookie })).status).toBe(401);
    expect((await leave({ cookie })).status).toBe(204);
  });

  it('when a member or a partner is suspended: for functions at once, for pages within half a minute', async () => {
    const { cookie } = await signInAnew(backend, anna);
    expect((await open('/partner/', { cookie })).status).toBe(200);
    await backend.embedded.script(`update public.partners set status = 'suspended' where name = 'Северный контур'`);
    expect((await call(cookie)).status).toBe(401);
    later(31);
    expect((await open('/partner/', { cookie })).status).toBe(302);
    await backend.embedded.script(`update public.partners set status = 'active'`);
    expect((await open('/partner/', { cookie })).status).toBe(200);
    await backend.embedded.script(`update public.members set active = false where email = '${anna}'`);
    expect((await call(cookie)).status).toBe(401);
    const code = later(31) && (await open('/partner/', { cookie })).status;
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
    expect([answer.status, await codeOf(answer), answer.headers.get('set-cookie')]).toEqual([401, 'code_wrong', null]);
  });
});
