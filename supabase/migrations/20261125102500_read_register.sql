-- What partners and staff read of leads, clients and receipts, and what anybody may verify.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.page_size(request jsonb) returns integer
  language sql immutable security invoker set search_path = ''
as $$
  select least(greatest(coalesce((request ->> 'limit')::integer, 50), 1), 200);
$$;
comment on function private.page_size(jsonb) is 'How many items a page of a list has: limit of the request, 1..200, default 50.';

create function private.cursor_of(at timestamptz, id uuid) returns text
  language sql stable security invoker set search_path = ''
as $$
  select to_char(at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || id;
$$;
comment on function private.cursor_of(timestamptz, uuid) is 'Where a list goes on: the sort key of its last item. Opaque to whoever gets it.';

create function private.cursor_time(cursor text) returns timestamptz
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return make_timestamptz(substr(cursor, 1, 4)::integer, substr(cursor, 5, 2)::integer, substr(cursor, 7, 2)::integer,
    substr(cursor, 9, 2)::integer, substr(cursor, 11, 2)::integer, (substr(cursor, 13, 2) || '.' || substr(cursor, 15, 6))::float8, 'UTC');
exception
  when data_exception then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'cursor';
end;
$$;
comment on function private.cursor_time(text) is 'The time in a cursor; null without one. Raises PT422 invalid_input (detail cursor) for what is none.';

create function private.cursor_id(cursor text) returns uuid
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  if cursor !~ '^[0-9]{20}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'cursor';
  end if;
  return right(cursor, 36)::uuid;
end;
$$;
comment on function private.cursor_id(text) is 'The id in a cursor. Raises PT422 invalid_input (detail cursor) for what is none.';

create function private.like_pattern(search text) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select '%' || regexp_replace(lower(left(search, 100)), '([\\%_])', '\\\1', 'g') || '%';
$$;
comment on function private.like_pattern(text) is 'A pattern that finds the words typed, whatever characters they hold.';

create function private.sealed_at(record_id bigint) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_build_object('position', link.position, 'at', private.utc_text(link.sealed_at))
    from private.audit_chain as link where link.record_id = sealed_at.record_id);
end;
$$;
comment on function private.sealed_at(bigint) is 'The place of a record in the chain: { position, at }; null until it is sealed. Definer: the chain is readable for nobody.';

create function private.deciding_edition(lead public.leads) returns text
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  -- In review the promise counts that was given at the receipt, also after a decision was taken back.
  return case when lead.status = 'in_review' then lead.edition else coalesce(
    (select p.edition from public.client_pins as p where p.lead_id = lead.id and p.ended_by is null and p.period @> private.now()),
    (select e.details ->> 'edition' from public.lead_events as e
     where e.lead_id = lead.id and e.details ->> 'rule' = lead.rule
     order by e.happened_at desc, e.id desc limit 1),
    lead.edition) end;
end;
$$;
comment on function private.deciding_edition(public.leads) is
  'The edition in which the rule of a lead stands: of its pin, else of the last line of its history with that rule, else that of the receipt.';

create function private.programme_date() returns date
  language sql stable security invoker set search_path = ''
as $$
  select (private.now() at time zone ((private.edition_in_force(private.now())).rules ->> 'timeZone'))::date;
$$;
comment on function private.programme_date() is 'Today in the programme''s time zone, by the edition in force; null before the first.';

create function private.lead_work_facts(lead public.leads) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object(
    'stage', lead.stage, 'stageChangedAt', lead.stage_changed_at,
    'wonAmountKopecks', lead.won_amount_kopecks, 'wonOn', lead.won_on, 'lostReason', lead.lost_reason,
    'nextStep', case when lead.next_step is not null then jsonb_build_object('text', lead.next_step, 'on', lead.next_step_on,
      'isOverdue', coalesce(lead.next_step_on < private.programme_date() and lead.stage not in ('won', 'lost'), false)) end,
    'expectedAmountKopecks', lead.expected_amount_kopecks, 'expectedCloseOn', lead.expected_close_on,
    'registeredBy', (select jsonb_build_object('id', m.id, 'name', m.name) from public.members as m where m.id = lead.registered_by),
    'responsible', (select jsonb_build_object('id', m.id, 'name', m.name) from public.members as m
                    where m.id = coalesce(lead.responsible_id, lead.registered_by)),
    -- The client may be held by an earlier lead of the same partner.
    'pin', (select private.pin_facts(p, private.now()) from public.client_pins as p
            where p.client_id = lead.client_id and p.partner_id = lead.partner_id and p.ended_by is null and p.period @> private.now()
              and (p.lead_id = lead.id or lead.status = 'pinned')));
$$;
comment on function private.lead_work_facts(public.leads) is
  'How the sale stands (LeadWork in lead-contract.ts), with the protection of the client; nulls not stripped.';

create function private.lead_facts(lead public.leads) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', lead.id, 'number', lead.number, 'source', lead.source, 'status', lead.status,
    'client', jsonb_build_object('id', lead.client_id, 'name', lead.client_name, 'country', lead.country, 'taxId', lead.tax_id, 'site', lead.site),
    'contact', case when lead.contact_name is not null or lead.contact_email is not null
      then jsonb_build_object('name', lead.contact_name, 'email', lead.contact_email, 'phone', lead.contact_phone) end,
    'solutions', to_jsonb(lead.solutions), 'need', lead.need, 'event', lead.event,
    'answerBy', lead.answer_by, 'rule', jsonb_build_object('edition', private.deciding_edition(lead), 'id', lead.rule),
    'createdAt', lead.received_at, 'sample', lead.sample,
    'history', coalesce((select jsonb_agg(jsonb_build_object('at', e.happened_at, 'kind', e.kind, 'by', e.by_kind) || (e.details - array['rule', 'edition'])
        || case when e.details ? 'rule' then jsonb_build_object('rule', jsonb_build_object('edition', coalesce(e.details ->> 'edition', lead.edition), 'id', e.details ->> 'rule')) else '{}' end
        order by e.happened_at, e.id)
      from (
        select * from public.lead_events as x where x.lead_id = lead.id and x.kind <> 'stage_changed'
        union all
        -- A card may go to and fro without end.
        (select * from public.lead_events as x where x.lead_id = lead.id and x.kind = 'stage_changed' order by x.happened_at desc, x.id desc limit 200)) as e), '[]'::jsonb),
    'earlierMoves', (select nullif(greatest(count(*) - 200, 0), 0) from public.lead_events as x where x.lead_id = lead.id and x.kind = 'stage_changed'))
    || private.lead_work_facts(lead));
$$;
comment on function private.lead_facts(public.leads) is 'A lead as its partner sees it (LeadItem in lead-contract.ts).';

create function private.record_content(record_id bigint) returns text
  language sql stable security definer set search_path = ''
as $$
  select r.content from private.audit_records as r
  where r.id = record_content.record_id
    and (r.content::jsonb ->> 'table') in ('public.client_pins', 'public.offer_acceptances');
$$;
comment on function private.record_content(bigint) is 'The text of a record a receipt stands on. Definer: the register is readable for nobody; what is asked for has passed a policy before.';

create function private.first_record(table_name text, row_id uuid) returns bigint
  language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select min(r.id) from private.audit_records as r
    where r.content::jsonb ->> 'table' = table_name and r.content::jsonb ->> 'row' = row_id::text);
end;
$$;
comment on function private.first_record(text, uuid) is 'The record of the making of a row. Definer: the register is readable for nobody.';

create function private.acceptance_receipt(number text) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'number', a.number, 'at', a.accepted_at, 'action', 'offer_accepted',
    'partner', jsonb_build_object('name', (select p.name from public.partners as p where p.id = a.partner_id)),
    'edition', a.edition, 'rule', 'lead.requireOffer', 'sha256', a.sha256, 'sealed', private.sealed_at(private.first_record('public.offer_acceptances', a.id))))
  from public.offer_acceptances as a where a.number = acceptance_receipt.number;
$$;
comment on function private.acceptance_receipt(text) is 'The receipt of an acceptance of the offer, under the policies of its table; its sha256 is that of the offer''s text.';

create function private.named_person(id uuid, name text) returns jsonb
  language sql immutable security invoker set search_path = ''
as $$
  select case when id is not null then jsonb_build_object('id', id, 'name', name) end;
$$;
comment on function private.named_person(uuid, text) is 'A person of the partner as lists name it: { id, name }; null for nobody.';

create function private.clients_in_review(own uuid, search text, person uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('leadId', l.id, 'number', l.number, 'id', l.client_id, 'name', l.client_name,
      'country', l.country, 'taxId', l.tax_id, 'answerBy', l.answer_by, 'sample', l.sample, 'broughtBy', private.named_person(m.id, m.name)))
    order by l.answer_by, l.id), '[]'::jsonb)
  from public.leads as l left join public.members as m on m.id = l.registered_by and m.name <> '—'
  where l.partner_id = own and l.status = 'in_review' and (person is null or l.registered_by = person)
    and (search is null or lower(l.client_name) like private.like_pattern(search) or l.tax_id like private.like_pattern(search));
$$;
comment on function private.clients_in_review(uuid, text, uuid) is
  'The clients of this partner about which a person decides: [{ leadId, number, id, name, country, taxId, answerBy, broughtBy? }], due first; as many as the quota allows at most.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.list_clients(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  own uuid := (private.require_member()).partner_id;
  at timestamptz := private.now();
  ordered private.list_order := private.list_order_of(request, array['until', 'name', 'since', 'extensions']);
  place private.list_place := private.list_place_of(request);
  at_most integer := private.page_size(request);
  pattern text := private.like_pattern(request ->> 'search');
  wanted_state text := request ->> 'state';
  person uuid := private.uuid_of(request ->> 'broughtBy');
begin
  return (
    -- The rights of the caller are looked at once; what costs more than a comparison is asked only of the rows of the page.
    with found as materialized (
      select p, p.id, l.client_name, l.country, l.tax_id, p.extensions, m.id as person_id, m.name as person_name,
        case when at >= p.protected_until then 'in_grace'
          when at >= p.protected_until - private.whole_days((e.rules #>> '{pin,warningDays,0}')::integer) then 'ends_soon'
          else 'active' end as state
      from public.client_pins as p
      join public.leads as l on l.id = p.lead_id
      join public.programme_editions as e on e.id = p.edition
      -- An erased person has no name any more.
      left join public.members as m on m.id = l.registered_by and m.name <> '—'
      where p.partner_id = own and p.ended_by is null and p.period @> at
        and (request ->> 'search' is null or lower(l.client_name) like pattern or l.tax_id like pattern)),
    of_person as (
      select f.* from found as f where request ->> 'broughtBy' is null or f.person_id = person),
    matching as (
      select f.*, case ordered.key
          when 'name' then private.sort_text(f.client_name)
          when 'since' then private.sort_text((f.p).granted_at)
          when 'extensions' then private.sort_text(f.extensions::bigint)
          else private.sort_text((f.p).protected_until) end as sort_text
      from of_person as f
      where wanted_state is null or f.state = wanted_state or wanted_state = 'extended' and f.extensions > 0),
    page as (
      select r.*, row_number() over (
        order by case when not ordered.descending then r.sort_text end collate "C", case when ordered.descending then r.sort_text end collate "C" desc,
          case when not ordered.descending then r.id end, case when ordered.descending then r.id end desc) as row_at
      from matching as r
      where place is null or private.comes_after(r.sort_text, r.id, place, ordered.descending)
      order by row_at
      limit at_most + 1)
    select jsonb_strip_nulls(jsonb_build_object(
      'items', (select coalesce(jsonb_agg(jsonb_build_object('id', (r.p).client_id, 'name', r.client_name, 'country', r.country,
          'taxId', r.tax_id, 'leadId', (r.p).lead_id, 'sample', (r.p).sample, 'broughtBy', private.named_person(r.person_id, r.person_name),
          'pin', private.pin_facts(r.p, at)) order by r.row_at), '[]'::jsonb) from page as r where r.row_at <= at_most),
      'next', (select private.list_cursor(r.sort_text, r.id) from page as r
        where r.row_at = at_most and exists (select from page as more where more.row_at > at_most)),
      'total', (select count(*) from matching),
      'counts', (select jsonb_build_object('all', count(*), 'active', count(*) filter (where f.state = 'active'),
          'ends_soon', count(*) filter (where f.state = 'ends_soon'), 'in_grace', count(*) filter (where f.state = 'in_grace'),
          'extended', count(*) filter (where f.extensions > 0)) from of_person as f),
      'people', case when place is null then (
        select coalesce(jsonb_agg(private.named_person(who.person_id, who.person_name) || jsonb_build_object('clients', who.clients)
          order by who.person_name, who.person_id), '[]'::jsonb)
        from (select f.person_id, f.person_name, count(*) as clients from found as f where f.person_id is not null group by 1, 2) as who) end,
      'inReview', case when place is null then private.clients_in_review(own, request ->> 'search', person) end,
      'quota', case when own is not null then jsonb_build_object('used', private.open_registrations(own, at),
        'of', (private.edition_in_force(at)).rules #> '{quota,openRegistrations}') end)));
end;
$$;
comment on function public.list_clients(jsonb) is
  'The clients the caller''s partner holds, grace included: { limit?, cursor?, search? (name, tax id), sort?: until|name|since|extensions (a minus for the greatest first), state?: active|ends_soon|in_grace|extended, broughtBy?: id of a person } -> { items: [{ id, name, country, taxId, leadId, broughtBy?, pin }], next?, total, counts: { all, active, ends_soon, in_grace, extended }, people?: [{ id, name, clients }], inReview?: [{ leadId, number, id, name, country, taxId, answerBy, broughtBy? }], quota?: { used, of } }; counts are of what matches apart from the state, people and inReview come with the first page, quota: open registrations of a partner. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor, sort). Under the policies of the tables.';

create function public.read_receipt(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  found_receipt jsonb;
begin
  if private.caller_id() is null then
    raise sqlstate 'PT401' using message = 'session_required';
  end if;
  select jsonb_strip_nulls(jsonb_build_object(
    'number', r.number, 'at', r.issued_at, 'action', r.action,
    'partner', jsonb_build_object('name', (select p.name from public.partners as p where p.id = r.partner_id)),
    'client', jsonb_build_object('name', r.client_name, 'country', l.country, 'taxId', l.tax_id),
    'period', case when r.action <> 'released' then jsonb_build_object('from', pin.granted_at, 'until', r.protected_until) end,
    'edition', r.edition, 'rule', r.rule, 'sha256', r.record_sha256, 'record', private.record_content(r.record_id),
    'sealed', private.sealed_at(r.record_id), 'sample', pin.sample))
  into found_receipt
  from public.receipts as r join public.client_pins as pin on pin.id = r.pin_id join public.leads as l on l.id = pin.lead_id
  where r.number = upper(request ->> 'number');
  if not found then
    found_receipt := private.acceptance_receipt(upper(request ->> 'number'));
  end if;
  if found_receipt is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return found_receipt;
end;
$$;
comment on function public.read_receipt(jsonb) is
  'One receipt of the caller''s partner, of a pin or of an acceptance of the offer: { number } -> Receipt (client-contract.ts). Its record is the exact text whose SHA-256 it carries. Raises PT401 session_required, PT404 not_found (unknown or not yours). Under the policies of the tables.';

create function public.verify_receipt(request jsonb) returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select jsonb_build_object('genuine', true, 'edition', r.edition, 'at', r.issued_at, 'sha256', r.record_sha256,
       'sealed', private.sealed_at(r.record_id) is not null)
     from public.receipts as r where r.number = upper(request ->> 'number')),
    (select jsonb_build_object('genuine', true, 'edition', a.edition, 'at', a.accepted_at, 'sha256', a.sha256,
       'sealed', private.sealed_at(private.first_record('public.offer_acceptances', a.id)) is not null)
     from public.offer_acceptances as a where a.number = upper(request ->> 'number')),
    '{"genuine": false}'::jsonb);
$$;
comment on function public.verify_receipt(jsonb) is
  'For anybody: { number } -> { genuine, edition?, at?, sha256?, sealed? } (ReceiptCheck). Neither client nor partner. For the server alone, which asks on behalf of anybody. Definer: nobody else may see receipts of others.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.page_size(jsonb), private.cursor_of(timestamptz, uuid), private.cursor_time(text), private.cursor_id(text), private.like_pattern(text),
  private.named_person(uuid, text), private.clients_in_review(uuid, text, uuid),
  private.sealed_at(bigint), private.deciding_edition(public.leads), private.programme_date(), private.lead_work_facts(public.leads),
  private.lead_facts(public.leads), private.record_content(bigint),
  private.acceptance_receipt(text), private.first_record(text, uuid), public.list_clients(jsonb),
  public.read_receipt(jsonb), public.verify_receipt(jsonb)
  from public, anon, authenticated, service_role;

-- Functions that read run as the person who asks, and so do the helpers they use.
grant execute on function
  private.now(), private.whole_days(integer), private.rules_of(text), private.extended_until(public.client_pins, jsonb),
  private.open_registrations(uuid, timestamptz), private.edition_in_force(timestamptz),
  private.pin_facts(public.client_pins, timestamptz), private.page_size(jsonb), private.cursor_of(timestamptz, uuid),
  private.cursor_time(text), private.cursor_id(text), private.like_pattern(text), private.named_person(uuid, text),
  private.clients_in_review(uuid, text, uuid), private.sealed_at(bigint), private.deciding_edition(public.leads),
  private.programme_date(), private.lead_work_facts(public.leads), private.lead_facts(public.leads), private.record_content(bigint),
  private.acceptance_receipt(text), private.first_record(text, uuid), public.list_clients(jsonb), public.read_receipt(jsonb)
  to authenticated;
grant execute on function public.verify_receipt(jsonb) to service_role;
