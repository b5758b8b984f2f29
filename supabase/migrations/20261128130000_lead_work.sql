-- What a partner does with its leads from day to day: stage, next step, notes, attachments, the person at the client; the board and the
-- list of them; and what waits for it elsewhere. None of it is looked at by a rule.

create table public.lead_notes (
  id uuid not null default gen_random_uuid(),
  lead_id uuid not null,
  partner_id uuid not null,
  author_id uuid not null,
  text text not null,
  written_at timestamptz not null default private.now(),
  changed_at timestamptz,
  deleted_at timestamptz,

  constraint lead_notes_pkey primary key (id),
  constraint lead_notes_lead_id_fkey foreign key (lead_id) references public.leads (id) on delete cascade,
  constraint lead_notes_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint lead_notes_author_id_fkey foreign key (author_id) references public.members (id),
  constraint lead_notes_text_is_short check (char_length(text) between 1 and 4000)
);

create index lead_notes_lead_id_idx on public.lead_notes (lead_id, written_at);
create index lead_notes_partner_id_idx on public.lead_notes (partner_id);
create index lead_notes_author_id_idx on public.lead_notes (author_id);
create index lead_notes_deleted_idx on public.lead_notes (deleted_at) where deleted_at is not null;

comment on table public.lead_notes is 'Notes of a partner''s people about a lead, for themselves: the vendor''s people do not see them.';
comment on column public.lead_notes.id is 'Opaque id.';
comment on column public.lead_notes.lead_id is 'The lead.';
comment on column public.lead_notes.partner_id is 'Whose lead it is.';
comment on column public.lead_notes.author_id is 'The member who wrote it, who alone may change or delete it.';
comment on column public.lead_notes.text is 'The note, 1..4000 characters. May hold personal data.';
comment on column public.lead_notes.written_at is 'When (UTC).';
comment on column public.lead_notes.changed_at is 'When its text was changed last (UTC); null while it is the first.';
comment on column public.lead_notes.deleted_at is 'When it was deleted (UTC): for an hour it can be brought back, then the clock takes the row away. Null for a note that stands.';

alter table public.lead_notes enable row level security;

create policy "A partner sees the notes of its own people" on public.lead_notes for select to authenticated
  using (partner_id = (select private.caller_partner_id()));

do $$
begin
  perform private.audit_table('public.lead_notes', 'id', 'text');
end
$$;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.matching_leads(request jsonb, key text)
  returns table (id uuid, stage text, amount_kopecks bigint, changed_at timestamptz, sort_text text)
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
declare
  mine uuid := (private.require_member()).partner_id;
  pattern text := case when request ->> 'search' is not null then private.like_pattern(request ->> 'search') end;
  wanted_status text := request ->> 'status';
  wanted_stage text := request ->> 'stage';
  wanted_source text := request ->> 'source';
  wanted_person uuid := private.uuid_of(request ->> 'person');
  has_person boolean := request ->> 'person' is not null;
begin
  -- Written out and not by sort_text(): a function call for each of thousands of rows is what would take the time.
  return query
  select l.id, l.stage, coalesce(l.won_amount_kopecks, l.expected_amount_kopecks, 0), l.stage_changed_at,
    case key
      when 'amount' then lpad(coalesce(l.won_amount_kopecks, l.expected_amount_kopecks, 0)::text, 19, '0')
      -- Leads without a date stand behind those with one.
      when 'step' then coalesce(to_char(l.next_step_on, 'YYYYMMDD'), '99999999')
      when 'client' then left(btrim(translate(lower(l.client_name), 'ё«»„“”"''', 'е')), 60)
      when 'changed' then to_char(l.stage_changed_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')
      else to_char(l.received_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') end collate "C"
  from public.leads as l
  where l.partner_id = mine
    and (wanted_status is null or l.status = wanted_status or wanted_status = 'active' and l.status <> 'declined')
    and (wanted_stage is null or l.stage = wanted_stage)
    and (wanted_source is null or l.source = wanted_source)
    and (not has_person or coalesce(l.responsible_id, l.registered_by) = wanted_person)
    and (pattern is null or lower(l.client_name) like pattern or l.tax_id like pattern or lower(l.number) like pattern);
end;
$$;
comment on function private.matching_leads(jsonb, text) is
  'The leads of the caller''s partner among those asked for, { status? ("active": all but declined), stage?, source?, person?, search? }, with the text by which they are sorted: by amount, step, client, changed (stage), else by the receipt. Raises PT401 session_required, PT403 wrong_role.';

create function private.lead_card(lead public.leads) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', lead.id, 'number', lead.number, 'source', lead.source, 'status', lead.status, 'answerBy', lead.answer_by,
    'client', jsonb_build_object('id', lead.client_id, 'name', lead.client_name, 'country', lead.country, 'taxId', lead.tax_id),
    'createdAt', lead.received_at, 'sample', lead.sample) || private.lead_work_facts(lead));
$$;
comment on function private.lead_card(public.leads) is 'A lead as a card of the board and a row of the list show it (LeadCard in lead-contract.ts).';

create function private.note_facts(note public.lead_notes) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('id', note.id, 'text', note.text, 'writtenAt', note.written_at, 'changedAt', note.changed_at,
    'author', (select jsonb_build_object('id', m.id, 'name', m.name) from public.members as m where m.id = note.author_id)));
$$;
comment on function private.note_facts(public.lead_notes) is 'A note as its partner sees it (LeadNote in lead-work-contract.ts).';

create function private.lead_people() returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by m.name, m.id), '[]')
  from public.members as m where m.partner_id = (select private.caller_partner_id()) and m.active;
$$;
comment on function private.lead_people() is 'The active people of the caller''s partner, by whom leads are filtered and to whom they are given: [{ id, name }].';

create function private.own_lead(lead_id text, caller private.caller) returns public.leads
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  lead public.leads;
begin
  select * into lead from public.leads as l where l.id = private.uuid_of(own_lead.lead_id) and l.partner_id = caller.partner_id for update;
  if lead.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return lead;
end;
$$;
comment on function private.own_lead(text, private.caller) is 'A lead of the caller''s partner, its row locked. Raises PT404 not_found (unknown or not yours).';

create function private.own_note(lead_id text, note_id text, caller private.caller) returns public.lead_notes
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  note public.lead_notes;
begin
  -- What was deleted an hour ago has gone, whether the clock has come by or not.
  select * into note from public.lead_notes as n
  where n.id = private.uuid_of(own_note.note_id) and n.lead_id = private.uuid_of(own_note.lead_id) and n.partner_id = caller.partner_id
    and (n.deleted_at is null or n.deleted_at >= private.now() - interval '1 hour') for update;
  if note.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if note.author_id <> caller.id then
    raise sqlstate 'PT403' using message = 'wrong_role';
  end if;
  return note;
end;
$$;
comment on function private.own_note(text, text, private.caller) is
  'A note the caller wrote, its row locked. Raises PT404 not_found (unknown, or another partner''s), PT403 wrong_role (a colleague''s).';

create function private.sweep_lead_notes(at timestamptz) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  swept integer;
begin
  perform private.because('sweep_lead_notes');
  delete from public.lead_notes as n where n.id in (
    select old.id from public.lead_notes as old where old.deleted_at < at - interval '1 hour'
    order by old.deleted_at limit 200 for update skip locked);
  get diagnostics swept = row_count;
  return swept;
end;
$$;
comment on function private.sweep_lead_notes(timestamptz) is
  'For the clock: notes that were deleted an hour ago go for good, their salts with them. -> how many, 200 at most.';

create function private.export_lead_work(partner_id uuid) returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'lead', l.number, 'stage', l.stage, 'stageChangedAt', l.stage_changed_at, 'wonAmountKopecks', l.won_amount_kopecks, 'wonOn', l.won_on,
    'lostReason', l.lost_reason, 'expectedAmountKopecks', l.expected_amount_kopecks, 'expectedCloseOn', l.expected_close_on,
    'nextStep', l.next_step, 'nextStepOn', l.next_step_on,
    'responsible', (select m.name from public.members as m where m.id = coalesce(l.responsible_id, l.registered_by)),
    'notes', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('at', n.written_at, 'changedAt', n.changed_at, 'author', m.name, 'text', n.text)) order by n.written_at, n.id)
              from public.lead_notes as n join public.members as m on m.id = n.author_id where n.lead_id = l.id and n.deleted_at is null),
    'files', (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'sha256', f.sha256, 'uploadedAt', f.uploaded_at) order by f.uploaded_at, f.id)
              from public.files as f where f.lead_id = l.id)))
    order by l.received_at, l.id), '[]')
  from public.leads as l where l.partner_id = export_lead_work.partner_id;
$$;
comment on function private.export_lead_work(uuid) is
  'For the export of all own data: of each lead of a partner stage, amounts, next step, who leads it, notes, and the names of its files -> [{ lead: number, stage, ... }]. Definer: called by the export, which has asked who the caller is.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.list_leads(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  order_of private.list_order := private.list_order_of(request, array['-created', 'amount', 'step', 'client', 'changed']);
  descending boolean := order_of.descending;
  place private.list_place := private.list_place_of(request);
  size integer := private.page_size(request);
  answer jsonb;
begin
  with rows as materialized (
    select m.id, m.sort_text from private.matching_leads(request, order_of.key) as m),
  page as (
    select r.*, row_number() over (order by case when not descending then r.sort_text end collate "C",
      case when descending then r.sort_text end collate "C" desc, case when not descending then r.id end, case when descending then r.id end desc) as at
    from rows as r
    where place is null
      or case when descending then (r.sort_text collate "C", r.id) < (place.sort_text collate "C", place.id)
        else (r.sort_text collate "C", r.id) > (place.sort_text collate "C", place.id) end
    order by at
    limit size + 1)
  select jsonb_strip_nulls(jsonb_build_object(
    'items', coalesce(jsonb_agg(private.lead_facts(l) order by page.at) filter (where page.at <= size), '[]'::jsonb),
    'total', (select count(*) from rows),
    'people', private.lead_people(),
    'next', case when count(*) > size then (array_agg(private.list_cursor(page.sort_text, page.id) order by page.at))[size] end))
  into answer
  from page join public.leads as l on l.id = page.id;
  return answer;
end;
$$;
comment on function public.list_leads(jsonb) is
  'The leads of the caller''s partner: { limit?, cursor?, search?, status? (or "active": all but declined), stage?, source?, person?, sort?: "-created" (default), amount, step, client, changed, each with or without "-" } -> { items: [LeadItem], total, people: [{ id, name }], next? }. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor, sort). Under the policies of the tables.';

create function public.read_lead_board(request jsonb) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  with stages as (
    select s.stage, s.place from unnest(array['new', 'contact', 'demo', 'proposal', 'contract', 'won', 'lost']) with ordinality as s (stage, place)),
  matching as materialized (
    select m.id, m.stage, m.amount_kopecks, row_number() over (partition by m.stage order by
      case when m.stage in ('won', 'lost') then m.changed_at end desc, m.sort_text collate "C", m.changed_at desc, m.id) as at
    from private.matching_leads(request || jsonb_build_object('status', coalesce(request ->> 'status', 'active')), 'step') as m),
  sums as (
    select m.stage, count(*) as count, sum(m.amount_kopecks) as amount from matching as m group by m.stage),
  cards as (
    select m.stage, jsonb_agg(private.lead_card(l) order by m.at) as items
    from matching as m join public.leads as l on l.id = m.id where m.at <= private.page_size(request) group by m.stage)
  select jsonb_build_object(
    'people', private.lead_people(),
    'stages', (select jsonb_agg(jsonb_build_object(
      'stage', s.stage, 'count', coalesce(sums.count, 0), 'amountKopecks', coalesce(sums.amount, 0), 'items', coalesce(cards.items, '[]'::jsonb))
      order by s.place)
      from stages as s left join sums on sums.stage = s.stage left join cards on cards.stage = s.stage));
$$;
comment on function public.read_lead_board(jsonb) is
  'The board of the caller''s partner: { limit? (cards of a stage), search?, status? (default "active": all but declined), source?, person? } -> { stages: [{ stage, count, amountKopecks, items: [LeadCard] }], people: [{ id, name }] }, every stage in its order; those with the soonest next step on top, won and lost ones the latest. The amount of a stage is that of all its leads. Raises PT401 session_required, PT403 wrong_role. Under the policies of the tables.';

create function public.read_lead(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  lead public.leads;
begin
  select * into lead from public.leads as l where l.id = private.uuid_of(request ->> 'id') and l.partner_id = caller.partner_id;
  if not found then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return private.lead_facts(lead) || jsonb_build_object(
    'people', private.lead_people(),
    'notes', coalesce((select jsonb_agg(private.note_facts(n) order by n.written_at desc, n.id) from public.lead_notes as n
                       where n.lead_id = lead.id and n.deleted_at is null), '[]'::jsonb),
    'files', coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type,
        'bytes', octet_length(f.bytes), 'uploadedAt', f.uploaded_at,
        'by', (select jsonb_build_object('id', m.id, 'name', m.name) from public.members as m where m.id = f.uploaded_by))) order by f.uploaded_at desc, f.id)
      from public.files as f where f.lead_id = lead.id), '[]'::jsonb));
end;
$$;
comment on function public.read_lead(jsonb) is
  'One lead of the caller''s partner with what its people have written about it: { id } -> LeadPage (lead-work-contract.ts). Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown or not yours). Under the policies of the tables.';

create function public.change_lead_stage(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  lead public.leads := private.own_lead(request ->> 'id', caller);
  before text := lead.stage;
  becomes text := request ->> 'stage';
begin
  perform private.accept_change(caller, 'lead_stages');
  perform private.because('change_lead_stage');
  update public.leads as l set
    stage = becomes,
    stage_changed_at = case when becomes = before then l.stage_changed_at else private.now() end,
    won_amount_kopecks = case when becomes = 'won' then (request ->> 'wonAmountKopecks')::bigint end,
    won_on = case when becomes = 'won' then coalesce((request ->> 'wonOn')::date, private.programme_date()) end,
    lost_reason = case when becomes = 'lost' then request ->> 'lostReason' end
  where l.id = lead.id
  returning * into lead;
  if becomes <> before then
    perform private.add_lead_event(lead.id, 'stage_changed', 'member', jsonb_build_object('stage', becomes, 'stageBefore', before));
  end if;
  return private.lead_card(lead);
exception
  when check_violation then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = case when becomes = 'lost' then 'lostReason' else 'stage' end;
end;
$$;
comment on function public.change_lead_stage(jsonb) is
  'Moves a lead of the caller''s partner on its board: { id, stage, wonAmountKopecks?, wonOn? (won; default today), lostReason? (lost, needed) } -> LeadCard. Whatever stage it had, nothing but its history remembers; the same again changes nothing. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown or not yours), PT422 invalid_input (stage, lostReason), PT429 too_many_requests (300 an hour and person). Definer: leads are written by functions only.';

create function public.change_lead(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  lead public.leads := private.own_lead(request ->> 'id', caller);
begin
  perform private.accept_change(caller, 'lead_changes');
  perform private.because('change_lead');
  if request ->> 'responsibleId' is not null and not exists (
    select from public.members as m
    where m.id = private.uuid_of(request ->> 'responsibleId') and m.partner_id = caller.partner_id and m.active) then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'responsibleId';
  end if;
  update public.leads as l set
    expected_amount_kopecks = case when request ? 'expectedAmountKopecks' then (request ->> 'expectedAmountKopecks')::bigint else l.expected_amount_kopecks end,
    expected_close_on = case when request ? 'expectedCloseOn' then (request ->> 'expectedCloseOn')::date else l.expected_close_on end,
    next_step = case when request ? 'nextStep' then request #>> '{nextStep,text}' else l.next_step end,
    next_step_on = case when request ? 'nextStep' then (request #>> '{nextStep,on}')::date else l.next_step_on end,
    responsible_id = case when request ? 'responsibleId' then private.uuid_of(request ->> 'responsibleId') else l.responsible_id end,
    contact_name = case when request ? 'contact' then request #>> '{contact,name}' else l.contact_name end,
    contact_email = case when request ? 'contact' then lower(request #>> '{contact,email}') else l.contact_email end,
    contact_phone = case when request ? 'contact' then request #>> '{contact,phone}' else l.contact_phone end,
    contact_consent_at = case when request ? 'contact' then private.now() else l.contact_consent_at end
  where l.id = lead.id
  returning * into lead;
  return public.read_lead(jsonb_build_object('id', lead.id));
end;
$$;
comment on function public.change_lead(jsonb) is
  'Changes what a partner keeps of its lead: { id, expectedAmountKopecks?, expectedCloseOn?, nextStep?: { text, on? }, responsibleId?, contact?: { name, email, phone? } (with that person''s consent) } -> LeadPage. What is left out stays, null takes it away (not the contact). Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown or not yours), PT422 invalid_input (responsibleId: no active member), PT429 too_many_requests (300 an hour and person). Definer: leads are written by functions only.';

create function public.add_lead_note(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'add_lead_note', request);
  lead public.leads;
  note public.lead_notes;
begin
  if answer is not null then
    select * into note from public.lead_notes as n where n.id = private.uuid_of(answer ->> 'id');
    if note.id is null then
      raise sqlstate 'PT404' using message = 'not_found';
    end if;
    return private.note_facts(note);
  end if;
  lead := private.own_lead(request ->> 'id', caller);
  perform private.because('add_lead_note');
  perform private.accept_within_limit('lead_notes_per_hour', caller.id::text, 200, interval '1 hour');
  insert into public.lead_notes (lead_id, partner_id, author_id, text) values (lead.id, caller.partner_id, caller.id, request ->> 'text')
  returning * into note;
  -- What was written is kept once, in the note: it goes with it.
  perform private.finish_request_of(caller, 'add_lead_note', request, jsonb_build_object('id', note.id));
  return private.note_facts(note);
end;
$$;
comment on function public.add_lead_note(jsonb) is
  'Writes a note about a lead of the caller''s partner: { id, text, idempotencyKey?, requestSha256? } -> LeadNote; at most 200 an hour and person. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown or not yours; of a repetition: the note is gone), PT422 idempotency_key_reused, PT429 too_many_requests. Definer: notes are written by functions only.';

create function public.change_lead_note(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  note public.lead_notes := private.own_note(request ->> 'id', request ->> 'noteId', caller);
begin
  if note.deleted_at is not null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  perform private.accept_change(caller, 'lead_note_changes');
  perform private.because('change_lead_note');
  update public.lead_notes as n set text = request ->> 'text', changed_at = private.now()
  where n.id = note.id and n.text <> request ->> 'text';
  select * into note from public.lead_notes as n where n.id = note.id;
  return private.note_facts(note);
end;
$$;
comment on function public.change_lead_note(jsonb) is
  'Rewrites an own note: { id, noteId, text } -> LeadNote. Raises PT401 session_required, PT403 wrong_role (a colleague wrote it), PT404 not_found, PT429 too_many_requests (300 an hour and person). Definer: notes are written by functions only.';

create function public.delete_lead_note(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  note public.lead_notes := private.own_note(request ->> 'id', request ->> 'noteId', caller);
begin
  perform private.accept_change(caller, 'lead_note_changes');
  perform private.because('delete_lead_note');
  update public.lead_notes as n set deleted_at = private.now() where n.id = note.id and n.deleted_at is null;
  return '{}';
end;
$$;
comment on function public.delete_lead_note(jsonb) is
  'Deletes an own note; for an hour restore_lead_note() brings it back: { id, noteId } -> {}. Raises PT401 session_required, PT403 wrong_role (a colleague wrote it), PT404 not_found, PT429 too_many_requests (300 an hour and person). Definer: notes are written by functions only.';

create function public.restore_lead_note(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  note public.lead_notes := private.own_note(request ->> 'id', request ->> 'noteId', caller);
begin
  perform private.accept_change(caller, 'lead_note_changes');
  perform private.because('restore_lead_note');
  update public.lead_notes as n set deleted_at = null where n.id = note.id returning * into note;
  return private.note_facts(note);
end;
$$;
comment on function public.restore_lead_note(jsonb) is
  'Brings a deleted own note back within an hour: { id, noteId } -> LeadNote. Raises PT401 session_required, PT403 wrong_role (a colleague wrote it), PT404 not_found, PT429 too_many_requests (300 an hour and person). Definer: notes are written by functions only.';

create function public.add_lead_file(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'add_lead_file', request);
  lead public.leads;
  content bytea;
  added public.files;
begin
  if answer is not null then
    return answer;
  end if;
  lead := private.own_lead(request ->> 'id', caller);
  if (select count(*) from public.files as f where f.lead_id = lead.id) >= 20 then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'file';
  end if;
  perform private.because('add_lead_file');
  perform private.accept_within_limit('files_per_hour', caller.id::text, 30, interval '1 hour');
  content := decode(request ->> 'base64', 'base64');
  insert into public.files (partner_id, uploaded_by, lead_id, name, media_type, sha256, bytes)
  values (caller.partner_id, caller.id, lead.id, request ->> 'name', request ->> 'mediaType', encode(sha256(content), 'hex'), content)
  returning * into added;
  return private.finish_request_of(caller, 'add_lead_file', request, jsonb_build_object('id', added.id, 'name', added.name,
    'mediaType', added.media_type, 'bytes', octet_length(added.bytes), 'uploadedAt', added.uploaded_at,
    'by', jsonb_build_object('id', caller.id, 'name', caller.name)));
exception
  when check_violation then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'file';
end;
$$;
comment on function public.add_lead_file(jsonb) is
  'Keeps a file with a lead of the caller''s partner, for its own people: { id, name, mediaType, base64, idempotencyKey?, requestSha256? } -> LeadFile; at most 20 with a lead and 30 an hour and person. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown or not yours), PT422 invalid_input (file: not one of the types by its first bytes, too large, or the twenty-first), PT422 idempotency_key_reused, PT429 too_many_requests. Definer: files are written by functions only.';

create function public.delete_lead_file(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  lead public.leads := private.own_lead(request ->> 'id', caller);
  kept public.files;
begin
  select * into kept from public.files as f where f.id = private.uuid_of(request ->> 'fileId') and f.lead_id = lead.id for update;
  if kept.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if kept.uploaded_by <> caller.id and caller.role <> 'owner' then
    raise sqlstate 'PT403' using message = 'wrong_role';
  end if;
  perform private.because('delete_lead_file');
  delete from public.files as f where f.id = kept.id;
  return '{}';
end;
$$;
comment on function public.delete_lead_file(jsonb) is
  'Deletes a file kept with a lead, as the one who uploaded it or an owner: { id, fileId } -> {}. Raises PT401 session_required, PT403 wrong_role (a colleague''s), PT404 not_found. Definer: files are written by functions only.';

create function public.list_appeals(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
begin
  return (
    select jsonb_build_object('items', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'number', a.number, 'clientName', a.client_name, 'status', a.status, 'statement', a.statement, 'answerBy', a.answer_by, 'createdAt', a.received_at,
      'leadId', a.lead_id, 'answer', case when a.status <> 'waiting' then private.appeal_answer(a.id) end,
      'file', (select jsonb_build_object('id', f.id, 'name', f.name) from public.files as f where f.id = a.file_id)))
      order by a.received_at desc, a.id), '[]'::jsonb))
    from (select * from public.appeals as a where a.partner_id = caller.partner_id
          order by a.received_at desc, a.id limit private.page_size(request)) as a);
end;
$$;
comment on function public.list_appeals(jsonb) is
  'The appeals of the caller''s partner, the newest first: { limit? } -> { items: [AppealItem] } (client-contract.ts). Raises PT401 session_required, PT403 wrong_role. Under the policy of appeals.';

create function private.freed_places(at timestamptz) returns setof public.waiting_list
  language plpgsql stable security definer set search_path = ''
as $$
declare
  own uuid := private.caller_partner_id();
begin
  return query
    select distinct on (w.country, w.tax_id) w.*
    from public.waiting_list as w
    cross join lateral private.find_client(w.country, w.tax_id) as client
    where w.partner_id = own and w.told_at > at - private.whole_days(14)
      -- What the partner has done about it since: waits anew, was refused, has a lead or the client.
      and not exists (select from public.waiting_list as anew
        where anew.partner_id = own and anew.country = w.country and anew.tax_id = w.tax_id and anew.told_at is null)
      and not exists (select from private.lead_refusals as r
        where r.partner_id = own and r.country = w.country and r.tax_id = w.tax_id and r.refused_at >= w.told_at)
      and not exists (select from public.leads as l join public.clients as c on c.id = l.client_id
        where l.partner_id = own and coalesce(c.merged_into, c.id) = client.id and l.received_at >= w.told_at)
      and not exists (select from public.client_pins as p where p.partner_id = own and p.client_id = client.id and p.period @> at)
    order by w.country, w.tax_id, w.told_at desc;
end;
$$;
comment on function private.freed_places(timestamptz) is
  'Places of the caller''s partner that ended with the letter client_free within the last 14 days, until it has registered the client, waits anew or was refused. Whether somebody else has the client by now is not asked: that would tell more than the letter did. Definer: refusals are readable for nobody.';

create function public.list_waiting_places(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
begin
  return (
    select jsonb_build_object('items', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'id', w.id, 'client', jsonb_build_object('name', w.client_name, 'country', w.country, 'taxId', w.tax_id), 'joinedAt', w.joined_at,
      'toldAt', w.told_at, 'by', (select jsonb_build_object('id', m.id, 'name', m.name) from public.members as m where m.id = w.member_id)))
      order by w.told_at desc nulls last, w.joined_at desc, w.id), '[]'))
    from (select * from (
            select * from private.freed_places(private.now())
            union all
            select * from public.waiting_list as w where w.partner_id = caller.partner_id and w.told_at is null) as w
          order by w.told_at desc nulls last, w.joined_at desc limit private.page_size(request)) as w);
end;
$$;
comment on function public.list_waiting_places(jsonb) is
  'Which clients the caller''s partner was told to be free and has not registered yet (freed_places()), then for which it waits, the newest first: { limit? } -> { items: [WaitingPlace] }. Raises PT401 session_required, PT403 wrong_role. Under the policy of the table.';

create function public.leave_waiting_list(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  left_id uuid;
begin
  perform private.because('leave_waiting_list');
  delete from public.waiting_list as w
  where w.id = private.uuid_of(request ->> 'id') and w.partner_id = caller.partner_id and w.told_at is null
  returning w.id into left_id;
  if left_id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return '{}';
end;
$$;
comment on function public.leave_waiting_list(jsonb) is
  'The caller''s partner does not want to hear of a client any more: { id } -> {}; join_waiting_list() takes a place again. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown, not yours, or told already). Definer: the list is written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.lead_notes from public, anon, authenticated, service_role;
revoke all on function
  private.matching_leads(jsonb, text), private.lead_card(public.leads),
  private.note_facts(public.lead_notes), private.lead_people(), private.own_lead(text, private.caller), private.own_note(text, text, private.caller),
  private.sweep_lead_notes(timestamptz), private.export_lead_work(uuid), public.list_leads(jsonb), public.read_lead_board(jsonb),
  public.read_lead(jsonb),
  public.change_lead_stage(jsonb), public.change_lead(jsonb), public.add_lead_note(jsonb), public.change_lead_note(jsonb),
  public.delete_lead_note(jsonb), public.restore_lead_note(jsonb), public.add_lead_file(jsonb), public.delete_lead_file(jsonb),
  private.freed_places(timestamptz), public.list_appeals(jsonb), public.list_waiting_places(jsonb), public.leave_waiting_list(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.lead_notes to authenticated;
grant execute on function
  private.matching_leads(jsonb, text), private.lead_card(public.leads),
  private.note_facts(public.lead_notes), private.lead_people(),
  public.list_leads(jsonb), public.read_lead_board(jsonb), public.read_lead(jsonb),
  public.change_lead_stage(jsonb), public.change_lead(jsonb), public.add_lead_note(jsonb), public.change_lead_note(jsonb),
  public.delete_lead_note(jsonb), public.restore_lead_note(jsonb), public.add_lead_file(jsonb), public.delete_lead_file(jsonb),
  private.freed_places(timestamptz), public.list_appeals(jsonb), public.list_waiting_places(jsonb), public.leave_waiting_list(jsonb)
  to authenticated;
