-- Support: a partner asks for help before a sale or with the product, and the vendor's people answer in a thread, within a promised time.

create table public.support_requests (
  id uuid not null default gen_random_uuid(),
  number text not null default private.random_number('S'),
  partner_id uuid not null,
  member_id uuid not null,
  kind text not null,
  help text,
  solution text,
  severity text,
  lead_id uuid,
  wanted_at timestamptz,
  wanted_zone text,
  state text not null default 'waiting_for_vendor',
  answer_by timestamptz,
  answered_at timestamptz,
  assigned_to uuid,
  solved_at timestamptz,
  solved_by text,
  escalated_at timestamptz,
  edition text not null,
  received_at timestamptz not null default private.now(),
  changed_at timestamptz not null default private.now(),
  sample boolean not null default false,

  constraint support_requests_pkey primary key (id),
  constraint support_requests_number_is_unique unique (number),
  constraint support_requests_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint support_requests_member_id_fkey foreign key (member_id) references public.members (id),
  constraint support_requests_lead_id_fkey foreign key (lead_id) references public.leads (id),
  constraint support_requests_assigned_to_fkey foreign key (assigned_to) references public.staff (id),
  constraint support_requests_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint support_requests_number_is_crockford check (number ~ '^S-[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint support_requests_kind_is_known check (kind in ('presale', 'technical')),
  constraint support_requests_help_is_known check (help in ('joint_demo', 'objections', 'date', 'other')),
  constraint support_requests_severity_is_known check (severity in ('stopped', 'broken', 'hindered', 'question')),
  constraint support_requests_solution_is_a_slug check (solution ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(solution) <= 40),
  constraint support_requests_say_what_their_kind_needs check (case kind
    when 'presale' then help is not null and severity is null
    else help is null and severity is not null and solution is not null and wanted_at is null end),
  constraint support_requests_wanted_time_has_a_zone check ((wanted_at is null) = (wanted_zone is null)),
  constraint support_requests_wanted_zone_is_short check (private.is_line(wanted_zone, 60)),
  constraint support_requests_state_is_known check (state in ('waiting_for_vendor', 'waiting_for_partner', 'solved')),
  constraint support_requests_promise_belongs_to_waiting check ((state = 'waiting_for_vendor') = (answer_by is not null)),
  constraint support_requests_solved_by_is_known check (solved_by in ('partner', 'vendor', 'programme')),
  constraint support_requests_solution_belongs_to_solved check (
    (state = 'solved') = (solved_at is not null) and (solved_at is null) = (solved_by is null))
);

create index support_requests_waiting_idx on public.support_requests (answer_by) where state = 'waiting_for_vendor';
create index support_requests_answered_idx on public.support_requests (answered_at) where state = 'waiting_for_partner';
create index support_requests_partner_id_idx on public.support_requests (partner_id, changed_at desc, id desc);
create index support_requests_member_id_idx on public.support_requests (member_id);
create index support_requests_lead_id_idx on public.support_requests (lead_id);
create index support_requests_assigned_to_idx on public.support_requests (assigned_to);
create index support_requests_edition_idx on public.support_requests (edition);

create table public.support_messages (
  id uuid not null default gen_random_uuid(),
  request_id uuid not null,
  kind text not null default 'message',
  member_id uuid,
  staff_id uuid,
  text text,
  file_ids uuid[] not null default '{}',
  sent_at timestamptz not null default private.now(),

  constraint support_messages_pkey primary key (id),
  constraint support_messages_request_id_fkey foreign key (request_id) references public.support_requests (id) on delete cascade,
  constraint support_messages_member_id_fkey foreign key (member_id) references public.members (id),
  constraint support_messages_staff_id_fkey foreign key (staff_id) references public.staff (id),
  constraint support_messages_kind_is_known check (kind in ('message', 'question', 'solved')),
  constraint support_messages_text_is_short check (char_length(text) between 1 and 4000),
  constraint support_messages_say_something check ((text is null) = (kind = 'solved')),
  constraint support_messages_have_one_author check (member_id is null or staff_id is null),
  constraint support_messages_are_written_by_people check (kind = 'solved' or member_id is not null or staff_id is not null),
  constraint support_messages_questions_are_the_vendors check (kind <> 'question' or staff_id is not null),
  constraint support_messages_have_at_most_five_files check (cardinality(file_ids) <= 5)
);

create index support_messages_request_id_idx on public.support_messages (request_id, sent_at);
create index support_messages_member_id_idx on public.support_messages (member_id);
create index support_messages_staff_id_idx on public.support_messages (staff_id);
create index support_messages_file_ids_idx on public.support_messages using gin (file_ids);

comment on table public.support_requests is
  'A partner asks for help. waiting_for_vendor -> waiting_for_partner (answered, or asked back) -> waiting_for_vendor (the partner wrote again) ...; either side, or the partner''s silence, makes it solved; a message opens it again.';
comment on column public.support_requests.id is 'Opaque id.';
comment on column public.support_requests.number is 'The number people see: S- and 8 random characters of Crockford base 32.';
comment on column public.support_requests.partner_id is 'Who asks.';
comment on column public.support_requests.member_id is 'The person who asked first.';
comment on column public.support_requests.kind is 'presale: help before a sale; technical: help with the product.';
comment on column public.support_requests.help is 'Of presale: joint_demo (a demonstration together), objections, date (a deadline to be kept), other.';
comment on column public.support_requests.solution is 'Slug of the solution it is about; always there for technical help.';
comment on column public.support_requests.severity is 'Of technical help: stopped (nobody can work), broken (an important part fails), hindered (there is a way around), question.';
comment on column public.support_requests.lead_id is 'The partner''s own lead it is about; null where none was named.';
comment on column public.support_requests.wanted_at is 'Of presale: when the partner wants us there, or by when it needs it (UTC); null where it did not say.';
comment on column public.support_requests.wanted_zone is 'The IANA time zone in which the partner thinks of that moment.';
comment on column public.support_requests.state is 'waiting_for_vendor: we answer next, by answer_by; waiting_for_partner: the partner reads, answers or says that it is solved; solved.';
comment on column public.support_requests.answer_by is 'The moment until which an answer is promised (UTC), by kind and severity of the edition; null unless we answer next.';
comment on column public.support_requests.answered_at is 'When the vendor''s people last wrote (UTC); null before the first answer.';
comment on column public.support_requests.assigned_to is 'The person of the vendor who looks after it; null: whoever comes first.';
comment on column public.support_requests.solved_at is 'When it was solved (UTC).';
comment on column public.support_requests.solved_by is 'Who said so: partner, vendor, or programme (the partner was silent for support.solvedAfterDays).';
comment on column public.support_requests.escalated_at is 'When the programme leads were told that this promise was missed (UTC); null again with the next promise.';
comment on column public.support_requests.edition is 'The edition of the rules whose promise counts.';
comment on column public.support_requests.received_at is 'When it came (UTC).';
comment on column public.support_requests.changed_at is 'When something last happened in the thread (UTC).';
comment on column public.support_requests.sample is 'Belongs to the invented demo world.';

comment on table public.support_messages is 'One line of the thread of a support request, never changed: what somebody wrote, or that it was solved.';
comment on column public.support_messages.id is 'Opaque id.';
comment on column public.support_messages.request_id is 'The request.';
comment on column public.support_messages.kind is 'message; question: the vendor needs an answer to go on; solved: somebody said that it is, or the programme did.';
comment on column public.support_messages.member_id is 'The person of the partner who wrote it; null: the vendor or the programme.';
comment on column public.support_messages.staff_id is 'The person of the vendor who wrote it; null: the partner or the programme.';
comment on column public.support_messages.text is 'What was written, 1..4000 characters; null for solved. May hold personal data.';
comment on column public.support_messages.file_ids is 'Attachments, at most five ids of files of the partner; one that staff attach becomes the partner''s.';
comment on column public.support_messages.sent_at is 'When (UTC).';

comment on column public.files.partner_id is 'The partner whose file it is: it uploaded it, or staff attached it to an answer to it; null: a file of staff.';
comment on column public.files.uploaded_by is 'The person: a member, or staff.';

alter table public.support_requests enable row level security;
alter table public.support_messages enable row level security;

create policy "A partner sees its own support requests, the vendor's people all" on public.support_requests for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));
create policy "A partner sees the threads of its own support requests, the vendor's people all" on public.support_messages for select to authenticated
  using ((select private.caller_is_staff())
    or exists (select from public.support_requests as r where r.id = request_id and r.partner_id = (select private.caller_partner_id())));

do $$
begin
  perform private.audit_table('public.support_requests', 'id');
  perform private.audit_table('public.support_messages', 'id', 'text');
end
$$;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.after_business_hours(at timestamptz, hours integer, rules jsonb) returns timestamptz
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  zone text := rules ->> 'timeZone';
  opens time := coalesce(rules #>> '{support,hours,from}', '09:00')::time;
  closes time := coalesce(rules #>> '{support,hours,to}', '18:00')::time;
  clock timestamp := at at time zone zone;
  hours_left interval := make_interval(hours => hours);
begin
  loop
    if rules #> '{workingTime,weekend}' @> to_jsonb(extract(isodow from clock)::integer)
      or rules #> '{workingTime,nonWorkingDays}' ? to_char(clock, 'YYYY-MM-DD') or clock::time >= closes then
      clock := clock::date + 1 + opens;
    else
      clock := greatest(clock, clock::date + opens);
      if clock + hours_left <= clock::date + closes then
        return (clock + hours_left) at time zone zone;
      end if;
      hours_left := hours_left - (clock::date + closes - clock);
      clock := clock::date + 1 + opens;
    end if;
  end loop;
end;
$$;
comment on function private.after_business_hours(timestamptz, integer, jsonb) is
  'The moment so many business hours later: they run between support.hours of business days alone, in the time zone of the rules.';

create function private.support_promise(at timestamptz, kind text, severity text, rules jsonb) returns timestamptz
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  promise jsonb := case kind when 'presale' then rules #> '{support,presale}' else rules #> array['support', 'technical', severity] end;
begin
  if promise ? 'answerBusinessHours' then
    return private.after_business_hours(at, (promise ->> 'answerBusinessHours')::integer, rules);
  end if;
  -- An edition that says nothing of support promises what it promises of every answer of a person.
  return (private.promised_date(at, coalesce(promise ->> 'answerBusinessDays', rules #>> '{promise,answerBusinessDays}')::integer, rules)
    + coalesce(rules #>> '{support,hours,to}', '18:00')::time) at time zone (rules ->> 'timeZone');
end;
$$;
comment on function private.support_promise(timestamptz, text, text, jsonb) is
  'Until when an answer to a support request is promised that comes at an instant, by its kind and severity: business hours later, or at the end of a business day.';

create function private.staff_name(staff_id uuid) returns text
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.current_caller();
begin
  return case when caller.id is not null then (select s.name from public.staff as s where s.id = staff_name.staff_id) end;
end;
$$;
comment on function private.staff_name(uuid) is 'How a person of the vendor is called who answers, for whoever is signed in. Definer: a partner sees no staff, only who wrote to it.';

create function private.support_files(file_ids uuid[]) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', octet_length(f.bytes)) order by g.place), '[]')
  from unnest(file_ids) with ordinality as g (id, place) join public.files as f on f.id = g.id;
$$;
comment on function private.support_files(uuid[]) is 'Attachments as a thread shows them: [{ id, name, mediaType, bytes }], under the policy of files.';

create function private.support_row(request public.support_requests) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', request.id, 'number', request.number, 'kind', request.kind, 'help', request.help, 'solution', request.solution,
    'severity', request.severity, 'wantedAt', private.utc_text(request.wanted_at), 'wantedZone', request.wanted_zone,
    'lead', (select jsonb_build_object('id', l.id, 'number', l.number, 'clientName', l.client_name) from public.leads as l where l.id = request.lead_id),
    'state', request.state, 'answerBy', private.utc_text(request.answer_by), 'isLate', coalesce(request.answer_by < private.now(), false),
    'isAsked', request.state = 'waiting_for_partner' and last.kind = 'question',
    'solvedAt', private.utc_text(request.solved_at), 'solvedBy', request.solved_by,
    'askedBy', (select m.name from public.members as m where m.id = request.member_id),
    'assignedTo', private.staff_name(request.assigned_to),
    'excerpt', (select left(m.text, 160) from public.support_messages as m where m.request_id = request.id order by m.sent_at, m.id limit 1),
    'messages', (select count(*) from public.support_messages as m where m.request_id = request.id and m.kind <> 'solved'),
    'edition', request.edition, 'createdAt', private.utc_text(request.received_at), 'changedAt', private.utc_text(request.changed_at),
    'sample', request.sample))
  from (select 1) as one
  left join lateral (
    select m.kind from public.support_messages as m where m.request_id = request.id and m.kind <> 'solved'
    order by m.sent_at desc, m.id desc limit 1) as last on true;
$$;
comment on function private.support_row(public.support_requests) is 'A support request as a row of a list (SupportRow in support-contract.ts), under the policies of the caller.';

create function private.support_thread(request public.support_requests, before text default null, at_most integer default 50) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  last public.support_messages;
begin
  select * into last from public.support_messages as m where m.request_id = request.id and m.id = private.uuid_of(before);
  if before is not null and last.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return private.support_row(request) || (
    with shown as (
      select m.* from public.support_messages as m
      where m.request_id = request.id and (before is null or (m.sent_at, m.id) < (last.sent_at, last.id))
      order by m.sent_at desc, m.id desc limit at_most)
    select jsonb_build_object(
      'earlier', (select count(*) from public.support_messages as m where m.request_id = request.id
        and (m.sent_at, m.id) < (select s.sent_at, s.id from shown as s order by s.sent_at, s.id limit 1)),
      'thread', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'id', m.id, 'kind', m.kind, 'at', private.utc_text(m.sent_at),
        'by', case when m.member_id is not null then 'partner' when m.staff_id is not null then 'vendor' else 'programme' end,
        'author', coalesce((select person.name from public.members as person where person.id = m.member_id), private.staff_name(m.staff_id)),
        'isOwn', coalesce(m.member_id, m.staff_id) = private.caller_id(),
        'text', m.text, 'files', private.support_files(m.file_ids))) order by m.sent_at, m.id), '[]'))
    from shown as m);
end;
$$;
comment on function private.support_thread(public.support_requests, text, integer) is
  'A support request with a page of its thread, the oldest line first (SupportThread in support-contract.ts): the newest lines, or those before the line with an id; at_most null: all. Raises PT404 not_found (no such line in it). Under the policies of the caller.';

create function private.found_support(reference text) returns uuid
  language sql stable security invoker set search_path = ''
as $$
  select r.id from public.support_requests as r where r.id = private.uuid_of(reference) or r.number = upper(reference);
$$;
comment on function private.found_support(text) is 'The id of the request with this id or number; null where there is none. Whether the caller may have it is for the caller of this function to ask.';

create function private.lock_support(reference text, caller private.caller) returns public.support_requests
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  request public.support_requests;
begin
  select * into request from public.support_requests as r
  where r.id = private.found_support(reference) and (caller.kind = 'staff' or r.partner_id = caller.partner_id)
  for update;
  if request.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return request;
end;
$$;
comment on function private.lock_support(text, private.caller) is 'The request with this id or number, its row locked. Raises PT404 not_found (unknown, or of another partner).';

create function private.attached_files(ids jsonb, caller private.caller, partner_id uuid) returns uuid[]
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  wanted uuid[] := array(select private.uuid_of(f.id) from jsonb_array_elements_text(coalesce(ids, '[]')) with ordinality as f (id, place) order by f.place);
begin
  -- What staff attach is the partner's from now on, so that no file is ever shown to two partners.
  update public.files as f set partner_id = attached_files.partner_id
  where f.id = any (wanted) and f.partner_id is null and caller.kind = 'staff' and f.uploaded_by = caller.id;
  if exists (select from unnest(wanted) as w (id)
    where w.id is null
      -- What a partner keeps with a lead is for its own people.
      or not exists (select from public.files as f where f.id = w.id and f.partner_id = attached_files.partner_id and f.lead_id is null)) then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return wanted;
end;
$$;
comment on function private.attached_files(jsonb, private.caller, uuid) is
  'The files somebody attaches to a thread of a partner: its own, or of staff what they have uploaded, which becomes the partner''s. Raises PT404 not_found (unknown, or of somebody else).';

create function private.support_facts(request public.support_requests) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('number', request.number, 'partnerName', p.name, 'kind', request.kind, 'help', request.help,
    'severity', request.severity, 'solution', request.solution, 'answerBy', private.utc_text(request.answer_by)))
  from public.partners as p where p.id = request.partner_id;
$$;
comment on function private.support_facts(public.support_requests) is 'What letters say of a support request.';

create function private.tell_support_staff(request public.support_requests, kind text, more jsonb, idempotency_key text) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  payload jsonb := private.support_facts(request) || more;
  receiver public.staff;
begin
  select * into receiver from public.staff as s where s.id = request.assigned_to and s.active;
  if receiver.id is null then
    perform private.enqueue_staff_notification('account_manager', kind, payload, idempotency_key);
  else
    perform private.enqueue_notification(kind, receiver.email, receiver.name, receiver.locale, payload, idempotency_key || '.' || receiver.id);
  end if;
end;
$$;
comment on function private.tell_support_staff(public.support_requests, text, jsonb, text) is
  'A letter about a support request to the person of the vendor who looks after it; while nobody does, to the account managers.';

create function private.tell_support_partner(request public.support_requests, kind text, more jsonb, idempotency_key text) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  payload jsonb := private.support_facts(request) || more;
  concerned uuid[] := array(
    select m.id from public.members as m
    where m.active and m.partner_id = request.partner_id and (m.id = request.member_id
      or exists (select from public.support_messages as s where s.request_id = request.id and s.member_id = m.id)));
  person uuid;
begin
  foreach person in array concerned loop
    perform private.tell_partner(request.partner_id, person, kind, payload, idempotency_key);
  end loop;
  if cardinality(concerned) = 0 then
    perform private.tell_partner(request.partner_id, null, kind, payload, idempotency_key);
  end if;
end;
$$;
comment on function private.tell_support_partner(public.support_requests, text, jsonb, text) is
  'A letter about a support request to the people of the partner who asked or wrote in it; when all of them have left, to the owners.';

create function private.add_support_message(request public.support_requests, caller private.caller, kind text, text text default null, file_ids uuid[] default '{}')
  returns public.support_messages
  language sql volatile security invoker set search_path = ''
as $$
  insert into public.support_messages (request_id, kind, member_id, staff_id, text, file_ids, sent_at)
  values (request.id, kind, case when caller.kind = 'member' then caller.id end, case when caller.kind = 'staff' then caller.id end, text, file_ids, private.now())
  returning *;
$$;
comment on function private.add_support_message(public.support_requests, private.caller, text, text, uuid[]) is 'Adds a line to a thread; of nobody in particular where caller is null.';

create function private.require_room_in_thread(request public.support_requests, at_most integer) returns void
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  if (select count(*) from public.support_messages as m where m.request_id = request.id and m.kind <> 'solved') >= at_most then
    raise sqlstate 'PT409' using message = 'thread_full';
  end if;
end;
$$;
comment on function private.require_room_in_thread(public.support_requests, integer) is
  'Raises PT409 thread_full when a thread has so many messages. The caller of it holds the row of the request.';

create function private.settle_support_request(request public.support_requests, caller private.caller, solved_by text, at timestamptz) returns public.support_requests
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  -- Said twice is said once.
  if request.state = 'solved' then
    return request;
  end if;
  perform private.add_support_message(request, caller, 'solved');
  update public.support_requests as r
  set state = 'solved', answer_by = null, escalated_at = null, solved_at = at, solved_by = settle_support_request.solved_by, changed_at = at
  where r.id = request.id returning * into request;
  return request;
end;
$$;
comment on function private.settle_support_request(public.support_requests, private.caller, text, timestamptz) is 'Makes a request solved: by partner, vendor or programme. The caller of it holds the row.';

create function private.export_support(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(private.support_thread(r, null, null) - 'earlier' order by r.received_at, r.id), '[]')
  from public.support_requests as r where r.partner_id = export_support.partner_id;
$$;
comment on function private.export_support(uuid) is
  'All support requests of a partner with their threads, the oldest first, for the export of its own data: [SupportThread], attachments by id and name. Under the policies of the caller; a function that runs as its owner says whose partner it is.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.ask_support(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'ask_support', request);
  edition public.programme_editions := private.edition_in_force(private.now());
  lead public.leads;
  file_ids uuid[];
  asked public.support_requests;
begin
  if answer is not null then
    return private.support_thread(private.lock_support(answer ->> 'id', caller));
  end if;
  if edition.id is null then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  end if;
  if request ->> 'leadNumber' is not null then
    select * into lead from public.leads as l where l.number = upper(request ->> 'leadNumber') and l.partner_id = caller.partner_id;
    if lead.id is null then
      raise sqlstate 'PT404' using message = 'not_found';
    end if;
  end if;
  perform private.because('ask_support', null, 'support', edition.id);
  perform private.accept_within_limit('support_requests_per_hour', caller.id::text, 20, interval '1 hour');
  file_ids := private.attached_files(request -> 'files', caller, caller.partner_id);
  while asked.id is null loop
    insert into public.support_requests (partner_id, member_id, kind, help, solution, severity, lead_id, wanted_at, wanted_zone, answer_by,
      assigned_to, edition, received_at, changed_at, sample)
    select caller.partner_id, caller.id, request ->> 'kind', request ->> 'help', request ->> 'solution', request ->> 'severity', lead.id,
      (request ->> 'wantedAt')::timestamptz, request ->> 'wantedZone', private.support_promise(now.at, request ->> 'kind', request ->> 'severity', edition.rules),
      (select s.id from public.partners as p join public.staff as s on s.id = p.account_manager_id and s.active
        where p.id = caller.partner_id),
      edition.id, now.at, now.at, coalesce((select p.sample from public.partners as p where p.id = caller.partner_id), false)
    from (select private.now() as at) as now
    on conflict on constraint support_requests_number_is_unique do nothing
    returning * into asked;
  end loop;
  perform private.add_support_message(asked, caller, 'message', request ->> 'text', file_ids);
  perform private.enqueue_notification('support_received', caller.email, caller.name, caller.locale, private.support_facts(asked), 'support_received.' || asked.number);
  perform private.tell_support_staff(asked, 'support_waiting', '{"isNew": true}', 'support_waiting.' || asked.number);
  -- What was written is kept once, in its thread: a repetition is told of it as it is by then.
  perform private.finish_request_of(caller, 'ask_support', request, jsonb_build_object('id', asked.id));
  return private.support_thread(asked);
end;
$$;
comment on function public.ask_support(jsonb) is
  'As the person: asks for help: { kind: "presale"|"technical", help?, solution?, severity?, leadNumber?, wantedAt?, wantedZone?, text, files?: [id], idempotencyKey?, requestSha256? } -> SupportThread. The promise is that of the edition in force, by kind and severity. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (a lead or file that is not yours), PT422 idempotency_key_reused, PT429 too_many_requests (20 an hour and person), PT503 edition_not_published. Definer: requests are written by functions only.';

create function public.list_support(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  wanted private.list_order := private.list_order_of(request, array['-changed']);
  place private.list_place := private.list_place_of(request);
  at_most integer := private.page_size(request);
  answer jsonb;
begin
  with matching as (
    select r as row, r.id, private.sort_text(r.changed_at) as sort_text
    from public.support_requests as r left join public.leads as l on l.id = r.lead_id
    where r.partner_id = caller.partner_id
      and (request ->> 'state' is null or r.state = request ->> 'state' or request ->> 'state' = 'open' and r.state <> 'solved')
      and (request ->> 'kind' is null or r.kind = request ->> 'kind')
      and (request ->> 'search' is null or lower(r.number) like private.like_pattern(request ->> 'search')
        or lower(l.client_name) like private.like_pattern(request ->> 'search')
        or exists (select from public.support_messages as m where m.request_id = r.id and lower(m.text) like private.like_pattern(request ->> 'search')))),
  page as (
    select p.*, row_number() over () as line from (
      select * from matching as m where place is null or private.comes_after(m.sort_text, m.id, place, wanted.descending)
      order by case when not wanted.descending then m.sort_text end collate "C", case when wanted.descending then m.sort_text end collate "C" desc,
        case when not wanted.descending then m.id end, case when wanted.descending then m.id end desc
      limit at_most + 1) as p)
  select jsonb_strip_nulls(jsonb_build_object(
    'items', coalesce(jsonb_agg(private.support_row(p.row) order by p.line) filter (where p.line <= at_most), '[]'),
    'next', case when count(*) > at_most then
      (select private.list_cursor(last.sort_text, last.id) from page as last where last.line = at_most) end,
    'total', (select count(*) from matching)))
  into answer from page as p;
  return answer;
end;
$$;
comment on function public.list_support(jsonb) is
  'As the person: the support requests of the own partner, what moved last on top: { limit?, cursor?, search? (number, client, words), sort?: "-changed"|"changed", state?: a state|"open", kind? } -> { items: [SupportRow], next?, total }. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor, sort). Under the policies of the tables.';

create function public.read_support(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  found_request public.support_requests;
begin
  select * into found_request from public.support_requests as r where r.id = private.found_support(request ->> 'id') and r.partner_id = caller.partner_id;
  if found_request.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return private.support_thread(found_request, request ->> 'before');
end;
$$;
comment on function public.read_support(jsonb) is
  'As the person: one request of the own partner with the newest 50 lines of its thread, or the 50 before a line: { id: id or number, before?: id of a line } -> SupportThread. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (the request is unknown or not yours, or it has no such line). Under the policies of the tables.';

create function public.write_support(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'write_support', request);
  thread public.support_requests;
  message public.support_messages;
  was_solved boolean;
  edition public.programme_editions;
begin
  thread := private.lock_support(request ->> 'id', caller);
  if answer is not null then
    return private.support_thread(thread);
  end if;
  was_solved := thread.state = 'solved';
  perform private.accept_within_limit('support_messages_per_hour', caller.id::text, 60, interval '1 hour');
  edition := private.edition_in_force(private.now());
  perform private.because('write_support', null, 'support', edition.id);
  perform private.require_room_in_thread(thread, 500);
  message := private.add_support_message(thread, caller, 'message', request ->> 'text', private.attached_files(request -> 'files', caller, thread.partner_id));
  -- While we owe an answer the promise stands; it is given anew when it becomes our turn, by the edition of that moment.
  update public.support_requests as r
  set state = 'waiting_for_vendor', changed_at = message.sent_at, solved_at = null, solved_by = null,
    edition = case when r.state = 'waiting_for_vendor' then r.edition else edition.id end,
    answer_by = case when r.state = 'waiting_for_vendor' then r.answer_by
      else private.support_promise(message.sent_at, r.kind, r.severity, edition.rules) end,
    escalated_at = case when r.state = 'waiting_for_vendor' then r.escalated_at end
  where r.id = thread.id returning * into thread;
  perform private.tell_support_staff(thread, 'support_waiting', jsonb_build_object('isNew', false, 'isReopened', was_solved), 'support_waiting.' || message.id);
  perform private.finish_request_of(caller, 'write_support', request, jsonb_build_object('id', thread.id));
  return private.support_thread(thread);
end;
$$;
comment on function public.write_support(jsonb) is
  'As the person: writes in the thread of an own request: { id: id or number, text, files?: [id], idempotencyKey?, requestSha256? } -> SupportThread. It is our turn then, with a new promise unless one stands; a solved request opens again. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (the request or a file is unknown or not yours), PT409 thread_full (500 messages), PT422 idempotency_key_reused, PT429 too_many_requests (60 an hour and person). Definer: threads are written by functions only.';

create function public.solve_support(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  thread public.support_requests := private.lock_support(request ->> 'id', caller);
begin
  perform private.because('solve_support');
  return private.support_thread(private.settle_support_request(thread, caller, 'partner', private.now()));
end;
$$;
comment on function public.solve_support(jsonb) is
  'As the person: says that an own request is solved: { id: id or number } -> SupportThread; repeating it changes nothing. Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Definer: requests are written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.support_requests, public.support_messages from public, anon, authenticated, service_role;
revoke all on function
  private.after_business_hours(timestamptz, integer, jsonb), private.support_promise(timestamptz, text, text, jsonb), private.staff_name(uuid),
  private.support_files(uuid[]), private.support_row(public.support_requests), private.support_thread(public.support_requests, text, integer), private.found_support(text),
  private.lock_support(text, private.caller), private.attached_files(jsonb, private.caller, uuid), private.support_facts(public.support_requests),
  private.tell_support_staff(public.support_requests, text, jsonb, text), private.tell_support_partner(public.support_requests, text, jsonb, text),
  private.add_support_message(public.support_requests, private.caller, text, text, uuid[]), private.require_room_in_thread(public.support_requests, integer),
  private.settle_support_request(public.support_requests, private.caller, text, timestamptz), private.export_support(uuid),
  public.ask_support(jsonb), public.list_support(jsonb), public.read_support(jsonb), public.write_support(jsonb), public.solve_support(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.support_requests, public.support_messages to authenticated;
grant execute on function
  private.require_member(), private.staff_name(uuid), private.support_files(uuid[]), private.support_row(public.support_requests),
  private.support_thread(public.support_requests, text, integer), private.found_support(text), private.export_support(uuid),
  public.ask_support(jsonb), public.list_support(jsonb), public.read_support(jsonb), public.write_support(jsonb), public.solve_support(jsonb)
  to authenticated;
