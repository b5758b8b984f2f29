-- GET /api/staff/inbox: what waits for a person, and the clock of applications.

create type private.inbox_item as (
  kind text,
  id uuid,
  number text,
  title text,
  due_on date,
  due_at timestamptz,
  escalated boolean,
  received_at timestamptz,
  sample boolean,
  facts jsonb
);
comment on type private.inbox_item is
  'One line of the staff inbox: kind application, lead, appeal, enquiry, transfer or support; title the company it is about; due_on the promised date; due_at the promised moment, of a promise to the day its end; facts what a person needs to decide.';

alter table public.applications add column escalated_at timestamptz;
comment on column public.applications.escalated_at is 'When the programme leads were told that it still waits (UTC); null before.';

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.business_days_until(due date, at timestamptz, rules jsonb) returns integer
  language sql stable security invoker set search_path = ''
as $$
  select sign(due - today.day)::integer * (
    select count(*)::integer from generate_series(least(due, today.day) + 1, greatest(due, today.day), interval '1 day') as each (day)
    where not rules #> '{workingTime,weekend}' @> to_jsonb(extract(isodow from each.day)::integer)
      and not rules #> '{workingTime,nonWorkingDays}' ? to_char(each.day, 'YYYY-MM-DD'))
  from (select (at at time zone (rules ->> 'timeZone'))::date as day) as today;
$$;
comment on function private.business_days_until(date, timestamptz, jsonb) is
  'Business days of the edition from the day of an instant to a date: 0 on the day itself, negative after it.';

create function private.escalates_at(received_at timestamptz, answer_by date, rules jsonb) returns timestamptz
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return least(
    (private.promised_date(received_at, (rules #>> '{promise,escalateBusinessDays}')::integer, rules)
      + (received_at at time zone (rules ->> 'timeZone'))::time) at time zone (rules ->> 'timeZone'),
    -- A missed promise always escalates, whatever the edition says about escalating before.
    (answer_by + 1)::timestamp at time zone (rules ->> 'timeZone'));
end;
$$;
comment on function private.escalates_at(timestamptz, date, jsonb) is
  'When something that waits escalates: so many business days after it came, at the same time of the day, and at the latest when the promised date is over.';

create function private.end_of_day(day date, rules jsonb) returns timestamptz
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return (day + 1)::timestamp at time zone (rules ->> 'timeZone');
end;
$$;
comment on function private.end_of_day(date, jsonb) is 'When a day of the edition''s time zone is over: a promise to the day holds until then.';

create function private.application_inbox_items() returns setof private.inbox_item
  language sql stable security invoker set search_path = ''
as $$
  select 'application', a.id, a.number, a.company_name, a.answer_by, private.end_of_day(a.answer_by, e.rules),
    a.escalated_at is not null or private.escalates_at(a.received_at, a.answer_by, e.rules) <= private.now(),
    a.received_at, a.sample,
    jsonb_strip_nulls(jsonb_build_object(
      'company', jsonb_build_object('name', a.company_name, 'country', a.country, 'taxId', a.tax_id, 'site', a.site,
        'headcount', a.headcount, 'fields', a.fields, 'expertise', a.expertise, 'clientSizes', a.client_sizes),
      'aim', a.aim,
      'contact', jsonb_build_object('name', a.contact_name, 'email', a.contact_email, 'phone', a.contact_phone,
        'position', a.contact_position),
      'fit', a.fit, 'edition', a.edition, 'locale', a.locale, 'suspicion', a.suspicion,
      'known', case when p.id is not null then 'partner' when a.known_company then 'applied_before' end,
      'partner', case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name, 'status', p.status) end))
  from public.applications as a
  join public.programme_editions as e on e.id = a.edition
  left join public.partners as p on p.country = a.country and p.tax_id = a.tax_id
  where a.status = 'waiting';
$$;
comment on function private.application_inbox_items() is 'Applications that wait, as lines of the inbox, under the policies of the caller.';

create function private.inbox_items() returns setof private.inbox_item
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return query select * from private.application_inbox_items();
  return query select * from private.lead_inbox_items();
  return query select * from private.appeal_inbox_items();
  return query select * from private.enquiry_inbox_items();
  return query select * from private.transfer_inbox_items();
  return query select * from private.support_inbox_items();
end;
$$;
comment on function private.inbox_items() is 'Everything that waits for a person of the vendor, under the policies of the caller.';

create function private.inbox_place(item private.inbox_item) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select (not item.escalated)::integer || to_char(item.due_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')
    || to_char(item.received_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || item.id;
$$;
comment on function private.inbox_place(private.inbox_item) is
  'Where a line stands: what has escalated on top, then what is due soonest, then what came first. Compared as text; it is the cursor too.';

create function private.is_mine(item private.inbox_item, staff_id uuid) returns boolean
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  -- The column comes with a later migration.
  return exists (
    select from public.partners as p
    where p.id::text in (item.facts #>> '{partner,id}', item.facts #>> '{heldBy,partnerId}')
      and to_jsonb(p) ->> 'account_manager_id' = staff_id::text);
end;
$$;
comment on function private.is_mine(private.inbox_item, uuid) is 'Is a line of the inbox about a partner whose account manager this person is?';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.staff_inbox(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  caller private.caller := private.require_staff();
  rules jsonb := (private.edition_in_force(at)).rules;
  at_most integer := least(greatest(coalesce((request ->> 'limit')::integer, 50), 1), 200);
  -- Opaque for the caller: escalated, promised moment, moment of arrival and id of the last line that was given.
  after text := request ->> 'cursor';
  pattern text := private.like_pattern(request ->> 'search');
  items jsonb;
  next text;
  counts jsonb;
begin
  if after !~ '^[01][0-9]{40}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'cursor';
  end if;
  with waiting as materialized (
    select i.*, private.inbox_place(i) as place, private.is_mine(i, caller.id) as mine from private.inbox_items() as i),
  ordered as (
    select w.*, row_number() over (order by w.place) as position, count(*) over () as in_all
    from waiting as w
    where (after is null or w.place > after)
      and (request ->> 'kind' is null or w.kind = request ->> 'kind')
      and (request ->> 'mine' is distinct from 'true' or w.mine)
      and (pattern is null or lower(w.title) like pattern or lower(w.number) like pattern
        or w.facts #>> '{client,taxId}' like pattern or w.facts #>> '{company,taxId}' like pattern
        or lower(w.facts #>> '{partner,name}') like pattern)
    -- What has escalated stands on top, then what is due soonest.
    order by position
    limit at_most)
  select
    (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', o.kind, 'id', o.id, 'number', o.number, 'title', o.title, 'dueOn', o.due_on,
      'dueAt', private.utc_text(o.due_at),
      'dueInDays', o.due_on - (at at time zone (rules ->> 'timeZone'))::date,
      'businessDaysLeft', private.business_days_until(o.due_on, at, rules), 'escalated', o.escalated, 'sample', o.sample,
      'createdAt', private.utc_text(o.received_at), 'facts', o.facts)) order by o.position) from ordered as o),
    (select max(case when o.position = at_most and o.in_all > at_most then o.place end) from ordered as o),
    (select jsonb_build_object('all', count(*), 'mine', count(*) filter (where w.mine)) from waiting as w)
      || jsonb_build_object('kinds', coalesce((select jsonb_object_agg(k.kind, k.n) from (select w.kind, count(*) as n from waiting as w group by w.kind) as k), '{}'))
  into items, next, counts;
  return jsonb_strip_nulls(jsonb_build_object('next', next))
    || jsonb_build_object('items', coalesce(items, '[]'), 'counts', counts, 'at', private.utc_text(at));
end;
$$;
comment on function public.staff_inbox(jsonb) is
  'For the vendor''s people: { limit? (1..200, default 50), cursor?, kind?, mine? ("true": of partners whose account manager the caller is), search? (company, number, tax id, partner) } -> { items: [{ kind, id, number, title, dueOn, dueAt, dueInDays, businessDaysLeft, escalated, sample, createdAt, facts }], next?, counts: { all, mine, kinds: { <kind>: n } }, at }: what has escalated first, then what is due soonest (dueAt, of support to the minute); counts of everything that waits. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor).';

create function public.escalate_applications() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.now();
  late record;
  escalated integer := 0;
begin
  for late in
    select a.id, a.number, a.company_name, a.answer_by, a.received_at, a.edition, e.rules
    from public.applications as a join public.programme_editions as e on e.id = a.edition
    where a.status = 'waiting' and a.escalated_at is null and a.suspicion is distinct from 'honeypot'
      and private.escalates_at(a.received_at, a.answer_by, e.rules) <= at
    order by a.received_at
    for update of a skip locked
  loop
    perform private.because('escalate_applications', null, 'promise.escalateBusinessDays', late.edition);
    update public.applications as a set escalated_at = at where a.id = late.id;
    perform private.enqueue_staff_notification('programme_lead', 'application_escalated',
      jsonb_build_object('number', late.number, 'applicationId', late.id, 'companyName', late.company_name,
        'answerBy', late.answer_by, 'receivedAt', private.utc_text(late.received_at),
        'isMissed', (at at time zone (late.rules ->> 'timeZone'))::date > late.answer_by),
      'application_escalated.' || late.number);
    escalated := escalated + 1;
  end loop;
  return jsonb_build_object('escalated', escalated);
end;
$$;
comment on function public.escalate_applications() is
  'Tells the programme leads, once, about each application that has waited promise.escalateBusinessDays of its edition or longer than promised -> { escalated }. It is never decided by the clock. For the server''s schedule. Definer: the server''s role may change no application.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.business_days_until(date, timestamptz, jsonb), private.escalates_at(timestamptz, date, jsonb), private.end_of_day(date, jsonb),
  private.application_inbox_items(), private.inbox_items(), private.inbox_place(private.inbox_item), private.is_mine(private.inbox_item, uuid),
  public.staff_inbox(jsonb), public.escalate_applications()
  from public, anon, authenticated, service_role;

grant execute on function
  public.staff_inbox(jsonb), private.inbox_items(), private.application_inbox_items(),
  private.inbox_place(private.inbox_item), private.is_mine(private.inbox_item, uuid), private.require_staff(),
  private.require_caller(text, text[]), private.business_days_until(date, timestamptz, jsonb),
  private.escalates_at(timestamptz, date, jsonb), private.end_of_day(date, jsonb), private.promised_date(timestamptz, integer, jsonb)
  to authenticated;
grant execute on function public.escalate_applications() to service_role;
