import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDatabase } from '../../functions/database/connect.ts';
import session from '../../functions/session.ts';
import type { Mail } from '../../functions/email/mail.ts';
import { useMailbox } from '../../functions/email/send-mail.ts';
import { mailSignInCode } from '../../functions/host/mail-sign-in-code.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { settings, useSettings } from '../../functions/settings/read-settings.ts';
import { openFakeMailServer } from '../helpers/fake-mail-server.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
import { anna, ask, enter, leave, otherCode, problemCodeOf, who } from '../helpers/session-requests.ts';
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
    expect(await problemCodeOf(await who({}))).toBe('session_required');
    expect((await leave({})).status).toBe(204);
  });

  it('is for its own pages: another site is refused', async () => {
    const { cookie } = await signInAnew(backend, anna);
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ];
    for (const headers of foreign) {
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
      const wrong = await enter(anna, otherCode(code));
      expect([wrong.status, await problemCodeOf(wrong)]).toEqual([401, 'code_wrong']);
    }
    const refused = await enter(anna, code);
    expect([refused.status, await problemCodeOf(refused)]).toEqual([429, 'too_many_tries']);
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
    expect(await problemCodeOf(await enter(anna, code))).toBe('code_wrong');

    const older = await mailedCode(backend, anna);
    const newer = await mailedCode(backend, anna);
    // One time in a million they are the same.
    expect(older === newer ? 'code_wrong' : await problemCodeOf(await enter(anna, older))).toBe('code_wrong');
    await backend.embedded.shiftClock(601);
    expect(await problemCodeOf(await enter(anna, newer))).toBe('code_wrong');
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

  /** What Supabase is asked for while each of them asks for a code and tries one. */
  async function callsOf() {
    const calls: string[] = [];
    const otp: { email: string; create_user: boolean }[] = [];
    useDatabase({
      ...backend.embedded,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const { pathname } = new URL(request.url);
        calls.push(pathname);
        if (pathname === '/auth/v1/otp') otp.push((await request.clone().json()) as (typeof otp)[number]);
        return backend.embedded.fetch(request);
      },
    });
    const taken: string[][] = [];
    for (const email of Object.values(people)) {
      calls.length = 0;
      const context = functionContext();
      await session(postJsonTo('/api/session/code', { email }), context);
      calls.push('answer');
      await context.settle();
      await enter(email, '000000');
      taken.push([...calls]);
    }
    useDatabase(backend.embedded);
    return { taken, otp: otp.map(({ email, create_user }) => [email, create_user]) };
  }

  it('takes the same calls before the answer; the mail comes after it', async () => {
    const { taken, otp } = await callsOf();
    const calls = ['/rest/v1/rpc/request_sign_in_code', 'answer', '/auth/v1/otp'];
    calls.push('/rest/v1/rpc/try_sign_in_code', '/auth/v1/verify');
    expect(taken).toEqual([calls, calls, calls]);
    const nobody = 'nobody@letok.invalid';
    expect(otp).toEqual([anna, nobody, nobody].map((email) => [email, true]));
  });

  it('alone has an account made, and a mail sent, where a Supabase project sends the mails', async () => {
    const usual = settings();
    useSettings({ ...usual, supabase: { url: 'https://abc.supabase.co', anonKey: 'x', serviceRoleKey: 'x' } });
    const { otp } = await callsOf();
    useSettings(usual);
    const nobody = 'nobody@letok.invalid';
    expect(otp).toEqual([
      [anna, true],
      [nobody, false],
      [nobody, false],
    ]);
  });

  it('is mailed a code, nobody else is', async () => {
    const before = backend.codes.length;
    for (const email of Object.values(people)) {
      const context = functionContext();
      await session(postJsonTo('/api/session/code', { email }), context);
      await context.settle();
    }
    await vi.waitFor(() => expect(backend.codes.length).toBe(before + 3));
    const mails: Mail[] = [];
    useMailbox(async (mail) => void mails.push(mail));
    await backend.embedded.script(`update public.members set locale = 'en' where email = '${anna}'`);
    // As the host does with what the embedded Supabase hands over.
    for (const code of backend.codes.slice(before)) await mailSignInCode(backend.embedded, code);
    await backend.embedded.script(`update public.members set locale = 'ru'`);
    expect(mails.map(({ to, kind, subject }) => [to.address, kind, subject])).toEqual([
      [anna, 'sign_in_code', 'Your sign-in code'],
    ]);
    for (const text of [mails[0]!.text, mails[0]!.html]) expect(text).not.toMatch(/https?:|href/);
    expect(mails[0]!.text.match(/\b\d{6}\b/g)).toHaveLength(1);
  });

  it('gets it by the mail server where the settings name one, and not in the local mailbox', async () => {
    const server = await openFakeMailServer();
    const usual = settings();
    const kept: Mail[] = [];
    useMailbox(async (mail) => void kept.push(mail));
    useSettings({ ...usual, mail: { ...usual.mail, smtpUrl: server.url } });
    await mailSignInCode(backend.embedded, { to: anna, code: '123456' });
    useSettings(usual);
    expect([server.received.map(({ to }) => to), kept]).toEqual([[anna], []]);
    await server.close();
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
