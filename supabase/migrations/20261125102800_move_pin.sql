-- What staff do with pins: give and take them, merge two clients that are one, say that a client is direct or blocked. A client's written
-- choice is carried out in 20261128150000_client_transfers.sql.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.last_lead(partner_id uuid, client_id uuid) returns public.leads
  language sql stable security invoker set search_path = ''
as $$
  select l from public.leads as l
  where l.partner_id = last_lead.partner_id and l.client_id = last_lead.client_id and l.status <> 'pinned'
  order by l.status = 'in_review' desc, l.received_at desc limit 1;
$$;
comment on function private.last_lead(uuid, uuid) is
  'The last lead of a partner about a client that holds nothing, one in review first; all null when there is none.';

create function private.lead_for(partner_id uuid, client public.clients, rule text) returns public.leads
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  lead public.leads := private.last_lead(partner_id, client.id);
begin
  if lead.id is null then
    lead := private.insert_lead(jsonb_build_object('source', 'partner', 'status', 'in_review', 'rule', rule,
      'client', jsonb_build_object('name', client.name, 'country', client.country, 'taxId', client.tax_id),
      'answerBy', (private.now() at time zone 'UTC')::date), partner_id, client.id, (private.edition_in_force(private.now())).id);
  end if;
  update public.lead_reviews as r set ended_at = private.now() where r.lead_id = lead.id and r.ended_at is null;
  return lead;
end;
$$;
comment on function private.lead_for(uuid, public.clients, text) is
  'The lead by which a partner comes to a client without registering it now: its own last one, or a new one. Under lock_client().';

create function private.end_own_reviews(pin public.client_pins) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  waiting public.leads;
begin
  for waiting in
    update public.leads as l set status = 'ended', rule = pin.rule, answer_by = null, closed_at = private.now()
    where l.partner_id = pin.partner_id and l.client_id = pin.client_id and l.status = 'in_review'
    returning l.*
  loop
    update public.lead_reviews as r set ended_at = private.now() where r.lead_id = waiting.id and r.ended_at is null;
    perform private.add_lead_event(waiting.id, 'pinned_by_other_lead', 'programme',
      jsonb_build_object('rule', pin.rule, 'until', pin.protected_until));
  end loop;
end;
$$;
comment on function private.end_own_reviews(public.client_pins) is
  'What the partner of a pin has in review about its client has nothing left to wait for: the leads end, and nobody has to decide them. Under lock_client().';

create function private.take_pin(pin public.client_pins, ended_by text, reason text, notification_key text) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  lead public.leads;
  closed public.client_pins := private.close_pin(pin, ended_by);
begin
  select * into lead from public.leads as l where l.id = pin.lead_id;
  -- After an appeal the words were written to the appellant: the former partner learns what happened, and no word of theirs.
  perform private.add_lead_event(lead.id, case ended_by when 'appeal' then 'taken_on_appeal' else 'transferred' end, 'staff',
    jsonb_build_object('reason', case when ended_by <> 'appeal' then reason end,
      'rule', nullif(current_setting('letok.cause', true), '')::jsonb ->> 'rule'));
  perform private.tell_partner(pin.partner_id, lead.registered_by, 'pin_transferred_away',
    jsonb_strip_nulls(jsonb_build_object('clientName', lead.client_name, 'at', coalesce(upper(closed.period), private.now()),
      'reason', case when ended_by <> 'appeal' then reason end)), notification_key, interval '10 seconds');
end;
$$;
comment on function private.take_pin(public.client_pins, text, text, text) is 'Takes a client from its partner, who is told why: the rule the transaction names as its cause, and the reason of a transfer or a merge; of an appeal only that there was one. Under lock_client().';

create function private.give_pin(client public.clients, partner_id uuid, rule text, action text, details jsonb, notification_key text)
  returns public.client_pins
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  lead public.leads := private.lead_for(partner_id, client, rule);
  pin public.client_pins := private.grant_pin(lead, rule, action);
begin
  perform private.add_lead_event(lead.id, 'pinned', 'staff', details || jsonb_build_object('rule', rule, 'until', pin.protected_until));
  perform private.tell_partner(partner_id, lead.registered_by, 'pin_transferred_to',
    jsonb_build_object('clientName', lead.client_name, 'number', lead.number, 'protectedUntil', pin.protected_until, 'reason', details ->> 'reason',
      'edition', pin.edition, 'rule', rule, 'receiptNumber',
      (select r.number from public.receipts as r where r.pin_id = pin.id order by r.record_id desc limit 1)), notification_key, interval '10 seconds');
  return pin;
end;
$$;
comment on function private.give_pin(public.clients, uuid, text, text, jsonb, text) is 'Pins a client to a partner by a decision of staff, with receipt, history and letter. Under lock_client().';

create function private.close_lead_of(pin public.client_pins) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  update public.leads as l set status = 'ended', closed_at = private.now() where l.id = pin.lead_id and l.status = 'pinned';
  perform private.add_lead_event(pin.lead_id, 'merged', 'staff');
end;
$$;
comment on function private.close_lead_of(public.client_pins) is 'Ends the lead of a pin that gave way to another of the same partner, when two clients were merged.';

create function private.loser_of_merge(pin_of_gone public.client_pins, pin_of_kept public.client_pins, keeper uuid) returns public.client_pins
  language sql immutable security invoker set search_path = ''
as $$
  select case when coalesce(keeper, case when pin_of_gone.granted_at < pin_of_kept.granted_at then pin_of_gone.partner_id else pin_of_kept.partner_id end)
    = pin_of_gone.partner_id then pin_of_kept else pin_of_gone end;
$$;
comment on function private.loser_of_merge(public.client_pins, public.client_pins, uuid) is
  'Two partners hold what is one client: whose pin gives way. A person says who keeps it (keeper, a partner); the earlier grant if nothing is said.';

create function private.lose_to_merge(pin public.client_pins, request jsonb, caller private.caller, notification_key text) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  -- A decision about its lead: who appeals against it is heard by somebody else.
  perform private.add_decision('lead', pin.lead_id, jsonb_build_object('decision', 'decline', 'reason', request ->> 'reason'), caller,
    pin.edition, 'pin', private.now());
  perform private.take_pin(pin, 'transferred', request ->> 'reason', notification_key);
end;
$$;
comment on function private.lose_to_merge(public.client_pins, jsonb, private.caller, text) is
  'Of two partners that held what is one client the one loses it, by a decision of the person who merged. Under lock_clients().';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.merge_clients(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'merge_clients', request);
  gone public.clients;
  kept public.clients;
  pin_of_gone public.client_pins;
  pin_of_kept public.client_pins;
  pin_of_loser public.client_pins;
  moving public.leads;
  edition public.programme_editions := private.edition_in_force(private.now());
  key text := 'merge.' || gen_random_uuid() || '.';
begin
  if answer is not null then
    return answer;
  end if;
  perform private.lock_clients((select jsonb_agg(jsonb_build_object('country', c.country, 'taxId', c.tax_id)) from public.clients as c
    where c.id in (private.uuid_of(request ->> 'clientId'), private.uuid_of(request ->> 'intoId'))));
  select * into gone from public.clients as c where c.id = private.uuid_of(request ->> 'clientId');
  select * into kept from public.clients as c where c.id = private.uuid_of(request ->> 'intoId');
  if gone.id is null or kept.id is null or gone.id = kept.id or gone.merged_into is not null or kept.merged_into is not null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  -- Whoever decides it has one of the two in mind.
  if exists (select from public.client_transfers as t where t.client_id in (gone.id, kept.id) and t.status = 'waiting') then
    raise sqlstate 'PT409' using message = 'transfer_waiting';
  end if;
  perform private.because('merge_clients', request ->> 'reason', 'pin', edition.id);
  pin_of_gone := private.active_pin(gone.id, private.now());
  pin_of_kept := private.active_pin(kept.id, private.now());

  if pin_of_gone.partner_id <> pin_of_kept.partner_id then
    pin_of_loser := private.loser_of_merge(pin_of_gone, pin_of_kept, private.uuid_of(request ->> 'partnerId'));
    -- Above the limit a client changes hands by its own choice and by two people, not by the way.
    if cardinality(private.transfer_limits_reached(pin_of_loser, edition.rules, private.now())) > 0 then
      raise sqlstate 'PT409' using message = 'transfer_needed';
    end if;
    perform private.lose_to_merge(pin_of_loser, request, caller, key || 'from');
    if pin_of_loser.id = pin_of_kept.id then
      pin_of_kept := null;
    else
      pin_of_gone := null;
    end if;
  elsif pin_of_gone.id is not null and pin_of_kept.id is not null then
    -- One partner, twice: the longer protection stays. The lead of the other has nothing left to wait for.
    if pin_of_gone.protected_until > pin_of_kept.protected_until then
      perform private.close_pin(pin_of_kept, 'merged');
      perform private.close_lead_of(pin_of_kept);
      pin_of_kept := null;
    else
      perform private.close_pin(pin_of_gone, 'merged');
      perform private.close_lead_of(pin_of_gone);
      pin_of_gone := null;
    end if;
  end if;

  if pin_of_gone.id is not null then
    perform private.close_pin(pin_of_gone, 'merged');
  end if;
  update public.leads as l set client_id = kept.id where l.client_id = gone.id;
  insert into public.client_domains (client_id, domain) select kept.id, d.domain from public.client_domains as d where d.client_id = gone.id
  on conflict on constraint client_domains_are_noted_once do nothing;
  update public.clients as c set merged_into = kept.id where c.id = gone.id or c.merged_into = gone.id;
  if gone.standing <> 'open' and kept.standing = 'open' then
    update public.clients as c set standing = gone.standing where c.id = kept.id;
  end if;
  if pin_of_gone.id is not null then
    select * into moving from public.leads as l where l.id = pin_of_gone.lead_id;
    pin_of_kept := private.grant_pin(moving, pin_of_gone.rule, 'transferred', pin_of_gone);
    if pin_of_kept.id is null then
      -- Its grace has ended meanwhile: there is nothing to move.
      perform private.close_lead_of(pin_of_gone);
      update public.leads as l set status = 'ended', closed_at = private.now()
      where l.partner_id = pin_of_gone.partner_id and l.client_id = kept.id and l.status = 'pinned';
      perform private.tell_waiting_list(kept.id);
    else
      perform private.add_lead_event(moving.id, 'merged', 'staff', jsonb_build_object('until', pin_of_kept.protected_until));
    end if;
  end if;
  if pin_of_kept.id is not null then
    perform private.end_own_reviews(pin_of_kept);
  end if;
  return private.finish_request_of(caller, 'merge_clients', request, jsonb_strip_nulls(jsonb_build_object('clientId', kept.id,
    'pin', case when pin_of_kept.id is not null then jsonb_build_object('partnerId', pin_of_kept.partner_id) || private.pin_facts(pin_of_kept, private.now()) end)));
end;
$$;
comment on function public.merge_clients(jsonb) is
  'Two clients turned out to be one: { clientId, intoId, reason, partnerId?, idempotencyKey?, requestSha256? } -> { clientId, pin? }. A pin moves with its term, edition and extensions. Where two partners hold the two, partnerId says who keeps it, the earlier grant if nothing is said; the other is told the reason. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown, the same, or merged already), PT409 transfer_needed (the pin that would give way reaches transfer.secondPersonAbove of the edition in force: the client''s own choice moves it, with a second person), PT409 transfer_waiting (a transfer of one of the two waits to be decided). Definer: clients and pins are written by functions only.';

create function public.set_client_standing(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  client public.clients;
begin
  perform private.accept_change(caller, 'client_standings');
  perform private.because('set_client_standing', request ->> 'reason');
  perform private.lock_client(request #>> '{client,country}', request #>> '{client,taxId}');
  client := private.note_client(request -> 'client', null);
  -- A pin goes on: what was promised is not taken back by calling the client one's own.
  update public.clients as c set standing = request ->> 'standing' where c.id = client.id;
  perform private.tell_waiting_list(client.id);
  return jsonb_build_object('id', client.id, 'standing', request ->> 'standing', 'isPinned', (private.active_pin(client.id, private.now())).id is not null);
end;
$$;
comment on function public.set_client_standing(jsonb) is
  'Says whether a client is open to partners, the vendor''s own (direct) or blocked: { client: { name, country, taxId }, standing, reason } -> { id, standing, isPinned }. A pin that exists goes on to its end; when the client is open and nobody holds it, whoever waits for it is told. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (300 an hour and person). Definer: clients are written by functions only.';

create function public.read_client(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  client public.clients;
  at timestamptz := private.now();
begin
  perform private.require_staff();
  select * into client from public.clients as c
  where c.tax_id = request ->> 'taxId' and (request ->> 'country' is null or c.country = request ->> 'country')
  order by c.created_at limit 1;
  if client.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if client.merged_into is not null then
    select * into client from public.clients as c where c.id = client.merged_into;
  end if;
  return jsonb_strip_nulls(jsonb_build_object(
    'id', client.id, 'name', client.name, 'country', client.country, 'taxId', client.tax_id, 'standing', client.standing,
    'domains', (select jsonb_agg(d.domain order by d.domain) from public.client_domains as d where d.client_id = client.id),
    'otherTaxIds', (select jsonb_agg(c.tax_id order by c.tax_id) from public.clients as c where c.merged_into = client.id),
    'holder', (select jsonb_build_object('partner', jsonb_build_object('id', p.id, 'name', p.name), 'pin', private.pin_facts(pin, at))
      from public.client_pins as pin join public.partners as p on p.id = pin.partner_id
      where pin.client_id = client.id and pin.period @> at),
    'pins', coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('partner', p.name, 'from', lower(pin.period), 'to', upper(pin.period),
        'protectedUntil', pin.protected_until, 'endedBy', pin.ended_by, 'edition', pin.edition, 'rule', pin.rule)) order by lower(pin.period))
      from public.client_pins as pin join public.partners as p on p.id = pin.partner_id
      where pin.client_id = client.id or pin.client_id in (select c.id from public.clients as c where c.merged_into = client.id)), '[]'::jsonb),
    'leads', coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'number', l.number, 'partner', p.name, 'status', l.status, 'source', l.source,
        'createdAt', l.received_at) order by l.received_at)
      from public.leads as l join public.partners as p on p.id = l.partner_id where l.client_id = client.id), '[]'::jsonb),
    'similar', public.similar_clients(jsonb_build_object('name', client.name, 'otherThan', client.id)) -> 'items'));
end;
$$;
comment on function public.read_client(jsonb) is
  'For staff: { taxId, country? } -> { id, name, country, taxId, standing, domains?, otherTaxIds?, holder?, pins, leads, similar }: who holds a client, and the history. Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Under the policies of the tables.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.close_lead_of(public.client_pins), private.last_lead(uuid, uuid), private.lead_for(uuid, public.clients, text),
  private.end_own_reviews(public.client_pins), private.take_pin(public.client_pins, text, text, text),
  private.give_pin(public.clients, uuid, text, text, jsonb, text), private.loser_of_merge(public.client_pins, public.client_pins, uuid), private.lose_to_merge(public.client_pins, jsonb, private.caller, text),
  public.merge_clients(jsonb), public.set_client_standing(jsonb), public.read_client(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function
  private.require_staff(), private.require_caller(text, text[]), public.merge_clients(jsonb),
  public.set_client_standing(jsonb), public.read_client(jsonb)
  to authenticated;
