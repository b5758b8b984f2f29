-- POST /api/leads: a partner registers a client. The answer is final at once: pinned, in review, or refused.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.open_registrations(partner_id uuid, at timestamptz) returns integer
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select (select count(*) from public.client_pins as p join public.leads as l on l.id = p.lead_id
            where p.partner_id = open_registrations.partner_id and p.period @> at and l.source = 'partner')::integer
      + (select count(*) from public.leads as l
         where l.partner_id = open_registrations.partner_id and l.status = 'in_review' and l.source = 'partner')::integer);
end;
$$;
comment on function private.open_registrations(uuid, timestamptz) is 'What counts against quota.openRegistrations: clients the partner has registered and holds, grace included, and its leads in review. What the vendor has brought (passed and event leads) takes no place, or a big event would stop the partner''s own work.';

create function private.refusals_today(partner_id uuid, at timestamptz, rules jsonb) returns integer
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select count(*)::integer from private.lead_refusals as r
    where r.partner_id = refusals_today.partner_id
      and r.refused_at >= date_trunc('day', at at time zone (rules ->> 'timeZone')) at time zone (rules ->> 'timeZone'));
end;
$$;
comment on function private.refusals_today(uuid, timestamptz, jsonb) is 'Immediate refusals of a partner since midnight in the programme''s zone.';

create function private.require_registration(partner_id uuid, edition public.programme_editions, at timestamptz) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  used integer;
begin
  if (edition.rules #>> '{lead,requireOffer}')::boolean and not private.has_accepted(partner_id, at) then
    raise sqlstate 'PT403' using message = 'offer_not_accepted';
  end if;
  if (edition.rules #>> '{lead,requireCourse}')::boolean and not exists (
    select from public.partners as p where p.id = partner_id and p.course_waived_at is not null) then
    raise sqlstate 'PT403' using message = 'course_not_passed';
  end if;
  used := private.open_registrations(partner_id, at);
  if used >= (edition.rules #>> '{quota,openRegistrations}')::integer then
    raise sqlstate 'PT429' using message = 'quota_exhausted', detail = greatest(60, ceil(extract(epoch from coalesce((
      select min(upper(p.period)) from public.client_pins as p where p.partner_id = require_registration.partner_id and p.period @> at),
      at + interval '1 day') - at)))::bigint::text;
  end if;
end;
$$;
comment on function private.require_registration(uuid, public.programme_editions, timestamptz) is
  'May this partner register one more client now? Raises PT403 offer_not_accepted, PT403 course_not_passed, PT429 quota_exhausted (detail = seconds until a place becomes free by itself, at least 60). The caller holds lock_partner().';

create function private.review_reasons(request jsonb, partner_id uuid, known public.clients, edition public.programme_editions, at timestamptz)
  returns text[]
  language sql stable security invoker set search_path = ''
as $$
  select array_remove(array[
    case when private.refusals_today(partner_id, at, edition.rules) >= (edition.rules #>> '{quota,refusalsPerDay}')::integer
      then 'many_refusals' end,
    case when exists (select from private.clients_of_domains(
        array(select d from unnest(private.domains_of(request -> 'client', request -> 'contact')) as d
              where d is distinct from (select private.known_domain(p.site) from public.partners as p where p.id = partner_id)), known.id))
      then 'domain_known' end,
    case when exists (select from public.leads as l where l.client_id = known.id and l.status = 'in_review' and l.partner_id <> review_reasons.partner_id)
      then 'other_lead' end], null);
$$;
comment on function private.review_reasons(jsonb, uuid, public.clients, public.programme_editions, timestamptz) is
  'Why a person has to look at a registration; empty when nobody has to. For the vendor''s people: the partner hears many_refusals, or manual for whatever else.';

create function private.refuse_lead(request jsonb, caller private.caller, edition public.programme_editions, at timestamptz, until timestamptz)
  returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  insert into private.lead_refusals (partner_id, member_id, country, tax_id, client_name, refused_at, edition, rule)
  values (caller.partner_id, caller.id, request #>> '{client,country}', request #>> '{client,taxId}', request #>> '{client,name}',
    at, edition.id, 'pin.exclusive');
  return jsonb_strip_nulls(jsonb_build_object(
    'refused', 'client_unavailable', 'rule', jsonb_build_object('edition', edition.id, 'id', 'pin.exclusive'),
    'protectedUntil', case when (edition.rules #>> '{pin,discloseProtectedUntil}')::boolean then until end));
end;
$$;
comment on function private.refuse_lead(jsonb, private.caller, public.programme_editions, timestamptz, timestamptz) is
  'Counts an immediate refusal and says it: the same for a pinned, a direct and a blocked client. It is an answer and not an error, because an error would take the count back with everything else.';

create function private.tell_about_lead(lead public.leads, caller private.caller, reasons text[]) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  partner public.partners := (select p from public.partners as p where p.id = lead.partner_id);
  facts jsonb := jsonb_build_object('number', lead.number, 'clientName', lead.client_name, 'edition', lead.edition, 'rule', lead.rule);
  receipt public.receipts;
begin
  if lead.status = 'pinned' then
    select r.* into receipt from public.receipts as r join public.client_pins as p on p.id = r.pin_id
    where p.lead_id = lead.id order by r.record_id desc limit 1;
    perform private.enqueue_notification('lead_pinned', caller.email, caller.name, caller.locale,
      facts || jsonb_build_object('protectedUntil', receipt.protected_until, 'receiptNumber', receipt.number), 'lead_pinned.' || lead.number);
  else
    perform private.enqueue_notification('lead_in_review', caller.email, caller.name, caller.locale,
      facts || jsonb_build_object('answerBy', lead.answer_by), 'lead_in_review.' || lead.number);
    perform private.enqueue_staff_notification('account_manager', 'lead_waiting',
      facts || jsonb_build_object('partnerName', partner.name, 'taxId', lead.tax_id, 'answerBy', lead.answer_by, 'why', to_jsonb(reasons)),
      'lead_waiting.' || lead.number);
  end if;
  perform private.enqueue_crm_event('lead_registered', jsonb_build_object('number', lead.number, 'clientName', lead.client_name,
    'country', lead.country, 'taxId', lead.tax_id, 'partnerName', partner.name, 'solutions', to_jsonb(lead.solutions), 'status', lead.status),
    'crm.lead_registered.' || lead.number);
end;
$$;
comment on function private.tell_about_lead(public.leads, private.caller, text[]) is
  'Letters of a new lead: lead_pinned or lead_in_review to whoever registered it, lead_waiting to the account managers, and the CRM event.';

create function private.store_lead(request jsonb, caller private.caller, edition public.programme_editions, reasons text[]) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  client public.clients;
  lead public.leads;
  pin public.client_pins;
  waits boolean := cardinality(reasons) > 0;
  rule text := case when waits then 'promise.answerBusinessDays' else 'pin.protectionDays' end;
begin
  client := private.note_client(request -> 'client', request -> 'contact');
  lead := private.insert_lead(request || jsonb_build_object(
    'source', 'partner', 'status', 'in_review', 'rule', rule, 'registeredBy', caller.id,
    'answerBy', private.promised_date(at, (edition.rules #>> '{promise,answerBusinessDays}')::integer, edition.rules)),
    caller.partner_id, client.id, edition.id);
  perform private.add_lead_event(lead.id, 'registered', 'member');
  if waits then
    insert into public.lead_reviews (lead_id, reasons, opened_at, answer_by) values (lead.id, reasons, at, lead.answer_by);
    perform private.add_lead_event(lead.id, 'sent_to_review', 'programme', jsonb_build_object('rule', rule));
  else
    pin := private.grant_pin(lead, rule);
    select * into lead from public.leads as l where l.id = lead.id;
    perform private.add_lead_event(lead.id, 'pinned', 'programme', jsonb_build_object('rule', rule, 'until', pin.protected_until));
  end if;
  perform private.tell_about_lead(lead, caller, reasons);
  return jsonb_strip_nulls(jsonb_build_object(
    'id', lead.id, 'number', lead.number, 'status', lead.status,
    'pin', case when not waits then private.pin_facts(pin, private.now()) end,
    'answerBy', lead.answer_by,
    -- The partner's own doing alone is named: every other reason is a fact about other companies, and so are all of them together.
    'reason', case when 'many_refusals' = any (reasons) then 'many_refusals' when waits then 'manual' end,
    'rule', jsonb_build_object('edition', edition.id, 'id', rule),
    'quota', jsonb_build_object('used', private.open_registrations(caller.partner_id, private.now()), 'of', edition.rules #> '{quota,openRegistrations}')));
end;
$$;
comment on function private.store_lead(jsonb, private.caller, public.programme_editions, text[]) is
  'Client, lead, and pin or review, with history, receipt and letters; the answer of register_lead(). The caller holds lock_client() and lock_partner().';

create function private.register_one_lead(request jsonb, caller private.caller, edition public.programme_editions) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at timestamptz;
  known public.clients;
  held public.client_pins;
  reasons text[];
begin
  perform private.lock_client(request #>> '{client,country}', request #>> '{client,taxId}');
  known := private.find_client(request #>> '{client,country}', request #>> '{client,taxId}');
  perform private.lock_partner(caller.partner_id);
  -- Nothing is decided by a time from before the wait.
  at := private.now();
  perform private.require_registration(caller.partner_id, edition, at);

  held := private.active_pin(known.id, at);
  if held.partner_id = caller.partner_id or exists (
    select from public.leads as l where l.client_id = known.id and l.partner_id = caller.partner_id and l.status = 'in_review') then
    raise sqlstate 'PT409' using message = 'client_already_yours';
  end if;
  reasons := private.review_reasons(request, caller.partner_id, known, edition, at);
  -- After too many refusals nothing is answered at once any more, so nothing can be learnt by trying.
  if not 'many_refusals' = any (reasons) and (held.id is not null or known.standing in ('direct', 'blocked')) then
    return private.refuse_lead(request, caller, edition, at, held.protected_until);
  end if;
  return private.store_lead(request, caller, edition, reasons);
end;
$$;
comment on function private.register_one_lead(jsonb, private.caller, public.programme_editions) is
  'One registration by the rules of register_lead(), without its idempotency and speed limit: the form and the import go through here. Raises what register_lead() raises for a registration: PT403 offer_not_accepted, PT403 course_not_passed, PT409 client_already_yours, PT429 quota_exhausted.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.register_lead(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'register_lead', request);
  edition public.programme_editions;
begin
  if answer is not null then
    return answer || '{"replayed": true}';
  end if;
  edition := private.edition_in_force(private.now());
  if edition.id is null then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  end if;
  perform private.because('register_lead', null, 'lead', edition.id);
  perform private.accept_within_limit('registrations_per_minute', caller.partner_id::text,
    (edition.rules #>> '{quota,registrationsPerMinute}')::integer, interval '1 minute');
  answer := private.register_one_lead(request -> 'lead', caller, edition);
  return private.finish_request_of(caller, 'register_lead', request, answer) || '{"replayed": false}';
end;
$$;
comment on function public.register_lead(jsonb) is
  'Registers a client for the caller''s partner: { lead: LeadRequest, idempotencyKey?, requestSha256? } -> { id, number, status: "pinned"|"in_review", pin?, answerBy?, reason?: "many_refusals"|"manual", rule: { edition, id }, quota, replayed }, or { refused: "client_unavailable", rule, protectedUntil? } for a client that is pinned, direct or blocked: the same for all three, and nothing is left behind but its count. One transaction under the locks of client and partner. Raises PT401 session_required, PT403 wrong_role, PT403 offer_not_accepted, PT403 course_not_passed, PT409 client_already_yours, PT422 idempotency_key_reused, PT429 quota_exhausted, PT429 too_many_requests, PT503 edition_not_published. Definer: a partner writes no table itself and may not see the clients and pins of others that decide.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.open_registrations(uuid, timestamptz),
  private.refusals_today(uuid, timestamptz, jsonb), private.require_registration(uuid, public.programme_editions, timestamptz),
  private.review_reasons(jsonb, uuid, public.clients, public.programme_editions, timestamptz),
  private.refuse_lead(jsonb, private.caller, public.programme_editions, timestamptz, timestamptz),
  private.tell_about_lead(public.leads, private.caller, text[]),
  private.store_lead(jsonb, private.caller, public.programme_editions, text[]),
  private.register_one_lead(jsonb, private.caller, public.programme_editions), public.register_lead(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function public.register_lead(jsonb) to authenticated;
