import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import {
  enquiryByNumber,
  enquiryRequestOf,
  receiveAndRoute,
  sampleEnquiry,
  type PassedLead,
} from '../helpers/enquiries.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/* What one partner has about one client agrees: pinned while it holds the client, and nothing of it waits for a person then. */

let database: TestDatabase;
let sever: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeWorld());

async function makeWorld() {
  await makeRegisterWorld(database);
  const [row] = await database.query<{ id: string }>(`select id from public.partners where name = 'Северный контур'`);
  sever = row!.id;
}
const register = (email: string, n: number) =>
  database.callAs(email, 'register_lead', { lead: leadOf(taxIdNumber(n)) });

test('an accepted lead ends a lead of the partner’s own about the client that a person was to decide', async () => {
  await database.callAs(people.boris, 'register_lead', { lead: leadOf(taxIdNumber(7), { site: 'gruppa.example' }) });
  const own = await database.callAs<{ id: string; status: string }>(people.anna, 'register_lead', {
    lead: leadOf(taxIdNumber(1), { site: 'gruppa.example' }),
  });
  expect(own.status).toBe('in_review');
  const { number } = await receiveAndRoute(database, enquiryRequestOf(sampleEnquiry()));
  const enquiry = await enquiryByNumber(database, number);
  await database.callAs(people.maria, 'pass_enquiry', { enquiryId: enquiry.id, partnerId: sever });
  const offers = await database.callAs<{ items: PassedLead[] }>(people.anna, 'list_passed_leads', {});
  const { lead } = await database.callAs<{ lead: object }>(people.anna, 'accept_passed_lead', {
    id: offers.items[0]!.id,
  });
  expect(lead).toMatchObject({ source: 'passed', status: 'pinned' });
  expect(await database.callAs(people.anna, 'read_lead', { id: own.id })).toMatchObject({
    status: 'ended',
    history: [{ kind: 'registered' }, { kind: 'sent_to_review' }, { kind: 'pinned_by_other_lead' }],
  });
  const { items } = await database.callAs<{ items: { kind: string }[] }>(people.maria, 'staff_inbox', {});
  expect(items).toEqual([]);
  const decide = { id: own.id, decision: 'decline', reason: 'Поздно' };
  expect(await problemOf(database.callAs(people.maria, 'decide_lead', decide))).toMatchObject({
    message: 'already_decided',
  });
  const { quota } = await database.callAs<{ quota: object }>(people.anna, 'list_clients', {});
  expect(quota).toMatchObject({ used: 0 });
});

test('of two clients that are one a lead in review about the one ends when its partner holds the other', async () => {
  const site = 'gruppa.example';
  await register(people.boris, 9);
  await database.query(
    `insert into public.client_domains (client_id, domain) select id, '${site}' from public.clients`,
  );
  await register(people.anna, 1);
  const { id } = await database.callAs<{ id: string }>(people.anna, 'register_lead', {
    lead: leadOf(taxIdNumber(2), { site }),
  });
  const [one, other] = await database.query<{ id: string }>(
    `select id from public.clients where tax_id in ('${taxIdNumber(1)}', '${taxIdNumber(2)}') order by tax_id`,
  );
  const merge = { clientId: one!.id, intoId: other!.id, reason: 'Одна компания' };
  await database.callAs(people.maria, 'merge_clients', merge);
  expect(await database.callAs(people.anna, 'read_lead', { id })).toMatchObject({ status: 'ended' });
  expect(await database.query('select 1 from public.lead_reviews where ended_at is null')).toEqual([]);
});

test('a second lead, and an enquiry that came back, end with the pin, whatever ends it', async () => {
  const leads = async () =>
    (
      await database.callAs<{ items: { source: string; status: string; history: { kind: string }[] }[] }>(
        people.anna,
        'list_leads',
        {},
      )
    ).items
      .map(({ source, status, history }) => `${source} ${status} ${history.at(-1)!.kind}`)
      .toSorted();
  const held = async (n: number) => {
    await register(people.anna, n);
    await database.callAs(people.maria, 'add_event_leads', {
      partnerId: sever,
      event: 'Показ',
      rows: [leadOf(taxIdNumber(n))],
    });
    await receiveAndRoute(database, enquiryRequestOf(sampleEnquiry({ company: { taxId: taxIdNumber(n) } })));
    expect(await leads()).toEqual([
      'event pinned registered',
      'partner pinned pinned',
      'returned pinned enquiry_returned',
    ]);
  };
  await held(1);
  const [client] = await database.query<{ id: string }>('select id from public.clients');
  await database.callAs(people.anna, 'release_pin', { clientId: client!.id });
  expect(await leads()).toEqual(['event ended released', 'partner ended released', 'returned ended released']);

  const again = async () => {
    await makeWorld();
    await held(1);
    await database.shiftClock(98 * 86_400);
  };
  await again();
  await database.query('select public.run_clock()');
  expect(await leads()).toEqual(['event ended expired', 'partner ended expired', 'returned ended expired']);

  // Held anew before the end was dealt with: what came before belongs to the new pin, and ends with it.
  await again();
  await register(people.anna, 1);
  await database.query('select public.run_clock()');
  expect(await leads()).toEqual([
    'event pinned registered',
    'partner ended expired',
    'partner pinned pinned',
    'returned pinned enquiry_returned',
  ]);
});
