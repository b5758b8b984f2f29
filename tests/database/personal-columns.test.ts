import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

const ours = `('public'::regnamespace, 'private'::regnamespace)`;
const named = async (sql: string) => (await database.query<{ name: string }>(sql)).map(({ name }) => name).toSorted();
const declared = () => named(`select table_name || '.' || column_name as name from private.personal_columns()`);

test('the columns whose comments speak of personal data are those export and erasure know', async () => {
  const marked = await named(`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relkind = 'r' and c.relnamespace in ${ours} and col_description(c.oid, a.attnum) ~ '(Personal|May hold personal) data'`);
  expect(marked).toEqual(await declared());
});

test('the register keeps each of them as a salted hash, and nothing else', async () => {
  const hashed = await named(`
    with audited as (
      select t.tgrelid::regclass::oid as id, string_to_array(encode(t.tgargs, 'escape'), '\\000') as arguments
      from pg_trigger t where t.tgname = 'every_change_is_recorded')
    select n.nspname || '.' || c.relname || '.' || argument as name
    from audited join pg_class c on c.oid = audited.id join pg_namespace n on n.oid = c.relnamespace
    cross join unnest(arguments[2:]) as argument where argument <> ''`);
  const audited = new Set(
    await named(`
    select n.nspname || '.' || c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where t.tgname = 'every_change_is_recorded'`),
  );
  const inAudited = (await declared()).filter((name) => audited.has(name.slice(0, name.lastIndexOf('.'))));
  expect(hashed).toEqual(inAudited);
});

/** Names of columns that say nothing of a person, whatever the table: ids, choices, counts, checksums, texts of the programme. */
const innocent = new Set(
  `above action aim authority by_kind channel chain_sha256 client_size client_sizes content country counts decision decline_reason domain edition ended_by expertise
   fields fit idempotency_key key kind language limit_name locale lost_reason media_type number operation outcome path purpose quarter reasons
   record_sha256 request_sha256 role rule rules rules_sha256 salt session_id settings_key sha256 shown_text shown_text_sha256 site
   solutions source stage standing status subject subject_kind suspicion tax_id token_sha256 version`.split(/\s+/),
);

/** What is called like a person's but is a company's, a document's or a table's. */
const innocentHere = new Set([
  'private.audit_records.content',
  'private.register_checks.problem', // names tables, columns and rows
  'private.channel_pauses.problem', // what the receiver said, without values
  'private.lead_refusals.client_name',
  'private.value_salts.column_name',
  'private.value_salts.row_id',
  'private.value_salts.table_name',
  'public.appeals.client_name',
  'public.applications.company_name',
  'public.clients.name',
  'public.clients.name_normalised',
  'public.enquiries.company_name',
  'public.leads.client_name',
  'public.leads.event',
  'public.offers.text',
  'public.notification_preferences.notice',
  'public.own_exports.format',
  'public.partner_logos.bytes', // a picture the server has drawn anew
  'public.partner_logos.tone',
  'public.partner_profiles.logo_sha256',
  'public.partners.name',
  'public.passed_leads.town',
  'public.programme_editions.id',
  'public.receipts.client_name',
  'public.staff_exports.filters', // choices, ids, instants
  'public.staff_exports.what',
  'public.support_requests.help', // a choice
  'public.support_requests.severity',
  'public.support_requests.solution',
  'public.support_requests.solved_by', // which side
  'public.support_requests.state',
  'public.support_requests.wanted_zone',
  'public.waiting_list.client_name',
]);

test('a new column of text is either declared as personal or as none', async () => {
  const texts = await named(`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace in ${ours}
      and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb', 'json', 'bytea', 'inet', 'cidr', 'character varying')`);
  const personal = new Set(await declared());
  const columnOf = (name: string) => name.slice(name.lastIndexOf('.') + 1);
  expect(
    texts.filter((name) => !personal.has(name) && !innocentHere.has(name) && !innocent.has(columnOf(name))),
  ).toEqual([]);
  expect([...innocentHere].filter((name) => !texts.includes(name) || personal.has(name))).toEqual([]);
});

test('what is kept in spite of an erasure says why', async () => {
  const kept = await database.query(
    `select table_name, column_name from private.personal_columns() where treatment = 'kept' and char_length(why) > 20`,
  );
  expect(kept).toEqual(
    await database.query(`select table_name, column_name from private.personal_columns() where treatment = 'kept'`),
  );
  expect(kept).toHaveLength(2);
});
