-- Cases: what the vendor's people see of one application, lead or client while they decide, and the lists behind them.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.decisions_of(subject_kind text, subject_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', d.id, 'decision', d.decision, 'by', s.name, 'at', private.utc_text(d.decided_at),
    'reason', d.reason, 'comment', d.comment, 'edition', d.edition, 'rule', d.rule,
    'undone', case when d.undone_at is not null then jsonb_build_object('at', private.utc_text(d.undone_at), 'by', u.name) end))
    order by d.decided_at), '[]'::jsonb)
  from public.decisions as d
  join public.staff as s on s.id = d.decided_by
  left join public.staff as u on u.id = d.undone_by
  where d.subject_kind = decisions_of.subject_kind and d.subject_id = decisions_of.subject_id;
$$;
comment on function private.decisions_of(text, uuid) is
  'What was decided about a case, the oldest first, those taken back among them: [{ id, decision, by, at, reason, comment?, edition, rule?, undone? }].';

create function private.pin_line(pin public.client_pins, at timestamptz) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('partner', jsonb_build_object('id', p.id, 'name', p.name), 'from', private.utc_text(pin.granted_at),
    'until', private.utc_text(pin.protected_until), 'graceUntil', private.utc_text(upper(pin.period)), 'isActive', pin.period @> at,
    'daysLeft', (pin.protected_until at time zone (e.rules ->> 'timeZone'))::date - (at at time zone (e.rules ->> 'timeZone'))::date,
    'endedBy', pin.ended_by, 'extensions', pin.extensions, 'edition', pin.edition, 'rule', pin.rule))
  from public.partners as p, public.programme_editions as e
  where p.id = pin.partner_id and e.id = pin.edition and pin.id is not null;
$$;
comment on function private.pin_line(public.client_pins, timestamptz) is 'A pin for the vendor''s people (PinLine in case-contract.ts).';

create function private.client_line(client public.clients, at timestamptz) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('id', client.id, 'name', client.name, 'country', client.country, 'taxId', client.tax_id,
    'standing', client.standing, 'sample', client.sample,
    'domains', (select jsonb_agg(d.domain order by d.domain) from public.client_domains as d where d.client_id = client.id),
    'pin', (select private.pin_line(p, at) from public.client_pins as p where p.client_id = client.id and p.period @> at),
    'inReview', (select jsonb_agg(jsonb_build_object('id', l.id, 'number', l.number, 'partner', p.name) order by l.received_at)
      from public.leads as l join public.partners as p on p.id = l.partner_id where l.client_id = client.id and l.status = 'in_review')));
$$;
comment on function private.client_line(public.clients, timestamptz) is
  'A client for the vendor''s people: { id, name, country, taxId, standing, sample, domains?, pin?, inReview? } (ClientLine in case-contract.ts).';

create function private.lines_of_client(client_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('at', private.utc_text(e.happened_at), 'kind', e.kind, 'by', e.by_kind,
    'partner', p.name, 'leadId', l.id, 'number', l.number, 'reason', e.details ->> 'reason', 'until', e.details ->> 'until',
    'rule', e.details ->> 'rule', 'edition', e.details ->> 'edition', 'fileId', e.details ->> 'fileId'))
    order by e.happened_at desc, e.id), '[]'::jsonb)
  from public.leads as l
  join public.lead_events as e on e.lead_id = l.id
  join public.partners as p on p.id = l.partner_id
  where l.client_id = lines_of_client.client_id
    -- How a partner moves its leads on its board is its own affair, and there may be any number of moves.
    and e.kind <> 'stage_changed';
$$;
comment on function private.lines_of_client(uuid) is 'What happened to the leads of a client, moves on a partner''s board apart, the newest first (CaseEvent in case-contract.ts).';

create function private.clients_like(name text, domains text[], other_than uuid, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = '' set pg_trgm.similarity_threshold = 0.4
as $$
declare
  wanted text := private.normalised_name(clients_like.name);
begin
  return (
    select coalesce(jsonb_agg(private.client_line(c, at) || jsonb_build_object('similarity', near.similarity, 'sameDomain', near.same_domain)
      order by near.same_domain desc, near.similarity desc, c.id), '[]'::jsonb)
    from (
      select found.id, round(extensions.similarity(found.name_normalised, wanted)::numeric, 2) as similarity, bool_or(found.same_domain) as same_domain
      from (
        (select c.id, c.name_normalised, false as same_domain from public.clients as c
         where c.name_normalised operator(extensions.%) wanted and c.merged_into is null and c.id is distinct from other_than
         order by c.name_normalised operator(extensions.<->) wanted limit 5)
        union all
        select c.id, c.name_normalised, true from public.clients as c
        where c.merged_into is null and c.id is distinct from other_than
          and exists (select from public.client_domains as d where d.client_id = c.id and d.domain = any (domains))) as found
      group by found.id, found.name_normalised
      order by bool_or(found.same_domain) desc, 2 desc
      limit 6) as near
    join public.clients as c on c.id = near.id
    where (select private.caller_is_staff()));
end;
$$;
comment on function private.clients_like(text, text[], uuid, timestamptz) is
  'At most six clients under one of these domains or with a name like this one: [ClientLine with similarity 0..1 and sameDomain]; nothing for anybody but the vendor''s people. Definer: under a policy the index of names could not be used.';

create function private.application_facts(application public.applications, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = '' set pg_trgm.similarity_threshold = 0.4
as $$
declare
  wanted text := private.normalised_name(application.company_name);
  domains text[] := private.domains_of(jsonb_build_object('site', application.site), jsonb_build_object('email', application.contact_email));
begin
  return jsonb_build_object(
    'partners', coalesce((
      select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', p.id, 'name', p.name, 'taxId', p.tax_id, 'status', p.status, 'since', private.utc_text(p.created_at),
        'similarity', near.similarity, 'sameTaxId', near.same_tax_id, 'sameDomain', near.same_domain)) order by near.same_tax_id desc, near.same_domain desc, near.similarity desc)
      from public.partners as p
      cross join lateral (select round(extensions.similarity(private.normalised_name(p.name), wanted)::numeric, 2) as similarity,
        p.country = application.country and p.tax_id = application.tax_id as same_tax_id,
        p.site = any (domains) or exists (select from public.members as m where m.partner_id = p.id and private.known_domain(split_part(m.email, '@', 2)) = any (domains)) as same_domain) as near
      where near.same_tax_id or coalesce(near.same_domain, false) or near.similarity >= 0.4), '[]'::jsonb),
    'applications', coalesce((
      select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', a.id, 'number', a.number, 'name', a.company_name, 'taxId', a.tax_id, 'status', a.status,
        'createdAt', private.utc_text(a.received_at), 'similarity', near.similarity, 'sameTaxId', near.same_tax_id, 'sameDomain', near.same_domain)) order by a.received_at desc)
      from public.applications as a
      cross join lateral (select round(extensions.similarity(private.normalised_name(a.company_name), wanted)::numeric, 2) as similarity,
        a.country = application.country and a.tax_id = application.tax_id as same_tax_id,
        private.domains_of(jsonb_build_object('site', a.site), jsonb_build_object('email', a.contact_email)) && domains as same_domain) as near
      where a.id <> application.id and (near.same_tax_id or near.same_domain or near.similarity >= 0.4)), '[]'::jsonb),
    'clients', private.clients_like(application.company_name, domains, null, at));
end;
$$;
comment on function private.application_facts(public.applications, timestamptz) is
  'Companies like that of an application which are known already: { partners, applications, clients }, with why (similarity of names 0..1, sameTaxId, sameDomain). Asked by read_application_case() alone, which asks for the vendor''s people. Definer: the list of free mail providers is readable for nobody.';

create function private.application_line(application public.applications) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('id', application.id, 'number', application.number, 'name', application.company_name,
    'country', application.country, 'taxId', application.tax_id, 'status', application.status,
    'fit', jsonb_build_object('met', application.fit -> 'met', 'of', application.fit -> 'of'), 'suspicion', application.suspicion,
    'createdAt', private.utc_text(application.received_at), 'answerBy', application.answer_by, 'decidedAt', private.utc_text(application.decided_at),
    'decidedBy', (select s.name from public.staff as s where s.id = application.decided_by), 'sample', application.sample));
$$;
comment on function private.application_line(public.applications) is 'An application as a row of the list (ApplicationLine in case-contract.ts).';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.list_applications(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at_most integer := private.page_size(request);
  asked private.list_order := private.list_order_of(request, array['-createdAt', 'name', 'status']);
  place private.list_place := private.list_place_of(request);
  pattern text := private.like_pattern(request ->> 'search');
begin
  return (
    with found as (
      select a.id, case asked.key when 'name' then private.sort_text(a.company_name) when 'status' then private.sort_text(a.status)
        else private.sort_text(a.received_at) end as sort_text
      from public.applications as a
      where (request ->> 'status' is null or a.status = request ->> 'status')
        and (pattern is null or lower(a.company_name) like pattern or a.tax_id like pattern or lower(a.number) like pattern)),
    page as (
      select f.*, row_number() over () as position from (
        select * from found as f
        where place is null or private.comes_after(f.sort_text, f.id, place, asked.descending)
        order by case when not asked.descending then f.sort_text end collate "C", case when asked.descending then f.sort_text end collate "C" desc,
          case when not asked.descending then f.id end, case when asked.descending then f.id end desc
        limit at_most + 1) as f)
    select jsonb_strip_nulls(jsonb_build_object(
      'items', coalesce((select jsonb_agg(private.application_line(a) order by p.position) from page as p join public.applications as a on a.id = p.id
        where p.position <= at_most), '[]'::jsonb),
      'next', (select private.list_cursor(p.sort_text, p.id) from page as p where p.position = at_most and exists (select from page as q where q.position > at_most)),
      'total', (select count(*) from found))));
end;
$$;
comment on function public.list_applications(jsonb) is
  'For staff: every application, decided ones among them: { limit?, cursor?, search? (company, tax id, number), status?, sort?: "-createdAt" | "name" | "status" } -> { items: [ApplicationLine], next?, total }. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor, sort). Under the policies of the tables.';

create function public.read_application_case(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at timestamptz := private.now();
  application public.applications;
  edition public.programme_editions;
begin
  select * into application from public.applications as a
  where a.id = private.uuid_of(request ->> 'id') or a.number = upper(request ->> 'number');
  if application.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  select * into edition from public.programme_editions as e where e.id = application.edition;
  return private.application_line(application) || jsonb_strip_nulls(jsonb_build_object(
    'company', jsonb_build_object('name', application.company_name, 'country', application.country, 'taxId', application.tax_id, 'site', application.site,
      'headcount', application.headcount, 'fields', application.fields, 'expertise', application.expertise, 'clientSizes', application.client_sizes),
    'aim', application.aim,
    'contact', jsonb_build_object('name', application.contact_name, 'email', application.contact_email, 'phone', application.contact_phone,
      'position', application.contact_position),
    'fit', application.fit, 'criteria', edition.rules #> '{fit,criteria}', 'edition', application.edition, 'editionNumber', edition.number,
    'escalated', application.status = 'waiting' and (application.escalated_at is not null
      or private.escalates_at(application.received_at, application.answer_by, edition.rules) <= at),
    'escalatedAt', private.utc_text(application.escalated_at),
    'decisions', private.decisions_of('application', application.id),
    'similar', private.application_facts(application, at)));
end;
$$;
comment on function public.read_application_case(jsonb) is
  'For staff: { id | number } -> one application with everything a decision needs (ApplicationCase in case-contract.ts): what the company answered, what the edition wants, similar companies, decisions. Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Definer: as application_facts().';

create function public.read_lead_case(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at timestamptz := private.now();
  lead public.leads;
  client public.clients;
  review public.lead_reviews;
begin
  select * into lead from public.leads as l where l.id = private.uuid_of(request ->> 'id') or l.number = upper(request ->> 'number');
  if lead.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  select * into client from public.clients as c where c.id = lead.client_id;
  select * into review from public.lead_reviews as r where r.lead_id = lead.id;
  return jsonb_strip_nulls(jsonb_build_object(
    'id', lead.id, 'number', lead.number, 'status', lead.status, 'source', lead.source, 'sample', lead.sample,
    'createdAt', private.utc_text(lead.received_at),
    'partner', (select jsonb_build_object('id', p.id, 'name', p.name, 'status', p.status) from public.partners as p where p.id = lead.partner_id),
    'registeredBy', (select m.name from public.members as m where m.id = lead.registered_by),
    'client', jsonb_build_object('id', lead.client_id, 'name', lead.client_name, 'country', lead.country, 'taxId', lead.tax_id, 'site', lead.site,
      'domains', (select jsonb_agg(d.domain order by d.domain) from public.client_domains as d where d.client_id = lead.client_id),
      'knownAs', nullif(client.name, lead.client_name), 'standing', client.standing),
    'contact', case when lead.contact_name is not null or lead.contact_email is not null
      then jsonb_build_object('name', lead.contact_name, 'email', lead.contact_email, 'phone', lead.contact_phone) end,
    'need', lead.need, 'solutions', to_jsonb(lead.solutions), 'expectedAmountKopecks', lead.expected_amount_kopecks, 'expectedCloseOn', lead.expected_close_on,
    'review', case when review.lead_id is not null then jsonb_build_object('reasons', review.reasons, 'openedAt', private.utc_text(review.opened_at),
      'answerBy', review.answer_by, 'escalatedAt', private.utc_text(review.escalated_at), 'endedAt', private.utc_text(review.ended_at)) end,
    'rule', jsonb_build_object('edition', private.deciding_edition(lead), 'id', lead.rule),
    'pins', coalesce((select jsonb_agg(private.pin_line(p, at) order by lower(p.period) desc) from public.client_pins as p where p.client_id = lead.client_id), '[]'::jsonb),
    'otherLeads', coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'number', l.number, 'partner', p.name, 'status', l.status, 'source', l.source,
        'createdAt', private.utc_text(l.received_at)) order by l.received_at desc)
      from public.leads as l join public.partners as p on p.id = l.partner_id where l.client_id = lead.client_id and l.id <> lead.id), '[]'::jsonb),
    'appeals', coalesce((select jsonb_agg(jsonb_build_object('number', a.number, 'partner', p.name, 'status', a.status, 'statement', a.statement,
        'createdAt', private.utc_text(a.received_at)) order by a.received_at desc)
      from public.appeals as a join public.partners as p on p.id = a.partner_id where a.client_id = lead.client_id), '[]'::jsonb),
    'similar', private.clients_like(lead.client_name, array(select d.domain from public.client_domains as d where d.client_id = lead.client_id), lead.client_id, at),
    'history', coalesce((select jsonb_agg(line order by line ->> 'at') from jsonb_array_elements(private.lines_of_client(lead.client_id)) as line
      where line ->> 'leadId' = lead.id::text), '[]'::jsonb),
    'decisions', private.decisions_of('lead', lead.id)));
end;
$$;
comment on function public.read_lead_case(jsonb) is
  'For staff: { id | number } -> one lead with everything a decision needs (LeadCase in case-contract.ts): similar clients with their domains and pins, the pins of this client, its other leads, appeals, history, decisions. Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Definer: it looks for similar names by an index no policy could use.';

create function public.list_all_clients(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at timestamptz := private.now();
  at_most integer := private.page_size(request);
  asked private.list_order := private.list_order_of(request, array['name', 'until', 'createdAt', 'partner']);
  place private.list_place := private.list_place_of(request);
  pattern text := private.like_pattern(request ->> 'search');
begin
  return (
    with found as (
      select c.id, case asked.key when 'until' then private.sort_text(pin.protected_until) when 'createdAt' then private.sort_text(c.created_at)
        when 'partner' then private.sort_text(p.name) else private.sort_text(c.name) end as sort_text
      from public.clients as c
      left join public.client_pins as pin on pin.client_id = c.id and pin.period @> at
      left join public.partners as p on p.id = pin.partner_id
      where c.merged_into is null
        and (request ->> 'partnerId' is null or pin.partner_id = private.uuid_of(request ->> 'partnerId'))
        and (pattern is null or lower(c.name) like pattern or c.tax_id like pattern or lower(p.name) like pattern
          or exists (select from public.clients as m where m.merged_into = c.id and (lower(m.name) like pattern or m.tax_id like pattern)))
        and case request ->> 'state'
          when 'held' then pin.id is not null
          when 'grace' then pin.protected_until <= at
          when 'free' then pin.id is null and c.standing = 'open'
          when 'in_review' then exists (select from public.leads as l where l.client_id = c.id and l.status = 'in_review')
          when 'direct' then c.standing = 'direct'
          when 'blocked' then c.standing = 'blocked'
          else true end),
    page as (
      select f.*, row_number() over () as position from (
        select * from found as f
        where place is null or private.comes_after(f.sort_text, f.id, place, asked.descending)
        order by case when not asked.descending then f.sort_text end collate "C", case when asked.descending then f.sort_text end collate "C" desc,
          case when not asked.descending then f.id end, case when asked.descending then f.id end desc
        limit at_most + 1) as f)
    select jsonb_strip_nulls(jsonb_build_object(
      'items', coalesce((select jsonb_agg(private.client_line(c, at) order by p.position) from page as p join public.clients as c on c.id = p.id
        where p.position <= at_most), '[]'::jsonb),
      'next', (select private.list_cursor(p.sort_text, p.id) from page as p where p.position = at_most and exists (select from page as q where q.position > at_most)),
      'total', (select count(*) from found))));
end;
$$;
comment on function public.list_all_clients(jsonb) is
  'For staff: every client: { limit?, cursor?, search? (name, tax id, holder), state?: "held"|"grace"|"free"|"in_review"|"direct"|"blocked", partnerId?, sort?: "name"|"until"|"createdAt"|"partner" } -> { items: [ClientLine], next?, total }. Merged ones are found under the one that was kept. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor, sort). Under the policies of the tables.';

create function public.read_client_case(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at timestamptz := private.now();
  client public.clients;
begin
  select * into client from public.clients as c where c.id = private.uuid_of(request ->> 'id');
  if client.merged_into is not null then
    select * into client from public.clients as c where c.id = client.merged_into;
  end if;
  if client.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return private.client_line(client, at) || jsonb_strip_nulls(jsonb_build_object(
    'createdAt', private.utc_text(client.created_at),
    'otherTaxIds', (select jsonb_agg(jsonb_build_object('taxId', c.tax_id, 'name', c.name) order by c.tax_id) from public.clients as c where c.merged_into = client.id),
    'pins', coalesce((select jsonb_agg(private.pin_line(p, at) order by lower(p.period) desc) from public.client_pins as p
      where p.client_id = client.id or p.client_id in (select c.id from public.clients as c where c.merged_into = client.id)), '[]'::jsonb),
    'leads', coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', l.id, 'number', l.number, 'partner', p.name, 'status', l.status,
        'source', l.source, 'expectedAmountKopecks', l.expected_amount_kopecks, 'createdAt', private.utc_text(l.received_at))) order by l.received_at desc)
      from public.leads as l join public.partners as p on p.id = l.partner_id where l.client_id = client.id), '[]'::jsonb),
    'waiting', coalesce((select jsonb_agg(p.name order by w.joined_at) from public.waiting_list as w join public.partners as p on p.id = w.partner_id
      where w.country = client.country and w.tax_id = client.tax_id and w.told_at is null), '[]'::jsonb),
    'transfers', coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', t.id, 'number', t.number, 'status', t.status, 'at', private.utc_text(t.asked_at),
        'from', holder.name, 'to', receiver.name, 'askedBy', s.name, 'reason', t.reason, 'fileId', t.file_id, 'answerBy', t.answer_by,
        'decisions', private.decisions_of('transfer', t.id))) order by t.asked_at desc)
      from public.client_transfers as t join public.partners as holder on holder.id = t.held_by join public.partners as receiver on receiver.id = t.partner_id
      join public.staff as s on s.id = t.asked_by where t.client_id = client.id), '[]'::jsonb),
    'history', private.lines_of_client(client.id),
    'similar', private.clients_like(client.name, array(select d.domain from public.client_domains as d where d.client_id = client.id), client.id, at)));
end;
$$;
comment on function public.read_client_case(jsonb) is
  'For staff: { id } -> one client (ClientCase in case-contract.ts): who holds it, every pin and lead, who waits for it, transfers, history, similar clients. The id of a merged client leads to the one that was kept. Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Definer: it looks for similar names by an index no policy could use.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.decisions_of(text, uuid), private.pin_line(public.client_pins, timestamptz), private.client_line(public.clients, timestamptz),
  private.lines_of_client(uuid), private.clients_like(text, text[], uuid, timestamptz), private.application_facts(public.applications, timestamptz),
  private.application_line(public.applications), public.list_applications(jsonb), public.read_application_case(jsonb), public.read_lead_case(jsonb),
  public.list_all_clients(jsonb), public.read_client_case(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function
  private.decisions_of(text, uuid), private.pin_line(public.client_pins, timestamptz), private.client_line(public.clients, timestamptz),
  private.application_line(public.applications), private.utc_text(timestamptz), public.list_applications(jsonb), public.read_application_case(jsonb),
  public.read_lead_case(jsonb), public.list_all_clients(jsonb), public.read_client_case(jsonb)
  to authenticated;
