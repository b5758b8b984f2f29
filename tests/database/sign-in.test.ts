import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimsOf, openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { seedPartners } from '../helpers/partners.ts';
import { people } from '../helpers/register-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.empty();
  await seedPartners(database);
});

let sender = 0;
/** Another network each time, unless one is named. */
const ask = (email: string, networkAddress = `10.0.${(sender += 1) >> 8}.${sender & 255}`) =>
  database.call<{ send: boolean; locale?: string }>('request_sign_in_code', { email, networkAddress });
const tryCode = (email: string) => database.call<{ triesLeft: number }>('try_sign_in_code', { email });
const begin = (email: string) => database.callAs<{ user: Record<string, unknown> }>(email, 'begin_session', {});
const current = async (email: string, claims: object = {}) => {
  await database.query(`select set_config('request.jwt.claims', $1, false)`, [
    JSON.stringify({ ...claimsOf(email), ...claims }),
  ]);
  try {
    const [row] = await database.queryAs<{ answer: { user: Record<string, unknown> } }>(
      'authenticated',
      'select public.current_session() as answer',
    );
    return row!.answer.user;
  } finally {
    await database.query(`select set_config('request.jwt.claims', '', false)`);
  }
};
const end = (email: string) => database.queryAsPerson(email, 'select public.end_session()');
const signIn = async (email: string) => {
  await ask(email);
  await tryCode(email);
  return begin(email);
};

describe('asking for a code', () => {
  test('says to the server who gets one and in which language, and leaves the same row for everybody', async () => {
    await database.query(`update public.members set locale = 'en' where email = $1`, [people.anton]);
    await database.query(`update public.members set active = false where email = $1`, [people.anna]);
    await database.query(`update public.partners set status = 'suspended' where tax_id = '0023456784'`);
    await database.query(`update public.staff set active = false where email = $1`, [people.lead]);
    expect(await ask(people.maria)).toEqual({ send: true, locale: 'ru' });
    expect(await ask(people.anton.toUpperCase())).toEqual({ send: true, locale: 'en' });
    for (const email of [people.anna, people.boris, people.lead, 'nobody@else.example'])
      expect(await ask(email)).toEqual({ send: false, locale: null });
    const rows = await database.query(
      'select count(*)::int as n, count(distinct subject)::int as people, max(tries)::int as tries from private.sign_in_codes',
    );
    expect(rows).toEqual([{ n: 6, people: 6, tries: 0 }]);
  });

  test('keeps no address', async () => {
    await ask(people.anna);
    for (const table of ['sign_in_codes', 'rate_limits'])
      expect(JSON.stringify(await database.query(`select * from private.${table}`))).not.toMatch(/sever|@|10\.0\./);
  });

  test.each([people.anna, 'nobody@else.example'])('gives %s three in ten minutes', async (email) => {
    for (let n = 0; n < 3; n += 1) {
      await database.shiftClock(n * 60);
      await ask(email);
    }
    const refused = await problemOf(ask(email));
    expect(refused).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
    expect(Number(refused.detail)).toBeGreaterThan(470);
    expect(Number(refused.detail)).toBeLessThanOrEqual(480);
    await ask('other@else.example');
    await database.shiftClock(601);
    await ask(email);
    expect(await problemOf(ask(email))).toMatchObject({ message: 'too_many_requests' });
  });

  test('gives one network twenty in an hour, whoever is asked for; refused ones do not count', async () => {
    for (let n = 0; n < 20; n += 1) await ask(`person-${n}@else.example`, '198.51.100.7');
    for (const email of [people.anna, 'nobody@else.example'])
      expect(await problemOf(ask(email, '198.51.100.7'))).toMatchObject({
        code: 'PT429',
        message: 'too_many_requests',
      });
    for (let n = 0; n < 3; n += 1) await ask(people.anna);
    await database.shiftClock(3601);
    await ask(people.anna, '198.51.100.7');
  });

  test('holds its limits however many ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 30 }, () => ask(people.anna)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  test.each(['', 'anna', 'anna@', 'a b@c.example', null])('refuses %j, which is no address', async (email) => {
    expect(await problemOf(ask(email as string))).toEqual({ code: 'PT422', message: 'invalid_input', detail: 'email' });
  });
});

describe('a try', () => {
  test.each([people.anna, 'nobody@else.example'])('of %s is counted: five per code', async (email) => {
    await ask(email);
    for (const triesLeft of [4, 3, 2, 1, 0]) expect(await tryCode(email)).toEqual({ triesLeft });
    const refused = await problemOf(tryCode(email));
    expect(refused).toMatchObject({ code: 'PT429', message: 'too_many_tries' });
    expect(Number(refused.detail)).toBeGreaterThan(590);
    await ask(email);
    expect(await tryCode(email)).toEqual({ triesLeft: 4 });
  });

  test('is counted one by one when many come at once', async () => {
    await ask(people.anna);
    const tried = await Promise.allSettled(Array.from({ length: 40 }, () => tryCode(people.anna)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  test('has nothing to try when no code was asked for, when it is ten minutes old, or when it was used', async () => {
    const wrong = { code: 'PT401', message: 'code_wrong' };
    expect(await problemOf(tryCode(people.anna))).toEqual(wrong);
    await ask(people.anna);
    await database.shiftClock(598);
    await tryCode(people.anna);
    await database.shiftClock(601);
    expect(await problemOf(tryCode(people.anna))).toEqual(wrong);
    await database.shiftClock(0);
    await database.empty();
    await seedPartners(database);
    await signIn(people.anna);
    expect(await problemOf(tryCode(people.anna))).toEqual(wrong);
  });
});

describe('a session', () => {
  test('begins with who came in', async () => {
    const anna = await signIn(people.anna);
    expect(anna.user).toMatchObject({
      name: 'Анна Ветрова',
      email: people.anna,
      roles: ['member', 'owner'],
      partner: { name: 'Северный контур', status: 'active' },
    });
    expect(await current(people.anna)).toEqual(anna.user);
    expect((await signIn(people.anton)).user['roles']).toEqual(['member']);
    expect((await signIn(people.maria)).user).toMatchObject({ roles: ['staff'] });
    expect((await signIn(people.lead)).user['roles']).toEqual(['staff', 'programme_lead']);
    expect((await signIn(people.lead)).user).not.toHaveProperty('partner');
  });

  test('begins once per code, and only after a try of it', async () => {
    await ask(people.anna);
    expect(await problemOf(begin(people.anna))).toEqual({ code: 'PT401', message: 'code_wrong' });
    await tryCode(people.anna);
    const begun = await Promise.allSettled(Array.from({ length: 10 }, () => begin(people.anna)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('takes up an open invitation: whoever was unknown before is a person of the partner now', async () => {
    const invited = 'vera@sever.example';
    const invite = (address: string, expires: string) =>
      database.query(
        `insert into public.invitations (partner_id, email, name, role, locale, invited_by_member, invited_at, expires_at)
         select m.partner_id, $1, 'Вера Новая', 'member', 'en', m.id, private.now() - interval '30 days', private.now() + $2::interval
         from public.members as m where m.email = $3`,
        [address, expires, people.anna],
      );
    await invite(invited, '1 day');
    await invite('late@sever.example', '-1 day');
    expect(await ask('late@sever.example')).toEqual({ send: false, locale: null });
    expect(await ask(invited)).toEqual({ send: true, locale: 'en' });
    await tryCode(invited);
    expect(await database.query('select from public.members where email = $1', [invited])).toEqual([]);
    const { user } = await begin(invited);
    expect(user).toMatchObject({ name: 'Вера Новая', roles: ['member'], partner: { name: 'Северный контур' } });
    expect((await signIn(invited)).user).toEqual(user);
  });

  test('does not begin for somebody who was suspended meanwhile, nor for a password', async () => {
    await ask(people.anna);
    await tryCode(people.anna);
    await database.query(`update public.members set active = false where email = $1`, [people.anna]);
    expect(await problemOf(begin(people.anna))).toEqual({ code: 'PT401', message: 'session_required' });
    expect(await problemOf(current(people.boris, { amr: [{ method: 'password' }] }))).toMatchObject({
      message: 'session_required',
    });
  });

  test('that was ended is nobody’s, another one of the same person goes on', async () => {
    await signIn(people.anna);
    await end(people.anna);
    await end(people.anna);
    expect(await problemOf(current(people.anna))).toEqual({ code: 'PT401', message: 'session_required' });
    expect(await current(people.anna, { session_id: 'another' })).toMatchObject({ email: people.anna });
  });

  test('shows a suspension and a new role at once', async () => {
    await signIn(people.anton);
    await database.query(`update public.members set role = 'owner' where email = $1`, [people.anton]);
    expect((await current(people.anton))['roles']).toEqual(['member', 'owner']);
    await database.query(`update public.partners set status = 'suspended' where tax_id = '0012345673'`);
    expect(await problemOf(current(people.anton))).toMatchObject({ message: 'session_required' });
    await database.query(`update public.partners set status = 'active' where tax_id = '0012345673'`);
    expect(await current(people.anton)).toMatchObject({ email: people.anton });
  });
});
