-- One client as its partner sees it: what holds now, and everything that has happened to it between the two.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.own_client(own uuid, client_id uuid) returns uuid
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(
    (select l.client_id from public.leads as l where l.client_id = own_client.client_id and l.partner_id = own limit 1),
    -- Merged meanwhile: the leads have moved to the client it turned out to be, the pins tell from where.
    (select l.client_id from public.client_pins as p join public.leads as l on l.id = p.lead_id
     where p.client_id = own_client.client_id and p.partner_id = own and l.partner_id = own limit 1));
$$;
comment on function private.own_client(uuid, uuid) is
  'The client under which this partner''s leads stand today, from an id it has or once had; null where it never had a lead. Under the policies of the tables.';

create function private.appeal_answer(appeal_id uuid) returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('at', d.decided_at, 'reason', d.reason)
  from public.decisions as d join public.appeals as a on a.id = d.subject_id
  where d.subject_kind = 'appeal' and d.subject_id = appeal_answer.appeal_id and d.undone_at is null
    and a.partner_id = (select private.caller_partner_id()) and d.decided_at <= private.now() - interval '10 seconds'
  order by d.decided_at desc limit 1;
$$;
comment on function private.appeal_answer(uuid) is
  'What was answered to an appeal of the caller''s partner, once it can no longer be taken back: { at, reason }; else null. Definer: decisions are for the vendor''s people, their reason is for the partner too.';

create function private.client_history(own uuid, client_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(line.facts order by line.at desc, line.is_first, line.id desc), '[]'::jsonb)
  from (
    select e.happened_at as at, e.kind = 'registered' as is_first, e.id, jsonb_strip_nulls(jsonb_build_object(
      'at', e.happened_at, 'kind', e.kind, 'by', e.by_kind, 'person', coalesce(prolonged.name, case when e.kind = 'registered' then m.name end),
      'leadId', l.id, 'leadNumber', l.number, 'source', l.source, 'until', e.details ->> 'until',
      'reason', coalesce(e.details ->> 'reason', prolonged.activity), 'receipt', coalesce(e.details ->> 'receipt', r.number),
      'rule', case when coalesce(e.details ->> 'rule', r.rule, by_itself.rule) is not null then jsonb_build_object(
        'edition', coalesce(e.details ->> 'edition', r.edition, l.edition), 'id', coalesce(e.details ->> 'rule', r.rule, by_itself.rule)) end)) as facts
    from public.lead_events as e
    join public.leads as l on l.id = e.lead_id
    left join public.members as m on m.id = l.registered_by and m.name <> '—'
    left join lateral (
      -- The line names its receipt; the one of the grant is that of the pin, the nearest where the lead gave more than one.
      select r.number, r.rule, r.edition from public.receipts as r join public.client_pins as p on p.id = r.pin_id
      where p.lead_id = l.id and case when e.details ? 'receipt' then r.number = e.details ->> 'receipt'
        else e.kind in ('pinned', 'approved') and r.action in ('pinned', 'transferred', 'reinstated') end
      order by abs(extract(epoch from r.issued_at - e.happened_at)), r.record_id desc limit 1) as r on true
    left join lateral (
      select x.activity, who.name from public.pin_extensions as x join public.client_pins as p on p.id = x.pin_id
      left join public.members as who on who.id = x.extended_by and who.name <> '—'
      where p.lead_id = l.id and e.kind in ('extended', 'renewed') and x.until_after = (e.details ->> 'until')::timestamptz
      limit 1) as prolonged on true
    left join (values ('expired', 'pin.graceDays'), ('appealed', 'pin.appeal'), ('appeal_decided', 'pin.appeal')) as by_itself (kind, rule)
      on by_itself.kind = e.kind
    where l.partner_id = own and l.client_id = client_history.client_id
      -- Moves on the board are told on the page of the lead.
      and e.kind <> 'stage_changed'
      -- What ended with a pin says so too; it is told once, by the lead of the pin.
      and (e.kind not in ('released', 'transferred', 'taken_on_appeal', 'expired', 'undone', 'merged')
        or exists (select from public.client_pins as p where p.lead_id = l.id)
        or not exists (select from public.client_pins as p where p.client_id = l.client_id and p.partner_id = own))
    union all
    -- After an immediate refusal, which leaves no lead.
    select a.received_at, false, a.id, jsonb_strip_nulls(jsonb_build_object('at', a.received_at, 'kind', 'appealed', 'by', 'member',
      'person', m.name, 'rule', jsonb_build_object('edition', a.edition, 'id', 'pin.appeal')))
    from public.appeals as a left join public.members as m on m.id = a.member_id and m.name <> '—'
    where a.partner_id = own and a.client_id = client_history.client_id and a.lead_id is null
    union all
    -- One that is granted gives a pin, which is told by its lead.
    select (given.answer ->> 'at')::timestamptz, false, a.id, jsonb_build_object('at', given.answer -> 'at', 'kind', 'appeal_decided', 'by', 'staff',
      'reason', given.answer ->> 'reason', 'rule', jsonb_build_object('edition', a.edition, 'id', 'pin.appeal'))
    from public.appeals as a cross join lateral (select private.appeal_answer(a.id) as answer) as given
    where a.partner_id = own and a.client_id = client_history.client_id and a.lead_id is null and a.status = 'denied' and given.answer is not null) as line;
$$;
comment on function private.client_history(uuid, uuid) is
  'What has happened between a partner and a client, the newest first (ClientEvent in client-contract.ts): lines of its own leads and its appeals, with the rule, the words, the person of the own company and the receipt. Under the policies of the tables.';

create function private.last_pin(own uuid, client_id uuid) returns public.client_pins
  language sql stable security invoker set search_path = ''
as $$
  select p from public.client_pins as p join public.leads as l on l.id = p.lead_id
  where l.partner_id = own and p.partner_id = own and l.client_id = last_pin.client_id and p.ended_by is distinct from 'undone'
  order by lower(p.period) desc limit 1;
$$;
comment on function private.last_pin(uuid, uuid) is 'The newest pin by which this partner holds or held this client; all null when there was none.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.read_own_client(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  own uuid := (private.require_member()).partner_id;
  of_client uuid := private.own_client(own, private.uuid_of(request ->> 'id'));
  at timestamptz := private.now();
  pin public.client_pins;
  lead public.leads;
  is_held boolean;
begin
  if of_client is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  pin := private.last_pin(own, of_client);
  is_held := coalesce(pin.ended_by is null and pin.period @> at, false);
  -- As the lead of the pin wrote it, else the newest.
  select * into lead from public.leads as l
  where l.partner_id = own and l.client_id = of_client
  order by l.id = pin.lead_id desc, l.received_at desc limit 1;
  return jsonb_strip_nulls(jsonb_build_object(
    'id', of_client, 'name', lead.client_name, 'country', lead.country, 'taxId', lead.tax_id, 'site', lead.site, 'sample', lead.sample,
    'broughtBy', (select private.named_person(m.id, m.name) from public.members as m where m.id = lead.registered_by and m.name <> '—'),
    'pin', case when is_held then private.pin_facts(pin, at) end,
    'ended', case when pin.id is not null and not is_held then jsonb_build_object('at', upper(pin.period), 'from', pin.granted_at,
      'how', coalesce(pin.ended_by, 'expired')) end,
    'inReview', (select jsonb_build_object('leadId', l.id, 'number', l.number, 'answerBy', l.answer_by) from public.leads as l
      where l.partner_id = own and l.client_id = of_client and l.status = 'in_review' order by l.answer_by limit 1),
    'contact', (select jsonb_strip_nulls(jsonb_build_object('name', l.contact_name, 'email', l.contact_email, 'phone', l.contact_phone))
      from public.leads as l
      where l.partner_id = own and l.client_id = of_client and (l.contact_name is not null or l.contact_email is not null)
      order by l.received_at desc limit 1),
    'leads', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', l.id, 'number', l.number, 'source', l.source, 'status', l.status,
        'solutions', to_jsonb(l.solutions), 'need', l.need, 'expectedAmountKopecks', l.expected_amount_kopecks, 'createdAt', l.received_at))
        order by l.received_at desc, l.id desc), '[]'::jsonb)
      from public.leads as l where l.partner_id = own and l.client_id = of_client),
    'receipts', (select coalesce(jsonb_agg(jsonb_build_object('number', r.number, 'action', r.action, 'at', r.issued_at)
        order by r.issued_at desc, r.record_id desc), '[]'::jsonb)
      from public.receipts as r join public.client_pins as p on p.id = r.pin_id join public.leads as l on l.id = p.lead_id
      where r.partner_id = own and l.partner_id = own and l.client_id = of_client),
    'history', private.client_history(own, of_client)));
end;
$$;
comment on function public.read_own_client(jsonb) is
  'One client of the caller''s partner, held or lost, in review or refused, with everything that happened between the two and nothing of anybody else: { id } -> ClientPage (client-contract.ts). An id from before a merge is answered with the client it turned out to be. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown, or never a lead of yours). Under the policies of the tables.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.own_client(uuid, uuid), private.appeal_answer(uuid), private.client_history(uuid, uuid), private.last_pin(uuid, uuid),
  public.read_own_client(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function
  private.own_client(uuid, uuid), private.appeal_answer(uuid), private.client_history(uuid, uuid), private.last_pin(uuid, uuid),
  public.read_own_client(jsonb)
  to authenticated;
