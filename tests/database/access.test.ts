import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantsSql } from '../helpers/database-catalogue.ts';
import { openTestDatabase, type ApiRole, type SqlProblem, type TestDatabase } from '../helpers/database-pglite.ts';

let database: TestDatabase;
let tables: { name: string; rls: boolean; columns: string[] }[];
let functions: {
  name: string;
  call: string;
  settings: string[] | null;
  definer: boolean;
  comment: string | null;
  trigger: boolean;
}[];

beforeAll(async () => {
  database = await openTestDatabase();
  tables = await database.query(`
    select c.oid::regclass::text as name, c.relrowsecurity as rls,
      (select json_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a') as columns
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
    order by 1`);
  functions = await database.query(`
    select p.oid::regprocedure::text as name, p.proconfig as settings, p.prosecdef as definer, obj_description(p.oid) as comment,
      p.prorettype = 'trigger'::regtype as trigger,
      format('select %s(%s)', p.oid::regproc, (select string_agg('null::' || format_type(t, null), ', ') from unnest(p.proargtypes) t)) as call
    from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) order by 1`);
});
afterAll(() => database?.close());

/** Those of the statements that are not refused for want of a right. */
async function allowed(role: ApiRole, statements: string[]): Promise<string[]> {
  const through: string[] = [];
  for (const sql of statements) {
    const outcome = await database.queryAs(role, sql).then(
      () => 'done',
      ({ code, message }: SqlProblem) => `${code} ${message}`,
    );
    if (!outcome.startsWith('42501 permission denied')) through.push(`${sql}: ${outcome}`);
  }
  return through;
}

describe('anon', () => {
  const role = 'anon';

  test('can neither read nor write any table', async () => {
    expect(tables.length).toBeGreaterThan(8);
    const statements = tables.flatMap(({ name, columns: [column] }) => [
      `select from ${name}`,
      `select ${column} from ${name}`,
      `insert into ${name} (${column}) values (null)`,
      `update ${name} set ${column} = null`,
      `delete from ${name}`,
      `truncate ${name}`,
    ]);
    expect(await allowed(role, statements)).toEqual([]);
  });

  test('can execute no function', async () => {
    expect(functions.length).toBeGreaterThan(15);
    const calls = functions.filter(({ trigger }) => !trigger).map(({ call }) => call);
    expect(await allowed(role, calls)).toEqual([]);
  });

  test('can create nothing', async () => {
    const schemas = ['public', 'private', 'extensions'];
    const statements = schemas.map((schema) => `create table ${schema}.mine ()`);
    expect(await allowed(role, statements)).toEqual([]);
  });
});

/**
 * Everything the roles of the API may do but reading and writing tables, which access-matrix.ts declares, and the private helpers of
 * the server. A new grant is added here, and the reader sees why in the migration.
 */
const rolesMay = [
  'service_role execute on function announce_editions()',
  'service_role execute on function claim_notifications(text,integer,integer,text)',
  'service_role execute on function compare_register()',
  'service_role execute on function escalate_applications()',
  'service_role execute on function finish_crm_events()',
  'service_role execute on function finish_notification(uuid,text,text,integer,integer)',
  'service_role execute on function health()',
  'service_role execute on function move_passed_leads()',
  'service_role execute on function note_register_check(jsonb)',
  'service_role execute on function page_feedback_by_page()',
  'service_role execute on function pause_channel(text,integer,text,text,boolean)',
  'service_role execute on function publish_edition(jsonb)',
  'service_role execute on function read_offer(jsonb)',
  'service_role execute on function read_protection_feed(jsonb)',
  'service_role execute on function read_register(jsonb)',
  'service_role execute on function receive_enquiry(jsonb)',
  'service_role execute on function record_search_miss(jsonb)',
  'service_role execute on function register_head()',
  'service_role execute on function request_sign_in_code(jsonb)',
  'service_role execute on function route_enquiries()',
  'service_role execute on function run_clock()',
  'service_role execute on function seal_audit_records(integer)',
  'service_role execute on function search_misses(date)',
  'service_role execute on function send_register_head()',
  'service_role execute on function submit_application(jsonb)',
  'service_role execute on function submit_page_feedback(jsonb)',
  'service_role execute on function try_sign_in_code(jsonb)',
  'service_role execute on function verify_receipt(jsonb)',
  'authenticated execute on function accept_offer(jsonb)',
  'authenticated execute on function accept_passed_lead(jsonb)',
  'authenticated execute on function add_event_leads(jsonb)',
  'authenticated execute on function add_file(jsonb)',
  'authenticated execute on function add_lead_file(jsonb)',
  'authenticated execute on function add_lead_note(jsonb)',
  'authenticated execute on function answer_support(jsonb)',
  'authenticated execute on function ask_support(jsonb)',
  'authenticated execute on function assign_support(jsonb)',
  'authenticated execute on function begin_session(jsonb)',
  'authenticated execute on function change_lead(jsonb)',
  'authenticated execute on function change_lead_note(jsonb)',
  'authenticated execute on function change_lead_stage(jsonb)',
  'authenticated execute on function change_logo(jsonb)',
  'authenticated execute on function change_member_role(jsonb)',
  'authenticated execute on function change_notices(jsonb)',
  'authenticated execute on function change_partner(jsonb)',
  'authenticated execute on function change_partner_profile(jsonb)',
  'authenticated execute on function close_enquiry(jsonb)',
  'authenticated execute on function complete_lesson(jsonb)',
  'authenticated execute on function current_session()',
  'authenticated execute on function dead_notifications(jsonb)',
  'authenticated execute on function decide_appeal(jsonb)',
  'authenticated execute on function decide_application(jsonb)',
  'authenticated execute on function decide_lead(jsonb)',
  'authenticated execute on function decline_passed_lead(jsonb)',
  'authenticated execute on function delete_lead_file(jsonb)',
  'authenticated execute on function delete_lead_note(jsonb)',
  'authenticated execute on function delivery_health()',
  'authenticated execute on function end_session()',
  'authenticated execute on function enter_figures(jsonb)',
  'authenticated execute on function erase_person(jsonb)',
  'authenticated execute on function export_figure_rows(jsonb)',
  'authenticated execute on function export_own_data(jsonb)',
  'authenticated execute on function export_person(jsonb)',
  'authenticated execute on function export_register(jsonb)',
  'authenticated execute on function extend_pin(jsonb)',
  'authenticated execute on function import_leads(jsonb)',
  'authenticated execute on function invite_member(jsonb)',
  'authenticated execute on function join_waiting_list(jsonb)',
  'authenticated execute on function leave_waiting_list(jsonb)',
  'authenticated execute on function list_appeals(jsonb)',
  'authenticated execute on function list_clients(jsonb)',
  'authenticated execute on function list_exports()',
  'authenticated execute on function list_figure_rows(jsonb)',
  'authenticated execute on function list_leads(jsonb)',
  'authenticated execute on function list_members(jsonb)',
  'authenticated execute on function list_partners(jsonb)',
  'authenticated execute on function list_passed_leads(jsonb)',
  'authenticated execute on function list_staff()',
  'authenticated execute on function list_support(jsonb)',
  'authenticated execute on function list_waiting_places(jsonb)',
  'authenticated execute on function make_protection_feed(jsonb)',
  'authenticated execute on function merge_clients(jsonb)',
  'authenticated execute on function own_protection_feed()',
  'authenticated execute on function pass_enquiry(jsonb)',
  'authenticated execute on function read_client(jsonb)',
  'authenticated execute on function read_course(jsonb)',
  'authenticated execute on function read_file(jsonb)',
  'authenticated execute on function read_home(jsonb)',
  'authenticated execute on function read_lead(jsonb)',
  'authenticated execute on function read_lead_board(jsonb)',
  'authenticated execute on function read_logo()',
  'authenticated execute on function read_notices()',
  'authenticated execute on function read_offer(jsonb)',
  'authenticated execute on function read_own_client(jsonb)',
  'authenticated execute on function read_partner()',
  'authenticated execute on function read_partner_card(jsonb)',
  'authenticated execute on function read_receipt(jsonb)',
  'authenticated execute on function read_staff_support(jsonb)',
  'authenticated execute on function read_support(jsonb)',
  'authenticated execute on function register_lead(jsonb)',
  'authenticated execute on function register_state()',
  'authenticated execute on function release_pin(jsonb)',
  'authenticated execute on function remove_member(jsonb)',
  'authenticated execute on function renew_pin(jsonb)',
  'authenticated execute on function reopen_lesson(jsonb)',
  'authenticated execute on function restore_lead_note(jsonb)',
  'authenticated execute on function retry_notification(jsonb)',
  'authenticated execute on function retry_notifications(jsonb)',
  'authenticated execute on function return_enquiry(jsonb)',
  'authenticated execute on function revoke_protection_feed()',
  'authenticated execute on function search_register(jsonb)',
  'authenticated execute on function set_client_standing(jsonb)',
  'authenticated execute on function set_staff(jsonb)',
  'authenticated execute on function settle_support(jsonb)',
  'authenticated execute on function similar_clients(jsonb)',
  'authenticated execute on function solve_support(jsonb)',
  'authenticated execute on function staff_figures(jsonb)',
  'authenticated execute on function staff_inbox(jsonb)',
  'authenticated execute on function staff_programme()',
  'authenticated execute on function staff_support(jsonb)',
  'authenticated execute on function submit_appeal(jsonb)',
  'authenticated execute on function transfer_client(jsonb)',
  'authenticated execute on function undo_decision(jsonb)',
  'authenticated execute on function decide_transfer(jsonb)',
  'authenticated execute on function list_all_clients(jsonb)',
  'authenticated execute on function list_applications(jsonb)',
  'authenticated execute on function list_enquiries(jsonb)',
  'authenticated execute on function preview_merge(jsonb)',
  'authenticated execute on function preview_transfer(jsonb)',
  'authenticated execute on function read_application_case(jsonb)',
  'authenticated execute on function read_client_case(jsonb)',
  'authenticated execute on function read_enquiry_case(jsonb)',
  'authenticated execute on function read_lead_case(jsonb)',
  'authenticated execute on function suggest_partners(jsonb)',
  'authenticated execute on function withdraw_consent(jsonb)',
  'authenticated execute on function write_support(jsonb)',
  'service_role usage on schema private',
  'service_role usage on schema public',
  'authenticated usage on schema private',
  'authenticated usage on schema public',
  'anon usage on schema public',
  'public usage on schema public',
];

/** Runs with the rights of its owner for a signed-in person and does not ask who it is: an id it is given has passed a policy before. */
const askNobody = [
  // Ends the session of the token it came with, whoever that is.
  'end_session()',
  'private.appeal_answer(uuid)',
  'private.enquiry_domains(enquiries)',
  'private.first_record(text,uuid)',
  // Answers for the caller's own partner, and nothing to anybody else.
  'private.freed_places(timestamp with time zone)',
  'private.known_clients(text[],uuid)',
  'private.may_transfer(enquiries)',
  'private.record_content(bigint)',
  'private.sealed_at(bigint)',
];

test('the grants are the declared ones, tables and private helpers apart, which the API does not expose', async () => {
  const rows = await database.query<{ line: string }>(grantsSql);
  const lines = rows
    .map(({ line }) => line)
    .filter((line) => !/execute on function private\./.test(line) && !/ on (table|column) /.test(line));
  expect(lines.toSorted()).toEqual(rolesMay.toSorted());
});

test('every table has row level security', () => {
  expect(tables.filter(({ rls }) => !rls)).toEqual([]);
});

test('every function has an empty search path', () => {
  expect(functions.filter(({ settings }) => !settings?.includes('search_path=""')).map(({ name }) => name)).toEqual([]);
});

test('whatever runs with the rights of its owner tells why', () => {
  const silent = functions.filter(
    ({ definer, comment }) => definer && !/\bDefiner(:|, (as|because) )/.test(comment ?? ''),
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('whatever runs with the rights of its owner for a signed-in person asks first who that is', async () => {
  const definers = await database.query<{ name: string; source: string }>(`
    select p.oid::regprocedure::text as name, p.prosrc as source from pg_proc p
    where p.prosecdef and p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      and has_function_privilege('authenticated', p.oid, 'execute') order by 1`);
  expect(definers.length).toBeGreaterThan(5);
  // As the first thing declared, or as the first word of the body after declarations that read nothing.
  const asks =
    /^\s*(declare\s+\w+\s+(constant\s+)?(private\.caller|text)\s*:=\s*|(declare((?!\b(select|from)\b|private\.(?!caller)).)*)?begin\s+perform\s+|begin\s+return\s+(\w+\()?\(?|select\s+(\w+\()*\(?)private\.(require_\w+|current_caller|caller_address)\(/s;
  expect(definers.filter(({ source }) => !asks.test(source)).map(({ name }) => name)).toEqual(askNobody);
});

test('every table, column and function tells what it means', async () => {
  const silent = await database.query(`
    select c.oid::regclass || coalesce('.' || a.attname, '') as name
    from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
      and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)`);
  expect(silent).toEqual([]);
  expect(functions.filter(({ comment }) => !comment).map(({ name }) => name)).toEqual([]);
});

test('every foreign key has an index to follow it backwards', async () => {
  const bare = await database.query(`
    select c.conname from pg_constraint c
    where c.contype = 'f' and c.connamespace in ('public'::regnamespace, 'private'::regnamespace)
      and not exists (select from pg_index i where i.indrelid = c.conrelid and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] = c.conkey)`);
  expect(bare).toEqual([]);
});
