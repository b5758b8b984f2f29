-- The register of changes read by staff: searched, shown with the state of its chain, handed out. And when somebody last checked it.

create table private.register_checks (
  id uuid not null default gen_random_uuid(),
  checked_at timestamptz not null,
  checked_by uuid,
  links bigint not null,
  tables integer not null,
  problem text,

  constraint register_checks_pkey primary key (id),
  constraint register_checks_links_are_counted check (links >= 0),
  constraint register_checks_problem_is_short check (char_length(problem) between 1 and 1000)
);

create index register_checks_checked_at_idx on private.register_checks (checked_at desc);

comment on table private.register_checks is 'One checking of the register on demand: the chain followed from its first link, the tables compared with the records.';
comment on column private.register_checks.id is 'Opaque id.';
comment on column private.register_checks.checked_at is 'When it was finished (UTC).';
comment on column private.register_checks.checked_by is 'The person of the vendor who asked for it; no foreign key, because it decides nothing.';
comment on column private.register_checks.links is 'How many links the chain had.';
comment on column private.register_checks.tables is 'How many tables were compared.';
comment on column private.register_checks.problem is 'The first thing that was wrong, 1..1000 characters; null when all was right. Names tables, columns and rows, no values.';

alter table private.register_checks enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.rows_named(search text) returns text[]
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  wanted text := upper(btrim(search));
  found_ids uuid[];
begin
  if lower(wanted) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    found_ids := array[lower(wanted)::uuid];
  else
    found_ids := array(
      select a.id from public.applications as a where a.number = wanted
      union all select l.id from public.leads as l where l.number = wanted
      union all select p.id from public.appeals as p where p.number = wanted
      union all select e.id from public.enquiries as e where e.number = wanted
      union all select r.id from public.receipts as r where r.number = wanted
      union all select o.id from public.offer_acceptances as o where o.number = wanted);
  end if;
  -- What happened to a case stands at rows of its own: its history, pins, receipts and decisions.
  found_ids := found_ids
    || array(select e.id from public.lead_events as e where e.lead_id = any (found_ids))
    || array(select p.id from public.client_pins as p where p.lead_id = any (found_ids))
    || array(select d.id from public.decisions as d where d.subject_id = any (found_ids))
    || array(select o.id from public.passed_leads as o where o.enquiry_id = any (found_ids));
  found_ids := found_ids
    || array(select r.id from public.receipts as r where r.pin_id = any (found_ids))
    || array(select x.id from public.pin_extensions as x where x.pin_id = any (found_ids));
  return array(select distinct one::text from unnest(found_ids) as one union select btrim(search));
end;
$$;
comment on function private.rows_named(text) is
  'The keys of the rows somebody looks for: by the number people see or by the id; of a case also of what belongs to it.';

create function private.record_cursor(request jsonb) returns bigint
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  if request ->> 'cursor' !~ '^[0-9]{1,18}$' then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'cursor';
  end if;
  return (request ->> 'cursor')::bigint;
end;
$$;
comment on function private.record_cursor(jsonb) is
  'The number of the last record that was given: { cursor? }; null at the beginning. Raises PT422 invalid_input (detail cursor) for what is none.';

create function private.is_partners_own(record private.audit_records) returns boolean
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  said jsonb := record.content::jsonb;
begin
  return case said ->> 'table'
    when 'public.lead_notes' then true
    -- Which lead a file is kept with stands where it was put in, and nowhere else while it is there.
    when 'public.files' then exists (
      select from private.audit_records as r
      where (r.content::jsonb) ->> 'table' = 'public.files' and (r.content::jsonb) ->> 'row' = said ->> 'row'
        and (r.content::jsonb) #>> '{after,lead_id}' is not null)
    else false end;
end;
$$;
comment on function private.is_partners_own(private.audit_records) is
  'Whether a record is about a note or a file a partner keeps with a lead for its own people: the vendor''s people do not see that there is one. For the chain it is a record like any other.';

create function private.found_records(request jsonb, at_most integer) returns setof private.audit_records
  -- Planned for what is asked, each time: one plan for every filter would read the whole register.
  language plpgsql stable security invoker set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  after bigint := private.record_cursor(request);
  named text[] := case when request ->> 'search' is not null then private.rows_named(request ->> 'search') end;
  audited text[] := array(
    select n.nspname || '.' || c.relname from pg_catalog.pg_trigger as t
    join pg_catalog.pg_class as c on c.oid = t.tgrelid join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where t.tgname = 'every_change_is_recorded' and c.relname <> 'lead_notes'
      and (request ->> 'table' is null or c.relname = request ->> 'table'));
begin
  return query
    select r.* from private.audit_records as r
    where (after is null or r.id < after)
      and not private.is_partners_own(r)
      and (request ->> 'table' is null and named is null or (r.content::jsonb) ->> 'table' = any (audited))
      and (named is null or (r.content::jsonb) ->> 'row' = any (named))
      and (request ->> 'record' is null or r.id = (request ->> 'record')::bigint)
      and (request ->> 'action' is null or (r.content::jsonb) ->> 'action' = request ->> 'action')
      and (request ->> 'who' is null or case
        when request ->> 'who' in ('staff', 'member', 'server', 'database') then (r.content::jsonb) #>> '{actor,kind}' = request ->> 'who'
        else (r.content::jsonb) #>> '{actor,id}' = request ->> 'who' end)
      -- Instants stand there in one form, so their texts compare as they do.
      and (request ->> 'from' is null or (r.content::jsonb) ->> 'at' >= private.utc_text((request ->> 'from')::timestamptz))
      and (request ->> 'until' is null or (r.content::jsonb) ->> 'at' < private.utc_text((request ->> 'until')::timestamptz))
    order by r.id desc
    limit at_most;
end;
$$;
comment on function private.found_records(jsonb, integer) is
  'The newest records that match, without those is_partners_own() names: { cursor?, search?, record?, table?, action?, who?, from?, until? }; cursor: the number of the last record that was given.';

create function private.short_values(fields jsonb) returns jsonb
  language sql immutable security invoker set search_path = ''
as $$
  select case when fields is not null then coalesce((
    select jsonb_object_agg(f.key, case when char_length(f.value #>> '{}') > 300 then to_jsonb(left(f.value #>> '{}', 300) || '…') else f.value end)
    from jsonb_each(fields) as f (key, value)), '{}') end;
$$;
comment on function private.short_values(jsonb) is 'The columns of a record with long values cut to 300 characters, for a list; the export has them whole.';

create function private.subject_of_record(table_name text, row_id text) returns text
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  wanted uuid := private.uuid_of(row_id);
begin
  return case table_name
    when 'public.applications' then (select a.number || ' ' || a.company_name from public.applications as a where a.id = wanted)
    when 'public.leads' then (select l.number || ' ' || l.client_name from public.leads as l where l.id = wanted)
    when 'public.lead_reviews' then (select l.number || ' ' || l.client_name from public.leads as l where l.id = wanted)
    when 'public.lead_events' then (
      select l.number || ' ' || l.client_name from public.leads as l join public.lead_events as e on e.lead_id = l.id where e.id = wanted)
    when 'public.client_pins' then (
      select l.number || ' ' || l.client_name from public.leads as l join public.client_pins as p on p.lead_id = l.id where p.id = wanted)
    when 'public.receipts' then (select r.number || ' ' || r.client_name from public.receipts as r where r.id = wanted)
    when 'public.appeals' then (select a.number || ' ' || a.client_name from public.appeals as a where a.id = wanted)
    when 'public.enquiries' then (select e.number || ' ' || e.company_name from public.enquiries as e where e.id = wanted)
    when 'public.passed_leads' then (select o.number from public.passed_leads as o where o.id = wanted)
    when 'public.offer_acceptances' then (
      select a.number || ' ' || p.name from public.offer_acceptances as a join public.partners as p on p.id = a.partner_id where a.id = wanted)
    when 'public.partners' then (select p.name from public.partners as p where p.id = wanted)
    when 'public.clients' then (select c.name from public.clients as c where c.id = wanted)
    when 'public.programme_editions' then row_id
    when 'public.quarter_figures' then (select f.quarter from public.quarter_figures as f where f.id = wanted)
  end;
end;
$$;
comment on function private.subject_of_record(text, text) is
  'What a record is about as people call it: number and company; null where the row has none or has gone. Never a person''s name.';

create function private.record_facts(record private.audit_records) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  content jsonb := record.content::jsonb;
  link private.audit_chain;
begin
  select * into link from private.audit_chain as c where c.record_id = record.id;
  return jsonb_strip_nulls(jsonb_build_object(
    'id', record.id, 'at', content -> 'at',
    'actor', jsonb_build_object('kind', content #> '{actor,kind}', 'id', content #> '{actor,id}', 'name', case content #>> '{actor,kind}'
      when 'staff' then (select s.name from public.staff as s where s.id = private.uuid_of(content #>> '{actor,id}'))
      when 'member' then (
        select m.name || ', ' || p.name from public.members as m join public.partners as p on p.id = m.partner_id
        where m.id = private.uuid_of(content #>> '{actor,id}')) end),
    'action', content -> 'action', 'operation', content -> 'operation', 'table', to_jsonb(regexp_replace(content ->> 'table', '^public\.', '')),
    'row', content -> 'row', 'subject', private.subject_of_record(content ->> 'table', content ->> 'row'),
    'rule', content -> 'rule', 'edition', content -> 'edition', 'hasReason', content ? 'reason',
    'sha256', record.sha256, 'position', link.position, 'sealedAt', private.utc_text(link.sealed_at), 'chainSha256', link.chain_sha256))
    -- Not stripped of nulls: a column that became null is a fact.
    || case when content ? 'before' then jsonb_build_object('before', private.short_values(content -> 'before')) else '{}' end
    || case when content ? 'after' then jsonb_build_object('after', private.short_values(content -> 'after')) else '{}' end;
end;
$$;
comment on function private.record_facts(private.audit_records) is 'A record as staff read it (AuditRecord in audit-contract.ts).';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.search_register(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  at_most integer;
  answer jsonb;
begin
  perform private.require_staff();
  at_most := private.page_size(request);
  with page as (
    select r, row_number() over (order by r.id desc) as line from private.found_records(request, at_most + 1) as r)
  select jsonb_strip_nulls(jsonb_build_object('next', case when count(*) > at_most then
      (array_agg((page.r).id::text order by page.line))[at_most] end))
    || jsonb_build_object('items', coalesce(jsonb_agg(private.record_facts(page.r) order by page.line) filter (where page.line <= at_most), '[]'))
  into answer from page;
  return answer;
end;
$$;
comment on function public.search_register(jsonb) is
  'For staff: { limit?, cursor?, search? (number or id), record?, table? (without schema), action?, who? (id of a person, or staff, member, server, database), from?, until? } -> { items: [AuditRecord], next? } (audit-contract.ts), the newest first. Personal values are the salted hashes of the record, the words of a reason are not shown. Definer: the register is readable for nobody. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor).';

create function public.export_register(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  items jsonb;
begin
  perform private.require_programme_lead();
  select coalesce(jsonb_agg(jsonb_build_object(
    'record', r.id, 'position', link.position, 'sealedAt', private.utc_text(link.sealed_at), 'chainSha256', link.chain_sha256,
    'sha256', r.sha256, 'content', r.content) order by r.id desc), '[]')
  into items from private.found_records(request, 20000) as r left join private.audit_chain as link on link.record_id = r.id;
  perform private.record_staff_export('register', request, jsonb_array_length(items));
  return jsonb_build_object('items', items);
end;
$$;
comment on function public.export_register(jsonb) is
  'For a programme lead: the records search_register() finds, word for word, at most 20,000: the same request -> { items: [{ record, position, sealedAt, chainSha256, sha256, content }] }; sha256 is that of content. Each export is written down (staff_exports). Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor), PT429 too_many_requests (20 an hour and person). Definer: the register is readable for nobody.';

create function public.register_state() returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  answer jsonb;
begin
  perform private.require_staff();
  select jsonb_strip_nulls(jsonb_build_object('at', private.utc_text(c.checked_at), 'links', c.links, 'tables', c.tables, 'problem', c.problem,
    'by', (select s.name from public.staff as s where s.id = c.checked_by)))
  into answer from private.register_checks as c order by c.checked_at desc limit 1;
  return jsonb_strip_nulls(jsonb_build_object(
    'head', public.register_head(),
    'waiting', (select count(*) from private.audit_unsealed),
    'lastMailed', (select jsonb_build_object('week', h.week, 'position', h.position, 'sha256', h.sha256) from private.register_heads as h order by h.week desc limit 1),
    'lastCheck', answer))
    || jsonb_build_object(
      'actions', (
        -- From one name to the next in the index: the register is long and the names are few.
        with recursive named as (
          select min((r.content::jsonb) ->> 'action') as action from private.audit_records as r
          union all
          select (select min((r.content::jsonb) ->> 'action') from private.audit_records as r where (r.content::jsonb) ->> 'action' > n.action)
          from named as n where n.action is not null)
        select coalesce(jsonb_agg(n.action order by n.action), '[]') from named as n where n.action !~ '_lead_(notes?|file)$'),
      'tables', (select jsonb_agg(c.relname order by c.relname) from pg_catalog.pg_trigger as t join pg_catalog.pg_class as c on c.oid = t.tgrelid
        where t.tgname = 'every_change_is_recorded' and c.relname <> 'lead_notes'));
end;
$$;
comment on function public.register_state() is
  'For staff -> RegisterState (audit-contract.ts): the head of the chain, how many records wait for their place, the head that went out by mail last, the last check, and which actions and tables there are to search by (without those of notes and files partners keep for themselves). Definer: the register is readable for nobody. Raises PT401 session_required, PT403 wrong_role.';

create function public.note_register_check(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.register_checks (checked_at, checked_by, links, tables, problem)
  values (private.now(), private.uuid_of(request ->> 'by'), (request ->> 'links')::bigint, (request ->> 'tables')::integer,
    left(nullif(request ->> 'problem', ''), 1000));
  -- The last hundred are enough to see that somebody looks.
  delete from private.register_checks as c where c.id in (
    select old.id from private.register_checks as old order by old.checked_at desc offset 100);
  return jsonb_build_object('at', private.utc_text(private.now()));
end;
$$;
comment on function public.note_register_check(jsonb) is
  'For the server, which has checked the register for a person of the vendor: { by, links, tables, problem? } -> { at }. Keeps the last hundred. Definer: the table is nobody''s.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.register_checks from public, anon, authenticated, service_role;
revoke all on function
  private.rows_named(text), private.record_cursor(jsonb), private.is_partners_own(private.audit_records), private.found_records(jsonb, integer), private.short_values(jsonb), private.subject_of_record(text, text),
  private.record_facts(private.audit_records), public.search_register(jsonb), public.export_register(jsonb), public.register_state(),
  public.note_register_check(jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.search_register(jsonb), public.export_register(jsonb), public.register_state() to authenticated;
grant execute on function public.note_register_check(jsonb) to service_role;
