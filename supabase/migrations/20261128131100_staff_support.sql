-- Support as the vendor's people see it: the queue, the answers, what the clock does, and lines of the inbox.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.support_inbox_items() returns setof private.inbox_item
  language sql stable security invoker set search_path = ''
as $$
  select 'support', r.id, r.number, p.name, (r.answer_by at time zone (e.rules ->> 'timeZone'))::date, r.answer_by,
    r.escalated_at is not null or r.answer_by < private.now(), r.received_at, r.sample,
    private.support_row(r) || jsonb_build_object('partner', jsonb_build_object('id', p.id, 'name', p.name))
  from public.support_requests as r
  join public.partners as p on p.id = r.partner_id
  join public.programme_editions as e on e.id = r.edition
  where r.state = 'waiting_for_vendor';
$$;
comment on function private.support_inbox_items() is 'Support requests that wait for us, as lines of the inbox; decided nowhere, answered in their thread. Under the policies of the caller.';

create function private.staff_support_row(request public.support_requests) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select private.support_row(request) || jsonb_build_object('isMine', request.assigned_to is not distinct from private.caller_id(),
    'partner', (select jsonb_build_object('id', p.id, 'name', p.name) from public.partners as p where p.id = request.partner_id));
$$;
comment on function private.staff_support_row(public.support_requests) is 'A support request as a row of the queue (StaffSupportRow in support-contract.ts), under the policies of the caller.';

create function private.staff_support_thread(request public.support_requests, before text default null) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select private.support_thread(request, before) || private.staff_support_row(request) || jsonb_build_object(
    'assignedId', request.assigned_to,
    'people', (select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name, s.id) from public.staff as s where s.active));
$$;
comment on function private.staff_support_thread(public.support_requests, text) is 'A support request with a page of its thread (support_thread()) and the people it may be given to (StaffSupportThread in support-contract.ts), under the policies of the caller.';

create function private.escalate_support(at timestamptz) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  late public.support_requests;
  told integer := 0;
begin
  for late in
    select r.* from public.support_requests as r
    where r.state = 'waiting_for_vendor' and r.escalated_at is null and r.answer_by < at
    order by r.answer_by limit 200
    for update skip locked
  loop
    perform private.because('run_clock', null, 'support', late.edition);
    update public.support_requests as r set escalated_at = at where r.id = late.id;
    perform private.enqueue_staff_notification('programme_lead', 'support_escalated', private.support_facts(late),
      'support_escalated.' || late.number || '.' || extract(epoch from late.answer_by)::bigint);
    told := told + 1;
  end loop;
  return told;
end;
$$;
comment on function private.escalate_support(timestamptz) is 'Tells the programme leads once of each promise to answer support that was missed. -> how many.';

create function private.solve_silent_support(at timestamptz) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  silent public.support_requests;
  solved integer := 0;
begin
  for silent in
    select r.* from public.support_requests as r join public.programme_editions as e on e.id = r.edition
    where r.state = 'waiting_for_partner' and r.answered_at <= at - private.whole_days((e.rules #>> '{support,solvedAfterDays}')::integer)
    order by r.answered_at limit 200
    for update of r skip locked
  loop
    perform private.because('run_clock', null, 'support.solvedAfterDays', silent.edition);
    silent := private.settle_support_request(silent, null, 'programme', at);
    perform private.tell_support_partner(silent, 'support_solved', '{"isSilent": true}', 'support_solved.' || silent.number || '.' || extract(epoch from at)::bigint);
    solved := solved + 1;
  end loop;
  return solved;
end;
$$;
comment on function private.solve_silent_support(timestamptz) is
  'Makes answered requests solved whose partner has been silent for support.solvedAfterDays of their edition, and tells it how to open them again. -> how many.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.staff_support(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  wanted private.list_order := private.list_order_of(request, array['due', '-changed']);
  place private.list_place := private.list_place_of(request);
  at_most integer := private.page_size(request);
  answer jsonb;
begin
  with matching as (
    select r as row, r.id, case wanted.key when 'changed' then private.sort_text(r.changed_at)
      -- First what we have promised, by the promise; then what waits for partners; what is solved at the end.
      else case r.state when 'waiting_for_vendor' then '0' || private.sort_text(r.answer_by)
        when 'waiting_for_partner' then '1' || private.sort_text(r.changed_at) else '2' || private.sort_text(r.changed_at) end end as sort_text
    from public.support_requests as r
    join public.partners as p on p.id = r.partner_id
    left join public.leads as l on l.id = r.lead_id
    where (request ->> 'state' is null or r.state = request ->> 'state' or request ->> 'state' = 'open' and r.state <> 'solved')
      and (request ->> 'kind' is null or r.kind = request ->> 'kind')
      and (request ->> 'own' is null or r.assigned_to = caller.id
        or p.account_manager_id = caller.id)
      and (request ->> 'search' is null or lower(r.number) like private.like_pattern(request ->> 'search')
        or lower(p.name) like private.like_pattern(request ->> 'search') or p.tax_id like private.like_pattern(request ->> 'search')
        or lower(l.client_name) like private.like_pattern(request ->> 'search')
        or exists (select from public.support_messages as m where m.request_id = r.id and lower(m.text) like private.like_pattern(request ->> 'search')))),
  page as (
    select p.*, row_number() over () as line from (
      select * from matching as m where place is null or private.comes_after(m.sort_text, m.id, place, wanted.descending)
      order by case when not wanted.descending then m.sort_text end collate "C", case when wanted.descending then m.sort_text end collate "C" desc,
        case when not wanted.descending then m.id end, case when wanted.descending then m.id end desc
      limit at_most + 1) as p)
  select jsonb_strip_nulls(jsonb_build_object(
    'items', coalesce(jsonb_agg(private.staff_support_row(p.row) order by p.line) filter (where p.line <= at_most), '[]'),
    'next', case when count(*) > at_most then
      (select private.list_cursor(last.sort_text, last.id) from page as last where last.line = at_most) end,
    'total', (select count(*) from matching)))
  into answer from page as p;
  return answer;
end;
$$;
comment on function public.staff_support(jsonb) is
  'As staff: the queue, by the promise: { limit?, cursor?, search? (number, partner, client, words), sort?: "due"|"-changed", state?: a state|"open", kind?, own?: "true" (mine, and of partners I look after) } -> { items: [StaffSupportRow], next?, total }. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor, sort). Under the policies of the tables.';

create function public.read_staff_support(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  found_request public.support_requests;
begin
  perform private.require_staff();
  select * into found_request from public.support_requests as r where r.id = private.found_support(request ->> 'id');
  if found_request.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return private.staff_support_thread(found_request, request ->> 'before');
end;
$$;
comment on function public.read_staff_support(jsonb) is
  'As staff: one support request with the newest 50 lines of its thread, or the 50 before a line: { id: id or number, before?: id of a line } -> StaffSupportThread. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (the request is unknown, or it has no such line). Under the policies of the tables.';

create function public.answer_support(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'answer_support', request);
  thread public.support_requests;
  message public.support_messages;
begin
  thread := private.lock_support(request ->> 'id', caller);
  if answer is not null then
    return private.staff_support_thread(thread);
  end if;
  perform private.because('answer_support', null, 'support', thread.edition);
  perform private.accept_change(caller, 'support_answers');
  -- Some more than the partner has, so that we can answer its last message.
  perform private.require_room_in_thread(thread, 600);
  message := private.add_support_message(thread, caller, case when (request ->> 'isQuestion')::boolean then 'question' else 'message' end,
    request ->> 'text', private.attached_files(request -> 'files', caller, thread.partner_id));
  update public.support_requests as r
  set state = 'waiting_for_partner', answer_by = null, escalated_at = null, solved_at = null, solved_by = null,
    answered_at = message.sent_at, changed_at = message.sent_at, assigned_to = coalesce(r.assigned_to, caller.id)
  where r.id = thread.id returning * into thread;
  perform private.tell_support_partner(thread, 'support_answered',
    jsonb_build_object('answeredBy', caller.name, 'text', message.text, 'isQuestion', message.kind = 'question', 'files', cardinality(message.file_ids)),
    'support_answered.' || message.id);
  perform private.finish_request_of(caller, 'answer_support', request, jsonb_build_object('id', thread.id));
  return private.staff_support_thread(thread);
end;
$$;
comment on function public.answer_support(jsonb) is
  'As staff: answers, or asks back: { id: id or number, text, files?: [id], isQuestion?, idempotencyKey?, requestSha256? } -> StaffSupportThread. It is the partner''s turn then; who answers first looks after the request. A file becomes the partner''s. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (the request, or a file that is neither the partner''s nor one''s own), PT409 thread_full (600 messages), PT422 idempotency_key_reused, PT429 too_many_requests (300 an hour and person). Definer: threads are written by functions only.';

create function public.settle_support(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  thread public.support_requests := private.lock_support(request ->> 'id', caller);
  was text := thread.state;
begin
  perform private.because('settle_support');
  thread := private.settle_support_request(thread, caller, 'vendor', private.now());
  if was <> 'solved' then
    perform private.tell_support_partner(thread, 'support_solved', '{"isSilent": false}',
      'support_solved.' || thread.number || '.' || extract(epoch from thread.solved_at)::bigint);
  end if;
  return private.staff_support_thread(thread);
end;
$$;
comment on function public.settle_support(jsonb) is
  'As staff: says that a request is solved: { id: id or number } -> StaffSupportThread; the partner is told, and its next message opens it again. Repeating it changes nothing. Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Definer: requests are written by functions only.';

create function public.assign_support(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  thread public.support_requests := private.lock_support(request ->> 'id', caller);
  receiver public.staff;
begin
  perform private.accept_change(caller, 'support_assignments');
  select * into receiver from public.staff as s
  where s.active and s.id = case when request ->> 'personId' is null then caller.id else private.uuid_of(request ->> 'personId') end;
  if receiver.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if thread.assigned_to is distinct from receiver.id then
    perform private.because('assign_support');
    update public.support_requests as r set assigned_to = receiver.id where r.id = thread.id returning * into thread;
    if receiver.id <> caller.id and thread.state <> 'solved' then
      perform private.enqueue_notification('support_assigned', receiver.email, receiver.name, receiver.locale,
        private.support_facts(thread) || jsonb_build_object('assignedBy', caller.name),
        'support_assigned.' || thread.number || '.' || receiver.id || '.' || extract(epoch from private.now())::bigint);
    end if;
  end if;
  return private.staff_support_thread(thread);
end;
$$;
comment on function public.assign_support(jsonb) is
  'As staff: gives a request to a person of the vendor: { id: id or number, personId? (without it: to me) } -> StaffSupportThread; another person is told. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (the request, or nobody active), PT429 too_many_requests (300 an hour and person). Definer: requests are written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.support_inbox_items(), private.staff_support_row(public.support_requests), private.staff_support_thread(public.support_requests, text),
  private.escalate_support(timestamptz), private.solve_silent_support(timestamptz),
  public.staff_support(jsonb), public.read_staff_support(jsonb), public.answer_support(jsonb), public.settle_support(jsonb), public.assign_support(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function
  private.support_inbox_items(), private.staff_support_row(public.support_requests), private.staff_support_thread(public.support_requests, text),
  public.staff_support(jsonb), public.read_staff_support(jsonb), public.answer_support(jsonb), public.settle_support(jsonb), public.assign_support(jsonb)
  to authenticated;
