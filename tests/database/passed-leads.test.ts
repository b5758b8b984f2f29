import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import {
  enquiryByNumber,
  enquiryRequestOf,
  lettersIn,
  receiveAndRoute,
  sampleEnquiry,
  type PassedLead,
} from '../helpers/enquiries.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;
let sever: string;
let most: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  const partners = await database.query<{ id: string; name: string }>('select id, name from public.partners');
  sever = partners.find(({ name }) => name === 'Северный контур')!.id;
  most = partners.find(({ name }) => name === 'Южный мост')!.id;
});

const mine = taxIdNumber(1);
async function waiting(enquiry = sampleEnquiry({ transfer: true })): Promise<string> {
  const { number } = await receiveAndRoute(database, enquiryRequestOf(enquiry));
  return (await enquiryByNumber(database, number)).id;
}
const pass = (enquiryId: string, partnerId: string, more: object = {}) =>
  database.callAs<{ passedLead: { id: string; answerBy: string } }>(people.maria, 'pass_enquiry', {
    enquiryId,
    partnerId,
    ...more,
  });
const listOf = async (email: string) =>
  (await database.callAs<{ items: PassedLead[] }>(email, 'list_passed_leads', {})).items;
const accept = (email: string, id: string) =>
  database.callAs<{ lead?: PassedLead['lead']; refused?: string }>(email, 'accept_passed_lead', { id });
const decline = (email: string, id: string, reason = 'cannot-support') =>
  database.callAs(email, 'decline_passed_lead', { id, reason });
const enquiryStatus = async (id: string) =>
  (await database.query<{ status: string }>('select status from public.enquiries where id = $1', [id]))[0]!.status;
const kinds = async () => (await lettersIn(database)).map(({ kind }) => kind);
const pins = () =>
  database.query<{ partner: string; tax_id: string }>(`select p.name as partner, c.tax_id from public.client_pins pin
    join public.partners p on p.id = pin.partner_id join public.clients c on c.id = pin.client_id`);

describe('passing an enquiry', () => {
  test('shows the partner the need and nothing by which it could go round the vendor', async () => {
    const id = await waiting(
      sampleEnquiry({
        transfer: true,
        message:
          'Мы «Мануфактура», наш сайт www.manufaktura.example. Нужен портал. Пётр Ткачёв, petr@manufaktura.example, +7 900 000-00-02',
      }),
    );
    await pass(id, sever);
    const [item] = await listOf(people.anna);
    expect(item).toMatchObject({
      status: 'offered',
      solutions: ['corporate-university'],
      declineReasons: expect.arrayContaining(['duplicate']),
    });
    expect(item!.need).toContain('Нужен портал');
    expect(JSON.stringify(item)).not.toMatch(/анфактур|ануфактур|manufaktura|0000000001|Ткач|Пётр|petr|000-00-02/i);
    expect(JSON.stringify(await database.queryAsPerson(people.anna, 'select * from public.passed_leads'))).not.toMatch(
      /ануфактур|manufaktura|Ткач|petr@/i,
    );
    expect(await database.queryAsPerson(people.anna, 'select from public.enquiries')).toEqual([]);
    expect(await listOf(people.boris)).toEqual([]);
    const letter = await database.query<{ payload: object; recipient_email: string }>(
      `select payload, recipient_email from private.notifications where kind = 'passed_lead_offered'`,
    );
    expect(letter).toMatchObject([{ recipient_email: people.anna, payload: { answerBy: item!.answerBy } }]);
    expect(JSON.stringify(letter[0]!.payload)).not.toMatch(/ануфактур|manufaktura|Ткач/i);
  });

  test('in the words of staff shows exactly those, with town and size', async () => {
    await pass(await waiting(), sever, { need: 'Обучение 300 продавцов', town: 'Казань', size: 'medium' });
    expect((await listOf(people.anna))[0]).toMatchObject({
      need: 'Обучение 300 продавцов',
      town: 'Казань',
      size: 'medium',
    });
  });

  test('is for staff alone, of an enquiry that waits, to a partner that is active', async () => {
    const id = await waiting();
    expect(
      await problemOf(database.callAs(people.anna, 'pass_enquiry', { enquiryId: id, partnerId: sever })),
    ).toMatchObject({ message: 'wrong_role' });
    expect(await problemOf(pass(id, '00000000-0000-4000-8000-000000000000'))).toMatchObject({ message: 'not_found' });
    await database.query(`update public.partners set status = 'suspended' where id = $1`, [most]);
    expect(await problemOf(pass(id, most))).toMatchObject({ message: 'partner_suspended' });
    await pass(id, sever);
    expect(await problemOf(pass(id, sever))).toMatchObject({ message: 'already_decided' });
  });

  test('needs the tax id of the client, from the sender or from staff', async () => {
    const id = await waiting(sampleEnquiry({ company: { country: undefined, taxId: undefined } }));
    expect(await problemOf(pass(id, sever))).toMatchObject({ message: 'invalid_input', detail: 'client.taxId' });
    await pass(id, sever, { client: { country: 'RU', taxId: mine, name: 'ООО «Мануфактура и сыновья»' } });
    const { lead } = await accept(people.anna, (await listOf(people.anna))[0]!.id);
    expect(lead).toMatchObject({ client: { taxId: mine, name: 'ООО «Мануфактура и сыновья»' } });
  });

  test('is refused for a client that is pinned, direct, blocked, or in review for another partner', async () => {
    const id = await waiting();
    await database.callAs(people.boris, 'register_lead', { lead: leadOf(mine) });
    expect(await problemOf(pass(id, sever))).toMatchObject({ message: 'client_unavailable' });
    for (const table of ['receipts', 'client_pins']) await database.query(`delete from public.${table}`);
    await database.query(`update public.leads set status = 'in_review', answer_by = '2030-01-01'`);
    expect(await problemOf(pass(id, sever))).toMatchObject({ message: 'client_in_review' });
    await database.query(`update public.leads set status = 'declined', closed_at = private.now()`);
    for (const standing of ['direct', 'blocked']) {
      await database.query('update public.clients set standing = $1', [standing]);
      expect(await problemOf(pass(id, sever))).toMatchObject({ message: 'client_unavailable' });
    }
    await database.query(`update public.clients set standing = 'open'`);
    await pass(id, sever);
  });
});

describe('accepting', () => {
  test('pins the client with a receipt, reveals the contact and tells everybody', async () => {
    const id = await waiting();
    await pass(id, sever);
    const [item] = await listOf(people.anton);
    expect(await problemOf(accept(people.boris, item!.id))).toMatchObject({ message: 'not_found' });
    const { lead } = await accept(people.anton, item!.id);
    expect(lead).toMatchObject({
      source: 'passed',
      status: 'pinned',
      client: { name: 'ООО «Мануфактура»', taxId: mine },
      contact: { name: 'Пётр Ткачёв', email: 'petr@manufaktura.example', phone: '+7 900 000-00-02' },
      pin: { receipt: expect.stringMatching(/^R-/) },
    });
    expect(await pins()).toEqual([{ partner: 'Северный контур', tax_id: mine }]);
    expect(await kinds()).toEqual([
      'enquiry_received',
      'enquiry_waiting',
      'passed_lead_offered',
      'lead_pinned',
      'passed_lead_accepted_staff',
    ]);
    expect((await listOf(people.anna))[0]).toMatchObject({ status: 'accepted', lead: { number: lead!.number } });
    expect(await problemOf(accept(people.anton, item!.id))).toMatchObject({ message: 'already_decided' });
    expect(await problemOf(decline(people.anton, item!.id))).toMatchObject({ message: 'already_decided' });
    expect(await enquiryStatus(id)).toBe('passed');
  });

  test('reveals no contact the person did not agree to pass on', async () => {
    await pass(await waiting(sampleEnquiry({ message: 'Это Пётр, звоните +7 900 000-00-02' })), sever);
    const { lead } = await accept(people.anna, (await listOf(people.anna))[0]!.id);
    expect(lead!.contact).toBeUndefined();
    expect(JSON.stringify(lead)).not.toMatch(/Пётр|petr@|000-00-02/);
  });

  test('needs no free place in the quota and takes none, but an accepted offer', async () => {
    await makeRegisterWorld(database, { 'quota.openRegistrations': 1 });
    const partners = await database.query<{ id: string }>(
      `select id from public.partners where name = 'Северный контур'`,
    );
    await database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(5)) });
    const [edition] = await database.query<{ id: string; sha: string }>(
      'select id, rules_sha256 as sha from public.programme_editions',
    );
    const send = async () => {
      const request = enquiryRequestOf(sampleEnquiry(), { edition: edition!.id, rulesSha256: edition!.sha });
      const { number } = await receiveAndRoute(database, request);
      return (await database.query<{ id: string }>('select id from public.enquiries where number = $1', [number]))[0]!
        .id;
    };
    await pass(await send(), partners[0]!.id);
    await database.query('alter table public.offer_acceptances disable trigger user');
    const [item] = await listOf(people.anna);
    await database.query(`update public.offer_acceptances set accepted_at = private.now() + interval '1 day'`);
    expect(await problemOf(accept(people.anna, item!.id))).toMatchObject({ message: 'offer_not_accepted' });
    await database.query(`update public.offer_acceptances set accepted_at = private.now() - interval '1 day'`);
    await database.query('alter table public.offer_acceptances enable trigger user');
    await accept(people.anna, item!.id);
    expect(
      await problemOf(database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(6)) })),
    ).toMatchObject({ message: 'quota_exhausted' });
    await database.query(`update public.client_pins set period = tstzrange(lower(period), private.now(), '[)'), ended_by = 'released'
      where lead_id = (select id from public.leads where source = 'partner')`);
    expect(await database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(6)) })).toMatchObject({
      status: 'pinned',
    });
  });

  test('of a client pinned to another meanwhile is refused, and the enquiry is back with staff', async () => {
    const id = await waiting();
    await pass(id, sever, { nextPartnerIds: [most] });
    await database.callAs(people.boris, 'register_lead', { lead: leadOf(mine) });
    const [item] = await listOf(people.anna);
    expect(await accept(people.anna, item!.id)).toMatchObject({ refused: 'client_unavailable' });
    expect([(await listOf(people.anna))[0]!.status, await enquiryStatus(id), await listOf(people.boris)]).toEqual([
      'moved_on',
      'waiting',
      [],
    ]);
    const letters = await database.query<{ hint: string }>(
      `select payload ->> 'hint' as hint from private.notifications where kind = 'enquiry_waiting' order by sequence desc`,
    );
    expect(letters[0]!.hint).toBe('client_pinned');
    expect(await pins()).toEqual([{ partner: 'Южный мост', tax_id: mine }]);
  });

  test('of a client the partner has registered itself meanwhile is a return', async () => {
    await pass(await waiting(), sever);
    await database.callAs(people.anna, 'register_lead', { lead: leadOf(mine) });
    const { lead } = await accept(people.anna, (await listOf(people.anna))[0]!.id);
    expect(lead).toMatchObject({ source: 'returned', contact: { name: 'Пётр Ткачёв' } });
    expect(await pins()).toHaveLength(1);
  });
});

describe('an offer that is not accepted', () => {
  test('is declined with one of the five reasons and goes to the next partner of the list', async () => {
    const id = await waiting();
    await pass(id, sever, { nextPartnerIds: [sever, most], need: 'Обучение' });
    const [item] = await listOf(people.anna);
    expect(await problemOf(decline(people.anna, item!.id, 'too-far'))).toMatchObject({
      message: 'invalid_input',
      detail: 'reason',
    });
    expect(await problemOf(decline(people.boris, item!.id))).toMatchObject({ message: 'not_found' });
    await database.callAs(people.anna, 'decline_passed_lead', {
      id: item!.id,
      reason: 'duplicate',
      comment: 'Не наш регион',
    });
    expect((await listOf(people.anna))[0]).toMatchObject({
      status: 'declined',
      declineReason: 'duplicate',
      comment: 'Не наш регион',
    });
    expect(await listOf(people.boris)).toMatchObject([{ status: 'offered', need: 'Обучение' }]);
    expect((await kinds()).slice(2)).toEqual([
      'passed_lead_offered',
      'passed_lead_declined_staff',
      'passed_lead_offered',
    ]);
    await decline(people.boris, (await listOf(people.boris))[0]!.id, 'other');
    expect(await enquiryStatus(id)).toBe('waiting');
    expect((await kinds()).at(-1)).toBe('enquiry_waiting');
    // The same partner may be asked again by a person.
    await pass(id, sever);
  });

  test('moves on by the clock only when the promised date is over, then comes back to the inbox', async () => {
    const id = await waiting();
    const { passedLead } = await pass(id, sever, { nextPartnerIds: [most] });
    const endsIn = (Date.parse(`${passedLead.answerBy}T21:00:00Z`) - Date.now()) / 86_400_000;
    const move = async () =>
      (
        await database.queryAs<{ moved: number }>(
          'service_role',
          `select (public.move_passed_leads() ->> 'moved')::int as moved`,
        )
      )[0]!;
    await database.shiftClock(86_400 * (endsIn - 0.01));
    expect(await move()).toEqual({ moved: 0 });
    await database.shiftClock(86_400 * (endsIn + 0.01));
    expect([await move(), await move()]).toEqual([{ moved: 1 }, { moved: 0 }]);
    expect([(await listOf(people.anna))[0]!.status, (await listOf(people.boris))[0]!.status]).toEqual([
      'moved_on',
      'offered',
    ]);
    expect((await kinds()).slice(2)).toEqual(['passed_lead_offered', 'passed_lead_moved_on', 'passed_lead_offered']);
    await database.shiftClock(86_400 * (endsIn + 30));
    expect(await move()).toEqual({ moved: 1 });
    expect([await enquiryStatus(id), (await kinds()).at(-1)]).toEqual(['waiting', 'enquiry_waiting']);
    const { items } = await database.callAs<{ items: { kind: string; businessDaysLeft: number }[] }>(
      people.maria,
      'staff_inbox',
      {},
    );
    expect(items).toMatchObject([{ kind: 'enquiry', businessDaysLeft: 2 }]);
  });

  test('is never offered to two partners at a time', async () => {
    const id = await waiting();
    await pass(id, sever);
    const refused = await problemOf(
      database.query(
        `insert into public.passed_leads (enquiry_id, number, partner_id, solutions, need, edition, offered_at, answer_by)
        select enquiry_id, number, $1, solutions, need, edition, offered_at, answer_by from public.passed_leads`,
        [most],
      ),
    );
    expect(refused.constraint).toBe('passed_leads_one_offer_at_a_time_idx');
  });
});
