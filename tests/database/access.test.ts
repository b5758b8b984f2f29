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

const outsiders: ApiRole[] = ['anon', 'authenticated'];

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

describe.each(outsiders)('%s', (role) => {
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

/** Everything the server's role may do. A new grant is added here, and the reader sees why in the migration. */
const serverMay = [
  'service_role execute on function claim_notifications(text,integer,integer,text)',
  'service_role execute on function finish_crm_events()',
  'service_role execute on function finish_notification(uuid,text,text,integer,integer)',
  'service_role execute on function health()',
  'service_role execute on function page_feedback_by_page()',
  'service_role execute on function pause_channel(text,integer,text,text,boolean)',
  'service_role execute on function publish_edition(jsonb)',
  'service_role execute on function record_search_miss(jsonb)',
  'service_role execute on function search_misses(date)',
  'service_role execute on function submit_application(jsonb)',
  'service_role execute on function submit_page_feedback(jsonb)',
  'service_role insert on table private.channel_pauses',
  'service_role insert on table private.idempotency_keys',
  'service_role insert on table private.notifications',
  'service_role insert on table private.rate_limits',
  'service_role insert on table private.search_misses',
  'service_role insert on table public.applications',
  'service_role insert on table public.consents',
  'service_role insert on table public.page_feedback',
  'service_role insert on table public.programme_editions',
  'service_role delete on table private.channel_pauses',
  'service_role delete on table private.idempotency_keys',
  'service_role delete on table private.rate_limits',
  'service_role delete on table private.search_misses',
  'service_role select on table private.channel_pauses',
  'service_role select on table private.idempotency_keys',
  'service_role select on table private.notifications',
  'service_role select on table private.rate_limit_salts',
  'service_role select on table private.rate_limits',
  'service_role select on table private.search_misses',
  'service_role select on table public.applications',
  'service_role select on table public.consents',
  'service_role select on table public.page_feedback',
  'service_role select on table public.partners',
  'service_role select on table public.programme_editions',
  'service_role select on table public.staff',
  'service_role update on table private.channel_pauses',
  'service_role update on table private.idempotency_keys',
  'service_role update on table private.notifications',
  'service_role update on table private.rate_limits',
  'service_role update on table private.search_misses',
  'service_role update on table public.page_feedback',
  'service_role update on table public.programme_editions',
  'authenticated execute on function dead_notifications(jsonb)',
  'authenticated execute on function retry_notification(jsonb)',
  'service_role usage on schema private',
  'service_role usage on schema public',
  'public usage on schema public',
  'anon usage on schema public',
  'authenticated usage on schema public',
];

test('the grants are the declared ones, private helpers apart, which only the server may call', async () => {
  const rows = await database.query<{ line: string }>(grantsSql);
  const lines = rows
    .map(({ line }) => line)
    .filter((line) => !line.startsWith('service_role execute on function private.'));
  expect(lines.toSorted()).toEqual(serverMay.toSorted());
});

test('every table has row level security and no policy lets anybody by', async () => {
  expect(tables.filter(({ rls }) => !rls)).toEqual([]);
  expect(await database.query('select polname from pg_policy')).toEqual([]);
});

test('every function has an empty search path, and none runs with the rights of its owner', () => {
  expect(functions.filter(({ settings }) => !settings?.includes('search_path=""')).map(({ name }) => name)).toEqual([]);
  expect(functions.filter(({ definer }) => definer).map(({ name }) => name)).toEqual([]);
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
