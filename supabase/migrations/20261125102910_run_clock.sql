-- The clock of the register: what happens by time alone. And leads and appeals as lines of the staff inbox.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.caller_id() returns uuid
  language plpgsql stable security definer set search_path = ''
as $$
begin
  return (private.current_caller()).id;
end;
$$;
comment on function private.caller_id() is 'The id of the caller, member or staff; null for nobody. Definer, as current_caller() is.';

create function private.lead_inbox_items() returns setof private.inbox_item
  language sql stable security invoker set search_path = ''
as $$
  select 'lead', l.id, l.number, l.client_name, r.answer_by, private.end_of_day(r.answer_by, e.rules),
    r.escalated_at is not null or private.escalates_at(r.opened_at, r.answer_by, e.rules) <= private.now(),
    r.opened_at, l.sample,
    jsonb_strip_nulls(jsonb_build_object(
      'client', jsonb_build_object('name', l.client_name, 'country', l.country, 'taxId', l.tax_id, 'site', l.site),
      'partner', jsonb_build_object('id', p.id, 'name', p.name),
      'need', l.need, 'solutions', to_jsonb(l.solutions), 'expectedAmountKopecks', l.expected_amount_kopecks, 'expectedCloseOn', l.expected_close_on,
      'reason', r.reasons[1], 'reasons', to_jsonb(r.reasons), 'edition', l.edition,
      'standing', c.standing,
      'heldBy', (select jsonb_build_object('partner', holder.name, 'until', pin.protected_until)
        from public.client_pins as pin join public.partners as holder on holder.id = pin.partner_id
        where pin.client_id = l.client_id and pin.period @> private.now()),
      'sameDomain', coalesce((select jsonb_agg(distinct jsonb_build_object('id', other.id, 'name', other.name, 'taxId', other.tax_id, 'domain', d.domain))
        from public.client_domains as own join public.client_domains as d on d.domain = own.domain and d.client_id <> own.client_id
        join public.clients as other on other.id = d.client_id
        where own.client_id = l.client_id), '[]'::jsonb),
      'similarNames', public.similar_clients(jsonb_build_object('name', l.client_name, 'otherThan', l.client_id)) -> 'items'))
  from public.lead_reviews as r
  join public.leads as l on l.id = r.lead_id
  join public.clients as c on c.id = l.client_id
  join public.partners as p on p.id = l.partner_id
  join public.programme_editions as e on e.id = l.edition
  where r.ended_at is null;
$$;
comment on function private.lead_inbox_items() is 'Leads in review, as lines of the inbox, with hints for a person: other clients under the same domain, similar names. Under the policies of the caller.';

create function private.appeal_inbox_items() returns setof private.inbox_item
  language sql stable security invoker set search_path = ''
as $$
  select 'appeal', a.id, a.number, a.client_name, a.answer_by, private.end_of_day(a.answer_by, e.rules),
    a.escalated_at is not null or private.escalates_at(a.received_at, a.answer_by, e.rules) <= private.now(),
    a.received_at, a.sample,
    jsonb_strip_nulls(jsonb_build_object(
      'partner', jsonb_build_object('id', p.id, 'name', p.name),
      'client', jsonb_build_object('name', a.client_name, 'country', c.country, 'taxId', c.tax_id),
      'heldBy', (select jsonb_build_object('partner', holder.name, 'from', pin.granted_at, 'until', pin.protected_until)
        from public.client_pins as pin join public.partners as holder on holder.id = pin.partner_id
        where pin.client_id = coalesce(c.merged_into, c.id) and pin.period @> private.now() and pin.partner_id <> a.partner_id),
      'leadNumber', l.number, 'statement', a.statement, 'fileId', a.file_id, 'edition', a.edition,
      'firstDecidedBy', (select jsonb_build_object('name', s.name, 'reason', d.reason) from public.decisions as d join public.staff as s on s.id = d.decided_by
        where d.subject_kind = 'lead' and d.subject_id = a.lead_id and d.undone_at is null order by d.decided_at desc limit 1),
      'agreedBy', (select jsonb_build_object('name', s.name, 'reason', a.agreed_reason, 'comment', a.agreed_comment) from public.staff as s where s.id = a.agreed_by),
      'isOwnAgreement', coalesce(a.agreed_by = private.caller_id(), false),
      'isOwnDecision', private.has_decided_about(a.lead_id, private.caller_id())))
  from public.appeals as a
  join public.partners as p on p.id = a.partner_id
  join public.clients as c on c.id = a.client_id
  left join public.leads as l on l.id = a.lead_id
  join public.programme_editions as e on e.id = a.edition
  where a.status = 'waiting';
$$;
comment on function private.appeal_inbox_items() is 'Appeals that wait, as lines of the inbox, under the policies of the caller.';

create function private.approve_missed_lead(at timestamptz) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  late record;
  lead public.leads;
  client public.clients;
  pin public.client_pins;
begin
  -- What cannot be approved now is not chosen: it would stand before all others for ever.
  select l.id, l.client_id, e.id as edition into late
  from public.lead_reviews as r
    join public.leads as l on l.id = r.lead_id
    join public.programme_editions as e on e.id = l.edition
    join public.partners as p on p.id = l.partner_id
    join public.clients as c on c.id = l.client_id
  where r.ended_at is null and l.status = 'in_review' and p.status = 'active' and c.standing = 'open'
    and (at at time zone (e.rules ->> 'timeZone'))::date > r.answer_by
    and e.rules #>> '{promise,whenPromiseMissed,leads}' = 'approve'
    and not exists (select from public.client_pins as held where held.client_id = l.client_id and held.period @> at)
  order by r.answer_by, r.opened_at limit 1;
  if late.id is null then
    return 0;
  end if;
  client := private.lock_client_of(late.client_id);
  select * into lead from public.leads as l where l.id = late.id for update;
  pin := private.active_pin(client.id, private.now());
  if lead.status <> 'in_review' or lead.client_id <> client.id or client.standing <> 'open' or pin.id is not null then
    return 1;
  end if;
  perform private.because('run_clock', null, 'promise.whenPromiseMissed', late.edition);
  pin := private.grant_pin(lead, 'promise.whenPromiseMissed');
  update public.lead_reviews as r set ended_at = at where r.lead_id = lead.id;
  perform private.add_lead_event(lead.id, 'approved', 'programme', jsonb_build_object('rule', 'promise.whenPromiseMissed', 'until', pin.protected_until));
  perform private.tell_partner(lead.partner_id, lead.registered_by, 'lead_pinned', jsonb_build_object('number', lead.number,
    'clientName', lead.client_name, 'protectedUntil', pin.protected_until, 'edition', pin.edition, 'rule', pin.rule, 'receiptNumber',
    (select r.number from public.receipts as r where r.pin_id = pin.id limit 1)), 'lead_pinned.' || lead.number);
  return 1;
end;
$$;
comment on function private.approve_missed_lead(timestamptz) is
  'The promise was not kept: one lead in review is its partner''s, where its edition says so and nothing hard stands against it (held, direct, blocked, partner suspended). One client per transaction: its lock must not be held while the next one is waited for. -> 1, or 0 when there is none.';

create function private.escalate_reviews(at timestamptz) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  late record;
  told integer := 0;
begin
  for late in
    select r.lead_id, r.answer_by, l.number, l.client_name, p.name as partner_name, e.id as edition,
      (at at time zone (e.rules ->> 'timeZone'))::date > r.answer_by as is_missed
    from public.lead_reviews as r
      join public.leads as l on l.id = r.lead_id
      join public.partners as p on p.id = l.partner_id
      join public.programme_editions as e on e.id = l.edition
    where r.ended_at is null and r.escalated_at is null and private.escalates_at(r.opened_at, r.answer_by, e.rules) <= at
    order by r.answer_by, r.opened_at limit 200
    for update of r skip locked
  loop
    perform private.because('run_clock', null, 'promise.escalateBusinessDays', late.edition);
    update public.lead_reviews as r set escalated_at = at where r.lead_id = late.lead_id;
    perform private.enqueue_staff_notification('programme_lead', 'lead_escalated', jsonb_build_object('number', late.number,
      'clientName', late.client_name, 'answerBy', late.answer_by, 'isMissed', late.is_missed, 'partnerName', late.partner_name),
      'lead_escalated.' || late.number);
    told := told + 1;
  end loop;
  return told;
end;
$$;
comment on function private.escalate_reviews(timestamptz) is 'Tells the programme leads once of leads in review whose time runs out. -> how many.';

create function private.warn_of_ends(at timestamptz) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  ending record;
  warned integer := 0;
begin
  for ending in
    select p.id, p.partner_id, p.protected_until, l.client_name, l.registered_by, due.days, p.edition,
      private.extended_until(p, e.rules) > p.protected_until as can_extend
    from public.client_pins as p join public.leads as l on l.id = p.lead_id join public.programme_editions as e on e.id = p.edition
    -- The nearest warning that is due: after a standstill one letter is sent, not three.
    cross join lateral (select min(w.day::integer) as days from jsonb_array_elements_text(e.rules #> '{pin,warningDays}') as w (day)
      where at >= p.protected_until - private.whole_days(w.day::integer)) as due
    where p.settled_at is null and at < p.protected_until and due.days < coalesce(p.warned_days, 2147483647)
    order by p.protected_until limit 200
    for update of p skip locked
  loop
    perform private.because('run_clock', null, 'pin.warningDays', ending.edition);
    update public.client_pins as p set warned_days = ending.days where p.id = ending.id;
    perform private.tell_partner(ending.partner_id, ending.registered_by, 'pin_ends_soon', jsonb_build_object('clientName', ending.client_name,
      'protectedUntil', ending.protected_until, 'daysLeft', ceil(extract(epoch from ending.protected_until - at) / 86400)::integer,
      'canExtend', ending.can_extend, 'edition', ending.edition),
      'pin_ends_soon.' || ending.id || '.' || extract(epoch from ending.protected_until)::bigint || '.' || ending.days);
    warned := warned + 1;
  end loop;
  return warned;
end;
$$;
comment on function private.warn_of_ends(timestamptz) is 'Warns partners of the ends of their pins, on each of the edition''s warningDays once. -> how many were warned.';

create function private.escalate_appeals(at timestamptz) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  late record;
  told integer := 0;
begin
  for late in
    select a.*, p.name as partner_name from public.appeals as a join public.partners as p on p.id = a.partner_id join public.programme_editions as e on e.id = a.edition
    where a.status = 'waiting' and a.escalated_at is null and private.escalates_at(a.received_at, a.answer_by, e.rules) <= at
    for update of a skip locked
  loop
    perform private.because('run_clock', null, 'promise.escalateBusinessDays', late.edition);
    update public.appeals as a set escalated_at = at where a.id = late.id;
    perform private.enqueue_staff_notification('programme_lead', 'appeal_waiting', jsonb_build_object('number', late.number,
      'partnerName', late.partner_name, 'clientName', late.client_name, 'answerBy', late.answer_by, 'isEscalated', true), 'appeal_escalated.' || late.number);
    told := told + 1;
  end loop;
  return told;
end;
$$;
comment on function private.escalate_appeals(timestamptz) is 'Tells the programme leads once of appeals whose time runs out. -> how many.';

create function private.settle_ends(at timestamptz) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  pin public.client_pins;
  lead public.leads;
  facts jsonb;
begin
  select * into pin from public.client_pins as p
  where p.settled_at is null and (upper(p.period) <= at or p.protected_until <= at and p.ended_told_at is null)
  order by upper(p.period) limit 1;
  if pin.id is null then
    return 0;
  end if;
  perform private.lock_client_of(pin.client_id);
  select * into pin from public.client_pins as p where p.id = pin.id for update;
  select * into lead from public.leads as l where l.id = pin.lead_id;
  facts := jsonb_build_object('clientName', lead.client_name, 'protectedUntil', pin.protected_until, 'graceUntil', upper(pin.period),
    'canRenew', private.extended_until(pin, private.rules_of(pin.edition)) > at);
  perform private.because('run_clock', null, 'pin.graceDays', pin.edition);
  if pin.settled_at is null and upper(pin.period) <= at then
    update public.client_pins as p set settled_at = at where p.id = pin.id;
    update public.leads as l set status = 'ended', closed_at = at where l.id = lead.id and l.status = 'pinned';
    perform private.add_lead_event(lead.id, 'expired', 'programme', jsonb_build_object('until', upper(pin.period)));
    -- Also what came to the partner while it held the client; unless it holds it anew (by now, not by the time of before the lock).
    if (private.active_pin(lead.client_id, private.now())).partner_id is distinct from pin.partner_id then
      with ended as (
        update public.leads as l set status = 'ended', closed_at = at
        where l.partner_id = pin.partner_id and l.client_id = lead.client_id and l.status = 'pinned'
        returning l.id)
      insert into public.lead_events (lead_id, kind, happened_at, by_kind, details)
      select e.id, 'expired', private.now(), 'programme', jsonb_build_object('until', upper(pin.period)) from ended as e;
    end if;
    perform private.tell_partner(pin.partner_id, lead.registered_by, 'pin_expired', facts, 'pin_expired.' || pin.id);
    perform private.tell_waiting_list(pin.client_id);
  elsif pin.settled_at is null and pin.protected_until <= at and pin.ended_told_at is null then
    update public.client_pins as p set ended_told_at = at where p.id = pin.id;
    perform private.tell_partner(pin.partner_id, lead.registered_by, 'pin_ended', facts,
      'pin_ended.' || pin.id || '.' || extract(epoch from pin.protected_until)::bigint);
  end if;
  return 1;
end;
$$;
comment on function private.settle_ends(timestamptz) is
  'One pin that has come to its end: in grace its partner is told; after it the partner''s leads of the client end and the waiting list is told. One client per transaction. -> 1, or 0 when there is none.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.run_clock() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.now();
  done integer;
begin
  done := private.settle_ends(at);
  if done = 0 then
    done := private.approve_missed_lead(at);
  end if;
  if done = 0 then
    done := private.escalate_reviews(at) + private.warn_of_ends(at) + private.escalate_appeals(at)
      + private.escalate_support(at) + private.solve_silent_support(at) + private.sweep_lead_notes(at);
  end if;
  return jsonb_build_object('done', done);
end;
$$;
comment on function public.run_clock() is
  'What happens by time alone: warnings, ends and grace of pins, the waiting list, escalation and missed promises of leads, promises of support and its end by silence, deleted notes that go for good. One step a call -> { done }; the server''s schedule calls it until done is 0. Definer: it writes for everybody.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.caller_id(), private.lead_inbox_items(), private.appeal_inbox_items(), private.approve_missed_lead(timestamptz), private.escalate_reviews(timestamptz),
  private.warn_of_ends(timestamptz), private.escalate_appeals(timestamptz), private.settle_ends(timestamptz), public.run_clock()
  from public, anon, authenticated, service_role;

grant execute on function private.caller_id(), private.lead_inbox_items(), private.appeal_inbox_items() to authenticated;
grant execute on function public.run_clock() to service_role;
