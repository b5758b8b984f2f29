import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { promisedDate } from '../../src/features/programme/programme-rules.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import {
  submitRequest,
  testApplication,
  testEdition,
  type SubmitAnswer,
  type SubmitRequest,
} from '../helpers/database-requests.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.empty();
  await database.call('publish_edition', testEdition());
});

const submit = (changed?: Partial<SubmitRequest>) =>
  database.call<SubmitAnswer>('submit_application', submitRequest(changed));
const addStaff = (name: string, email: string, role: string, more = '') =>
  database.query(
    `insert into public.staff (name, email, role ${more && ', active'}) values ($1, $2, $3 ${more && `, ${more}`})`,
    [name, email, role],
  );
const outbox = () =>
  database.query<{ kind: string; recipient_email: string | null; locale: string; payload: Record<string, unknown> }>(
    "select * from private.notifications where channel = 'mail' order by kind, recipient_email",
  );
const everything = `select (select count(*)::int from public.applications) + (select count(*)::int from public.consents)
  + (select count(*)::int from private.notifications) + (select count(*)::int from private.idempotency_keys)
  + (select count(*)::int from private.rate_limits) as rows`;

describe('an accepted application', () => {
  test('is answered with a number, the fit and the date of the promise', async () => {
    const before = new Date();
    const answer = await submit();
    expect(answer).toEqual({
      number: expect.stringMatching(/^A-[0-9A-HJKMNP-TV-Z]{8}$/),
      fit: submitRequest().fit,
      answerBy: expect.any(String),
      replayed: false,
    });
    const dates = [before, new Date()].map((at) =>
      promisedDate(at, testEdition().rules.promise.answerBusinessDays, testEdition().rules),
    );
    expect(dates).toContain(answer.answerBy);
  });

  test('is stored as it was sent, under the edition that judged it', async () => {
    const { number, answerBy } = await submit();
    const [row] = await database.query('select *, answer_by::text from public.applications');
    expect(row).toMatchObject({
      number,
      answer_by: answerBy,
      edition: '2020-01',
      status: 'waiting',
      company_name: testApplication.company.name,
      country: 'RU',
      tax_id: testApplication.company.taxId,
      client_sizes: testApplication.company.clientSizes,
      contact_phone: testApplication.contact.phone,
      known_company: false,
      suspicion: null,
      decided_at: null,
    });
  });

  test('keeps the mail address in lower case', async () => {
    await submit({ application: { ...testApplication, contact: { name: 'Олег', email: 'Oleg@Prichal.Example' } } });
    expect(await database.query('select contact_email, contact_phone from public.applications')).toEqual([
      { contact_email: 'oleg@prichal.example', contact_phone: null },
    ]);
  });

  test('brings a record of each consent with text, hash, time and address, the refused one too', async () => {
    await submit({ consents: submitRequest().consents.map((c) => ({ ...c, given: c.purpose === 'processing' })) });
    const rows = await database.query(
      'select purpose, given, shown_text, version, c.locale, host(network_address) as address, c.answered_at = a.received_at as same_moment from public.consents c join public.applications a on a.id = c.subject_id order by purpose',
    );
    const same = { version: '2020-01', locale: 'ru', address: '203.0.113.5', same_moment: true };
    expect(rows).toEqual([
      { purpose: 'mailing', given: false, shown_text: 'Согласен получать дайджест.', ...same },
      { purpose: 'processing', given: true, shown_text: 'Согласен на обработку персональных данных.', ...same },
    ]);
  });

  test('tells the applicant and every active account manager, each in the own language', async () => {
    await addStaff('Мария', 'maria@uley.example', 'account_manager');
    await addStaff('Ушедший', 'gone@uley.example', 'account_manager', 'false');
    await addStaff('Глеб', 'lead@uley.example', 'programme_lead');
    await database.query(`update public.staff set locale = 'en' where email = 'maria@uley.example'`);
    const { number } = await submit();
    const mails = await outbox();
    expect(mails.map(({ kind, recipient_email, locale }) => [kind, recipient_email, locale])).toEqual([
      ['application_received', 'oleg@prichal.example', 'ru'],
      ['application_waiting', 'maria@uley.example', 'en'],
    ]);
    expect(mails[0]!.payload).toMatchObject({ number, companyName: 'ООО «Причал»', contactName: 'Олег Пирсов' });
    expect(mails[0]!.payload).not.toHaveProperty('knownCompany');
    expect(mails[1]!.payload).toMatchObject({ number, country: 'RU', taxId: '0045678903', knownCompany: false });
  });

  test('goes to the staff address of the settings while no account manager is registered', async () => {
    await submit();
    expect((await outbox()).map(({ kind, recipient_email }) => [kind, recipient_email])).toEqual([
      ['application_received', 'oleg@prichal.example'],
      ['application_waiting', null],
    ]);
  });

  test('gets another number when the random one is taken', async () => {
    const numbers = ['A-00000000', 'A-00000000', 'A-00000000', 'A-00000001'];
    await database.pglite.exec(`
      create sequence private.trick;
      grant usage on sequence private.trick to service_role;
      create or replace function private.random_number(prefix text) returns text language sql set search_path = ''
        as $$ select ('{${numbers.join(',')}}'::text[])[nextval('private.trick')] $$`);
    try {
      const answers = [await submit(), await submit()];
      expect(answers.map(({ number }) => number)).toEqual(['A-00000000', 'A-00000001']);
    } finally {
      await database.close();
      database = await openTestDatabase();
    }
  });
});

const known = () =>
  database.query<{ known_company: boolean }>('select known_company from public.applications order by received_at');

describe('a company that is known already', () => {
  test('gets the same answer with a fresh number; only the row and the mail to staff say it', async () => {
    const [first, second] = [await submit(), await submit()];
    expect(second).toEqual({ ...first, number: expect.stringMatching(/^A-/) });
    expect(second.number).not.toBe(first.number);
    expect(await known()).toEqual([{ known_company: false }, { known_company: true }]);
    const [forApplicant, forStaff] = (await outbox()).filter(({ payload }) => payload['number'] === second.number);
    expect(JSON.stringify(forApplicant!.payload)).not.toContain('known');
    expect(forStaff!.payload).toMatchObject({ knownCompany: true });
  });

  test('is known when it is a partner', async () => {
    await database.query(`insert into public.partners (name, country, tax_id) values ('Причал', 'RU', '0045678903')`);
    await submit();
    expect(await known()).toEqual([{ known_company: true }]);
  });

  test('is another company in another country, and after nothing but spam', async () => {
    const application = { ...testApplication, company: { ...testApplication.company, taxId: '990440000385' } };
    await submit({ suspicion: 'honeypot', application });
    await submit({ application });
    await submit({ application: { ...application, company: { ...application.company, country: 'KZ' as const } } });
    expect(await known()).toEqual([{ known_company: false }, { known_company: false }, { known_company: false }]);
  });
});

describe('suspected spam', () => {
  test('gets the answer of everybody, is kept with its mark and tells nobody', async () => {
    const answer = await submit({ suspicion: 'honeypot' });
    expect(answer).toEqual({ ...(await submit()), number: answer.number });
    expect(
      await database.query('select suspicion from public.applications where number = $1', [answer.number]),
    ).toEqual([{ suspicion: 'honeypot' }]);
    expect((await outbox()).filter(({ payload }) => payload['number'] === answer.number)).toEqual([]);
  });

  test('is not what a form without its stamp is: staff hear of it, with the mark', async () => {
    await submit({ suspicion: 'no_stamp', channel: 'form' });
    expect((await outbox()).map(({ payload }) => payload['suspicion'])).toEqual([undefined, 'no_stamp']);
  });
});

describe('a refused application leaves nothing behind', () => {
  test.each([
    ['an unknown edition', { edition: '2019-01' }],
    ['rules with another hash', { rulesSha256: 'f'.repeat(64) }],
    ['no edition', { edition: undefined }],
  ])('%s: edition_not_published', async (_, changed) => {
    const refused = submit({ ...changed, idempotencyKey: 'k' } as Partial<SubmitRequest>);
    expect(await problemOf(refused)).toEqual({ code: 'PT503', message: 'edition_not_published' });
    expect(await database.query(everything)).toEqual([{ rows: 0 }]);
  });

  test('an edition that another has followed: edition_not_published', async () => {
    const next = testEdition({ id: '2020-02', number: 2, inForceFrom: '2020-02-01T00:00:00+03:00' });
    await database.call('publish_edition', next);
    expect(await problemOf(submit())).toMatchObject({ message: 'edition_not_published' });
    expect(await database.call('submit_application', submitRequest({}, next))).toMatchObject({ replayed: false });
  });

  test('an edition that is not in force yet: edition_not_published', async () => {
    await database.shiftClock((Date.parse('2019-12-31T20:59:59Z') - Date.now()) / 1000);
    expect(await problemOf(submit())).toMatchObject({ message: 'edition_not_published' });
    await database.shiftClock((Date.parse('2019-12-31T21:00:01Z') - Date.now()) / 1000);
    expect((await submit()).answerBy).toBe('2020-01-03');
  });

  test('no record of the consent to processing: invalid_input', async () => {
    const consents = submitRequest().consents.filter(({ purpose }) => purpose === 'mailing');
    expect(await problemOf(submit({ consents, idempotencyKey: 'k' }))).toEqual({
      code: 'PT422',
      message: 'invalid_input',
      detail: 'consents.processing',
    });
    expect(await database.query(everything)).toEqual([{ rows: 0 }]);
  });

  test('a consent whose hash is not that of its text', async () => {
    const consents = submitRequest().consents.map((c) => ({ ...c, text: `${c.text}!` }));
    expect(await problemOf(submit({ consents }))).toMatchObject({ constraint: 'consents_sha256_is_of_the_shown_text' });
    expect(await database.query(everything)).toEqual([{ rows: 0 }]);
  });
});
