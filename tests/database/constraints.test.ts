import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { testEdition } from '../helpers/database-requests.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.empty();
  await database.call('publish_edition', testEdition());
});

/** One good row per table; a case changes one column of it. */
const goodRows: Record<string, Record<string, unknown>> = {
  'public.partners': { name: 'Причал', country: 'RU', tax_id: '0045678903', site: 'prichal.example' },
  'public.staff': { name: 'Мария', email: 'maria@uley.example', role: 'account_manager' },
  'private.notifications': {
    kind: 'application_received',
    recipient_email: 'a@b.example',
    recipient_name: 'А',
    locale: 'ru',
    payload: {},
    idempotency_key: 'one',
  },
  'private.channel_pauses': { channel: 'mail', paused_until: '2999-01-01T00:00:00Z', problem: '421' },
  'public.applications': {
    edition: '2020-01',
    company_name: 'Причал',
    country: 'RU',
    tax_id: '0045678903',
    headcount: 15,
    client_sizes: ['large'],
    fields: ['other'],
    expertise: ['crm'],
    aim: 'none',
    contact_name: 'Олег',
    contact_email: 'oleg@prichal.example',
    locale: 'ru',
    fit: {
      met: 1,
      of: 2,
      criteria: [
        { id: 'a', met: true },
        { id: 'b', met: false },
      ],
    },
    channel: 'json',
    known_company: false,
    answer_by: '2026-11-26',
  },
};

async function insert(table: string, changed: Record<string, unknown> = {}): Promise<void> {
  const row = { ...goodRows[table], ...changed };
  const columns = Object.keys(row).join(', ');
  await database.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1)`,
    [JSON.stringify(row)],
  );
}

test.each(Object.keys(goodRows))('a good row of %s is accepted', async (table) => {
  await expect(insert(table)).resolves.toBeUndefined();
});

const long = (n: number) => 'я'.repeat(n);

test.each<[string, Record<string, unknown>, string]>([
  ['public.partners', { name: long(201) }, 'partners_name_is_one_line'],
  ['public.partners', { name: ' Причал' }, 'partners_name_is_one_line'],
  ['public.partners', { name: 'При\nчал' }, 'partners_name_is_one_line'],
  ['public.partners', { name: '' }, 'partners_name_is_one_line'],
  ['public.partners', { country: 'DE' }, 'partners_tax_id_fits_its_country'],
  ['public.partners', { tax_id: '0000000000' }, 'partners_tax_id_fits_its_country'],
  ['public.partners', { tax_id: '00 4567 8903' }, 'partners_tax_id_fits_its_country'],
  ['public.partners', { country: 'KZ' }, 'partners_tax_id_fits_its_country'],
  ['public.partners', { country: 'BY', tax_id: 'мА1234567' }, 'partners_tax_id_fits_its_country'],
  ['public.partners', { site: 'Prichal.example' }, 'partners_site_is_a_host_name'],
  ['public.partners', { status: 'gone' }, 'partners_status_is_known'],
  ['public.staff', { email: 'Maria@uley.example' }, 'staff_email_is_an_address'],
  ['public.staff', { email: 'maria@uley' }, 'staff_email_is_an_address'],
  ['public.staff', { email: `${'a'.repeat(65)}@uley.example` }, 'staff_email_is_an_address'],
  ['public.staff', { role: 'owner' }, 'staff_role_is_known'],
  ['public.staff', { locale: 'RU' }, 'staff_locale_is_two_letters'],
  ['private.notifications', { kind: 'Application' }, 'notifications_kind_is_a_word'],
  [
    'private.notifications',
    { recipient_email: 'a@b.example\r\nBcc: c@d.example' },
    'notifications_recipient_is_an_address',
  ],
  ['private.notifications', { recipient_name: 'А\nБ' }, 'notifications_recipient_name_is_one_line'],
  ['private.notifications', { payload: [] }, 'notifications_payload_is_an_object'],
  ['private.notifications', { channel: 'pigeon' }, 'notifications_channel_is_known'],
  ['private.notifications', { channel: 'crm' }, 'notifications_to_the_crm_have_no_recipient'],
  ['private.notifications', { subject: 'A\n1' }, 'notifications_subject_is_one_line'],
  ['private.channel_pauses', { channel: 'pigeon' }, 'channel_pauses_channel_is_known'],
  ['private.channel_pauses', { problem: long(501) }, 'channel_pauses_problem_is_short'],
  ['private.notifications', { idempotency_key: 'a@b' }, 'notifications_idempotency_key_fits_a_message_id'],
  ['public.applications', { number: 'A-0000000I' }, 'applications_number_is_crockford'],
  ['public.applications', { edition: '2019-01' }, 'applications_edition_fkey'],
  [
    'public.applications',
    {
      status: 'new',
      decided_at: '2999-01-01T00:00:00Z',
      decided_by: '00000000-0000-4000-8000-000000000000',
      decision_reason: 'so',
    },
    'applications_status_is_known',
  ],
  ['public.applications', { status: 'approved' }, 'applications_decision_belongs_to_status'],
  [
    'public.applications',
    { status: 'declined', decided_at: '2999-01-01T00:00:00Z' },
    'applications_decision_belongs_to_status',
  ],
  ['public.applications', { decision_reason: 'so' }, 'applications_decision_belongs_to_status'],
  ['public.applications', { headcount: 0 }, 'applications_headcount_is_in_range'],
  ['public.applications', { headcount: 1_000_001 }, 'applications_headcount_is_in_range'],
  ['public.applications', { client_sizes: [] }, 'applications_client_sizes_are_choices'],
  ['public.applications', { fields: ['a', 'a'] }, 'applications_fields_are_choices'],
  ['public.applications', { expertise: ['a', null] }, 'applications_expertise_are_choices'],
  [
    'public.applications',
    { expertise: Array.from({ length: 21 }, (_, n) => `a${n}`) },
    'applications_expertise_are_choices',
  ],
  ['public.applications', { aim: 'Sell more' }, 'applications_aim_is_a_choice'],
  ['public.applications', { contact_name: long(121) }, 'applications_contact_name_is_one_line'],
  ['public.applications', { contact_email: 'Oleg@prichal.example' }, 'applications_contact_email_is_an_address'],
  ['public.applications', { contact_phone: '1'.repeat(41) }, 'applications_contact_phone_is_one_line'],
  ['public.applications', { contact_position: long(121) }, 'applications_contact_position_is_one_line'],
  ['public.applications', { locale: 'RU' }, 'applications_locale_is_two_letters'],
  [
    'public.applications',
    { fit: { met: 2, of: 2, criteria: [{ id: 'a', met: true }] } },
    'applications_fit_counts_its_criteria',
  ],
  [
    'public.applications',
    { fit: { met: 1, of: 1, criteria: [{ id: 'a', met: false }] } },
    'applications_fit_counts_its_criteria',
  ],
  ['public.applications', { fit: [] }, 'applications_fit_counts_its_criteria'],
  ['public.applications', { channel: 'fax' }, 'applications_channel_is_known'],
  ['public.applications', { suspicion: 'ugly' }, 'applications_suspicion_is_known'],
])('%s refuses %j by the rule %s', async (table, changed, constraint) => {
  expect(await problemOf(insert(table, changed))).toMatchObject({ constraint });
});

test('a decision names who decided, when and why, and does not precede the application', async () => {
  await insert('public.staff');
  const [staff] = await database.query<{ id: string }>('select id from public.staff');
  const decided = { status: 'declined', decided_by: staff!.id, decision_reason: 'Профиль не подходит.' };
  await insert('public.applications', { ...decided, decided_at: '2999-01-01T00:00:00Z' });
  const early = insert('public.applications', { ...decided, decided_at: '2001-01-01T00:00:00Z' });
  expect(await problemOf(early)).toMatchObject({ constraint: 'applications_decision_follows_receipt' });
});

test('a company is a partner once, a person once a member or staff', async () => {
  await insert('public.partners');
  expect(await problemOf(insert('public.partners', { name: 'Иначе' }))).toMatchObject({
    constraint: 'partners_company_is_a_partner_once',
  });
  const member = `insert into public.members (partner_id, name, email, role) select id, 'Олег', 'oleg@prichal.example', 'owner' from public.partners`;
  await database.query(member);
  expect(await problemOf(database.query(member))).toMatchObject({ constraint: 'members_email_belongs_to_one_person' });
  await insert('public.staff');
  expect(await problemOf(insert('public.staff'))).toMatchObject({ constraint: 'staff_email_belongs_to_one_person' });
});

test.each([
  [
    'no working day in the week',
    { workingTime: { weekend: [1, 2, 3, 4, 5, 6, 7], nonWorkingDays: [] } },
    'programme_editions_week_has_a_working_day',
  ],
  [
    'a promise of no days',
    { promise: { ...testEdition().rules.promise, answerBusinessDays: 0 } },
    'programme_editions_promise_is_days',
  ],
  ['no limits', { limits: {} }, 'programme_editions_limits_are_counts'],
  ...Object.keys(testEdition().rules.limits)
    .filter((name) => name !== 'enquiriesPerHour')
    .map((name): [string, object, string] => [
      `no ${name}`,
      { limits: { ...testEdition().rules.limits, [name]: undefined } },
      'programme_editions_limits_are_counts',
    ]),
  ['a month that is none', { id: 'november' }, 'programme_editions_id_is_a_month'],
  [
    'the number of another edition',
    { id: '2020-02', inForceFrom: '2020-02-01T00:00:00Z' },
    'programme_editions_number_is_used_once',
  ],
  ['the begin of another edition', { id: '2020-02', number: 2 }, 'programme_editions_begin_at_different_moments'],
])('an edition with %s is refused', async (_, changed, constraint) => {
  expect(await problemOf(database.call('publish_edition', testEdition(changed as object)))).toMatchObject({
    constraint,
  });
});

test('an edition of an unknown time zone is refused', async () => {
  const edition = testEdition({
    id: '2020-02',
    number: 2,
    inForceFrom: '2020-02-01T00:00:00Z',
    timeZone: 'Europe/Moskau',
  });
  expect(await problemOf(database.call('publish_edition', edition))).toMatchObject({ code: '22023' });
});
