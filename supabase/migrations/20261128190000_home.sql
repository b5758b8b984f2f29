-- GET /api/home: what needs a partner's person today, and its clients as cells. Migrations of everything it tells come before.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.home_offer(partner_id uuid, at timestamptz) returns setof jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object('kind', 'offer', 'id', e.id, 'number', e.number::text,
    'isChanged', exists (select from public.offer_acceptances as a where a.partner_id = home_offer.partner_id))
  from private.edition_in_force(at) as e
  where e.id is not null and not private.has_accepted(partner_id, at);
$$;
comment on function private.home_offer(uuid, timestamptz) is
  'The offer, while a partner has not accepted what is in force: { kind: "offer", id, number, isChanged } (HomeTask in home-contract.ts); nothing else.';

create function private.home_pins(partner_id uuid, at timestamptz) returns setof jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object('kind', case facts ->> 'state' when 'in_grace' then 'pin_in_grace' else 'pin_ends_soon' end,
    'id', p.client_id, 'name', l.client_name, 'pin', facts,
    'dueAt', case facts ->> 'state' when 'in_grace' then facts -> 'graceUntil' else facts -> 'until' end)
  from (
    -- What a pin costs to be told is asked only of those that are.
    select held as p from public.client_pins as held join public.programme_editions as e on e.id = held.edition
    where held.partner_id = home_pins.partner_id and held.ended_by is null and held.period @> at
      and at >= held.protected_until - private.whole_days((e.rules #>> '{pin,warningDays,0}')::integer)
    order by held.protected_until, held.id
    limit 20) as soon
  cross join lateral (select (soon.p).*) as p
  join public.leads as l on l.id = p.lead_id
  cross join lateral private.pin_facts(soon.p, at) as facts
  order by p.protected_until, p.id;
$$;
comment on function private.home_pins(uuid, timestamptz) is
  'Protections that end soon or are in their days of grace, the first to end on top: { kind, id, name, pin, dueAt } (HomeTask).';

create function private.home_passed_leads(partner_id uuid, at timestamptz) returns setof jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('kind', 'passed_lead', 'id', o.id, 'number', o.number, 'need', left(o.need, 300),
    'solutions', to_jsonb(o.solutions), 'town', o.town, 'answerBy', o.answer_by,
    'dueAt', private.utc_text((o.answer_by + 1)::timestamp at time zone (e.rules ->> 'timeZone'))))
  from public.passed_leads as o join public.programme_editions as e on e.id = o.edition
  where o.partner_id = home_passed_leads.partner_id and o.status = 'offered'
    and (o.answer_by + 1)::timestamp at time zone (e.rules ->> 'timeZone') > at
  order by o.answer_by, o.id
  limit 20;
$$;
comment on function private.home_passed_leads(uuid, timestamptz) is
  'Passed leads that wait for an answer of the partner: { kind: "passed_lead", id, number, need, solutions, town?, answerBy, dueAt } (HomeTask); of the client what one may know before accepting.';

create function private.home_leads(partner_id uuid, at timestamptz) returns setof jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'kind', case l.status when 'returned_for_correction' then 'lead_to_correct' else 'enquiry_returned' end,
    'id', l.id, 'number', l.number, 'name', l.client_name, 'at', private.utc_text(l.received_at))
  from public.leads as l
  where l.partner_id = home_leads.partner_id
    and (l.status = 'returned_for_correction' or (l.source = 'returned' and l.received_at > at - interval '7 days'))
  order by l.received_at desc, l.id
  limit 20;
$$;
comment on function private.home_leads(uuid, timestamptz) is
  'Leads that came back for a correction, and enquiries of own clients given back within the last seven days: { kind, id, number, name, at } (HomeTask).';

create function private.home_support(partner_id uuid, at timestamptz) returns setof jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object('kind', 'support_answered', 'id', r.id, 'number', r.number, 'isQuestion', private.support_row(r) -> 'isAsked',
    'at', private.utc_text(r.changed_at))
  from public.support_requests as r
  where r.partner_id = home_support.partner_id and r.state = 'waiting_for_partner'
  order by r.changed_at desc, r.id
  limit 20;
$$;
comment on function private.home_support(uuid, timestamptz) is
  'Support requests that are the partner''s turn, answered or asked back: { kind: "support_answered", id, number, isQuestion, at } (HomeTask).';

create function private.home_freed(at timestamptz) returns setof jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object('kind', 'client_free', 'id', w.id, 'name', w.client_name, 'at', private.utc_text(w.told_at))
  from private.freed_places(at) as w
  order by w.told_at desc, w.id
  limit 20;
$$;
comment on function private.home_freed(timestamptz) is
  'Clients the caller''s partner waited for and was told to be free (freed_places()): { kind: "client_free", id, name, at } (HomeTask).';

create function private.home_cells(partner_id uuid, at timestamptz) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(cell.facts order by cell.place, cell.sort_at, cell.id), '[]')
  from (
    (select 1 as place, p.protected_until as sort_at, p.id,
       jsonb_build_object('id', p.client_id, 'name', l.client_name, 'pin', private.pin_facts(p, at)) as facts
     from public.client_pins as p join public.leads as l on l.id = p.lead_id
     where p.partner_id = home_cells.partner_id and p.ended_by is null and p.period @> at
     order by p.protected_until, p.id limit 13)
    union all
    (select 2, l.received_at, l.id,
       jsonb_build_object('leadId', l.id, 'name', l.client_name, 'answerBy', l.answer_by)
     from public.leads as l
     where l.partner_id = home_cells.partner_id and l.status = 'in_review'
     order by l.received_at, l.id limit 4)) as cell;
$$;
comment on function private.home_cells(uuid, timestamptz) is
  'The comb of the front page: up to 13 clients, those that end first, then up to four leads in review: [{ id, name, pin } | { leadId, name, answerBy }].';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.read_home(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  partner uuid := (private.require_member()).partner_id;
begin
  return jsonb_build_object(
    'tasks', coalesce((
      select jsonb_agg(task order by task ->> 'kind' = 'offer' desc, task ->> 'dueAt' nulls last, task ->> 'at' desc)
      from (
        select * from private.home_offer(partner, at)
        union all select * from private.home_pins(partner, at)
        union all select * from private.home_passed_leads(partner, at)
        union all select * from private.home_leads(partner, at)
        union all select * from private.home_support(partner, at)
        union all select * from private.home_freed(at)) as every_task (task)), '[]'),
    'cells', private.home_cells(partner, at),
    'counts', jsonb_build_object(
      'clients', (select count(*) from public.client_pins as p where p.partner_id = partner and p.ended_by is null and p.period @> at),
      'leads', (select count(*) from public.leads as l where l.partner_id = partner and l.status in ('pinned', 'in_review', 'returned_for_correction')),
      'passedLeads', (select count(*) from private.home_passed_leads(partner, at))),
    'quota', jsonb_build_object('used', private.open_registrations(partner, at),
      'of', (private.edition_in_force(at)).rules #> '{quota,openRegistrations}'));
end;
$$;
comment on function public.read_home(jsonb) is
  'The front page of a partner''s room: {} -> { tasks: [HomeTask], cells: [HomeCell], counts: { clients, leads, passedLeads }, quota: { used, of } } (home-contract.ts). Tasks with a deadline come soonest first. Under the policies of the tables. Raises PT401 session_required, PT403 wrong_role (the vendor''s people have no clients).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.home_offer(uuid, timestamptz), private.home_pins(uuid, timestamptz), private.home_passed_leads(uuid, timestamptz),
  private.home_leads(uuid, timestamptz), private.home_support(uuid, timestamptz), private.home_freed(timestamptz), private.home_cells(uuid, timestamptz), public.read_home(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function
  private.home_offer(uuid, timestamptz), private.home_pins(uuid, timestamptz), private.home_passed_leads(uuid, timestamptz),
  private.home_leads(uuid, timestamptz), private.home_support(uuid, timestamptz), private.home_freed(timestamptz), private.home_cells(uuid, timestamptz), private.require_member(), public.read_home(jsonb)
  to authenticated;
