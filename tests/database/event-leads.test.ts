import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;
let sever: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database, { 'quota.openRegistrations': 2 });
  const [row] = await database.query<{ id: string }>(`select id from public.partners where name = 'Северный контур'`);
  sever = row!.id;
});

interface Answer {
  rows: { line: number; outcome: string; number?: string; reason?: string; partner?: string }[];
  counts: { added: number; inReview: number; excepted: number };
}
const rowOf = (taxId: string, more: object = {}) => ({
  client: { name: `Гость ${taxId}`, country: 'RU', taxId, ...more },
});
const add = (rows: object[], more: object = {}) =>
  database.callAs<Answer>(people.maria, 'add_event_leads', {
    partnerId: sever,
    event: 'Дни HR в Астане',
    rows,
    ...more,
  });
const register = (email: string, taxId: string, more: Parameters<typeof leadOf>[1] = {}) =>
  database.callAs(email, 'register_lead', { lead: leadOf(taxId, more) });

test('every free client of an event becomes a lead and a pin of the partner, whatever its quota', async () => {
  const rows = [1, 2, 3, 4, 5].map((n) => rowOf(taxIdNumber(n)));
  const contact = { name: 'Дина Асанова', email: 'Dina@gost.example', phone: '+7 700 000-00-03' };
  const answer = await add([{ ...rows[0], contact, need: 'Хотят показ' }, ...rows.slice(1)]);
  expect(answer.counts).toEqual({ added: 5, inReview: 0, excepted: 0 });
  expect(answer.rows.map(({ line, outcome }) => [line, outcome])).toEqual(
    [1, 2, 3, 4, 5].map((line) => [line, 'pinned']),
  );
  const leads = await database.query<Record<string, unknown>>(
    `select source, event, status, contact_email from public.leads order by tax_id`,
  );
  expect(leads[0]).toEqual({
    source: 'event',
    event: 'Дни HR в Астане',
    status: 'pinned',
    contact_email: 'dina@gost.example',
  });
  expect(await database.query('select count(*)::int as n from public.receipts')).toEqual([{ n: 5 }]);
  expect(
    await database.query(
      `select recipient_email, payload -> 'counts' ->> 'added' as added from private.notifications where kind = 'event_leads_added'`,
    ),
  ).toEqual([{ recipient_email: people.anna, added: '5' }]);
  // Its own registrations have their places still.
  expect(await register(people.anna, taxIdNumber(9))).toMatchObject({ status: 'pinned' });
});

test('a client of another partner, a direct and a blocked one are excepted, and staff are told by row', async () => {
  await register(people.boris, taxIdNumber(1));
  await database.query(`insert into public.clients (country, tax_id, name, standing) values
    ('RU', '${taxIdNumber(2)}', 'Прямой', 'direct'), ('RU', '${taxIdNumber(3)}', 'Закрытый', 'blocked')`);
  const answer = await add([1, 2, 3, 4].map((n) => rowOf(taxIdNumber(n))));
  expect(answer.rows).toMatchObject([
    { outcome: 'excepted', reason: 'pinned', partner: 'Южный мост' },
    { outcome: 'excepted', reason: 'direct' },
    { outcome: 'excepted', reason: 'blocked' },
    { outcome: 'pinned' },
  ]);
  expect(answer.counts).toEqual({ added: 1, inReview: 0, excepted: 3 });
  const letter = await database.query(`select payload from private.notifications where kind = 'event_leads_added'`);
  expect(JSON.stringify(letter)).not.toMatch(/Южный|Прям|blocked|direct/);
});

test('a client the partner holds already gets a second lead and no second pin', async () => {
  await register(people.anna, taxIdNumber(1));
  expect((await add([rowOf(taxIdNumber(1))])).rows).toMatchObject([
    { outcome: 'added', number: expect.stringMatching(/^L-/) },
  ]);
  expect(await database.query('select count(*)::int as n from public.client_pins')).toEqual([{ n: 1 }]);
});

test('a known domain, or a lead of another partner in review, is decided by a person', async () => {
  await register(people.boris, taxIdNumber(1), { site: 'gruppa.example' });
  await register(people.boris, taxIdNumber(2), { site: 'gruppa.example' });
  await database.query(
    `update public.leads set status = 'in_review', answer_by = '2030-01-01' where tax_id = '${taxIdNumber(2)}'`,
  );
  await database.query(`update public.client_pins set period = tstzrange(lower(period), private.now(), '[)'), ended_by = 'released'
    where client_id = (select id from public.clients where tax_id = '${taxIdNumber(2)}')`);
  const answer = await add([rowOf(taxIdNumber(3), { site: 'gruppa.example' }), rowOf(taxIdNumber(2))]);
  expect(answer.rows).toMatchObject([
    { outcome: 'in_review', reason: 'domain_known' },
    { outcome: 'in_review', reason: 'other_lead' },
  ]);
  const [lead] = await database.query<{ id: string }>(`select id from public.leads where tax_id = '${taxIdNumber(3)}'`);
  await database.callAs(people.maria, 'decide_lead', { id: lead!.id, decision: 'approve', reason: 'Другая компания' });
  expect(
    await database.query(
      `select p.name from public.client_pins pin join public.partners p on p.id = pin.partner_id where pin.lead_id = $1`,
      [lead!.id],
    ),
  ).toEqual([{ name: 'Северный контур' }]);
});

test('a row that comes twice counts once, and the same key answers the same', async () => {
  const rows = [rowOf(taxIdNumber(1)), rowOf(taxIdNumber(1), { name: 'Тот же' })];
  const more = { idempotencyKey: 'k', requestSha256: '0'.repeat(64) };
  const first = await add(rows, more);
  expect(first.rows).toMatchObject([
    { line: 1, outcome: 'pinned' },
    { line: 2, outcome: 'duplicate' },
  ]);
  expect(await add(rows, more)).toEqual(first);
  expect(await database.query('select count(*)::int as n from public.leads')).toEqual([{ n: 1 }]);
});

test('is for staff alone, and for a partner that has accepted the offer', async () => {
  expect(
    await problemOf(database.callAs(people.anna, 'add_event_leads', { partnerId: sever, event: 'Показ', rows: [] })),
  ).toMatchObject({ message: 'wrong_role' });
  expect(await problemOf(add([], { partnerId: 'нет' }))).toMatchObject({ message: 'not_found' });
  expect(await problemOf(add(Array.from({ length: 1001 }, (_, n) => rowOf(taxIdNumber(n)))))).toMatchObject({
    message: 'invalid_input',
    detail: 'rows',
  });
  await database.pglite.exec(
    `set session_replication_role = replica; delete from public.offer_acceptances; reset session_replication_role`,
  );
  expect(await problemOf(add([rowOf(taxIdNumber(1))]))).toMatchObject({ message: 'offer_not_accepted' });
});
