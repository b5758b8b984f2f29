import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { testEdition } from '../helpers/database-requests.ts';
import {
  enquiryByNumber,
  enquiryRequestOf,
  lettersIn,
  receiveAndRoute,
  returnedLeadsIn,
  sampleEnquiry,
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

describe('the way in', () => {
  test('keeps the consents word for word, and nothing without that to processing or under other rules', async () => {
    const { number } = await receive(sampleEnquiry({ transfer: true }));
    const answer = { given: true, person_email: 'petr@manufaktura.example', address: '203.0.113.9' };
    expect(
      await database.query(
        `select c.purpose, c.given, c.shown_text, c.person_email, host(c.network_address) as address
        from public.consents c join public.enquiries e on c.subject_kind = 'enquiry' and e.id = c.subject_id where e.number = $1 order by purpose`,
        [number],
      ),
    ).toEqual([
      { purpose: 'processing', shown_text: 'Согласен на обработку персональных данных.', ...answer },
      { purpose: 'transfer', shown_text: 'Разрешаю передать мои контакты партнёру.', ...answer },
    ]);
    const { consents } = enquiryRequestOf(sampleEnquiry());
    expect(await problemOf(receive(sampleEnquiry(), { rulesSha256: '0'.repeat(64) }))).toMatchObject({
      message: 'edition_not_published',
    });
    expect(await problemOf(receive(sampleEnquiry(), { consents: [consents[1]] }))).toMatchObject({
      detail: 'consents.processing',
    });
    expect(await problemOf(receive(sampleEnquiry({ transfer: true }), { consents }))).toMatchObject({
      detail: 'consents.transfer',
    });
  });

  test('gives the contact away by the newest answer: a consent withdrawn meanwhile counts', async () => {
    await register(people.anna, mine, { site: 'manufaktura.example' });
    const { number } = await receive(
      sampleEnquiry({ company: { country: undefined, taxId: undefined }, transfer: true }),
    );
    await database.query(`insert into public.consents (subject_kind, subject_id, person_email, purpose, given, shown_text, shown_text_sha256,
        version, locale, answered_at, withdraws)
      select subject_kind, subject_id, person_email, purpose, false, shown_text, shown_text_sha256, version, locale, private.now(), id
      from public.consents where purpose = 'transfer'`);
    const enquiryId = (await enquiryByNumber(database, number)).id;
    await database.callAs(people.maria, 'return_enquiry', { enquiryId });
    expect(await returnedLeads()).toMatchObject([{ contact_name: null, contact_email: null, contact_phone: null }]);
  });

  test('answers a repeated key once, and refuses it with another body', async () => {
    const first = await receive(sampleEnquiry(), { idempotencyKey: 'k1' });
    const again = await receive(sampleEnquiry(), { idempotencyKey: 'k1' });
    expect(again).toEqual({ ...first, replayed: true });
    expect(await problemOf(receive(sampleEnquiry({ message: 'Другое' }), { idempotencyKey: 'k1' }))).toMatchObject({
      message: 'idempotency_key_reused',
    });
    expect(await database.query('select count(*)::int as n from public.enquiries')).toEqual([{ n: 1 }]);
  });

  test('takes so many per hour from one network as the edition says, and any number from the CRM', async () => {
    await makeRegisterWorld(database, { 'limits.enquiriesPerHour': 2 });
    const { rules } = testEdition();
    const [{ sha } = { sha: '' }] = await database.query<{ sha: string }>(
      'select rules_sha256 as sha from public.programme_editions',
    );
    const send = (more: object = {}) => receive(sampleEnquiry(), { edition: rules.id, rulesSha256: sha, ...more });
    await send();
    await send();
    expect(await problemOf(send())).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
    await send({ networkAddress: '203.0.113.10' });
    for (let n = 0; n < 4; n += 1) await send({ channel: 'crm' });
  });

  test('returns nothing and tells nobody about what only a program fills in', async () => {
    await register(people.anna, mine);
    const before = (await letters()).length;
    const { number } = await receive(sampleEnquiry(), { suspicion: 'honeypot', channel: 'form' });
    expect(number).toMatch(/^E-/);
    expect([await returnedLeads(), (await letters()).length - before, await statusOf(number)]).toEqual([
      [],
      0,
      'waiting',
    ]);
  });

  test('is recorded without a personal value', async () => {
    await register(people.anna, mine);
    await receive(sampleEnquiry({ transfer: true }));
    const records = JSON.stringify(await database.query(`select content from private.audit_records`));
    expect(records).toContain('public.enquiries');
    expect(records).not.toMatch(/Ткачёв|petr@|000-00-02|203\.0\.113/);
  });
});
