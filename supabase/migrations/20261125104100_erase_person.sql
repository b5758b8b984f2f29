-- Everything about one person, out of the database or out of it for good.

create table public.erasures (
  id uuid not null default gen_random_uuid(),
  reason text not null,
  erased_by uuid not null,
  erased_at timestamptz not null,
  counts jsonb not null,

  constraint erasures_pkey primary key (id),
  constraint erasures_erased_by_fkey foreign key (erased_by) references public.staff (id),
  constraint erasures_reason_is_short check (char_length(reason) between 1 and 2000),
  constraint erasures_counts_are_an_object check (jsonb_typeof(counts) = 'object')
);

create index erasures_erased_by_idx on public.erasures (erased_by);

comment on table public.erasures is 'That a person was erased: when, by whom, why and how much. Not who: nothing here leads back to the person.';
comment on column public.erasures.id is 'Opaque id.';
comment on column public.erasures.reason is 'Why, 1..2000 characters, without the values of the person. May hold personal data.';
comment on column public.erasures.erased_by is 'The programme lead.';
comment on column public.erasures.erased_at is 'When (UTC).';
comment on column public.erasures.counts is 'How many rows were changed or deleted: { "public.leads": 2 }.';

alter table public.erasures enable row level security;

create policy "The vendor's people see that somebody was erased" on public.erasures for select to authenticated
  using ((select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.values_of_person(address text) returns text[]
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  place record;
  found_values text[];
  gathered text[] := array[address];
begin
  for place in select * from private.personal_columns() as c where c.treatment in ('own', 'kept') loop
    execute format('select array_agg(distinct t.%I::text) from %s as t where %s', place.column_name, place.table_name, place.whose)
      into found_values using address;
    -- Telephones, and names of two words or more: a first name or "Director" alone would be taken out of other people's words.
    gathered := gathered || array(
      select v from unnest(found_values) as v
      where place.column_name ~ 'phone' and char_length(regexp_replace(v, '[^0-9]', '', 'g')) >= 6
         or place.column_name ~ 'name' and v ~ '\S\s+\S');
  end loop;
  return array(select distinct g from unnest(gathered) as g);
end;
$$;
comment on function private.values_of_person(text) is
  'What may be looked for in words: the address, the telephones and the full names written down for it.';

create function private.person_pattern(person_values text[]) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select string_agg(case
    -- A telephone, however it is written; the eight or the +7 in front of it stays.
    when v ~ '^[+(0-9][0-9\s().‐‑–—−/-]+$' then regexp_replace(right(regexp_replace(v, '[^0-9]', '', 'g'), 10), '(\d)(?=\d)', '\1[\\s().‐‑–—−/-]{0,3}', 'g')
    else regexp_replace(regexp_replace(v, '([^[:alnum:][:space:]])', '\\\1', 'g'), '\s+', '\\s+', 'g') end, '|' order by char_length(v) desc)
  from unnest(person_values) as v;
$$;
comment on function private.person_pattern(text[]) is 'A regular expression that finds these values in words, whatever the case and the gaps.';

create function private.without_person(value text, pattern text) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select regexp_replace(value, pattern, '…', 'gi');
$$;
comment on function private.without_person(text, text) is 'The text with an ellipsis for each value of a person.';

create function private.without_person(value jsonb, pattern text) returns jsonb
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return case jsonb_typeof(value)
    when 'object' then coalesce((select jsonb_object_agg(e.key, private.without_person(e.value, pattern)) from jsonb_each(value) as e), '{}')
    when 'array' then coalesce((select jsonb_agg(private.without_person(e.value, pattern)) from jsonb_array_elements(value) as e), '[]')
    when 'string' then to_jsonb(private.without_person(value #>> '{}', pattern))
    else value end;
end;
$$;
comment on function private.without_person(jsonb, text) is 'The JSON with an ellipsis for each value of a person in its texts.';

create function private.without_person(value text[], pattern text) returns text[]
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  -- Lines that have become alike stand once, at the first of their places.
  return array(
    select cleared.line from (
      select private.without_person(v.line, pattern) as line, min(v.place) as place
      from unnest(value) with ordinality as v (line, place) group by 1) as cleared
    order by cleared.place);
end;
$$;
comment on function private.without_person(text[], text) is 'The lines with an ellipsis for each value of a person.';

create function private.forget_cells(table_name text, column_name text, row_ids text[]) returns void
  language sql volatile security invoker set search_path = ''
as $$
  delete from private.value_salts as s
  where s.table_name = forget_cells.table_name and s.column_name = forget_cells.column_name and s.row_id = any (row_ids);
$$;
comment on function private.forget_cells(text, text, text[]) is
  'Deletes the salts of cells: what the register says of their values can be tied to no value any more.';

create function private.erase_words(person_values text[]) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  pattern text := private.person_pattern(person_values);
  place record;
  changed text[];
  counts jsonb := '{}';
begin
  for place in select * from private.personal_columns() as c where c.treatment = 'words' loop
    changed := null;
    case place.table_name || '.' || place.column_name
      -- Not words but an answer of the last 24 hours, a query without an owner, a reason the register knows by its hash.
      when 'private.idempotency_keys.answer', 'private.search_misses.query', 'private.audit_reasons.reason' then
        execute format('with gone as (delete from %s as t where t.%I::text ~* $1 returning t.%I::text as id) select array_agg(id) from gone',
          place.table_name, place.column_name, place.key_column) into changed using pattern;
      -- A file cannot be edited: what names the person goes as a whole, but for the bytes that say its type.
      when 'public.files.bytes' then
        with emptied as (
          update public.files as f
          set bytes = substring(f.bytes from 1 for 8), sha256 = encode(sha256(substring(f.bytes from 1 for 8)), 'hex')
          where exists (select from unnest(person_values) as v where position(convert_to(v, 'UTF8') in f.bytes) > 0)
          returning f.id::text as id)
        select array_agg(id) into changed from emptied;
      else
        execute format(
          'with cleared as (update %s as t set %I = private.without_person(t.%I, $1) where t.%I::text ~* $1 returning t.%I::text as id) select array_agg(id) from cleared',
          place.table_name, place.column_name, place.column_name, place.column_name, place.key_column) into changed using pattern;
    end case;
    if changed is not null then
      perform private.forget_cells(case place.table_name when 'private.audit_reasons' then 'audit_reasons' else place.table_name end,
        place.column_name, changed);
      counts := counts || jsonb_build_object(place.table_name,
        coalesce((counts ->> place.table_name)::integer, 0) + cardinality(changed));
    end if;
  end loop;
  return counts;
end;
$$;
comment on function private.erase_words(text[]) is
  'Takes the values of a person out of everything anybody has written: text and JSON are cleared of them, files, answers to repeated requests, queries and reasons of the register that name the person go. Returns the rows per table.';

create function private.erase_own_cells(address text) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  place record;
  changed text[];
  counts jsonb := '{}';
begin
  -- Before the addresses by which they are found.
  for place in select distinct c.table_name, c.key_column, c.whose from private.personal_columns() as c where c.treatment = 'row' loop
    execute format('with gone as (delete from %s as t where %s returning t.%I::text as id) select array_agg(id) from gone',
      place.table_name, place.whose, place.key_column) into changed using address;
    if changed is not null then
      counts := counts || jsonb_build_object(place.table_name, cardinality(changed));
    end if;
  end loop;

  -- Table by table with all its columns at once: afterwards the condition finds nothing.
  for place in
    select c.table_name, c.key_column, c.whose, array_agg(c.column_name) as columns,
      string_agg(format('%I = ', c.column_name) || case
        when not a.attnotnull then 'null'
        when c.column_name ~ 'email$' then format('''erased-'' || t.%I || ''@erased.invalid''', c.key_column)
        else '''—''' end, ', ') as clearing
    from private.personal_columns() as c
    join pg_catalog.pg_attribute as a on a.attrelid = c.table_name::regclass and a.attname = c.column_name
    where c.treatment = 'own'
    group by c.table_name, c.key_column, c.whose
    -- What is found by way of the members comes before the members.
    order by c.whose like '%public.members%' desc, c.table_name
  loop
    execute format('with cleared as (update %s as t set %s where %s returning t.%I::text as id) select array_agg(id) from cleared',
      place.table_name, place.clearing, place.whose, place.key_column) into changed using address;
    if changed is not null then
      perform private.forget_cells(place.table_name, col, changed) from unnest(place.columns) as col;
      counts := counts || jsonb_build_object(place.table_name, cardinality(changed));
    end if;
  end loop;
  return counts;
end;
$$;
comment on function private.erase_own_cells(text) is
  'Empties the cells that belong to a person: null where it may be, else an address nobody has and a dash. The rows stay, for others hang on them; rows that are the person''s alone are deleted. Returns the rows per table.';

create function private.erase_account(address text) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  deleted integer;
  counts jsonb := '{}';
begin
  -- A bare PostgreSQL has no accounts.
  if to_regclass('auth.users') is not null then
    execute 'delete from auth.users as u where lower(u.email) = $1' using address;
    get diagnostics deleted = row_count;
    counts := counts || case when deleted > 0 then jsonb_build_object('auth.users', deleted) else '{}' end;
  end if;
  -- The log of Supabase Auth names the person in its payload (an ampersand as \u0026); the embedded one keeps none.
  if to_regclass('auth.audit_log_entries') is not null then
    execute $sql$delete from auth.audit_log_entries as l where position($1 in replace(lower(l.payload::text), '\u0026', '&')) > 0$sql$
      using address;
    get diagnostics deleted = row_count;
    counts := counts || case when deleted > 0 then jsonb_build_object('auth.audit_log_entries', deleted) else '{}' end;
  end if;
  return counts;
end;
$$;
comment on function private.erase_account(text) is
  'Deletes the account of Supabase Auth, its sessions with it, and the lines of its log that hold the address. Returns the rows per table.';

create function private.files_about_person(address text, pattern text) returns uuid[]
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  -- Notes, transfers and threads of support come later (20261128…).
  return (
    with named_decisions as (
      select d.subject_id from public.decisions as d where d.reason ~* pattern or d.comment ~* pattern),
    named_requests as (
      select t.request_id as id from public.support_messages as t where t.text ~* pattern),
    named_leads as (
      select l.id, l.client_id from public.leads as l
      where l.contact_email = address or l.need ~* pattern or l.next_step ~* pattern or l.id in (
        select n.subject_id from named_decisions as n
        union all select e.lead_id from public.lead_events as e where e.details::text ~* pattern
        union all select o.lead_id from public.lead_notes as o where o.text ~* pattern
        union all select p.lead_id from public.client_pins as p join public.pin_extensions as x on x.pin_id = p.id where x.activity ~* pattern
        union all select a.lead_id from public.appeals as a where a.statement ~* pattern
        union all select t.lead_id from public.client_transfers as t where t.reason ~* pattern
        union all select r.lead_id from public.support_requests as r where r.id in (select n.id from named_requests as n)))
    select array_agg(f.id) from public.files as f
    where f.name ~* pattern
      or f.uploaded_by in (
        select m.id from public.members as m where m.email = address union all select s.id from public.staff as s where s.email = address)
      or f.lead_id in (select n.id from named_leads as n)
      or f.id in (
        select a.file_id from public.appeals as a
        where a.statement ~* pattern or a.lead_id in (select n.id from named_leads as n) or a.id in (select n.subject_id from named_decisions as n)
        union all
        -- A client's written choice is signed by one of its people, whichever of its leads names the person.
        select private.uuid_of(e.details ->> 'fileId') from public.lead_events as e join public.leads as l on l.id = e.lead_id
        where l.client_id in (select n.client_id from named_leads as n)
        union all
        select t.file_id from public.client_transfers as t
        where t.reason ~* pattern or t.client_id in (select n.client_id from named_leads as n) or t.id in (select n.subject_id from named_decisions as n)
        union all
        select unnest(t.file_ids) from public.support_messages as t join public.support_requests as r on r.id = t.request_id
        where r.id in (select n.id from named_requests as n) or r.lead_id in (select n.id from named_leads as n)));
end;
$$;
comment on function private.files_about_person(text, text) is
  'Files that may show a person where no search of text sees it (a scan, a compressed PDF): uploaded by the person, named after it, or attached to a lead that names it (in a note of its partner, too), to a transfer of that lead''s client, to an appeal, a decision or a thread of support that names it. To be asked before the names go.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.export_person(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_programme_lead();
  address text := lower(request ->> 'email');
  pattern text := private.person_pattern(private.values_of_person(address));
  place record;
  part jsonb;
  rows jsonb := '{}';
  mentions jsonb := '[]';
begin
  for place in select distinct c.table_name, c.whose from private.personal_columns() as c where c.whose is not null loop
    execute format('select jsonb_agg(to_jsonb(t)) from %s as t where %s', place.table_name, place.whose) into part using address;
    if part is not null then
      rows := rows || jsonb_build_object(place.table_name, part);
    end if;
  end loop;
  for place in
    select * from private.personal_columns() as c where c.treatment = 'words' and c.column_name <> 'bytes'
  loop
    execute format('select jsonb_agg(jsonb_build_object(''table'', $2, ''row'', t.%I, ''column'', $3, ''text'', t.%I)) from %s as t where t.%I::text ~* $1',
      place.key_column, place.column_name, place.table_name, place.column_name)
      into part using pattern, place.table_name, place.column_name;
    mentions := mentions || coalesce(part, '[]');
  end loop;
  perform private.record_staff_export('person', '{}',
    (select coalesce(sum(jsonb_array_length(r.value)), 0) from jsonb_each(rows) as r)::integer + jsonb_array_length(mentions));
  return jsonb_build_object('email', address, 'at', private.utc_text(private.now()), 'rows', rows, 'mentions', mentions,
    'deeds', coalesce((
      select jsonb_agg(jsonb_build_object('at', r.content::jsonb -> 'at', 'action', r.content::jsonb -> 'action',
        'table', r.content::jsonb -> 'table', 'row', r.content::jsonb -> 'row') order by r.id)
      from private.audit_records as r
      where r.content::jsonb #>> '{actor,id}' in (
        select m.id::text from public.members as m where m.email = address
        union all select s.id::text from public.staff as s where s.email = address)), '[]'));
end;
$$;
comment on function public.export_person(jsonb) is
  'Everything about one person, for a programme lead to hand over: { email } -> { email, at, rows: { "public.leads": [...] }, mentions: [{ table, row, column, text }], deeds: [{ at, action, table, row }] }. rows are the person''s own; mentions are words others wrote, to be looked through before they are handed over; deeds is what the person did here. That somebody was exported is written down (staff_exports), not who. Definer: it reads what nobody may see together. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (20 an hour and person).';

create function public.erase_person(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_programme_lead();
  address text := lower(request ->> 'email');
  person_values text[];
  counts jsonb;
  file_ids uuid[];
begin
  if address is null or not private.is_email(address) then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'email';
  end if;
  if address = caller.email then
    raise sqlstate 'PT403' using message = 'wrong_role';
  end if;
  perform private.accept_change(caller, 'erasures');
  perform pg_advisory_xact_lock(hashtextextended('person:' || address, 0));
  person_values := private.values_of_person(address);
  file_ids := private.files_about_person(address, private.person_pattern(person_values));
  perform private.because('erase_person', private.without_person(request ->> 'reason', private.person_pattern(person_values)));

  -- Nobody is written to any more, nor written about to the CRM.
  delete from private.notifications as n
  where n.status <> 'sent' and n.recipient_email = address
    or n.status = 'waiting' and n.channel = 'crm' and n.payload::text ~* private.person_pattern(person_values);
  -- What was sent is told by its kind and time; the rest was about the person.
  update private.notifications as n set payload = '{}', problem = null where n.recipient_email = address;
  update public.members as m set active = false where m.email = address and m.active;
  update public.staff as s set active = false where s.email = address and s.active;
  update public.invitations as i set revoked_at = private.now()
  where i.email = address and i.accepted_at is null and i.revoked_at is null;

  counts := private.erase_words(person_values);
  counts := counts || private.erase_own_cells(address) || private.erase_account(address);
  insert into public.erasures (reason, erased_by, erased_at, counts)
  values (private.without_person(request ->> 'reason', private.person_pattern(person_values)), caller.id, private.now(), counts);
  return jsonb_build_object('erased', counts, 'kept', coalesce((
    select jsonb_agg(jsonb_build_object('table', c.table_name, 'column', c.column_name, 'why', c.why))
    from private.personal_columns() as c where c.treatment = 'kept'), '[]'), 'filesToLookAt', coalesce((
    -- A file in which the search found the person is empty by now, but for the bytes of its type.
    select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.uploaded_at, f.id)
    from public.files as f where f.id = any (file_ids) and octet_length(f.bytes) > 8), '[]'));
end;
$$;
comment on function public.erase_person(jsonb) is
  'Erases one person for good: { email, reason } -> { erased: { "public.leads": 2 }, kept: [{ table, column, why }], filesToLookAt: [{ id, name }] }. The person''s own cells are emptied, its values taken out of what others wrote, letters that wait for it deleted, its account too, and it is no member or staff any more; the register keeps hashes whose salts are gone. Files in which its values stand as text are emptied; those of filesToLookAt may show it otherwise, and somebody has to look. A second time it finds nothing. Definer: it writes everywhere, and asks for a programme lead first. Raises PT401 session_required, PT403 wrong_role (oneself too), PT422 invalid_input, PT429 too_many_requests (60 an hour and person).';

create function public.withdraw_consent(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.current_caller();
  address text := lower(coalesce(request ->> 'email', caller.email));
  at timestamptz := private.now();
  withdrawn integer;
begin
  if caller.id is null then
    raise sqlstate 'PT401' using message = 'session_required';
  end if;
  if caller.kind <> 'staff' and address <> caller.email then
    raise sqlstate 'PT403' using message = 'wrong_role';
  end if;

  perform private.because('withdraw_consent', request ->> 'note');
  insert into public.consents (
    subject_kind, subject_id, person_email, purpose, given, shown_text, shown_text_sha256, version, locale, network_address, answered_at,
    withdraws, note)
  select c.subject_kind, c.subject_id, c.person_email, c.purpose, false, c.shown_text, c.shown_text_sha256, c.version, c.locale,
    (request ->> 'networkAddress')::inet, at, c.id, request ->> 'note'
  from public.consents as c
  where c.person_email = address and c.purpose = request ->> 'purpose' and c.given
  on conflict on constraint consents_are_withdrawn_once do nothing;
  get diagnostics withdrawn = row_count;
  return jsonb_build_object('withdrawn', withdrawn) || case
    -- 152-ФЗ ст. 21 ч. 5: thirty days from the withdrawal.
    when withdrawn > 0 and request ->> 'purpose' = 'processing' then jsonb_build_object('eraseBy', ((at at time zone 'UTC')::date + 30)::text)
    else '{}' end;
end;
$$;
comment on function public.withdraw_consent(jsonb) is
  'A person withdraws a consent, or staff note that it did: { purpose: "processing"|"mailing"|"transfer", email? (staff), note?, networkAddress? } -> { withdrawn, eraseBy? }. Each consent that stood gets a row that withdraws it; repeating changes nothing. eraseBy: the date by which the law wants the person erased. Definer: consents are written by functions only. Raises PT401 session_required, PT403 wrong_role (somebody else''s).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.erasures from public, anon, authenticated, service_role;
revoke all on function
  private.values_of_person(text), private.person_pattern(text[]), private.without_person(text, text),
  private.without_person(jsonb, text), private.without_person(text[], text), private.forget_cells(text, text, text[]), private.erase_words(text[]),
  private.erase_own_cells(text), private.erase_account(text), private.files_about_person(text, text), public.export_person(jsonb), public.erase_person(jsonb),
  public.withdraw_consent(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.erasures to authenticated;
grant execute on function public.export_person(jsonb), public.erase_person(jsonb), public.withdraw_consent(jsonb) to authenticated;
