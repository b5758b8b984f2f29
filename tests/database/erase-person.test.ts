import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { sha256, submitRequest, testApplication, type SubmitAnswer } from '../helpers/database-requests.ts';
import { enquiryRequestOf, sampleEnquiry } from '../helpers/enquiries.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/*
 * A person leaves traces in every way there is: applies, is invited, is named as the contact of a lead, is written about by others.
 * Each trace carries a value of its own, and afterwards all of them are looked for in every column of every table.
 */
let database: TestDatabase;

const person = 'zoja.zvonkova@prichal.example';
const fullName = 'Зоя Платоновна Звонкова';
const phone = '+7 (912) 777-13-31';
const says = (n: number) => `Речь о ${fullName}, почта ${person.toUpperCase()}, телефон 8 912 777 13 31, запись ${n}.`;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => makeRegisterWorld(database));
afterAll(() => database?.close());

/** Plants the person's values wherever a person can be written down; gives what is searched for. */
async function plant(): Promise<string[]> {
  const contact = { name: fullName, email: person, phone, position: 'Главная по причалу' };
  const application = { ...testApplication, contact };
  const first = await database.call<SubmitAnswer>('submit_application', {
    ...submitRequest({ application, networkAddress: '203.0.113.177' }),
    idempotencyKey: 'first',
  });
  const second = await database.call<SubmitAnswer>('submit_application', submitRequest({ application }));
  const idOf = async (number: string) =>
    (await database.query<{ id: string }>('select id from public.applications where number = $1', [number]))[0]!.id;
  await database.callAs(people.maria, 'decide_application', {
    id: await idOf(first.number),
    decision: 'decline',
    reason: says(1),
    comment: says(2),
  });
  await database.callAs(people.maria, 'decide_application', {
    id: await idOf(second.number),
    decision: 'approve',
    reason: says(3),
  });
  await database.query('select private.accept_invitation($1)', [person]);
  await database.callAs(people.anna, 'invite_member', {
    email: person,
    name: fullName,
    role: 'member',
    idempotencyKey: 'invited',
    requestSha256: sha256('x'),
  });
  await database.callAs(people.anna, 'register_lead', {
    lead: {
      ...leadOf(taxIdNumber(1), { contact: { name: fullName, email: person, phone, consent: true } }),
      need: says(4),
    },
  });
  const [lead] = await database.query<{ id: string; client_id: string }>('select id, client_id from public.leads');
  await database.query(`select private.because('test', $1)`, [says(5)]);
  await database.query(
    `insert into public.lead_events (lead_id, kind, by_kind, details) values ($1, 'released', 'staff', $2)`,
    [lead!.id, { reason: says(6), until: '2027-01-01' }],
  );
  await database.callAs(people.anna, 'extend_pin', {
    clientId: lead!.client_id,
    id: lead!.client_id,
    activity: says(7),
  });
  // Of a client Anna holds, so it is returned to her with the contact; and one that is passed.
  const enquiry = { contact: { name: fullName, email: person, phone }, transfer: true, message: says(11) };
  await database.call('receive_enquiry', enquiryRequestOf(sampleEnquiry(enquiry)));
  await database.query(
    `insert into public.passed_leads (enquiry_id, number, partner_id, solutions, need, edition, offered_at, answer_by)
     select e.id, e.number, p.id, '{}', $1, e.edition, now(), e.answer_by from public.enquiries e, public.partners p where p.tax_id = '0023456784'`,
    [says(12)],
  );
  const pdf = Buffer.from(`%PDF-1.7\n${says(8)} ${fullName} ${person}`).toString('base64');
  await database.callAs(people.anna, 'add_file', {
    name: `Письмо ${fullName}.pdf`,
    mediaType: 'application/pdf',
    base64: pdf,
  });
  await database.query(
    `insert into public.appeals (partner_id, member_id, client_id, client_name, statement, edition, answer_by)
     select m.partner_id, m.id, $1, 'Клиент', $2, '2020-01', '2027-01-01' from public.members m where m.email = $3`,
    [lead!.client_id, says(9), people.boris],
  );
  await database.callAs(people.maria, 'withdraw_consent', { email: person, purpose: 'mailing', note: says(10) });
  await database.call('submit_page_feedback', {
    path: '/kb/',
    language: 'ru',
    useful: false,
    comment: `Спросите ${fullName}`,
    networkAddress: '203.0.113.9',
  });
  await database.query(
    `insert into private.search_misses (language, query, day) values ('ru', lower($1), current_date)`,
    [fullName],
  );
  await database.query(
    `update private.notifications set status = 'sent', finished_at = now(), problem = $1 where kind = 'application_received'`,
    [`550 <${person}> is unknown`],
  );
  return [fullName, person, phone, '8 912 777 13 31', '912 777 13 31', 'Главная по причалу', '203.0.113.177'];
}

/** Every column of every table in which one of the values stands, as text. */
async function foundIn(values: string[]): Promise<string[]> {
  const columns = await database.query<{ place: string; sql: string }>(`
    select n.nspname || '.' || c.relname || '.' || a.attname as place,
      format('select count(*)::int as n from %I.%I t where lower(%s) ~ $1', n.nspname, c.relname,
        case when a.atttypid = 'bytea'::regtype then format('encode(t.%I, ''escape'')', a.attname) else format('t.%I::text', a.attname) end) as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`);
  const escaped = (value: string) => value.toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, '\\$&');
  const octets = (value: string) =>
    [...Buffer.from(value)]
      .map((byte) => (byte > 127 ? `\\\\${byte.toString(8)}` : escaped(String.fromCharCode(byte))))
      .join('');
  const pattern = values.flatMap((value) => [escaped(value), octets(value)]).join('|');
  const places: string[] = [];
  for (const { place, sql } of columns) {
    const [row] = await database.query<{ n: number }>(sql, [pattern]);
    if (row!.n > 0) places.push(place);
  }
  return places;
}

const erase = (email = person, by: string = people.lead) =>
  database.callAs<{ erased: Record<string, number>; kept: object[] }>(by, 'erase_person', {
    email,
    reason: `Просьба: ${fullName}`,
  });

/** The whole register, recomputed: each record by its content, each link by the one before. */
async function brokenLinks(): Promise<number> {
  await database.queryAs('service_role', 'select public.seal_audit_records()');
  const [row] = await database.query<{ n: number }>(`
    select count(*)::int as n
    from (select c.*, lag(c.chain_sha256, 1, '') over (order by c.position) as before from private.audit_chain c) as link
    left join private.audit_records r on r.id = link.record_id
    where r.sha256 is distinct from link.record_sha256
      or r.sha256 is distinct from encode(sha256(convert_to(r.content, 'UTF8')), 'hex')
      or link.chain_sha256 is distinct from encode(sha256(convert_to(link.before || ':' || link.position || ':'
        || private.utc_text(link.sealed_at) || ':' || link.record_sha256, 'UTF8')), 'hex')`);
  return row!.n;
}

test('of thirty planted traces of a person none is left anywhere, and the register still verifies', async () => {
  const values = await plant();
  const planted = await foundIn(values);
  expect(planted.length, planted.join(', ')).toBeGreaterThanOrEqual(30);
  const [before] = await database.query('select max(position) as n from private.audit_chain');

  const { erased, kept } = await erase();
  expect(Object.keys(erased).length).toBeGreaterThan(10);
  expect(kept).toHaveLength(2);
  expect(await foundIn(values)).toEqual([]);
  expect(await brokenLinks()).toBe(0);
  expect(before).toBeDefined();

  // The salts of the emptied cells are gone, so the hashes in the register fit no value any more.
  const salts = await database.query(
    `select s.table_name, s.column_name from private.value_salts s join public.members m on m.id::text = s.row_id
     where s.table_name = 'public.members' and m.email like 'erased-%'`,
  );
  expect(salts).toEqual([]);
  expect((await erase()).erased, 'a second time there is nothing').toEqual({});
});

test('what others wrote stays, without the person', async () => {
  await plant();
  await erase();
  const [lead] = await database.query<{ need: string }>(`select need from public.leads where source = 'partner'`);
  expect(lead!.need).toBe('Речь о …, почта …, телефон 8 …, запись 4.');
  expect(await database.query('select details from public.lead_events where kind = $1', ['released'])).toEqual([
    { details: { reason: 'Речь о …, почта …, телефон 8 …, запись 6.', until: '2027-01-01' } },
  ]);
  expect(await database.query('select reason from public.erasures')).toEqual([{ reason: 'Просьба: …' }]);
  const rest = `select name, email, active from public.members where email not like 'erased-%' order by email`;
  expect(await database.query(rest)).toEqual([
    { name: 'Анна Ветрова', email: people.anna, active: true },
    { name: 'Антон Ладный', email: people.anton, active: true },
    { name: 'Борис Причалов', email: people.boris, active: true },
  ]);
});

test('an erased person may neither act nor come back by an old invitation, and no letter waits, or could be tried again', async () => {
  await plant();
  await database.query(
    `insert into private.notifications (kind, recipient_email, recipient_name, locale, payload, idempotency_key, due_at,
       status, finished_at)
     select kind, $1, recipient_name, locale, payload, 'given-up', due_at, 'dead', private.now()
     from private.notifications where channel = 'mail' limit 1`,
    [person],
  );
  await erase();
  expect(await database.queryAsPerson(person, 'select private.caller_partner_id() as id')).toEqual([{ id: null }]);
  expect(await database.query('select private.accept_invitation($1) as made', [person])).toEqual([{ made: false }]);
  expect(
    await database.query(
      `select kind, status, recipient_email from private.notifications where channel = 'mail' and status <> 'sent'
         and (recipient_email is null or recipient_email like 'erased-%')`,
    ),
  ).toEqual([]);
});

test('the signature under the offer outlives the person, and nothing else does', async () => {
  await erase(people.anna);
  expect(await foundIn(['Анна Ветрова', people.anna])).toEqual(['public.offer_acceptances.full_name']);
});

test('the export holds every trace of a person, and none of another', async () => {
  await plant();
  const file = await database.callAs<{
    rows: Record<string, object[]>;
    mentions: { table: string; text: unknown }[];
    deeds: object[];
  }>(people.lead, 'export_person', { email: person.toUpperCase() });
  expect(Object.keys(file.rows).toSorted()).toEqual([
    'private.notifications',
    'public.applications',
    'public.consents',
    'public.enquiries',
    'public.invitations',
    'public.leads',
    'public.members',
  ]);
  expect(file.rows['public.applications']).toHaveLength(2);
  expect(file.mentions.map(({ table }) => table)).toContain('public.appeals');
  expect(JSON.stringify(file)).not.toContain(people.boris);
  const anna = await database.callAs<{ rows: Record<string, object[]>; deeds: object[] }>(
    people.lead,
    'export_person',
    {
      email: people.anna,
    },
  );
  expect(anna.rows['public.offer_acceptances']).toMatchObject([{ full_name: 'Анна Ветрова' }]);
  // That it was done is known for good, and not of whom.
  const written = await database.query(
    `select what, filters, row_count from public.staff_exports order by exported_at`,
  );
  expect(written).toMatchObject([
    { what: 'person', filters: {} },
    { what: 'person', filters: {} },
  ]);
  expect(anna.deeds).toContainEqual(expect.objectContaining({ action: 'register_lead', table: 'public.leads' }));
});

test.each([
  ['export_person', people.maria, 'PT403', 'wrong_role'],
  ['export_person', people.anna, 'PT403', 'wrong_role'],
  ['erase_person', people.maria, 'PT403', 'wrong_role'],
  ['erase_person', people.anna, 'PT403', 'wrong_role'],
  ['erase_person', 'nobody@other.example', 'PT401', 'session_required'],
])('%s() is not for %s', async (name, email, code, message) => {
  expect(await problemOf(database.callAs(email, name, { email: person, reason: 'x' }))).toMatchObject({
    code,
    message,
  });
});

test('nobody erases oneself, and no address that is none', async () => {
  expect(await problemOf(erase(people.lead))).toMatchObject({ code: 'PT403', message: 'wrong_role' });
  expect(await problemOf(erase('odd'))).toMatchObject({ code: 'PT422', detail: 'email' });
});

test('a consent is withdrawn by a row of its own, once, and a later answer counts again', async () => {
  const { contact } = testApplication;
  await database.call('submit_application', submitRequest());
  const has = async (purpose: string) =>
    (await database.query<{ has: boolean }>('select private.has_consent($1, $2) as has', [contact.email, purpose]))[0]!
      .has;
  const withdraw = (purpose: string) =>
    database.callAs(people.maria, 'withdraw_consent', { email: contact.email, purpose, note: 'Письмо от 1 декабря.' });
  expect(await has('mailing')).toBe(true);
  expect(await withdraw('mailing')).toEqual({ withdrawn: 1 });
  expect(await has('mailing')).toBe(false);
  expect(await withdraw('mailing')).toEqual({ withdrawn: 0 });
  expect(await has('processing')).toBe(true);
  expect(await withdraw('processing')).toMatchObject({
    withdrawn: 1,
    eraseBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
  expect(await database.query('select given from public.consents order by answered_at, given')).toHaveLength(4);
  await database.shiftClock(60);
  await database.call('submit_application', submitRequest());
  expect(await has('mailing')).toBe(true);
});

test('a person withdraws the own consent and nobody else’s', async () => {
  const application = { ...testApplication, contact: { ...testApplication.contact, email: people.anna } };
  await database.call('submit_application', submitRequest({ application }));
  const withdraw = (by: string) => database.callAs(by, 'withdraw_consent', { email: people.anna, purpose: 'mailing' });
  expect(await problemOf(withdraw(people.anton))).toMatchObject({ code: 'PT403', message: 'wrong_role' });
  expect(await withdraw(people.anna)).toEqual({ withdrawn: 1 });
});
