import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimsOf } from '../helpers/database-pglite.ts';
import { startPostgres } from '../helpers/database-postgres.ts';

const postgres = await startPostgres('the races of sign-in: codes asked for, tried and used by many at once');
afterAll(() => postgres?.stop());

const anna = 'anna@sever.example';
const run = (sql: string) => postgres!.run('sign_in', sql);
const asServer = (sql: string) => `set role service_role; ${sql}`;
const askSql = (email: string, networkAddress: string) =>
  asServer(`select public.request_sign_in_code('${JSON.stringify({ email, networkAddress })}');`);
const trySql = asServer(`select public.try_sign_in_code('{"email": "${anna}"}');`);
const beginSql = `select set_config('request.jwt.claims', '${JSON.stringify(claimsOf(anna))}', false); set role authenticated;
  select public.begin_session('{}');`;

/** How many of the connections, all at one moment, are answered; and what the others are told. */
async function atOnce(statements: string[]): Promise<{ answered: number; refusals: string[] }> {
  const moment = new Date(Date.now() + 400 + 25 * statements.length).toISOString();
  const wait = `do $$ begin perform pg_sleep(extract(epoch from timestamptz '${moment}' - clock_timestamp())); end $$;`;
  const outcomes = await Promise.allSettled(statements.map((sql) => run(`${wait} ${sql}`)));
  const refused = outcomes.filter((one) => one.status === 'rejected');
  return {
    answered: outcomes.length - refused.length,
    refusals: [
      ...new Set(refused.map(({ reason }) => /PT\d{3}: +\w+/.exec((reason as Error).message)?.[0] ?? String(reason))),
    ],
  };
}

describe.runIf(postgres)('from forty connections at once', () => {
  beforeAll(async () => {
    await postgres!.createDatabase('sign_in');
    await run(`
      insert into public.partners (name, country, tax_id) values ('Северный контур', 'RU', '0012345673');
      insert into public.members (partner_id, name, email, role) select id, 'Анна', '${anna}', 'owner' from public.partners;`);
  });

  test('an address gets three codes, and a network twenty', async () => {
    const ofOne = await atOnce(Array.from({ length: 40 }, (_, n) => askSql(anna, `10.1.0.${n}`)));
    expect(ofOne).toEqual({ answered: 3, refusals: ['PT429: too_many_requests'] });
    const ofNetwork = await atOnce(Array.from({ length: 40 }, (_, n) => askSql(`p${n}@else.example`, '10.2.0.1')));
    expect(ofNetwork).toEqual({ answered: 20, refusals: ['PT429: too_many_requests'] });
  });

  test('a code is tried five times', async () => {
    const tried = await atOnce(Array.from({ length: 40 }, () => trySql));
    expect(tried).toEqual({ answered: 5, refusals: ['PT429: too_many_tries'] });
  });

  test('a code opens one session', async () => {
    const begun = await atOnce(Array.from({ length: 40 }, () => beginSql));
    expect(begun).toEqual({ answered: 1, refusals: ['PT401: code_wrong'] });
  });
});
