-- Transfers above the edition's limit: one person of the vendor asks, another one approves or declines.

create table public.client_transfers (
  id uuid not null default gen_random_uuid(),
  number text not null default private.random_number('C'),
  client_id uuid not null,
  partner_id uuid not null,
  held_by uuid not null,
  lead_id uuid not null,
  reason text not null,
  file_id uuid not null,
  above text[] not null,
  asked_by uuid not null,
  asked_at timestamptz not null default private.now(),
  answer_by date not null,
  edition text not null,
  status text not null default 'waiting',
  sample boolean not null default false,

  constraint client_transfers_pkey primary key (id),
  constraint client_transfers_number_is_unique unique (number),
  constraint client_transfers_client_id_fkey foreign key (client_id) references public.clients (id),
  constraint client_transfers_partner_id_fkey foreign key (partner_id) references public.partners (id),
  constraint client_transfers_held_by_fkey foreign key (held_by) references public.partners (id),
  constraint client_transfers_lead_id_fkey foreign key (lead_id) references public.leads (id),
  constraint client_transfers_file_id_fkey foreign key (file_id) references public.files (id),
  constraint client_transfers_asked_by_fkey foreign key (asked_by) references public.staff (id),
  constraint client_transfers_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint client_transfers_number_is_crockford check (number ~ '^C-[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint client_transfers_go_to_another_partner check (partner_id <> held_by),
  constraint client_transfers_reason_is_short check (char_length(reason) between 1 and 2000),
  constraint client_transfers_above_is_known check (cardinality(above) >= 1 and above <@ array['expectedAmountKopecks', 'daysLeft']),
  constraint client_transfers_status_is_known check (status in ('waiting', 'approved', 'declined'))
);

create unique index client_transfers_client_waits_once_idx on public.client_transfers (client_id) where status = 'waiting';
create index client_transfers_waiting_idx on public.client_transfers (answer_by) where status = 'waiting';
create index client_transfers_client_id_idx on public.client_transfers (client_id, asked_at);
create index client_transfers_partner_id_idx on public.client_transfers (partner_id);
create index client_transfers_held_by_idx on public.client_transfers (held_by);
create index client_transfers_lead_id_idx on public.client_transfers (lead_id);
create index client_transfers_file_id_idx on public.client_transfers (file_id);
create index client_transfers_asked_by_idx on public.client_transfers (asked_by);
create index client_transfers_edition_idx on public.client_transfers (edition);

comment on table public.client_transfers is
  'Transfers of a held client that a second person of the vendor has to approve, because more is at stake than the edition''s limit. waiting -> approved or declined. Those below the limit are carried out at once and leave a decision alone. For the vendor''s people only.';
comment on column public.client_transfers.id is 'Opaque id.';
comment on column public.client_transfers.number is 'The number people see: C- and 8 random characters of Crockford base 32.';
comment on column public.client_transfers.client_id is 'The client that has chosen.';
comment on column public.client_transfers.partner_id is 'The partner it has chosen.';
comment on column public.client_transfers.held_by is 'The partner that held it when this was asked for. If somebody else holds it by then, nothing is approved.';
comment on column public.client_transfers.lead_id is 'The lead of the pin that would be taken.';
comment on column public.client_transfers.reason is 'What the partner that loses the client reads, 1..2000 characters. May hold personal data.';
comment on column public.client_transfers.file_id is 'The client''s written choice.';
comment on column public.client_transfers.above is 'Which limits of the edition are reached: expectedAmountKopecks, daysLeft.';
comment on column public.client_transfers.asked_by is 'Who asked, and may not approve.';
comment on column public.client_transfers.asked_at is 'When (UTC).';
comment on column public.client_transfers.answer_by is 'The date (programme''s time zone) by which the second person has promised to decide.';
comment on column public.client_transfers.edition is 'The edition whose limit it is.';
comment on column public.client_transfers.status is 'waiting, approved (carried out) or declined.';
comment on column public.client_transfers.sample is 'Belongs to the invented demo world.';

alter table public.client_transfers enable row level security;

create policy "The vendor's people see every transfer that was asked for" on public.client_transfers for select to authenticated
  using ((select private.caller_is_staff()));

do $$
begin
  perform private.audit_table('public.client_transfers', 'id', 'reason');
end
$$;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.amount_at_stake(pin public.client_pins) returns bigint
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(max(l.expected_amount_kopecks), 0) from public.leads as l
  where l.client_id = pin.client_id and l.partner_id = pin.partner_id and l.status = 'pinned';
$$;
comment on function private.amount_at_stake(public.client_pins) is 'The greatest amount (kopecks) the holder of a pin expects from its client; 0 when it has stated none.';

create function private.transfer_limits_reached(pin public.client_pins, rules jsonb, at timestamptz) returns text[]
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(array_agg(reached.rule order by reached.rule), '{}')
  from (values
    ('expectedAmountKopecks', private.amount_at_stake(pin) >= (rules #>> '{transfer,secondPersonAbove,expectedAmountKopecks}')::bigint),
    ('daysLeft', pin.protected_until >= at + private.whole_days((rules #>> '{transfer,secondPersonAbove,daysLeft}')::integer))
  ) as reached (rule, yes)
  where pin.id is not null and reached.yes;
$$;
comment on function private.transfer_limits_reached(public.client_pins, jsonb, timestamptz) is
  'Which of transfer.secondPersonAbove a transfer of this pin reaches; none where nobody holds the client, or the edition sets no limit.';

create function private.carry_out_transfer(
  client public.clients, receiver uuid, held public.client_pins, request jsonb, caller private.caller, key text, out pin public.client_pins, out taken uuid
)
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  decision public.decisions;
begin
  if held.id is not null then
    -- A decision about the former partner's lead: who appeals against it is heard by somebody else.
    decision := private.add_decision('lead', held.lead_id, jsonb_build_object('decision', 'decline', 'reason', request ->> 'reason'), caller,
      held.edition, 'pin.clientChoice', private.now());
    taken := decision.id;
    perform private.take_pin(held, 'transferred', request ->> 'reason', key || 'from');
  end if;
  -- The words were written to the partner that loses the client: the other learns what happened, and no word of them.
  pin := private.give_pin(client, receiver, 'pin.clientChoice', 'transferred', jsonb_build_object('fileId', request ->> 'fileId'), key || 'to');
end;
$$;
comment on function private.carry_out_transfer(public.clients, uuid, public.client_pins, jsonb, private.caller, text) is
  'Takes a client from its holder, if it has one, and gives it to the partner it has chosen, for { reason, fileId }; both are told. -> the new pin, and the id of the decision about the former holder''s lead. Under lock_client().';

create function private.transfer_inbox_items() returns setof private.inbox_item
  language sql stable security invoker set search_path = ''
as $$
  select 'transfer', t.id, t.number, c.name, t.answer_by, private.end_of_day(t.answer_by, e.rules),
    private.escalates_at(t.asked_at, t.answer_by, e.rules) <= private.now(), t.asked_at, t.sample,
    jsonb_strip_nulls(jsonb_build_object(
      'client', jsonb_build_object('id', coalesce(c.merged_into, c.id), 'name', c.name, 'country', c.country, 'taxId', c.tax_id),
      'partner', jsonb_build_object('id', receiver.id, 'name', receiver.name),
      'heldBy', (select jsonb_build_object('partner', holder.name, 'partnerId', holder.id, 'from', pin.granted_at, 'until', pin.protected_until,
          'expectedAmountKopecks', nullif(private.amount_at_stake(pin), 0))
        from public.client_pins as pin join public.partners as holder on holder.id = pin.partner_id
        where pin.client_id = coalesce(c.merged_into, c.id) and pin.period @> private.now()),
      'reason', t.reason, 'fileId', t.file_id, 'above', to_jsonb(t.above),
      'limits', e.rules #> '{transfer,secondPersonAbove}', 'edition', t.edition,
      'askedBy', jsonb_build_object('id', asker.id, 'name', asker.name), 'isOwnRequest', t.asked_by = private.caller_id()))
  from public.client_transfers as t
  join public.clients as c on c.id = t.client_id
  join public.partners as receiver on receiver.id = t.partner_id
  join public.staff as asker on asker.id = t.asked_by
  join public.programme_editions as e on e.id = t.edition
  where t.status = 'waiting';
$$;
comment on function private.transfer_inbox_items() is 'Transfers that wait for a second person, as lines of the inbox (TransferFacts), under the policies of the caller.';

create function private.undo_transfer_decision(decision public.decisions) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  transfer public.client_transfers;
begin
  select * into transfer from public.client_transfers as t where t.id = decision.subject_id;
  perform private.lock_client_of(transfer.client_id);
  if decision.decision = 'approve' then
    perform private.give_back_pin(decision.outcome);
    update public.decisions as d set undone_by = caller_id, undone_at = private.now()
    from (select private.caller_id() as caller_id) as caller
    where d.id = private.uuid_of(decision.outcome ->> 'leadDecisionId') and d.undone_at is null;
    perform private.tell_waiting_list(transfer.client_id);
  end if;
  update public.client_transfers as t set status = 'waiting' where t.id = transfer.id;
exception
  when unique_violation then
    -- Meanwhile somebody has asked anew.
    raise sqlstate 'PT409' using message = 'undo_too_late';
end;
$$;
comment on function private.undo_transfer_decision(public.decisions) is
  'Takes back what a second person decided about a transfer: it waits again; one that was carried out is undone as give_back_pin() says. Called by undo_decision(). Raises PT409 undo_too_late.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.transfer_client(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'transfer_client', request);
  client public.clients := private.lock_client_of(private.uuid_of(request ->> 'clientId'));
  edition public.programme_editions := private.edition_in_force(private.now());
  receiver public.partners;
  held public.client_pins;
  reached text[];
  waiting public.client_transfers;
begin
  if answer is not null then
    return answer;
  end if;
  perform private.accept_change(caller, 'client_transfers');
  select * into receiver from public.partners as p where p.id = private.uuid_of(request ->> 'partnerId') and p.status = 'active';
  if client.id is null or client.merged_into is not null or receiver.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  -- Not one a partner keeps with a lead: nobody of the vendor could read it.
  if not exists (select from public.files as f where f.id = private.uuid_of(request ->> 'fileId') and f.lead_id is null) then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'fileId';
  end if;
  held := private.active_pin(client.id, private.now());
  if held.partner_id = receiver.id then
    raise sqlstate 'PT409' using message = 'client_already_yours';
  end if;
  if exists (select from public.client_transfers as t where t.client_id = client.id and t.status = 'waiting') then
    raise sqlstate 'PT409' using message = 'transfer_waiting';
  end if;
  reached := private.transfer_limits_reached(held, edition.rules, private.now());
  if cardinality(reached) = 0 then
    perform private.because('transfer_client', request ->> 'reason', 'pin.clientChoice', edition.id);
    answer := jsonb_build_object('pin', private.pin_facts((private.carry_out_transfer(client, receiver.id, held, request, caller,
      'transfer.' || gen_random_uuid() || '.')).pin, private.now()));
    return private.finish_request_of(caller, 'transfer_client', request, answer);
  end if;

  perform private.because('transfer_client', request ->> 'reason', 'transfer.secondPersonAbove', edition.id);
  while waiting.id is null loop
    insert into public.client_transfers (client_id, partner_id, held_by, lead_id, reason, file_id, above, asked_by, asked_at, answer_by, edition, sample)
    values (client.id, receiver.id, held.partner_id, held.lead_id, request ->> 'reason', private.uuid_of(request ->> 'fileId'), reached, caller.id,
      private.now(), private.promised_date(private.now(), (edition.rules #>> '{promise,answerBusinessDays}')::integer, edition.rules), edition.id,
      client.sample)
    on conflict on constraint client_transfers_number_is_unique do nothing
    returning * into waiting;
  end loop;
  perform private.enqueue_decider_notification(array[caller.id], 'transfer_waiting', jsonb_build_object('number', waiting.number,
    'clientName', client.name, 'askedBy', caller.name, 'answerBy', waiting.answer_by), 'transfer_waiting.' || waiting.number);
  answer := jsonb_build_object('waiting', jsonb_build_object('id', waiting.id, 'number', waiting.number, 'answerBy', waiting.answer_by,
    'above', to_jsonb(waiting.above)));
  return private.finish_request_of(caller, 'transfer_client', request, answer);
end;
$$;
comment on function public.transfer_client(jsonb) is
  'Carries out a client''s written choice of another partner: { clientId, partnerId, reason, fileId, idempotencyKey?, requestSha256? } -> { pin }, or, where more is at stake than transfer.secondPersonAbove of the edition in force, { waiting: { id, number, answerBy, above } }: then another person decides (decide_transfer()). The file is the written choice. A full new term; the partner before is told the reason. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (client, or no active partner), PT409 client_already_yours (that partner holds it), PT409 transfer_waiting (one is asked for already), PT422 invalid_input (no such file), PT429 too_many_requests (120 an hour and person). Definer: pins are written by functions only.';

create function public.decide_transfer(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'decide_transfer', request);
  transfer public.client_transfers;
  client public.clients;
  held public.client_pins;
  before public.leads;
  decision public.decisions;
  done record;
  at timestamptz;
begin
  if answer is not null then
    return answer;
  end if;
  if request ->> 'decision' not in ('approve', 'decline') then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'decision';
  end if;
  select * into transfer from public.client_transfers as t where t.id = private.uuid_of(request ->> 'id');
  if transfer.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  client := private.lock_client_of(transfer.client_id);
  if client.merged_into is not null then
    client := private.lock_client_of(client.merged_into);
  end if;
  select * into transfer from public.client_transfers as t where t.id = transfer.id for update;
  if transfer.status <> 'waiting' then
    raise sqlstate 'PT409' using message = 'already_decided', detail = private.decided_already('transfer', transfer.id);
  end if;
  if request ->> 'decision' = 'approve' and transfer.asked_by = caller.id then
    raise sqlstate 'PT403' using message = 'other_person_needed';
  end if;
  at := private.now();
  perform private.because('decide_transfer', request ->> 'reason', 'transfer.secondPersonAbove', transfer.edition);
  decision := private.add_decision('transfer', transfer.id, request, caller, transfer.edition, 'transfer.secondPersonAbove', at);

  if request ->> 'decision' = 'approve' then
    held := private.active_pin(client.id, at);
    if held.partner_id = transfer.partner_id then
      raise sqlstate 'PT409' using message = 'client_already_yours';
    elsif held.partner_id is distinct from transfer.held_by and held.id is not null then
      -- Not the partner whose loss the first person has weighed.
      raise sqlstate 'PT409' using message = 'client_unavailable';
    elsif held.id is null and client.standing <> 'open' then
      -- Let go meanwhile, and made direct or blocked since the request.
      raise sqlstate 'PT409' using message = 'client_unavailable';
    end if;
    perform private.require_active_partner(transfer.partner_id);
    before := private.last_lead(transfer.partner_id, client.id);
    -- What the partner that loses reads is what the first person wrote; what the second one wrote is for the record.
    done := private.carry_out_transfer(client, transfer.partner_id, held, jsonb_build_object('reason', transfer.reason, 'fileId', transfer.file_id),
      caller, 'decision.' || decision.id || '.');
    update public.decisions as d set outcome = jsonb_strip_nulls(jsonb_build_object('pinId', (done.pin).id, 'formerPinId', held.id,
      'leadDecisionId', done.taken, 'leadBefore', case when before.id is not null then jsonb_build_object('id', before.id, 'status', before.status,
        'rule', before.rule, 'answer_by', before.answer_by, 'closed_at', before.closed_at) end)) where d.id = decision.id;
  end if;
  update public.client_transfers as t set status = case request ->> 'decision' when 'approve' then 'approved' else 'declined' end
  where t.id = transfer.id;
  return private.finish_request_of(caller, 'decide_transfer', request, private.decision_answer(decision));
end;
$$;
comment on function public.decide_transfer(jsonb) is
  'A second person of the vendor decides a transfer above the limit: { id, decision: "approve"|"decline", reason, comment?, idempotencyKey?, requestSha256? } -> { decision: { id, kind, at, undoUntil } }. Approved, it is carried out at once, and both partners are told after ten seconds. Whoever asked may decline (take the request back), but not approve. Raises PT401 session_required, PT403 wrong_role, PT403 other_person_needed, PT404 not_found, PT409 already_decided, PT409 client_already_yours, PT409 client_unavailable (somebody else holds it by now), PT409 partner_suspended, PT422 invalid_input (a transfer is not returned). Definer: pins are written by functions only.';

create function public.preview_transfer(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at timestamptz := private.now();
  edition public.programme_editions := private.edition_in_force(at);
  client public.clients;
  receiver public.partners;
  held public.client_pins;
begin
  select * into client from public.clients as c where c.id = private.uuid_of(request ->> 'clientId') and c.merged_into is null;
  select * into receiver from public.partners as p where p.id = private.uuid_of(request ->> 'partnerId') and p.status = 'active';
  if client.id is null or receiver.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  held := private.active_pin(client.id, at);
  return jsonb_strip_nulls(jsonb_build_object(
    'loses', (select jsonb_build_object('partner', jsonb_build_object('id', p.id, 'name', p.name), 'from', held.granted_at, 'until', held.protected_until,
        'expectedAmountKopecks', nullif(private.amount_at_stake(held), 0),
        'leads', (select count(*) from public.leads as l where l.client_id = client.id and l.partner_id = held.partner_id and l.status = 'pinned'))
      from public.partners as p where p.id = held.partner_id and p.id <> receiver.id),
    'gets', jsonb_build_object('partner', jsonb_build_object('id', receiver.id, 'name', receiver.name),
      'until', at + private.whole_days((edition.rules #>> '{pin,protectionDays}')::integer)),
    'isHolder', coalesce(held.partner_id = receiver.id, false),
    'secondPerson', case when held.partner_id <> receiver.id and cardinality(private.transfer_limits_reached(held, edition.rules, at)) > 0
      then jsonb_build_object('above', to_jsonb(private.transfer_limits_reached(held, edition.rules, at)),
        'limits', edition.rules #> '{transfer,secondPersonAbove}') end,
    'edition', edition.id));
end;
$$;
comment on function public.preview_transfer(jsonb) is
  'For staff, before a transfer: { clientId, partnerId } -> { loses?: { partner, from, until, expectedAmountKopecks?, leads }, gets: { partner, until }, isHolder, secondPerson?: { above, limits }, edition }: what transfer_client() would do now. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (client, or no active partner). Definer: it looks at pins through helpers of the functions that change them.';

create function public.preview_merge(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  at timestamptz := private.now();
  gone public.clients;
  kept public.clients;
  pin_of_gone public.client_pins;
  pin_of_kept public.client_pins;
  keeper public.client_pins;
  loser public.client_pins;
  edition public.programme_editions := private.edition_in_force(at);
  reached text[] := '{}';
begin
  select * into gone from public.clients as c where c.id = private.uuid_of(request ->> 'clientId') and c.merged_into is null;
  select * into kept from public.clients as c where c.id = private.uuid_of(request ->> 'intoId') and c.merged_into is null;
  if gone.id is null or kept.id is null or gone.id = kept.id then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  pin_of_gone := private.active_pin(gone.id, at);
  pin_of_kept := private.active_pin(kept.id, at);
  -- As merge_clients() decides.
  if pin_of_gone.id is null or pin_of_kept.id is null then
    keeper := case when pin_of_gone.id is null then pin_of_kept else pin_of_gone end;
  elsif pin_of_gone.partner_id = pin_of_kept.partner_id then
    keeper := case when pin_of_gone.protected_until > pin_of_kept.protected_until then pin_of_gone else pin_of_kept end;
  else
    loser := private.loser_of_merge(pin_of_gone, pin_of_kept, private.uuid_of(request ->> 'partnerId'));
    keeper := case when loser.id = pin_of_gone.id then pin_of_kept else pin_of_gone end;
    reached := private.transfer_limits_reached(loser, edition.rules, at);
  end if;
  if loser.id is null and pin_of_gone.id is not null and pin_of_kept.id is not null then
    loser := case when keeper.id = pin_of_gone.id then pin_of_kept else pin_of_gone end;
  end if;
  return jsonb_strip_nulls(jsonb_build_object(
    'gone', private.client_line(gone, at), 'kept', private.client_line(kept, at),
    'moves', jsonb_build_object(
      'leads', (select count(*) from public.leads as l where l.client_id = gone.id),
      'domains', coalesce((select jsonb_agg(d.domain order by d.domain) from public.client_domains as d where d.client_id = gone.id
        and not exists (select from public.client_domains as k where k.client_id = kept.id and k.domain = d.domain)), '[]'::jsonb)),
    'standing', case when kept.standing = 'open' then gone.standing else kept.standing end,
    'keeps', (select jsonb_build_object('partner', jsonb_build_object('id', p.id, 'name', p.name), 'from', keeper.granted_at, 'until', keeper.protected_until)
      from public.partners as p where p.id = keeper.partner_id),
    'loses', (select jsonb_build_object('partner', jsonb_build_object('id', p.id, 'name', p.name), 'from', loser.granted_at, 'until', loser.protected_until,
        'isSamePartner', loser.partner_id = keeper.partner_id)
      from public.partners as p where p.id = loser.partner_id),
    'transferNeeded', case when cardinality(reached) > 0 then jsonb_build_object('clientId', loser.client_id, 'above', to_jsonb(reached),
      'limits', edition.rules #> '{transfer,secondPersonAbove}') end,
    'endingReviews', (select count(*) from public.leads as l
      where l.client_id in (gone.id, kept.id) and l.status = 'in_review' and l.partner_id = keeper.partner_id)));
end;
$$;
comment on function public.preview_merge(jsonb) is
  'For staff, before a merge: { clientId, intoId, partnerId? } -> { gone, kept, moves: { leads, domains }, standing, keeps?, loses?, transferNeeded?: { clientId, above, limits }, endingReviews }: what merge_clients() would do now; transferNeeded: it would refuse, the client''s own choice moves it first. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown, the same, or merged already). Definer: it looks at pins through helpers of the functions that change them.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.client_transfers from public, anon, authenticated, service_role;
revoke all on function
  private.amount_at_stake(public.client_pins), private.transfer_limits_reached(public.client_pins, jsonb, timestamptz),
  private.carry_out_transfer(public.clients, uuid, public.client_pins, jsonb, private.caller, text), private.transfer_inbox_items(),
  private.undo_transfer_decision(public.decisions), public.transfer_client(jsonb), public.decide_transfer(jsonb),
  public.preview_transfer(jsonb), public.preview_merge(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.client_transfers to authenticated;
grant execute on function
  private.transfer_inbox_items(), private.amount_at_stake(public.client_pins), public.transfer_client(jsonb), public.decide_transfer(jsonb),
  public.preview_transfer(jsonb), public.preview_merge(jsonb)
  to authenticated;
