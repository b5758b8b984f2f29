import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import {
  enquiryByNumber,
  enquiryRequestOf,
  lettersIn,
  receiveAndRoute,
  returnedLeadsIn,
  sampleEnquiry,
  type EnquiryAnswer,
} from '../helpers/enquiries.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

const receive = (enquiry = sampleEnquiry(), changed: Record<string, unknown> = {}) =>
  receiveAndRoute(database, enquiryRequestOf(enquiry, changed));
const register = (email: string, taxId: string, more: Parameters<typeof leadOf>[1] = {}) =>
  database.callAs<{ status: string }>(email, 'register_lead', { lead: leadOf(taxId, more) });
const mine = taxIdNumber(1);
const returnedLeads = () => returnedLeadsIn(database);
const letters = (kind?: string) => lettersIn(database, kind);
const statusOf = async (number: string) => (await enquiryByNumber(database, number)).status;
const idOf = async (number: string) => (await enquiryByNumber(database, number)).id;

describe('an enquiry of a pinned client', () => {
  test('becomes a returned lead of the holder, who gets the contact when the person agreed', async () => {
    await register(people.anna, mine);
    const { number } = await receive(sampleEnquiry({ transfer: true }));
    const [lead, ...more] = await returnedLeads();
    expect(more).toEqual([]);
    expect(lead).toMatchObject({
      partner: 'Северный контур',
      status: 'pinned',
      client_name: `Клиент ${mine}`,
      tax_id: mine,
      contact_name: 'Пётр Ткачёв',
      contact_email: 'petr@manufaktura.example',
      solutions: ['corporate-university'],
    });
    expect(lead!['need']).toContain('+7 900 000-00-02');
    expect(await statusOf(number)).toBe('returned');
    const [letter] = await letters('client_returned');
    expect(letter).toMatchObject({
      recipient_email: people.anna,
      payload: { leadNumber: lead!['number'], contact: { name: 'Пётр Ткачёв', phone: '+7 900 000-00-02' } },
    });
    expect((await letters('client_returned_staff'))[0]).toMatchObject({
      recipient_email: people.maria,
      payload: { number, leadNumber: lead!['number'], contactAgreed: true },
    });
    expect(await letters('enquiry_waiting')).toEqual([]);
    const [item] = (
      await database.callAs<{ items: { source: string; history: { kind: string }[] }[] }>(people.anna, 'list_leads', {})
    ).items;
    expect([item!.source, item!.history.map(({ kind }) => kind)]).toEqual(['returned', ['enquiry_returned']]);
  });

  test('brings the holder no contact without that consent, neither in the lead nor in a letter', async () => {
    await register(people.anna, mine);
    await receive(
      sampleEnquiry({
        message:
          'Здравствуйте, это Пётр Ткачёв. Пишите Петру Ткачёву на petr@manufaktura.example или +7 900 000-00-02.',
      }),
    );
    const [lead] = await returnedLeads();
    expect(lead).toMatchObject({ contact_name: null, contact_email: null, contact_phone: null });
    const seen = JSON.stringify([lead, await letters('client_returned'), await letters('client_returned_staff')]);
    expect(seen).not.toMatch(/Ткач|Пётр|Петр|petr@|000-00-02/);
    expect(seen).toContain('Здравствуйте');
    expect((await letters('client_returned_staff'))[0]!.payload).toMatchObject({ contactAgreed: false });
  });

  test('comes back in the days of grace, and after them waits for a person', async () => {
    await register(people.anna, mine);
    await database.shiftClock(93 * 86_400);
    const inGrace = await receive();
    await database.shiftClock(98 * 86_400);
    const after = await receive();
    expect([await statusOf(inGrace.number), await statusOf(after.number)]).toEqual(['returned', 'waiting']);
  });

  test('answers the sender like any other, and so does the letter', async () => {
    await register(people.anna, mine);
    const pinned = await receive();
    const free = await receive(sampleEnquiry({ company: { taxId: taxIdNumber(2) } }));
    const nameless = await receive(sampleEnquiry({ company: { country: undefined, taxId: undefined } }));
    const shape = ({ number, ...rest }: EnquiryAnswer) => [number.replace(/[^-]/g, 'x'), rest];
    expect(shape(free)).toEqual(shape(pinned));
    expect(shape(nameless)).toEqual(shape(pinned));
    const received = await letters('enquiry_received');
    expect(received.map(({ payload }) => ({ ...payload, number: '' }))).toEqual(
      Array.from({ length: 3 }, () => ({ number: '', answerBy: pinned.answerBy })),
    );
  });

  test('is looked at by a person while the holder is suspended', async () => {
    await register(people.anna, mine);
    await database.query(`update public.partners set status = 'suspended' where tax_id = '0012345673'`);
    const { number } = await receive();
    expect(await statusOf(number)).toBe('waiting');
    expect((await letters('enquiry_waiting'))[0]!.payload).toMatchObject({ hint: 'holder_suspended' });
  });

  test('that was merged into another follows it', async () => {
    await register(people.anna, mine);
    await database.query(`insert into public.clients (country, tax_id, name, merged_into)
      select 'RU', '${taxIdNumber(7)}', 'Прежнее имя', id from public.clients where tax_id = '${mine}'`);
    await receive(sampleEnquiry({ company: { taxId: taxIdNumber(7) } }));
    expect((await returnedLeads())[0]).toMatchObject({ tax_id: mine, client_name: `Клиент ${mine}` });
  });
});

describe('an enquiry of anybody else', () => {
  test('waits for the account managers, with its promised date', async () => {
    const { number, answerBy } = await receive(sampleEnquiry({ company: { taxId: undefined, country: undefined } }));
    expect(await letters()).toMatchObject([
      { kind: 'enquiry_received', recipient_email: 'petr@manufaktura.example' },
      {
        kind: 'enquiry_waiting',
        recipient_email: people.maria,
        payload: { number, answerBy, companyName: 'ООО «Мануфактура»' },
      },
    ]);
    const { items } = await database.callAs<{ items: Record<string, unknown>[] }>(people.maria, 'staff_inbox', {});
    expect(items).toMatchObject([
      {
        kind: 'enquiry',
        number,
        dueOn: answerBy,
        facts: { contact: { email: 'petr@manufaktura.example' }, transferAgreed: false, sameDomain: [] },
      },
    ]);
    expect(await database.queryAsPerson(people.anna, 'select number from public.enquiries')).toEqual([]);
  });

  test('makes no client and notes no domain, for anybody may type anything', async () => {
    await receive();
    expect(await database.query('select from public.clients')).toEqual([]);
    expect(await database.query('select from public.client_domains')).toEqual([]);
  });

  test('is never returned by its domain alone: staff see who holds that domain and return it themselves', async () => {
    await register(people.anna, mine, { site: 'manufaktura.example' });
    const { number } = await receive(
      sampleEnquiry({ company: { country: undefined, taxId: undefined }, transfer: true }),
    );
    expect([await statusOf(number), await returnedLeads()]).toEqual(['waiting', []]);
    expect((await letters('enquiry_waiting'))[0]!.payload).toMatchObject({ hint: 'domain_known' });
    const { items } = await database.callAs<{ items: { id: string; facts: { sameDomain: object[] } }[] }>(
      people.maria,
      'staff_inbox',
      {},
    );
    expect(items[0]!.facts.sameDomain).toMatchObject([
      { taxId: mine, domain: 'manufaktura.example', pin: { partner: 'Северный контур' } },
    ]);

    const enquiryId = items[0]!.id;
    expect(await problemOf(database.callAs(people.anna, 'return_enquiry', { enquiryId }))).toMatchObject({
      message: 'wrong_role',
    });
    const returned = await database.callAs<{ partner: { name: string }; lead: { number: string } }>(
      people.maria,
      'return_enquiry',
      { enquiryId },
    );
    expect(returned).toMatchObject({ partner: { name: 'Северный контур' } });
    expect(await returnedLeads()).toMatchObject([
      { number: returned.lead.number, tax_id: mine, contact_email: 'petr@manufaktura.example' },
    ]);
    expect(await problemOf(database.callAs(people.maria, 'return_enquiry', { enquiryId }))).toMatchObject({
      message: 'already_decided',
    });
  });

  test('whose domain two partners hold is returned to the one staff name, and to nobody where none is held', async () => {
    await register(people.anna, mine, { site: 'manufaktura.example' });
    // The second one waits for a person, because the domain is known; staff approve it.
    await register(people.boris, taxIdNumber(2), { site: 'manufaktura.example' });
    const [second] = await database.query<{ id: string }>(`select id from public.leads where status = 'in_review'`);
    await database.callAs(people.maria, 'decide_lead', {
      id: second!.id,
      decision: 'approve',
      reason: 'Другое юрлицо группы',
    });
    const { number } = await receive(sampleEnquiry({ company: { country: undefined, taxId: undefined } }));
    const enquiryId = await idOf(number);
    const ask = (more: object) =>
      database.callAs<{ partner: { name: string } }>(people.maria, 'return_enquiry', { enquiryId, ...more });
    expect(await problemOf(ask({}))).toMatchObject({ message: 'invalid_input', detail: 'partnerId' });
    expect(await problemOf(ask({ clientId: '00000000-0000-4000-8000-000000000000' }))).toMatchObject({
      message: 'client_not_pinned',
    });
    const [most] = await database.query<{ id: string }>(`select id from public.partners where name = 'Южный мост'`);
    expect(await ask({ partnerId: most!.id })).toMatchObject({ partner: { name: 'Южный мост' } });
  });

  test('can be closed by staff once', async () => {
    const { number } = await receive();
    const enquiryId = await idOf(number);
    expect(await problemOf(database.callAs(people.boris, 'close_enquiry', { enquiryId }))).toMatchObject({
      message: 'wrong_role',
    });
    expect(await problemOf(database.callAs(people.maria, 'close_enquiry', { enquiryId: 'нет' }))).toMatchObject({
      message: 'not_found',
    });
    await database.callAs(people.maria, 'close_enquiry', { enquiryId, reason: 'Ответили по телефону' });
    expect(await statusOf(number)).toBe('closed');
    expect(await problemOf(database.callAs(people.maria, 'close_enquiry', { enquiryId }))).toMatchObject({
      message: 'already_decided',
    });
  });
});
