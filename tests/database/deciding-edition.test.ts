import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { enquiryRequestOf, sampleEnquiry } from '../helpers/enquiries.ts';
import { editionWith, leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/* Received under one edition, decided under the next: what the partner reads names the edition that decided. */
let database: TestDatabase;
let waiting: Lead;

interface Rule {
  edition: string;
  id: string;
}
interface Lead {
  id: string;
  status: string;
  source: string;
  rule: Rule;
  pin?: { edition: string };
  history: { kind: string; rule?: Rule }[];
}

const [first, second] = ['2020-01', '2020-02'];
const later = () =>
  editionWith({ id: second, number: 2, inForceFrom: '2020-02-01T00:00:00+03:00', 'pin.protectionDays': 60 });
const register = (by: string, n: number) =>
  database.callAs<Lead>(by, 'register_lead', {
    lead: leadOf(taxIdNumber(n), { name: 'ООО «Ромашка»', site: 'romashka.example' }),
  });
const decide = (decision: string) =>
  database.callAs<{ decision: { id: string } }>(people.maria, 'decide_lead', {
    id: waiting.id,
    decision,
    reason: 'Сверили реквизиты',
  });
const read = (by = people.boris as string, { id } = waiting) => database.callAs<Lead>(by, 'read_lead', { id });
const rulesOf = ({ history }: Lead) =>
  history.flatMap(({ kind, rule }) => (rule ? [`${kind}: ${rule.id} of ${rule.edition}`] : []));

/** Anna holds a client of the first edition, Boris has one in review; then the second edition is in force. */
let held: Lead;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await makeRegisterWorld(database);
  held = await register(people.anna, 1);
  waiting = await register(people.boris, 2);
  await database.call('publish_edition', later());
});
afterAll(() => database?.close());

test('in review: the edition of the receipt, with its promise', async () => {
  const lead = await read();
  expect(lead).toMatchObject({ status: 'in_review', rule: { edition: first, id: 'promise.answerBusinessDays' } });
  expect(rulesOf(lead)).toEqual([`sent_to_review: promise.answerBusinessDays of ${first}`]);
});

test('approved: the edition of the pin, on the lead and in its history', async () => {
  await decide('approve');
  const lead = await read();
  expect(lead.pin).toMatchObject({ edition: second });
  expect(lead.rule).toEqual({ edition: second, id: 'pin.protectionDays' });
  expect(rulesOf(lead)).toEqual([
    `sent_to_review: promise.answerBusinessDays of ${first}`,
    `approved: pin.protectionDays of ${second}`,
  ]);
  for (const event of lead.history) expect(event).not.toHaveProperty('edition');
});

test('approved because the promise was missed: as on the receipt', async () => {
  await database.shiftClock(20 * 86_400);
  for (let n = 0; n < 20; n += 1) await database.query('select public.run_clock()');
  const lead = await read();
  expect(lead).toMatchObject({ status: 'pinned', rule: { edition: second, id: 'promise.whenPromiseMissed' } });
  expect(rulesOf(lead).at(-1)).toBe(`approved: promise.whenPromiseMissed of ${second}`);
});

test.each([
  ['return', 'returned_for_correction', 'promise.answerBusinessDays'],
  ['decline', 'declined', 'pin.exclusive'],
])('%s: the edition in force, and that of the receipt once it is taken back', async (decision, status, rule) => {
  const decided = await decide(decision);
  const lead = await read();
  expect(lead).toMatchObject({ status, rule: { edition: second, id: rule } });
  expect(rulesOf(lead).at(-1)).toBe(`${status}: ${rule} of ${second}`);
  await database.callAs(people.maria, 'undo_decision', { id: decided.decision.id });
  expect((await read()).rule).toEqual({ edition: first, id: 'promise.answerBusinessDays' });
});

test('a pin granted before keeps its edition to its end, and for an enquiry that comes back', async () => {
  const enquiry = sampleEnquiry({ transfer: true });
  await database.call('receive_enquiry', enquiryRequestOf(enquiry, {}, later()));
  await database.query('select public.route_enquiries()');
  const { items } = await database.callAs<{ items: Lead[] }>(people.anna, 'list_leads', {});
  const returned = items.find(({ source }) => source === 'returned')!;
  expect(returned.rule).toEqual({ edition: first, id: 'pin.protectionDays' });
  expect(rulesOf(returned)).toEqual([`enquiry_returned: pin.protectionDays of ${first}`]);

  await database.callAs(people.anna, 'release_pin', {
    clientId: (
      await database.query<{ client_id: string }>('select client_id from public.leads where id = $1', [held.id])
    )[0]!.client_id,
  });
  const ended = await read(people.anna, held);
  expect(ended).toMatchObject({ status: 'ended', rule: { edition: first, id: 'pin.protectionDays' } });
  expect(rulesOf(ended)).toEqual([`pinned: pin.protectionDays of ${first}`]);
});
