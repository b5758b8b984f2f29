-- POST /api/staff/event-leads: what a joint event has brought belongs to the partner that took part.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.add_event_lead(row_of jsonb, partner_id uuid, event text, edition public.programme_editions) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  known public.clients := private.find_client(row_of #>> '{client,country}', row_of #>> '{client,taxId}');
  at timestamptz := private.now();
  held public.client_pins := private.active_pin(known.id, at);
  reasons text[];
  lead public.leads;
  pin public.client_pins;
begin
  if known.standing in ('direct', 'blocked') then
    return jsonb_build_object('outcome', 'excepted', 'reason', known.standing);
  elsif held.partner_id <> partner_id then
    return jsonb_build_object('outcome', 'excepted', 'reason', 'pinned',
      'partner', (select p.name from public.partners as p where p.id = held.partner_id), 'until', held.protected_until);
  end if;
  if held.id is null then
    reasons := array_remove(private.review_reasons(row_of, partner_id, known, edition, at), 'many_refusals');
    if exists (select from public.leads as l
               where l.client_id = known.id and l.partner_id = add_event_lead.partner_id and l.status = 'in_review') then
      -- The partner's own registration waits already: one review is enough.
      return '{"outcome": "excepted", "reason": "in_review"}';
    end if;
  end if;

  known := private.note_client(row_of -> 'client', row_of -> 'contact');
  lead := private.insert_lead(row_of || jsonb_build_object(
    'source', 'event', 'event', event, 'status', case when cardinality(reasons) > 0 then 'in_review' else 'pinned' end,
    'rule', case when cardinality(reasons) > 0 then 'promise.answerBusinessDays' else 'pin.protectionDays' end,
    'answerBy', case when cardinality(reasons) > 0
      then private.promised_date(at, (edition.rules #>> '{promise,answerBusinessDays}')::integer, edition.rules) end),
    partner_id, known.id, edition.id);
  perform private.add_lead_event(lead.id, 'registered', 'staff');
  if lead.status = 'in_review' then
    insert into public.lead_reviews (lead_id, reasons, opened_at, answer_by) values (lead.id, reasons, at, lead.answer_by);
    perform private.add_lead_event(lead.id, 'sent_to_review', 'programme', '{"rule": "promise.answerBusinessDays"}');
  elsif held.id is null then
    pin := private.grant_pin(lead, 'pin.protectionDays');
    perform private.add_lead_event(lead.id, 'pinned', 'programme', jsonb_build_object('rule', 'pin.protectionDays', 'until', pin.protected_until));
  end if;
  perform private.tell_crm_about_lead(lead);
  return jsonb_strip_nulls(jsonb_build_object(
    'outcome', case when lead.status = 'in_review' then 'in_review' when held.id is null then 'pinned' else 'added' end,
    'number', lead.number, 'until', pin.protected_until, 'reason', reasons[1]));
end;
$$;
comment on function private.add_event_lead(jsonb, uuid, text, public.programme_editions) is
  'One contact of an event -> { outcome, number?, until?, reason?, partner? }: pinned to the partner; added to what it holds already; in_review where a registration would be; or excepted, because the client is pinned, direct or blocked. Needs no free place in the quota and takes none. The caller holds lock_clients().';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.add_event_leads(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'add_event_leads', request);
  partner public.partners;
  edition public.programme_editions;
  given record;
  seen text[] := '{}';
  key text;
  outcomes jsonb[] := '{}';
  counts jsonb;
begin
  if answer is not null then
    return answer;
  end if;
  perform private.accept_change(caller, 'event_lists');
  select * into partner from public.partners as p where p.id = private.uuid_of(request ->> 'partnerId');
  if partner.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  elsif partner.status <> 'active' then
    raise sqlstate 'PT409' using message = 'partner_suspended';
  elsif jsonb_array_length(request -> 'rows') > 1000 then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'rows';
  end if;
  edition := private.edition_in_force(private.now());
  if edition.id is null then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  elsif (edition.rules #>> '{lead,requireOffer}')::boolean and not private.has_accepted(partner.id, private.now()) then
    raise sqlstate 'PT403' using message = 'offer_not_accepted';
  end if;

  perform private.because('add_event_leads', request ->> 'event', 'pin.protectionDays', edition.id);
  perform private.lock_clients((select coalesce(jsonb_agg(r -> 'client'), '[]') from jsonb_array_elements(request -> 'rows') as r));
  perform private.lock_partner(partner.id);
  for given in select r.value as line_of, r.ordinality as place from jsonb_array_elements(request -> 'rows') with ordinality as r order by r.ordinality loop
    key := (given.line_of #>> '{client,country}') || ':' || (given.line_of #>> '{client,taxId}');
    outcomes := outcomes || (jsonb_build_object('line', coalesce((given.line_of ->> 'line')::integer, given.place::integer))
      || case when key = any (seen) then '{"outcome": "duplicate"}'::jsonb
         else private.add_event_lead(given.line_of, partner.id, request ->> 'event', edition) end);
    seen := seen || key;
  end loop;

  select jsonb_build_object('added', count(*) filter (where o ->> 'number' is not null), 'inReview', count(*) filter (where o ->> 'outcome' = 'in_review'),
    'excepted', count(*) filter (where o ->> 'outcome' = 'excepted')) into counts
  from unnest(outcomes) as o;
  if (counts ->> 'added')::integer > 0 then
    perform private.tell_partner(partner.id, null, 'event_leads_added',
      jsonb_build_object('event', request ->> 'event', 'counts', counts), 'event_leads_added.' || gen_random_uuid());
  end if;
  return private.finish_request_of(caller, 'add_event_leads', request, jsonb_build_object('rows', to_jsonb(outcomes), 'counts', counts));
end;
$$;
comment on function public.add_event_leads(jsonb) is
  'A person of the vendor gives the contacts of a joint event to the partner that took part: { partnerId, event, rows: [{ line?, client: { name, country, taxId, site? }, contact?: { name, email, phone? }, solutions?, need? }], idempotencyKey?, requestSha256? } (1000 rows at most) -> { rows: [{ line, outcome: "pinned"|"added"|"in_review"|"excepted"|"duplicate", number?, until?, reason?, partner? }], counts: { added, inReview, excepted } }. Who holds an excepted client is for the vendor''s people alone; the partner hears the counts. One transaction, all clients locked before. Raises PT401 session_required, PT403 wrong_role, PT403 offer_not_accepted (by that partner), PT404 not_found, PT409 partner_suspended, PT422 invalid_input, PT422 idempotency_key_reused, PT503 edition_not_published, PT429 too_many_requests (60 an hour and person). Definer: leads and pins are written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.add_event_lead(jsonb, uuid, text, public.programme_editions), public.add_event_leads(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function public.add_event_leads(jsonb) to authenticated;
