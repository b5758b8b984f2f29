import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { enquiryRequestOf, receiveAndRoute, sampleEnquiry } from '../helpers/enquiries.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/* Ten seconds are long enough for others to build on a decision: then it stands. */

let database: TestDatabase;
let lead: { id: string; number: string };

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
/** Anna holds the first client; Boris waits for the second, whose site is the same. */
beforeEach(async () => {
  await makeRegisterWorld(database);
  await register('anna', 1);
  lead = await register('boris', 2);
});

const register = (who: keyof typeof people, n: number, site = 'romashka.example') =>
  database.callAs<{ id: string; number: string; status: string }>(people[who], 'register_lead', {
    lead: leadOf(taxIdNumber(n), { name: 'ООО «Ромашка»', site }),
  });
const decide = (decision: string, who: keyof typeof people = 'maria', id = lead.id) =>
  database.callAs<{ decision: { id: string } }>(people[who], 'decide_lead', { id, decision, reason: 'Сверили' });
const undo = (id: string) => database.callAs(people.maria, 'undo_decision', { id });
const tooLate = { code: 'PT409', message: 'undo_too_late' };
const statusOf = async (number = lead.number) =>
  (await database.query<{ status: string }>('select status from public.leads where number = $1', [number]))[0]!.status;
const idOf = async (sql: string) => (await database.query<{ id: string }>(sql))[0]!.id;
const appeal = async (request: object, decision = 'approve', who: keyof typeof people = 'lead') => {
  await database.callAs(people.boris, 'submit_appeal', { statement: 'Это наш проект', ...request });
  const id = await idOf(`select id from public.appeals where status = 'waiting'`);
  return database.callAs<{ decision: { id: string } }>(people[who], 'decide_appeal', { id, decision, reason: 'Верно' });
};

describe('a decline stands', () => {
  test('once the lead has got its client by a transfer: it stays pinned', async () => {
    const { decision } = await decide('decline');
    const { id: fileId } = await database.callAs<{ id: string }>(people.maria, 'add_file', {
      name: 'письмо.pdf',
      mediaType: 'application/pdf',
      base64: Buffer.from('%PDF-1.7 письмо').toString('base64'),
    });
    await database.callAs(people.maria, 'transfer_client', {
      clientId: await idOf(`select client_id as id from public.leads where number = '${lead.number}'`),
      partnerId: await idOf(`select partner_id as id from public.leads where number = '${lead.number}'`),
      reason: 'Письмо клиента',
      fileId,
    });
    expect(await problemOf(undo(decision.id))).toMatchObject(tooLate);
    expect(await statusOf()).toBe('pinned');
  });

  test('once the partner has registered the client again', async () => {
    const { decision } = await decide('decline');
    await register('boris', 2, 'another.example');
    expect(await problemOf(undo(decision.id))).toMatchObject(tooLate);
    expect(await statusOf()).toBe('declined');
  });

  test('once the partner has appealed', async () => {
    const { decision } = await decide('decline');
    await database.callAs(people.boris, 'submit_appeal', { leadNumber: lead.number, statement: 'Это наш проект' });
    expect(await problemOf(undo(decision.id))).toMatchObject(tooLate);
  });
});

test('whoever came to wait for the client in these seconds is told that it is free again', async () => {
  const { decision } = await decide('approve');
  await register('anna', 2);
  await database.callAs(people.anna, 'join_waiting_list', { country: 'RU', taxId: taxIdNumber(2) });
  const told = () => database.query(`select recipient_email from private.notifications where kind = 'client_free'`);
  expect(await told()).toEqual([]);
  await undo(decision.id);
  expect(await told()).toEqual([{ recipient_email: people.anna }]);
});

test('an approval stands once an enquiry of the client has come back by it', async () => {
  const { decision } = await decide('approve');
  const enquiry = sampleEnquiry({ company: { taxId: taxIdNumber(2), site: 'romashka.example' }, transfer: true });
  await receiveAndRoute(database, enquiryRequestOf(enquiry));
  expect(await problemOf(undo(decision.id))).toMatchObject(tooLate);
  expect(await statusOf()).toBe('pinned');
});

describe('a granted appeal that is taken back', () => {
  test('leaves the lead of the appellant declined, as it was', async () => {
    await decide('decline');
    const { decision } = await appeal({ leadNumber: lead.number });
    expect(await statusOf()).toBe('pinned');
    await undo(decision.id);
    expect(await statusOf()).toBe('declined');
    expect(await idOf(`select status as id from public.appeals`)).toBe('waiting');
  });

  test('gives the holder back all it had: the enquiry that had come to it as well', async () => {
    const client = { taxId: taxIdNumber(1), site: 'romashka.example' };
    await receiveAndRoute(database, enquiryRequestOf(sampleEnquiry({ company: client, transfer: true })));
    await register('boris', 1);
    const { decision } = await appeal({ client: { country: 'RU', taxId: taxIdNumber(1) } });
    const ofAnna = () =>
      database.query(`select l.source, l.status from public.leads l join public.partners p on p.id = l.partner_id
        where p.name = 'Северный контур' order by l.source`);
    const both = (status: string) => ['partner', 'returned'].map((source) => ({ source, status }));
    expect(await ofAnna()).toEqual(both('ended'));
    await undo(decision.id);
    expect(await ofAnna()).toEqual(both('pinned'));
  });

  test('does not bring back a pin whose grace has ended in these seconds', async () => {
    await register('boris', 1);
    // Ninety days and seven of grace are over two seconds from now.
    await database.query(`update public.client_pins set granted_at = granted_at - interval '97 days' + interval '2 seconds',
      protected_until = protected_until - interval '97 days' + interval '2 seconds',
      period = tstzrange(lower(period), upper(period) - interval '97 days' + interval '2 seconds', '[)') returning id`);
    const { decision } = await appeal({ client: { country: 'RU', taxId: taxIdNumber(1) } });
    await database.shiftClock(5);
    await undo(decision.id);
    expect(await database.query('select from public.client_pins where period @> private.now()')).toEqual([]);
    expect(await database.query(`select from public.leads where status = 'pinned'`)).toEqual([]);
  });

  test('leaves the lead of the appellant in review, as it was', async () => {
    await database.empty();
    await makeRegisterWorld(database, { 'quota.refusalsPerDay': 1 });
    await register('anna', 1);
    await register('boris', 1);
    // The next attempt waits for a person, whoever holds the client.
    lead = await register('boris', 1);
    expect(await statusOf()).toBe('in_review');
    const { decision } = await appeal({ client: { country: 'RU', taxId: taxIdNumber(1) } });
    expect(await statusOf()).toBe('pinned');
    await undo(decision.id);
    expect(await statusOf()).toBe('in_review');
    const { items } = await database.callAs<{ items: { number: string }[] }>(people.maria, 'staff_inbox', {});
    expect(items.map(({ number }) => number)).toContain(lead.number);
  });
});

describe('an appeal is heard by somebody else', () => {
  const again = (who: keyof typeof people) => problemOf(appeal({ leadNumber: lead.number }, 'approve', who));

  test('than whoever decided while it waited', async () => {
    expect(await again('maria')).toMatchObject({ code: 'PT404' });
    await decide('decline');
    expect(await again('maria')).toMatchObject({ code: 'PT403', message: 'other_person_needed' });
  });

  test('than whoever took the client by an appeal of another', async () => {
    const client = { country: 'RU', taxId: taxIdNumber(1) };
    await register('boris', 1);
    await appeal({ client }, 'approve', 'maria');
    const { id } = await database.callAs<{ id: string }>(people.anna, 'submit_appeal', { client, statement: 'Наш' });
    expect(id).toBeUndefined();
    const waiting = await idOf(`select id from public.appeals where status = 'waiting'`);
    expect(
      await problemOf(
        database.callAs(people.maria, 'decide_appeal', { id: waiting, decision: 'approve', reason: 'Верно' }),
      ),
    ).toMatchObject({ message: 'other_person_needed' });
  });

  test('than whoever merged two clients', async () => {
    await decide('approve', 'lead');
    const ids = await database.query<{ id: string }>('select id from public.clients order by tax_id');
    await database.callAs(people.maria, 'merge_clients', {
      clientId: ids[1]!.id,
      intoId: ids[0]!.id,
      reason: 'Одна компания',
    });
    expect(await again('maria')).toMatchObject({ message: 'other_person_needed' });
  });
});

describe('nothing is given to a suspended partner', () => {
  const suspend = () =>
    database.query(`update public.partners set status = 'suspended' where name = 'Южный мост' returning id`);
  const suspended = { code: 'PT409', message: 'partner_suspended' };

  test('neither by an approval nor by an appeal', async () => {
    await register('boris', 1);
    await database.callAs(people.boris, 'submit_appeal', {
      client: { country: 'RU', taxId: taxIdNumber(1) },
      statement: 'Наш',
    });
    await suspend();
    expect(await problemOf(decide('approve'))).toMatchObject(suspended);
    const id = await idOf(`select id from public.appeals`);
    expect(
      await problemOf(database.callAs(people.maria, 'decide_appeal', { id, decision: 'approve', reason: 'Верно' })),
    ).toMatchObject(suspended);
    await decide('decline');
  });

  test('nor an enquiry, by hand', async () => {
    await decide('approve');
    await suspend();
    const { number } = await receiveAndRoute(
      database,
      enquiryRequestOf(sampleEnquiry({ company: { taxId: taxIdNumber(2), site: 'romashka.example' }, transfer: true })),
    );
    const enquiryId = await idOf(`select id from public.enquiries where number = '${number}'`);
    const clientId = await idOf(`select client_id as id from public.leads where number = '${lead.number}'`);
    expect(await problemOf(database.callAs(people.maria, 'return_enquiry', { enquiryId, clientId }))).toMatchObject(
      suspended,
    );
  });
});
