import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimsOf } from '../helpers/database-pglite.ts';
import { startPostgres } from '../helpers/database-postgres.ts';
import { sha256, submitRequest, testApplication, testEdition } from '../helpers/database-requests.ts';
import { people } from '../helpers/register-world.ts';

const postgres = await startPostgres('the races of the way in: decisions, invitations, acceptances, removals at once');
afterAll(() => postgres?.stop());

const run = (sql: string) => postgres!.run('way_in', sql);
const json = (value: object) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;
const asServer = (name: string, request: object) => `set role service_role; select public.${name}(${json(request)});`;
const as = (email: string, name: string, request: object) =>
  `select set_config('request.jwt.claims', ${json(claimsOf(email))}, false); set role authenticated; select public.${name}(${json(request)});`;

/** Runs all at one moment, each in a connection of its own: how many were answered, and what the others were told. */
async function atOnce(statements: string[]): Promise<{ answered: number; refusals: string[] }> {
  const moment = new Date(Date.now() + 400 + 25 * statements.length).toISOString();
  const wait = `do $$ begin perform pg_sleep(extract(epoch from timestamptz '${moment}' - clock_timestamp())); end $$;`;
  const outcomes = await Promise.allSettled(statements.map((sql) => run(`${wait} ${sql}`)));
  const refused = outcomes.filter((one) => one.status === 'rejected');
  const told = refused.map(({ reason }) => /PT\d{3}: +\w+/.exec((reason as Error).message)?.[0] ?? String(reason));
  return { answered: outcomes.length - refused.length, refusals: [...new Set(told)] };
}

const count = async (from: string) => Number((await run(`select count(*) from ${from}`)).at(-1));
const idsOf = (taxId: string) => run(`select id from public.applications where tax_id = '${taxId}' order by number`);
const times = <Value>(n: number, make: (n: number) => Value) => Array.from({ length: n }, (_, i) => make(i));

describe.runIf(postgres)('from many connections at once', () => {
  beforeAll(async () => {
    await postgres!.createDatabase('way_in');
    await run(`
      insert into public.staff (name, email, role) values ('Мария', '${people.maria}', 'account_manager');
      insert into public.partners (name, country, tax_id) values ('Северный контур', 'RU', '0012345673');
      insert into public.members (partner_id, name, email, role)
        select id, 'Анна', '${people.anna}', 'owner' from public.partners
        union all select id, 'Антон', '${people.anton}', 'owner' from public.partners;`);
    const offers = [{ language: 'ru', sha256: sha256('Оферта'), text: 'Оферта' }];
    await run(asServer('publish_edition', { ...testEdition(), offers }));
    for (const taxId of ['0045678903', '0056789014'])
      for (const n of times(20, (i) => i)) {
        const company = { ...testApplication.company, taxId };
        const application = {
          ...testApplication,
          company,
          contact: { ...testApplication.contact, email: `p${n}@${taxId}.example` },
        };
        await run(
          asServer(
            'submit_application',
            submitRequest({ application, networkAddress: `10.${n}.${taxId.slice(2, 4)}.1` }),
          ),
        );
      }
  });

  const decide = (id: string, decision = 'approve') =>
    as(people.maria, 'decide_application', { id, decision, reason: 'Да.' });

  test('an application is decided once', async () => {
    const [id] = await idsOf('0045678903');
    expect(await atOnce(times(20, (n) => decide(id!, n % 2 ? 'approve' : 'decline')))).toEqual({
      answered: 1,
      refusals: ['PT409: already_decided'],
    });
    expect(await count('public.decisions')).toBe(1);
  });

  test('twenty approvals of one company make one partner', async () => {
    const ids = await idsOf('0056789014');
    expect(await atOnce(ids.map((id) => decide(id)))).toEqual({ answered: 20, refusals: [] });
    expect(await count(`public.partners where tax_id = '0056789014'`)).toBe(1);
    expect(await count(`public.invitations`)).toBeGreaterThanOrEqual(20);
  });

  test('an approval taken back while the invited person signs in: either one, never both', async () => {
    for (const n of [2, 3, 4, 5, 6, 7, 8, 9]) {
      const where = `contact_email = 'p${n}@0045678903.example' and status = 'waiting'`;
      const [id] = await run(`select id from public.applications where ${where}`);
      if (!id) continue;
      const rows = await run(decide(id));
      const { decision } = JSON.parse(rows.at(-1)!) as { decision: { id: string } };
      const accept = `select private.accept_invitation('p${n}@0045678903.example');`;
      const turns = [as(people.maria, 'undo_decision', { id: decision.id }), accept];
      const { refusals } = await atOnce(n % 2 ? turns : turns.toReversed());
      const isWaiting = (await count(`public.applications where id = '${id}' and status = 'waiting'`)) === 1;
      const isMember = (await count(`public.members where email = 'p${n}@0045678903.example'`)) === 1;
      expect({ isMember, refusals }).toEqual(
        isWaiting ? { isMember: false, refusals: [] } : { isMember: true, refusals: ['PT409: undo_too_late'] },
      );
    }
  });

  test('an address invited by two partners becomes one person', async () => {
    await run(as(people.anna, 'invite_member', { email: 'p1@0056789014.example', name: 'Кто-то', role: 'member' }));
    await atOnce(times(20, () => `select private.accept_invitation('p1@0056789014.example');`));
    expect(await count(`public.members where email = 'p1@0056789014.example'`)).toBe(1);
    const where = await run(
      `select p.tax_id from public.members m join public.partners p on p.id = m.partner_id where m.email like 'p1@%'`,
    );
    expect(where).toEqual(['0056789014']);
  });

  test('an offer accepted by two owners twenty times is one contract', async () => {
    const acceptance = {
      edition: '2020-01',
      sha256: sha256('Оферта'),
      fullName: 'Ветрова Анна',
      position: 'Директор',
      authority: 'charter',
    };
    const accepted = times(20, (n) => as(n % 2 ? people.anna : people.anton, 'accept_offer', acceptance));
    expect(await atOnce(accepted)).toEqual({ answered: 20, refusals: [] });
    expect(await count('public.offer_acceptances')).toBe(1);
    expect(await count(`private.notifications where kind = 'offer_accepted'`)).toBe(1);
  });

  test('two owners who remove each other at the same moment leave one', async () => {
    const idOf = async (email: string) => (await run(`select id from public.members where email = '${email}'`))[0]!;
    const [anna, anton] = [await idOf(people.anna), await idOf(people.anton)];
    for (let round = 0; round < 10; round++) {
      await run(`update public.members set active = true where email in ('${people.anna}', '${people.anton}')`);
      const { answered } = await atOnce([
        as(people.anna, 'remove_member', { id: anton }),
        as(people.anton, 'remove_member', { id: anna }),
      ]);
      expect(answered).toBe(1);
      expect(await count(`public.members where active and email in ('${people.anna}', '${people.anton}')`)).toBe(1);
    }
  });
});
