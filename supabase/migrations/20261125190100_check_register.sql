-- The register checked against the tables, and its head told to those who keep it.

create table private.register_heads (
  week date not null,
  position bigint not null,
  sha256 text not null,
  sealed_at timestamptz not null,

  constraint register_heads_pkey primary key (week),
  constraint register_heads_week_begins_on_monday check (extract(isodow from week) = 1),
  constraint register_heads_sha256_is_hexadecimal check (private.is_sha256(sha256))
);

comment on table private.register_heads is 'The heads of the chain that went out by mail, one a week.';
comment on column private.register_heads.week is 'Monday of the week (UTC).';
comment on column private.register_heads.position is 'Place of the last link.';
comment on column private.register_heads.sha256 is 'Checksum of that link.';
comment on column private.register_heads.sealed_at is 'When it was sealed (UTC).';

alter table private.register_heads enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.salted_hash_of(table_name text, row_id text, column_name text, value text) returns text
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_variable
begin
  return (
    select 'sha256:' || encode(sha256(s.salt || convert_to(value, 'UTF8')), 'hex') from private.value_salts as s
    where s.table_name = salted_hash_of.table_name and s.row_id = salted_hash_of.row_id and s.column_name = salted_hash_of.column_name);
end;
$$;
comment on function private.salted_hash_of(text, text, text, text) is 'A personal value as the records keep it; null when the salt of the cell is gone. Makes no salt.';

create function private.rows_unlike_the_register(audited regclass, table_name text, key_column text, personal text[])
  returns table (row_id text, column_name text, problem text)
  language plpgsql stable security invoker set search_path = '' set timezone = 'UTC'
as $body$
begin
  return query execute format($query$
    with recorded as (
      select r.id, r.content::jsonb as content from private.audit_records as r where r.content::jsonb ->> 'table' = $1),
    standing as (
      select distinct on (content ->> 'row') content ->> 'row' as row_id, content ->> 'operation' as operation
      from recorded order by content ->> 'row', id desc),
    cells as (
      select distinct on (content ->> 'row', f.key) content ->> 'row' as row_id, f.key, f.value
      from recorded cross join lateral jsonb_each(content -> 'after') as f (key, value) order by content ->> 'row', f.key, id desc),
    present as (
      select to_jsonb(t) ->> $2 as row_id, to_jsonb(t) as fields from %s as t)
    select p.row_id, null::text, 'is in the table and not in the register' from present as p
    where not exists (select from standing as s where s.row_id = p.row_id and s.operation <> 'delete')
    union all
    select s.row_id, null::text, 'is in the register and not in the table' from standing as s
    where s.operation <> 'delete' and not exists (select from present as p where p.row_id = s.row_id)
    union all
    select p.row_id, c.key, 'was changed without a record'
    from present as p join standing as s on s.row_id = p.row_id and s.operation <> 'delete'
    join cells as c on c.row_id = p.row_id
    where p.fields ? c.key
      and case
        when c.key = any ($3) and p.fields ->> c.key is not null and c.value <> 'null'::jsonb
          -- An erased value leaves no salt: then there is nothing to compare with.
          then private.salted_hash_of($1, p.row_id, c.key, p.fields ->> c.key) is distinct from (c.value #>> '{}')
            and private.salted_hash_of($1, p.row_id, c.key, p.fields ->> c.key) is not null
        else p.fields -> c.key is distinct from c.value end
  $query$, audited) using table_name, key_column, personal;
end;
$body$;
comment on function private.rows_unlike_the_register(regclass, text, text, text[]) is
  'The rows of an audited table that are not as its last records say: changed, put in or taken out with the triggers asleep. Personal values are compared by their salted hashes.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.compare_register() returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  audited record;
  found_in_table jsonb;
  problems jsonb := '[]';
  tables integer := 0;
begin
  for audited in
    select t.tgrelid::regclass as relation, n.nspname || '.' || c.relname as name,
      string_to_array(encode(t.tgargs, 'escape'), '\000') as arguments
    from pg_catalog.pg_trigger as t join pg_catalog.pg_class as c on c.oid = t.tgrelid join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where t.tgname = 'every_change_is_recorded' order by 2
  loop
    tables := tables + 1;
    select coalesce(jsonb_agg(jsonb_build_object('table', audited.name, 'row', unlike.row_id, 'column', unlike.column_name, 'problem', unlike.problem)
      order by unlike.row_id, unlike.column_name), '[]') into found_in_table
    from (select * from private.rows_unlike_the_register(audited.relation, audited.name, audited.arguments[1],
      audited.arguments[2:array_length(audited.arguments, 1) - 1]) limit 20) as unlike;
    problems := problems || found_in_table;
  end loop;
  return jsonb_build_object('tables', tables, 'problems', problems);
end;
$$;
comment on function public.compare_register() is
  'For verify-register: are the audited tables as their last records say? -> { tables, problems: [{ table, row, column, problem }] }, twenty of a table at most. Holds no value. Definer: tables and register are readable for nobody else together.';

create function public.send_register_head() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  head jsonb := public.register_head();
  this_week date := date_trunc('week', private.now() at time zone 'UTC')::date;
  before bigint;
  receiver record;
  told integer := 0;
begin
  if head ->> 'sha256' is null then
    return '{"told": 0}';
  end if;
  select coalesce(max(h.position), 0) into before from private.register_heads as h;
  insert into private.register_heads (week, position, sha256, sealed_at)
  values (this_week, (head ->> 'position')::bigint, head ->> 'sha256', (head ->> 'at')::timestamptz)
  on conflict on constraint register_heads_pkey do nothing;
  if not found then
    return '{"told": 0}';
  end if;
  for receiver in
    select s.id, s.email, s.name, s.locale from public.staff as s where s.active and s.role = 'programme_lead'
    union all
    select m.id, m.email, m.name, m.locale from public.partners as p
    cross join lateral private.notice_receivers(p.id, null, 'register_head') as m
    where p.status = 'active'
  loop
    perform private.enqueue_notification('register_head', receiver.email, receiver.name, receiver.locale,
      head || jsonb_build_object('count', (head ->> 'position')::bigint - before), 'register_head.' || this_week || '.' || receiver.id);
    told := told + 1;
  end loop;
  return jsonb_build_object('told', told);
end;
$$;
comment on function public.send_register_head() is
  'Once a week the letter register_head to programme leads and the owners of active partners who want it (one of each in any case): a copy of the head nobody can take back -> { told }, 0 when this week''s has gone out. For the server''s schedule. Definer: it writes for everybody.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.register_heads from public, anon, authenticated, service_role;
revoke all on function
  private.salted_hash_of(text, text, text, text), private.rows_unlike_the_register(regclass, text, text, text[]),
  public.compare_register(), public.send_register_head()
  from public, anon, authenticated, service_role;

grant execute on function public.compare_register(), public.send_register_head() to service_role;
