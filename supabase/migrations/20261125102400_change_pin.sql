-- What a partner does with the clients it holds: extend, renew in grace, release; and the waiting list for those it does not.

create table public.waiting_list (
  id uuid not null default gen_random_uuid(),
  partner_id uuid not null,
  member_id uuid not null,
  country text not null,
  tax_id text not null,
  client_name text not null,
  joined_at timestamptz not null default private.now(),
  told_at timestamptz,

  constraint waiting_list_pkey primary key (id),
  constraint waiting_list_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint waiting_list_member_id_fkey foreign key (member_id) references public.members (id) on delete cascade,
  constraint waiting_list_tax_id_fits_its_country check (private.is_tax_id(country, tax_id)),
  constraint waiting_list_client_name_is_one_line check (private.is_line(client_name, 200))
);

create unique index waiting_list_partner_waits_once_idx on public.waiting_list (country, tax_id, partner_id) where told_at is null;
create index waiting_list_partner_id_idx on public.waiting_list (partner_id);
create index waiting_list_member_id_idx on public.waiting_list (member_id);

comment on table public.waiting_list is
  'Partners that want to hear when a client is free. All are told at once and in no order; the first registration wins.';
comment on column public.waiting_list.id is 'Opaque id.';
comment on column public.waiting_list.partner_id is 'The partner that waits.';
comment on column public.waiting_list.member_id is 'The person who asked last and is told; the owners of the partner when that person has left.';
comment on column public.waiting_list.country is 'Country of the client.';
comment on column public.waiting_list.tax_id is 'Tax id of the client.';
comment on column public.waiting_list.client_name is 'The client as this partner wrote it.';
comment on column public.waiting_list.joined_at is 'When it asked (UTC).';
comment on column public.waiting_list.told_at is 'When the partner was told (UTC), which ends the place; null while it waits.';

alter table public.waiting_list enable row level security;

create policy "A partner sees its own places in the waiting list, the vendor's people all" on public.waiting_list for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.lock_client_of(client_id uuid) returns public.clients
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  known public.clients;
  again public.clients;
begin
  select * into known from public.clients as c where c.id = client_id;
  if known.id is not null then
    perform private.lock_client(known.country, known.tax_id);
  end if;
  -- As it is after the wait.
  select * into again from public.clients as c where c.id = client_id;
  return again;
end;
$$;
comment on function private.lock_client_of(uuid) is 'Takes lock_client() for a client known by its id; the client as it is afterwards, all null for an unknown id.';

create function private.own_pin(client_id uuid, caller private.caller) returns public.client_pins
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  pin public.client_pins;
begin
  -- Whether the id is unknown or somebody else's: the same answer, and the lock is taken only where the client is the caller's.
  if not exists (select from public.client_pins as p where p.client_id = own_pin.client_id and p.partner_id = caller.partner_id) then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  perform private.lock_client_of(client_id);
  pin := private.active_pin(client_id, private.now());
  if pin.partner_id is distinct from caller.partner_id then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return pin;
end;
$$;
comment on function private.own_pin(uuid, private.caller) is
  'The pin by which the caller''s partner holds this client, grace included, under lock_client(). Raises PT404 not_found for an unknown client and for another''s alike.';

create function private.prolong_pin(pin public.client_pins, kind text, words text, caller private.caller) returns public.client_pins
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  rules jsonb := private.rules_of(pin.edition);
  longer timestamptz := private.extended_until(pin, rules);
  at timestamptz := private.now();
  changed public.client_pins;
  action text := case kind when 'extension' then 'extended' else 'renewed' end;
  receipt public.receipts;
begin
  insert into public.pin_extensions (pin_id, kind, activity, until_before, until_after, extended_at, extended_by)
  values (pin.id, kind, nullif(words, ''), pin.protected_until, longer, at, caller.id);
  update public.client_pins as p
  set protected_until = longer, extensions = p.extensions + 1, warned_days = null, ended_told_at = null,
      period = tstzrange(lower(p.period), longer + private.whole_days((rules #>> '{pin,graceDays}')::integer), '[)')
  where p.id = pin.id
  returning * into changed;
  receipt := private.issue_receipt(action, changed, 'pin.extensionDays');
  perform private.add_lead_event(pin.lead_id, action, 'member', jsonb_build_object('until', longer, 'receipt', receipt.number));
  if private.wants_notice(caller.id, 'pin_' || action) then
    perform private.enqueue_notification('pin_' || action, caller.email, caller.name, caller.locale,
      jsonb_build_object('clientName', receipt.client_name, 'protectedUntil', longer, 'receiptNumber', receipt.number,
        'edition', pin.edition, 'rule', receipt.rule), 'pin_' || action || '.' || receipt.number);
  end if;
  return changed;
end;
$$;
comment on function private.prolong_pin(public.client_pins, text, text, private.caller) is
  'One extension or renewal: extensionDays more, at most capDays after the grant, by the rules of the pin''s own edition; with receipt, history and letter. The caller has checked that it may be.';

create function private.tell_waiting_list(client_id uuid) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  client public.clients := (select c from public.clients as c where c.id = tell_waiting_list.client_id);
  held public.client_pins;
  waiting record;
  told integer := 0;
begin
  client := private.find_client(client.country, client.tax_id);
  held := private.active_pin(client.id, private.now());
  -- Held anew, or not for partners: a letter now would be untrue, and its refusal would tell which of the two.
  if client.standing is distinct from 'open' or held.id is not null then
    return 0;
  end if;
  for waiting in
    update public.waiting_list as w set told_at = private.now()
    from public.clients as c
    -- Also under the tax ids of clients that were merged into this one.
    where (c.id = client.id or c.merged_into = client.id)
      and w.country = c.country and w.tax_id = c.tax_id and w.told_at is null
    returning w.id, w.partner_id, w.member_id, w.client_name
  loop
    perform private.tell_partner(waiting.partner_id, waiting.member_id, 'client_free',
      jsonb_build_object('clientName', waiting.client_name), 'client_free.' || waiting.id);
    told := told + 1;
  end loop;
  return told;
end;
$$;
comment on function private.tell_waiting_list(uuid) is
  'Tells every partner that waits for this client (or for the one it was merged into) that it is free, all at once -> how many; 0, and the places stay, while it is held, direct or blocked. The caller holds lock_client().';

create function private.tell_partner(
  partner_id uuid, member_id uuid, kind text, payload jsonb, idempotency_key text, due_in interval default interval '0'
) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  receiver public.members;
begin
  for receiver in select * from private.notice_receivers(partner_id, member_id, kind) loop
    perform private.enqueue_notification(kind, receiver.email, receiver.name, receiver.locale, payload,
      idempotency_key || '.' || receiver.id, due_in);
  end loop;
end;
$$;
comment on function private.tell_partner(uuid, uuid, text, jsonb, text, interval) is
  'One letter to the member concerned while active, else to the owners of the partner, as far as they want it (notice_receivers()). Each key is idempotency_key, a dot and the person''s id.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.extend_pin(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'extend_pin', request);
  pin public.client_pins;
  at timestamptz;
begin
  if answer is not null then
    return answer;
  end if;
  pin := private.own_pin(private.uuid_of(request ->> 'clientId'), caller);
  at := private.now();
  if at >= pin.protected_until or private.extended_until(pin, private.rules_of(pin.edition)) <= pin.protected_until then
    raise sqlstate 'PT409' using message = 'extension_not_possible';
  end if;
  perform private.because('extend_pin', request ->> 'activity', 'pin.extensionDays', pin.edition);
  pin := private.prolong_pin(pin, 'extension', request ->> 'activity', caller);
  return private.finish_request_of(caller, 'extend_pin', request, jsonb_build_object('pin', private.pin_facts(pin, private.now())));
end;
$$;
comment on function public.extend_pin(jsonb) is
  'Prolongs a pin before its end against stated activity: { clientId, activity, idempotencyKey?, requestSha256? } -> { pin }. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown or not yours), PT409 extension_not_possible (at the cap, or in grace). Definer: pins are written by functions only.';

create function public.renew_pin(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'renew_pin', request);
  pin public.client_pins;
  at timestamptz;
begin
  if answer is not null then
    return answer;
  end if;
  pin := private.own_pin(private.uuid_of(request ->> 'clientId'), caller);
  at := private.now();
  if at < pin.protected_until or private.extended_until(pin, private.rules_of(pin.edition)) <= at then
    raise sqlstate 'PT409' using message = 'renewal_not_possible';
  end if;
  perform private.because('renew_pin', request ->> 'reason', 'pin.graceDays', pin.edition);
  pin := private.prolong_pin(pin, 'renewal', request ->> 'reason', caller);
  return private.finish_request_of(caller, 'renew_pin', request, jsonb_build_object('pin', private.pin_facts(pin, private.now())));
end;
$$;
comment on function public.renew_pin(jsonb) is
  'Renews a pin in its days of grace: { clientId, reason?, idempotencyKey?, requestSha256? } -> { pin }. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown, not yours, or the grace is over), PT409 renewal_not_possible (not in grace, or at the cap). Definer: pins are written by functions only.';

create function public.release_pin(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'release_pin', request);
  pin public.client_pins;
  receipt public.receipts;
begin
  if answer is not null then
    return answer;
  end if;
  pin := private.own_pin(private.uuid_of(request ->> 'clientId'), caller);
  perform private.because('release_pin', request ->> 'reason', 'pin', pin.edition);
  pin := private.close_pin(pin, 'released');
  receipt := private.issue_receipt('released', pin, 'pin');
  perform private.add_lead_event(pin.lead_id, 'released', 'member', jsonb_build_object('receipt', receipt.number, 'reason', nullif(request ->> 'reason', '')));
  if private.wants_notice(caller.id, 'pin_released') then
    perform private.enqueue_notification('pin_released', caller.email, caller.name, caller.locale,
      jsonb_build_object('clientName', receipt.client_name, 'receiptNumber', receipt.number, 'at', receipt.issued_at), 'pin_released.' || receipt.number);
  end if;
  perform private.tell_waiting_list(pin.client_id);
  return private.finish_request_of(caller, 'release_pin', request, jsonb_build_object('receipt', receipt.number));
end;
$$;
comment on function public.release_pin(jsonb) is
  'Gives a client up, at once and without grace: { clientId, reason?, idempotencyKey?, requestSha256? } -> { receipt }. Whoever waits for the client is told. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown or not yours). Definer: pins are written by functions only.';

create function public.join_waiting_list(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  wanted_name text;
begin
  perform private.accept_change(caller, 'waiting_places');
  perform private.because('join_waiting_list');
  -- Whether it becomes free before or after the place is taken is decided here: nobody waits for a client that is free.
  perform private.lock_client(request ->> 'country', request ->> 'taxId');
  -- Only after a refusal, so that the list is no second way to ask about a client; the answer is the same in any case.
  select r.client_name into wanted_name from private.lead_refusals as r
  where r.partner_id = caller.partner_id and r.country = request ->> 'country' and r.tax_id = request ->> 'taxId'
  order by r.refused_at desc limit 1;
  if wanted_name is null then
    select l.client_name into wanted_name from public.leads as l
    where l.partner_id = caller.partner_id and l.country = request ->> 'country' and l.tax_id = request ->> 'taxId' and l.status = 'declined'
    order by l.received_at desc limit 1;
  end if;
  if wanted_name is not null then
    insert into public.waiting_list (partner_id, member_id, country, tax_id, client_name)
    values (caller.partner_id, caller.id, request ->> 'country', request ->> 'taxId', wanted_name)
    -- One place for each partner; whoever asks last is told, for the one before may have left.
    on conflict (country, tax_id, partner_id) where told_at is null do update set member_id = excluded.member_id;
    perform private.tell_waiting_list((private.find_client(request ->> 'country', request ->> 'taxId')).id);
  end if;
  return '{}';
end;
$$;
comment on function public.join_waiting_list(jsonb) is
  'The caller wants to hear when a client is free, after a refusal: { country, taxId } -> {} in any case: if it is free already, a letter says so at once. Without a refusal nothing is noted. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (120 an hour and person). Definer: it reads the refusals.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.waiting_list from public, anon, authenticated, service_role;
revoke all on function
  private.lock_client_of(uuid), private.own_pin(uuid, private.caller), private.prolong_pin(public.client_pins, text, text, private.caller),
  private.tell_waiting_list(uuid),
  private.tell_partner(uuid, uuid, text, jsonb, text, interval), public.extend_pin(jsonb), public.renew_pin(jsonb), public.release_pin(jsonb),
  public.join_waiting_list(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.waiting_list to authenticated;
grant execute on function
  public.extend_pin(jsonb), public.renew_pin(jsonb), public.release_pin(jsonb), public.join_waiting_list(jsonb)
  to authenticated;
