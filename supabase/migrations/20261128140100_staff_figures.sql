-- The figures by which the programme is judged, and the rows behind each of them.

create type private.decided_case as (
  kind text,
  id uuid,
  number text,
  title text,
  received_at timestamptz,
  decided_at timestamptz,
  answer_by date,
  in_time boolean
);
comment on type private.decided_case is
  'An application, a lead in review or an appeal that was decided: when it came, when it was decided, by which date an answer was promised, and whether it came by then.';

create type private.figure_row as (id uuid, sort_text text, facts jsonb);
comment on type private.figure_row is 'One row behind a figure: its id, what it is sorted by, and what it says (FigureRow in figures-contract.ts).';

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.decided_cases("from" timestamptz, until timestamptz, zone text) returns setof private.decided_case
  language sql stable security invoker set search_path = ''
as $$
  select c.*, (c.decided_at at time zone zone)::date <= c.answer_by from (
    select 'application', a.id, a.number, a.company_name, a.received_at, d.decided_at, a.answer_by
    from public.applications as a join public.decisions as d on d.subject_kind = 'application' and d.subject_id = a.id and d.undone_at is null
    where a.suspicion is distinct from 'honeypot'
    union all
    -- A lead the clock has approved was decided too, when its promise was missed.
    select 'lead', l.id, l.number, l.client_name, r.opened_at, r.ended_at, r.answer_by
    from public.lead_reviews as r join public.leads as l on l.id = r.lead_id where r.ended_at is not null and l.status <> 'in_review'
    union all
    select 'appeal', p.id, p.number, p.client_name, p.received_at, d.decided_at, p.answer_by
    from public.appeals as p join public.decisions as d on d.subject_kind = 'appeal' and d.subject_id = p.id and d.undone_at is null
  ) as c (kind, id, number, title, received_at, decided_at, answer_by)
  where c.decided_at >= "from" and c.decided_at < until;
$$;
comment on function private.decided_cases(timestamptz, timestamptz, text) is
  'What was decided in a time, with the zone in which promised dates count. Under the policies of the caller.';

create function private.waiting_cases(today date) returns table (kind text, waiting bigint, overdue bigint)
  language sql stable security invoker set search_path = ''
as $$
  select k.kind, count(w.answer_by), count(*) filter (where w.answer_by < today)
  from (values ('application'), ('lead'), ('appeal')) as k (kind)
  left join (
    select 'application' as kind, a.answer_by from public.applications as a where a.status = 'waiting'
    union all select 'lead', l.answer_by from public.leads as l where l.status = 'in_review'
    union all select 'appeal', p.answer_by from public.appeals as p where p.status = 'waiting') as w on w.kind = k.kind
  group by k.kind;
$$;
comment on function private.waiting_cases(date) is 'How many applications, leads and appeals wait, and of how many the promised date is over. Under the policies of the caller.';

create function private.quarter_start(quarter text, zone text) returns timestamptz
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return private.first_day(quarter)::timestamp at time zone zone;
end;
$$;
comment on function private.quarter_start(text, text) is 'The instant at which a quarter begins. Raises PT422 invalid_input (quarter).';

create function private.quarter_end(quarter text, zone text) returns timestamptz
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return (private.first_day(quarter) + interval '3 months') at time zone zone;
end;
$$;
comment on function private.quarter_end(text, text) is 'The instant at which a quarter is over. Raises PT422 invalid_input (quarter).';

create function private.quarter_facts(quarter text, plan jsonb, zone text, at timestamptz) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'quarter', quarter, 'firstDay', private.first_day(quarter), 'lastDay', (private.first_day(quarter) + interval '3 months')::date - 1,
    'isCurrent', private.quarter_start(quarter, zone) <= at and at < private.quarter_end(quarter, zone),
    'partners', case when private.quarter_start(quarter, zone) <= at then (
      select count(*) from public.partners as p where p.status = 'active' and p.created_at < private.quarter_end(quarter, zone)) end,
    'joined', case when private.quarter_start(quarter, zone) <= at then (
      select count(*) from public.partners as p where p.status = 'active'
        and p.created_at >= private.quarter_start(quarter, zone) and p.created_at < private.quarter_end(quarter, zone)) end,
    'partnersPlan', plan -> 'partnerCompanies', 'revenuePlanKopecks', plan -> 'revenueThroughPartnersKopecks',
    'revenue', (select private.entered_figure(f) from public.quarter_figures as f where f.quarter = quarter_facts.quarter order by f.entered_at desc limit 1),
    'wonKopecks', (
      select sum((to_jsonb(l) ->> 'won_amount_kopecks')::bigint) from public.leads as l
      where (to_jsonb(l) ->> 'won_on')::date between private.first_day(quarter) and (private.first_day(quarter) + interval '3 months')::date - 1),
    'corrections', (select greatest(count(*) - 1, 0) from public.quarter_figures as f where f.quarter = quarter_facts.quarter)));
$$;
comment on function private.quarter_facts(text, jsonb, text, timestamptz) is
  'A quarter against its plan (QuarterFacts in figures-contract.ts). Companies that are suspended today are not counted. Under the policies of the caller.';

create function private.week_ahead(moment timestamptz, at timestamptz, zone text) returns integer
  language sql immutable security invoker set search_path = ''
as $$
  select ((moment at time zone zone)::date - (at at time zone zone)::date) / 7 + 1;
$$;
comment on function private.week_ahead(timestamptz, timestamptz, text) is 'In which week from today a moment lies, by days of the zone: 1 for today and the six days after it.';

create function private.figure_rows_of(request jsonb, zone text, at timestamptz) returns setof private.figure_row
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  quarter text := request ->> 'quarter';
  since timestamptz := case when quarter is null then '-infinity' else private.quarter_start(quarter, zone) end;
  until timestamptz := case when quarter is null then 'infinity' else private.quarter_end(quarter, zone) end;
  week integer := (request ->> 'week')::integer;
begin
  case request ->> 'figure'
    when 'partners' then
      return query select p.id, private.sort_text(p.created_at), jsonb_strip_nulls(jsonb_build_object(
        'partnerId', p.id, 'partner', p.name, 'country', p.country, 'taxId', p.tax_id, 'joinedAt', p.created_at,
        'accountManager', (select s.name from public.staff as s where s.id = p.account_manager_id)))
      from public.partners as p where p.status = 'active' and p.created_at < until;
    when 'revenue' then
      return query select f.id, private.sort_text(f.entered_at), private.entered_figure(f)
      from public.quarter_figures as f where request ->> 'quarter' is null or f.quarter = request ->> 'quarter';
    when 'decisions' then
      return query select c.id, private.sort_text(c.decided_at), jsonb_build_object(
        'kind', c.kind, 'number', c.number, 'title', c.title, 'receivedAt', c.received_at, 'decidedAt', c.decided_at,
        'answerBy', c.answer_by, 'inTime', c.in_time, 'hours', round((extract(epoch from c.decided_at - c.received_at) / 3600)::numeric, 1))
      from private.decided_cases(since, until, zone) as c
      where (request ->> 'kind' is null or c.kind = request ->> 'kind')
        and (request ->> 'inTime' is null or c.in_time = (request ->> 'inTime')::boolean);
    when 'pins' then
      return query select p.id, private.sort_text(p.protected_until), jsonb_build_object(
        'clientId', p.client_id, 'client', l.client_name, 'taxId', l.tax_id, 'country', l.country, 'partnerId', p.partner_id, 'partner', partner.name,
        'until', p.protected_until, 'number', l.number)
      from public.client_pins as p join public.leads as l on l.id = p.lead_id join public.partners as partner on partner.id = p.partner_id
      where p.ended_by is null and p.protected_until > at
        and (request ->> 'partnerId' is null or p.partner_id = private.uuid_of(request ->> 'partnerId'))
        and private.week_ahead(p.protected_until, at, zone) between coalesce(week, 1) and coalesce(week, 8);
    when 'leads' then
      return query select l.id, private.sort_text(l.received_at), jsonb_build_object(
        'number', l.number, 'client', l.client_name, 'taxId', l.tax_id, 'country', l.country, 'partnerId', l.partner_id, 'partner', partner.name,
        'source', l.source, 'status', l.status, 'receivedAt', l.received_at)
      from public.leads as l join public.partners as partner on partner.id = l.partner_id
      where l.received_at >= since and l.received_at < until
        and (request ->> 'partnerId' is null or l.partner_id = private.uuid_of(request ->> 'partnerId'))
        and (request ->> 'stage' is null or to_jsonb(l) ->> 'stage' = request ->> 'stage')
        and (request ->> 'status' is null or l.status = request ->> 'status'
          or request ->> 'status' = 'ever_pinned' and exists (select from public.client_pins as p where p.lead_id = l.id and p.ended_by is distinct from 'undone'));
    else
      raise sqlstate 'PT422' using message = 'invalid_input', detail = 'figure';
  end case;
end;
$$;
comment on function private.figure_rows_of(jsonb, text, timestamptz) is
  'The rows behind one figure. Under the policies of the caller. Raises PT422 invalid_input (figure, quarter).';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.staff_figures(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  edition public.programme_editions := private.edition_in_force(at);
  plan jsonb := edition.rules -> 'plan';
  zone text := edition.rules ->> 'timeZone';
  today date := (at at time zone zone)::date;
  quarter text := coalesce(request ->> 'quarter', private.quarter_of(today));
  since timestamptz;
  until timestamptz;
begin
  perform private.require_staff();
  since := private.quarter_start(quarter, zone);
  until := private.quarter_end(quarter, zone);
  return jsonb_strip_nulls(jsonb_build_object('at', private.utc_text(at), 'quarter', quarter, 'edition', edition.id,
    'planIsSample', coalesce((plan ->> 'sample')::boolean, edition.sample), 'targetSharePercent', plan -> 'targetSharePercent',
    'promise', jsonb_build_object('answerBusinessDays', edition.rules #> '{promise,answerBusinessDays}')))
  || jsonb_build_object(
    'quarters', (
      select jsonb_agg(private.quarter_facts(q.quarter, (
        select one from jsonb_array_elements(coalesce(plan -> 'quarters', '[]')) as one where one ->> 'quarter' = q.quarter), zone, at) order by q.quarter)
      from (
        select one ->> 'quarter' as quarter from jsonb_array_elements(coalesce(plan -> 'quarters', '[]')) as one
        union select f.quarter from public.quarter_figures as f
        union select private.quarter_of(day::date) from generate_series(
          least(today::timestamp, (select min(p.created_at) at time zone zone from public.partners as p)), today::timestamp, interval '1 month') as day
        union select private.quarter_of(today)) as q),
    'decisions', (
      select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', w.kind, 'waiting', w.waiting, 'overdue', w.overdue,
        'decided', d.decided, 'inTime', d.in_time, 'medianHours', d.median_hours)) order by array_position(array['application', 'lead', 'appeal'], w.kind))
      from private.waiting_cases(today) as w
      left join lateral (
        select count(*) as decided, count(*) filter (where c.in_time) as in_time,
          round((percentile_cont(0.5) within group (order by extract(epoch from c.decided_at - c.received_at)) / 3600)::numeric, 1) as median_hours
        from private.decided_cases(since, until, zone) as c where c.kind = w.kind) as d on true),
    'pins', (
      select jsonb_agg(jsonb_build_object('week', w.week, 'from', today + 7 * (w.week - 1), 'to', today + 7 * w.week - 1,
        'count', (select count(*) from public.client_pins as p
          where p.ended_by is null and p.protected_until > at and private.week_ahead(p.protected_until, at, zone) = w.week)) order by w.week)
      from generate_series(1, 8) as w (week)),
    'leads', (
      select jsonb_build_object('registered', count(*),
        'everPinned', count(*) filter (where exists (select from public.client_pins as p where p.lead_id = l.id and p.ended_by is distinct from 'undone')),
        'byStatus', jsonb_build_object(
          'in_review', count(*) filter (where l.status = 'in_review'), 'pinned', count(*) filter (where l.status = 'pinned'),
          'returned_for_correction', count(*) filter (where l.status = 'returned_for_correction'),
          'declined', count(*) filter (where l.status = 'declined'), 'ended', count(*) filter (where l.status = 'ended')),
        -- How far sales have come, where leads are led by stages.
        'byStage', coalesce((
          select jsonb_object_agg(s.stage, s.count) from (
            select to_jsonb(staged) ->> 'stage' as stage, count(*) from public.leads as staged
            where staged.received_at >= since and staged.received_at < until and staged.status in ('pinned', 'ended')
            group by 1) as s
          where s.stage is not null), '{}'))
      from public.leads as l where l.received_at >= since and l.received_at < until));
end;
$$;
comment on function public.staff_figures(jsonb) is
  'For staff: { quarter? (default: the present one) } -> StaffFigures (figures-contract.ts): quarters against plan, time to decision in that quarter, pins that end within eight weeks, what became of the leads that came in that quarter. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (quarter). Under the policies of the tables.';

create function public.list_figure_rows(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  zone text := (private.edition_in_force(at)).rules ->> 'timeZone';
  place private.list_place := private.list_place_of(request);
  -- What ends soonest stands on top, of everything else what is newest.
  descending boolean := request ->> 'figure' is distinct from 'pins';
  at_most integer := private.page_size(request);
  answer jsonb;
begin
  perform private.require_staff();
  with matching as (
    select * from private.figure_rows_of(request, zone, at)),
  page as (
    select r.*, row_number() over (
      order by case when not descending then r.sort_text end collate "C", case when descending then r.sort_text end collate "C" desc,
        case when not descending then r.id end, case when descending then r.id end desc) as line
    from matching as r where place is null or private.comes_after(r.sort_text, r.id, place, descending)
    order by line limit at_most + 1)
  select jsonb_strip_nulls(jsonb_build_object(
    'items', coalesce(jsonb_agg(jsonb_build_object('id', p.id) || p.facts order by p.line) filter (where p.line <= at_most), '[]'::jsonb),
    'next', case when count(*) > at_most then (array_agg(private.list_cursor(p.sort_text, p.id) order by p.line))[at_most] end,
    'total', (select count(*) from matching)))
  into answer from page as p;
  return answer;
end;
$$;
comment on function public.list_figure_rows(jsonb) is
  'For staff: the rows behind a figure: { figure: partners | revenue | decisions | pins | leads, quarter?, kind?, inTime?, week? (1..8), status?, stage?, partnerId?, limit?, cursor? } -> { items: [FigureRow], next?, total } (figures-contract.ts), the newest first, of pins what ends soonest. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (figure, quarter, cursor). Under the policies of the tables.';

create function public.export_figure_rows(request jsonb) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  descending boolean := request ->> 'figure' is distinct from 'pins';
  items jsonb;
begin
  perform private.require_programme_lead();
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id) || r.facts order by
    case when not descending then r.sort_text end collate "C", case when descending then r.sort_text end collate "C" desc,
    case when not descending then r.id end, case when descending then r.id end desc), '[]')
  into items from private.figure_rows_of(request, (private.edition_in_force(at)).rules ->> 'timeZone', at) as r;
  perform private.record_staff_export(request ->> 'figure', request, jsonb_array_length(items));
  return jsonb_build_object('items', items);
end;
$$;
comment on function public.export_figure_rows(jsonb) is
  'For a programme lead: all rows behind a figure as a file takes them along: the request of list_figure_rows() -> { items: [FigureRow] } in its order. Each export is written down (staff_exports). Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (figure, quarter), PT429 too_many_requests (20 an hour and person). Under the policies of the tables.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.decided_cases(timestamptz, timestamptz, text), private.waiting_cases(date), private.quarter_start(text, text), private.quarter_end(text, text),
  private.quarter_facts(text, jsonb, text, timestamptz), private.figure_rows_of(jsonb, text, timestamptz),
  private.week_ahead(timestamptz, timestamptz, text), public.staff_figures(jsonb), public.list_figure_rows(jsonb), public.export_figure_rows(jsonb)
  from public, anon, authenticated, service_role;
grant execute on function
  private.decided_cases(timestamptz, timestamptz, text), private.waiting_cases(date), private.quarter_start(text, text), private.quarter_end(text, text),
  private.quarter_facts(text, jsonb, text, timestamptz), private.figure_rows_of(jsonb, text, timestamptz), private.whole_days(integer),
  private.week_ahead(timestamptz, timestamptz, text), public.staff_figures(jsonb), public.list_figure_rows(jsonb), public.export_figure_rows(jsonb)
  to authenticated;
