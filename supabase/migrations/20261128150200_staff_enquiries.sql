-- Enquiries as the vendor's people work on them: what came back to partners, what is to be passed and to whom, what waits for an answer.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.profile_of(partner_id uuid) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  profile jsonb;
begin
  -- The table is of another migration, which an installation may not have yet.
  if to_regclass('public.partner_profiles') is null then
    return null;
  end if;
  execute 'select to_jsonb(p) from public.partner_profiles as p where p.partner_id = $1' into profile using partner_id;
  return profile;
end;
$$;
comment on function private.profile_of(uuid) is 'What a partner says about itself: { solutions, regions, ... }; null where it has said nothing.';

create function private.region_of(country text, tax_id text) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select case when country = 'RU' then country || ':' || left(tax_id, 2) else country end;
$$;
comment on function private.region_of(text, text) is 'Where a company is registered as far as its tax id tells: in Russia the code of the region, elsewhere the country; null without a country.';

create function private.partner_fit(partner public.partners, enquiry public.enquiries, at timestamptz) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  profile jsonb := private.profile_of(partner.id);
  wanted text := private.region_of(enquiry.country, enquiry.tax_id);
  said text[] := array(select jsonb_array_elements_text(coalesce(nullif(profile -> 'solutions', 'null'::jsonb), '[]')));
  sold text[] := array(select distinct s from public.leads as l cross join lateral unnest(l.solutions) as s where l.partner_id = partner.id and l.status in ('pinned', 'ended'));
  matching text[] := array(select s from unnest(enquiry.solutions) as s where s = any (said || sold));
  near integer := (select count(distinct l.client_id) from public.leads as l where l.partner_id = partner.id and l.status in ('pinned', 'ended') and private.region_of(l.country, l.tax_id) = wanted);
  is_home boolean := coalesce(private.region_of(partner.country, partner.tax_id) = wanted, false);
  offered integer := (select count(*) from public.passed_leads as o where o.partner_id = partner.id and o.status = 'offered');
  in_review integer := (select count(*) from public.leads as l where l.partner_id = partner.id and l.status = 'in_review');
  clients integer := (select count(*) from public.client_pins as p where p.partner_id = partner.id and p.period @> at);
  answered integer := (select count(*) from public.passed_leads as o where o.partner_id = partner.id and o.status <> 'offered');
  accepted integer := (select count(*) from public.passed_leads as o where o.partner_id = partner.id and o.status = 'accepted');
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'partner', jsonb_build_object('id', partner.id, 'name', partner.name),
    'solutions', to_jsonb(matching), 'saysSo', (select bool_or(s = any (said)) from unnest(matching) as s),
    'regions', nullif(profile -> 'regions', 'null'::jsonb), 'isHome', is_home, 'clientsNear', near,
    'load', jsonb_build_object('offered', offered, 'inReview', in_review, 'clients', clients),
    'answered', answered, 'accepted', accepted, 'hasAccepted', private.has_accepted(partner.id, at),
    'askedBefore', (select jsonb_strip_nulls(jsonb_build_object('status', o.status, 'declineReason', o.decline_reason)) from public.passed_leads as o
      where o.enquiry_id = enquiry.id and o.partner_id = partner.id order by o.offered_at desc limit 1),
    -- What fits weighs most, then the place; whoever has much to do comes later.
    'score', 100 * cardinality(matching) + case when is_home or near > 0 then 40 else 0 end
      + case when answered > 0 then 20 * accepted / answered else 10 end - 15 * offered - 5 * in_review));
end;
$$;
comment on function private.partner_fit(public.partners, public.enquiries, timestamptz) is
  'How a partner fits an enquiry, and why (Suggestion in staff-enquiry-contract.ts): solutions it says or has been seen to sell, clients in the same region, its load. score only sorts.';

create function private.enquiry_line(enquiry public.enquiries, at timestamptz) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('id', enquiry.id, 'number', enquiry.number, 'status', enquiry.status, 'title', enquiry.company_name,
    'createdAt', private.utc_text(enquiry.received_at), 'answerBy', enquiry.answer_by,
    'dueAt', private.utc_text((coalesce(open.answer_by, enquiry.answer_by) + 1)::timestamp at time zone (e.rules ->> 'timeZone')),
    'sample', enquiry.sample, 'closedAt', private.utc_text(enquiry.closed_at),
    'facts', private.enquiry_facts(enquiry),
    'returned', (select jsonb_build_object('leadId', l.id, 'leadNumber', l.number, 'at', private.utc_text(l.received_at), 'by', coalesce(ev.by_kind, 'client'),
        'partner', jsonb_build_object('id', p.id, 'name', p.name),
        'pin', (select private.pin_line(pin, at) from public.client_pins as pin where pin.client_id = l.client_id and pin.partner_id = l.partner_id and pin.period @> at))
      from public.leads as l join public.partners as p on p.id = l.partner_id
      left join lateral (select x.by_kind from public.lead_events as x where x.lead_id = l.id and x.kind = 'enquiry_returned' limit 1) as ev on true
      where l.id = enquiry.returned_to),
    'offers', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', o.id, 'partner', jsonb_build_object('id', p.id, 'name', p.name), 'status', o.status,
        'offeredAt', private.utc_text(o.offered_at), 'answerBy', o.answer_by, 'answeredAt', private.utc_text(o.answered_at),
        'declineReason', o.decline_reason, 'comment', o.comment, 'leadId', o.lead_id)) order by o.offered_at desc)
      from public.passed_leads as o join public.partners as p on p.id = o.partner_id where o.enquiry_id = enquiry.id),
    'nextPartners', (select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by n.place)
      from unnest(enquiry.next_partner_ids) with ordinality as n (id, place) join public.partners as p on p.id = n.id)))
  from public.programme_editions as e
  left join public.passed_leads as open on open.enquiry_id = enquiry.id and open.status = 'offered'
  where e.id = enquiry.edition;
$$;
comment on function private.enquiry_line(public.enquiries, timestamptz) is 'An enquiry with what became of it (EnquiryLine in staff-enquiry-contract.ts), under the policies of the caller.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.list_enquiries(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at timestamptz := private.now();
  at_most integer := private.page_size(request);
  place private.list_place := private.list_place_of(request);
  pattern text := private.like_pattern(request ->> 'search');
  wanted text := coalesce(request ->> 'status', 'waiting');
  -- What waits: the soonest due first. What is done: the newest first.
  descending boolean := wanted in ('returned', 'closed', 'accepted');
begin
  return (
    with states as (
      select e.*, case when e.status = 'passed' and not exists (select from public.passed_leads as o where o.enquiry_id = e.id and o.status = 'offered')
        then 'accepted' else e.status end as state
      from public.enquiries as e where e.suspicion is distinct from 'honeypot' or e.status = 'waiting'),
    found as (
      select s.id, case when descending then private.sort_text(s.received_at)
        else private.sort_text(coalesce((select o.answer_by from public.passed_leads as o where o.enquiry_id = s.id and o.status = 'offered'), s.answer_by)) end as sort_text
      from states as s
      where s.state = wanted
        and (pattern is null or lower(s.company_name) like pattern or s.tax_id like pattern or lower(s.number) like pattern)),
    page as (
      select f.*, row_number() over () as position from (
        select * from found as f
        where place is null or private.comes_after(f.sort_text, f.id, place, descending)
        order by case when not descending then f.sort_text end collate "C", case when descending then f.sort_text end collate "C" desc,
          case when not descending then f.id end, case when descending then f.id end desc
        limit at_most + 1) as f)
    select jsonb_strip_nulls(jsonb_build_object(
      'items', coalesce((select jsonb_agg(private.enquiry_line(e, at) order by p.position) from page as p join public.enquiries as e on e.id = p.id
        where p.position <= at_most), '[]'::jsonb),
      'next', (select private.list_cursor(p.sort_text, p.id) from page as p where p.position = at_most and exists (select from page as q where q.position > at_most)),
      'total', (select count(*) from found),
      'counts', (select jsonb_object_agg(c.state, c.n) from (select s.state, count(*) as n from states as s group by s.state) as c))));
end;
$$;
comment on function public.list_enquiries(jsonb) is
  'For staff: { status?: "waiting" | "returned" | "passed" (an offer waits for its partner) | "accepted" | "closed", search?, limit?, cursor? } -> { items: [EnquiryLine], next?, total, counts }. What waits by its promise, what is done the newest first. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor). Under the policies of the tables.';

create function public.read_enquiry_case(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  enquiry public.enquiries;
begin
  select * into enquiry from public.enquiries as e where e.id = private.uuid_of(request ->> 'id') or e.number = upper(request ->> 'number');
  if enquiry.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return private.enquiry_line(enquiry, private.now());
end;
$$;
comment on function public.read_enquiry_case(jsonb) is
  'For staff: { id | number } -> one enquiry with what became of it (EnquiryLine). Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Under the policies of the tables.';

create function public.suggest_partners(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at timestamptz := private.now();
  enquiry public.enquiries;
begin
  select * into enquiry from public.enquiries as e where e.id = private.uuid_of(request ->> 'enquiryId');
  if enquiry.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return (
    select jsonb_build_object('items', coalesce(jsonb_agg(s.fit order by s.fit ? 'askedBefore', (s.fit ->> 'score')::integer desc, s.name), '[]'::jsonb))
    from (
      select p.name, private.partner_fit(p, enquiry, at) as fit from public.partners as p where p.status = 'active') as s);
end;
$$;
comment on function public.suggest_partners(jsonb) is
  'For staff: to whom an enquiry may be passed: { enquiryId } -> { items: [Suggestion] }, active partners, the best first, those asked before last. Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Definer: it counts what partners have open, through helpers nobody else may call.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.profile_of(uuid), private.region_of(text, text), private.partner_fit(public.partners, public.enquiries, timestamptz),
  private.enquiry_line(public.enquiries, timestamptz), public.list_enquiries(jsonb), public.read_enquiry_case(jsonb), public.suggest_partners(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function
  private.enquiry_line(public.enquiries, timestamptz), public.list_enquiries(jsonb), public.read_enquiry_case(jsonb), public.suggest_partners(jsonb)
  to authenticated;
