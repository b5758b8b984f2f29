-- Appeals: another person looks at a decision about a pin.

create table public.appeals (
  id uuid not null default gen_random_uuid(),
  number text not null default private.random_number('P'),
  partner_id uuid not null,
  member_id uuid not null,
  client_id uuid not null,
  lead_id uuid,
  client_name text not null,
  statement text not null,
  file_id uuid,
  first_decided_by uuid,
  agreed_by uuid,
  agreed_reason text,
  agreed_comment text,
  edition text not null,
  status text not null default 'waiting',
  received_at timestamptz not null default private.now(),
  answer_by date not null,
  escalated_at timestamptz,
  sample boolean not null default false,

  constraint appeals_pkey primary key (id),
  constraint appeals_number_is_unique unique (number),
  constraint appeals_partner_id_fkey foreign key (partner_id) references public.partners (id),
  constraint appeals_member_id_fkey foreign key (member_id) references public.members (id),
  constraint appeals_client_id_fkey foreign key (client_id) references public.clients (id),
  constraint appeals_lead_id_fkey foreign key (lead_id) references public.leads (id),
  constraint appeals_file_id_fkey foreign key (file_id) references public.files (id),
  constraint appeals_first_decided_by_fkey foreign key (first_decided_by) references public.staff (id),
  constraint appeals_agreed_by_fkey foreign key (agreed_by) references public.staff (id),
  constraint appeals_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint appeals_number_is_crockford check (number ~ '^P-[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint appeals_client_name_is_one_line check (private.is_line(client_name, 200)),
  constraint appeals_statement_is_short check (char_length(statement) between 1 and 4000),
  constraint appeals_agreement_is_whole check ((agreed_by is null) = (agreed_reason is null) and (agreed_by is not null or agreed_comment is null)
    and char_length(agreed_reason) between 1 and 2000 and char_length(agreed_comment) between 1 and 2000),
  constraint appeals_status_is_known check (status in ('waiting', 'granted', 'denied'))
);

create unique index appeals_partner_waits_once_per_client_idx on public.appeals (partner_id, client_id) where status = 'waiting';
create index appeals_waiting_idx on public.appeals (answer_by) where status = 'waiting';
create index appeals_partner_id_idx on public.appeals (partner_id);
create index appeals_member_id_idx on public.appeals (member_id);
create index appeals_client_id_idx on public.appeals (client_id);
create index appeals_lead_id_idx on public.appeals (lead_id);
create index appeals_file_id_idx on public.appeals (file_id);
create index appeals_first_decided_by_idx on public.appeals (first_decided_by);
create index appeals_agreed_by_idx on public.appeals (agreed_by);
create index appeals_edition_idx on public.appeals (edition);

comment on table public.appeals is
  'A partner does not agree with a refusal or another decision about a pin; somebody else than the first decider looks again. waiting -> granted or denied.';
comment on column public.appeals.id is 'Opaque id.';
comment on column public.appeals.number is 'The number people see: P- and 8 random characters of Crockford base 32.';
comment on column public.appeals.partner_id is 'Who appeals.';
comment on column public.appeals.member_id is 'The person who wrote it.';
comment on column public.appeals.client_id is 'The client it is about; opaque to the partner.';
comment on column public.appeals.lead_id is 'The lead that was decided; null for an immediate refusal, which leaves none.';
comment on column public.appeals.client_name is 'The client as this partner wrote it.';
comment on column public.appeals.statement is 'Why it should be decided otherwise, 1..4000 characters. May hold personal data.';
comment on column public.appeals.file_id is 'An attachment; null when there is none.';
comment on column public.appeals.first_decided_by is 'Who decided first and may not decide again; null where the programme did by itself.';
comment on column public.appeals.agreed_by is 'The first of two people who must agree, where no person has decided before and more is taken than the edition''s limit for transfers; null where one is enough, or nobody has agreed yet.';
comment on column public.appeals.agreed_reason is 'The reason that person would have given, 1..2000 characters. May hold personal data.';
comment on column public.appeals.agreed_comment is 'What that person wrote for the vendor''s people alone, 1..2000 characters; null for nothing. May hold personal data.';
comment on column public.appeals.edition is 'The edition of the rules.';
comment on column public.appeals.status is 'waiting for a person; granted: the client is the appellant''s; denied.';
comment on column public.appeals.received_at is 'When it came (UTC).';
comment on column public.appeals.answer_by is 'The date (programme''s time zone) by which another person has promised to answer.';
comment on column public.appeals.escalated_at is 'When the programme leads were told that it still waits (UTC).';
comment on column public.appeals.sample is 'Belongs to the invented demo world.';

alter table public.appeals enable row level security;

create policy "A partner sees its own appeals, the vendor's people all" on public.appeals for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.appealed_lead(request jsonb, caller private.caller) returns public.leads
  language sql stable security invoker set search_path = ''
as $$
  select l from public.leads as l
  where l.partner_id = caller.partner_id
    and (l.number = upper(request ->> 'leadNumber') and l.status in ('declined', 'returned_for_correction', 'ended')
      or (request ->> 'leadNumber' is null and l.country = request #>> '{client,country}' and l.tax_id = request #>> '{client,taxId}'
        and l.status in ('declined', 'ended')))
  order by l.received_at desc limit 1;
$$;
comment on function private.appealed_lead(jsonb, private.caller) is 'The caller''s lead an appeal is about, one that was decided or has ended; all null when there is none.';

create function private.who_decided(lead public.leads) returns uuid
  language sql stable security invoker set search_path = ''
as $$
  select d.decided_by from public.decisions as d
  where d.subject_kind = 'lead' and d.subject_id = lead.id and d.undone_at is null
  order by d.decided_at desc limit 1;
$$;
comment on function private.who_decided(public.leads) is 'The person whose decision about a lead stands; null when the programme decided by itself.';

create function private.has_decided_about(lead_id uuid, staff_id uuid) returns boolean
  -- Not in SQL: client_transfers is made by a later migration.
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return exists (
    select from public.decisions as d
    where d.decided_by = staff_id and d.undone_at is null
      and (d.subject_kind = 'lead' and d.subject_id = has_decided_about.lead_id
        or d.subject_kind = 'appeal' and exists (
          select from public.client_pins as p where p.id = (d.outcome ->> 'formerPinId')::uuid and p.lead_id = has_decided_about.lead_id)))
    or exists (
      select from public.appeals as a
      join public.decisions as d on d.subject_kind = 'appeal' and d.subject_id = a.id and d.undone_at is null
      join public.client_pins as p on p.id = (d.outcome ->> 'formerPinId')::uuid
      where a.agreed_by = staff_id and p.lead_id = has_decided_about.lead_id)
    or exists (
      select from public.client_transfers as t
      where t.lead_id = has_decided_about.lead_id and t.asked_by = staff_id and t.status = 'approved');
end;
$$;
comment on function private.has_decided_about(uuid, uuid) is
  'Has this person decided about the lead, or taken its pin by a granted appeal or agreed to that, or asked for the transfer that took it? Then somebody else hears an appeal about it.';

create function private.tell_deciders(appeal public.appeals, agreed_by public.staff default null) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  excluded uuid[] := array(select s.id from public.staff as s
    where s.id in (appeal.first_decided_by, agreed_by.id) or private.has_decided_about(appeal.lead_id, s.id));
begin
  perform private.enqueue_decider_notification(excluded, 'appeal_waiting', jsonb_strip_nulls(jsonb_build_object('number', appeal.number,
    'partnerName', (select p.name from public.partners as p where p.id = appeal.partner_id), 'clientName', appeal.client_name,
    'answerBy', appeal.answer_by, 'agreedBy', agreed_by.name)),
    case when agreed_by.id is null then 'appeal_waiting.' else 'appeal_agreed.' end || appeal.number);
end;
$$;
comment on function private.tell_deciders(public.appeals, public.staff) is
  'Tells everybody of the vendor who may decide an appeal that it waits; with the first of two people that it waits for the second.';

create function private.give_back_pin(outcome jsonb) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  former public.client_pins;
  lead public.leads;
  before public.leads := jsonb_populate_record(null::public.leads, outcome -> 'leadBefore');
begin
  perform private.take_pin_back(private.uuid_of(outcome ->> 'pinId'));
  if before.id is not null then
    update public.leads as l set status = before.status, rule = before.rule, answer_by = before.answer_by, closed_at = before.closed_at where l.id = before.id;
    update public.lead_reviews as r set ended_at = null where r.lead_id = before.id and before.status = 'in_review';
    perform private.add_lead_event(before.id, 'undone', 'staff');
  end if;
  select * into former from public.client_pins as p where p.id = private.uuid_of(outcome ->> 'formerPinId');
  if former.id is not null then
    select * into lead from public.leads as l where l.id = former.lead_id;
    if (private.grant_pin(lead, former.rule, 'reinstated', former)).id is null then
      -- Its grace has ended in these seconds.
      perform private.add_lead_event(lead.id, 'expired', 'programme', jsonb_build_object('until', upper(former.period)));
      former := null;
    else
      perform private.add_lead_event(lead.id, 'undone', 'staff');
    end if;
    -- What else had come to the partner while it held the client ended with the pin, and goes on with it.
    for lead in
      update public.leads as l set status = 'pinned', closed_at = null
      where l.partner_id = former.partner_id and l.client_id = former.client_id and l.status = 'ended' and l.closed_at = upper(former.period)
      returning l.*
    loop
      perform private.add_lead_event(lead.id, 'undone', 'staff');
    end loop;
  end if;
end;
$$;
comment on function private.give_back_pin(jsonb) is
  'Takes back what a decision did with pins ({ pinId, formerPinId?, leadBefore? }): the pin it gave goes (take_pin_back), the receiver''s lead is what it was, and the pin that was taken goes on with its term. The caller holds lock_client(). Raises PT409 undo_too_late.';

create function private.undo_appeal_decision(decision public.decisions) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  appeal public.appeals;
begin
  select * into appeal from public.appeals as a where a.id = decision.subject_id;
  perform private.lock_client_of(appeal.client_id);
  perform private.give_back_pin(decision.outcome);
  perform private.tell_waiting_list(appeal.client_id);
  update public.appeals as a set status = 'waiting' where a.id = appeal.id;
end;
$$;
comment on function private.undo_appeal_decision(public.decisions) is
  'Takes back a decision about an appeal: it waits again, a pin it gave goes back (give_back_pin). Called by undo_decision().';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.submit_appeal(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'submit_appeal', request);
  lead public.leads := private.appealed_lead(request, caller);
  refusal private.lead_refusals;
  client public.clients;
  edition public.programme_editions := private.edition_in_force(private.now());
  appeal public.appeals;
begin
  if answer is not null then
    return answer;
  end if;
  if lead.id is null and request ->> 'leadNumber' is null then
    select * into refusal from private.lead_refusals as r
    where r.partner_id = caller.partner_id and r.country = request #>> '{client,country}' and r.tax_id = request #>> '{client,taxId}'
    order by r.refused_at desc limit 1;
  end if;
  if lead.id is null and refusal.id is null
    or request ->> 'fileId' is not null and not exists (
      select from public.files as f where f.id = private.uuid_of(request ->> 'fileId') and f.partner_id = caller.partner_id and f.lead_id is null) then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  client := private.find_client(coalesce(lead.country, refusal.country), coalesce(lead.tax_id, refusal.tax_id));
  perform private.because('submit_appeal', null, 'promise.answerBusinessDays', edition.id);
  perform private.accept_within_limit('appeals_per_day', caller.partner_id::text, 20, interval '1 day');
  while appeal.id is null loop
    insert into public.appeals (partner_id, member_id, client_id, lead_id, client_name, statement, file_id, first_decided_by, edition, received_at, answer_by, sample)
    values (caller.partner_id, caller.id, client.id, lead.id, coalesce(lead.client_name, refusal.client_name), request ->> 'statement',
      private.uuid_of(request ->> 'fileId'), private.who_decided(lead), edition.id, private.now(),
      private.promised_date(private.now(), (edition.rules #>> '{promise,answerBusinessDays}')::integer, edition.rules), coalesce(lead.sample, false))
    on conflict on constraint appeals_number_is_unique do nothing
    returning * into appeal;
  end loop;
  if lead.id is not null then
    perform private.add_lead_event(lead.id, 'appealed', 'member');
  end if;
  perform private.enqueue_notification('appeal_received', caller.email, caller.name, caller.locale,
    jsonb_build_object('number', appeal.number, 'clientName', appeal.client_name, 'answerBy', appeal.answer_by), 'appeal_received.' || appeal.number);
  perform private.tell_deciders(appeal);
  return private.finish_request_of(caller, 'submit_appeal', request, jsonb_build_object('number', appeal.number, 'answerBy', appeal.answer_by));
exception
  when unique_violation then
    raise sqlstate 'PT409' using message = 'appeal_waiting';
end;
$$;
comment on function public.submit_appeal(jsonb) is
  'Asks another person to look at a refusal or a decision about a pin: { leadNumber? | client: { country, taxId }, statement, fileId?, idempotencyKey?, requestSha256? } -> { number, answerBy }. An immediate refusal leaves no lead: then client says which. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (nothing of yours was refused, or the file is not yours), PT409 appeal_waiting (one about this client waits already), PT429 too_many_requests. Definer: appeals are written by functions only.';

create function public.decide_appeal(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'decide_appeal', request);
  appeal public.appeals;
  client public.clients;
  held public.client_pins;
  pin public.client_pins;
  decision public.decisions;
  before public.leads;
  rules jsonb := (private.edition_in_force(private.now())).rules;
  reached text[];
  at timestamptz;
begin
  if answer is not null then
    return answer;
  end if;
  if request ->> 'decision' not in ('approve', 'decline') then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'decision';
  end if;
  select * into appeal from public.appeals as a where a.id = private.uuid_of(request ->> 'id');
  if appeal.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  client := private.lock_client_of(appeal.client_id);
  if client.merged_into is not null then
    client := private.lock_client_of(client.merged_into);
  end if;
  select * into appeal from public.appeals as a where a.id = appeal.id for update;
  if appeal.status <> 'waiting' then
    raise sqlstate 'PT409' using message = 'already_decided', detail = private.decided_already('appeal', appeal.id);
  end if;
  if appeal.first_decided_by = caller.id or private.has_decided_about(appeal.lead_id, caller.id) then
    raise sqlstate 'PT403' using message = 'other_person_needed';
  end if;
  at := private.now();
  if request ->> 'decision' = 'approve' then
    held := private.active_pin(client.id, at);
    if client.standing <> 'open' then
      raise sqlstate 'PT409' using message = 'client_unavailable';
    elsif held.partner_id = appeal.partner_id then
      raise sqlstate 'PT409' using message = 'client_already_yours';
    end if;
    perform private.require_active_partner(appeal.partner_id);
    reached := private.transfer_limits_reached(held, rules, at);
    -- What two people must agree to when a client chooses, one person alone does not take either: not where the programme refused by itself.
    if appeal.first_decided_by is null and cardinality(reached) > 0 then
      if appeal.agreed_by = caller.id then
        raise sqlstate 'PT403' using message = 'other_person_needed';
      elsif appeal.agreed_by is null then
        perform private.because('decide_appeal', request ->> 'reason', 'transfer.secondPersonAbove', appeal.edition);
        update public.appeals as a set agreed_by = caller.id, agreed_reason = request ->> 'reason',
          agreed_comment = nullif(request ->> 'comment', '') where a.id = appeal.id;
        perform private.tell_deciders(appeal, (select s from public.staff as s where s.id = caller.id));
        return private.finish_request_of(caller, 'decide_appeal', request,
          jsonb_build_object('waiting', jsonb_build_object('number', appeal.number, 'above', to_jsonb(reached))));
      end if;
    end if;
  end if;
  perform private.because('decide_appeal', request ->> 'reason', 'pin.appeal', appeal.edition);
  decision := private.add_decision('appeal', appeal.id, request, caller, appeal.edition, 'pin.appeal', at);

  if request ->> 'decision' = 'approve' then
    before := private.last_lead(appeal.partner_id, client.id);
    if held.id is not null then
      perform private.take_pin(held, 'appeal', request ->> 'reason', 'decision.' || decision.id || '.from');
    end if;
    pin := private.give_pin(client, appeal.partner_id, 'pin.appeal', 'reinstated', jsonb_build_object('reason', request ->> 'reason'),
      'decision.' || decision.id || '.to');
    update public.decisions as d set outcome = jsonb_strip_nulls(jsonb_build_object('pinId', pin.id, 'formerPinId', held.id,
      'leadBefore', case when before.id is not null then jsonb_build_object('id', before.id, 'status', before.status, 'rule', before.rule,
        'answer_by', before.answer_by, 'closed_at', before.closed_at) end)) where d.id = decision.id;
  elsif appeal.lead_id is not null then
    perform private.add_lead_event(appeal.lead_id, 'appeal_decided', 'staff', jsonb_build_object('reason', request ->> 'reason'));
  end if;
  update public.appeals as a set status = case request ->> 'decision' when 'approve' then 'granted' else 'denied' end where a.id = appeal.id;
  perform private.tell_partner(appeal.partner_id, appeal.member_id, 'appeal_decided',
    jsonb_build_object('number', appeal.number, 'clientName', appeal.client_name, 'granted', request ->> 'decision' = 'approve',
      'reason', request ->> 'reason'), 'decision.' || decision.id || '.appeal', interval '10 seconds');
  return private.finish_request_of(caller, 'decide_appeal', request, private.decision_answer(decision));
end;
$$;
comment on function public.decide_appeal(jsonb) is
  'Another person of the vendor decides an appeal: { id, decision: "approve"|"decline", reason, comment?, idempotencyKey?, requestSha256? } -> { decision }. Approved, the client is pinned to the appellant, and taken from whoever holds it, who is told that there was an appeal. Where no person has decided before and the pin that is taken reaches transfer.secondPersonAbove of the edition in force, the first approval is noted for a second person: { waiting: { number, above } }. Raises PT401 session_required, PT403 wrong_role, PT403 other_person_needed (the caller decided or agreed first), PT404 not_found, PT409 already_decided, PT409 client_already_yours, PT409 client_unavailable (direct or blocked), PT409 partner_suspended, PT422 invalid_input (an appeal is not returned). Definer: pins and appeals are written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.appeals from public, anon, authenticated, service_role;
revoke all on function
  private.appealed_lead(jsonb, private.caller), private.who_decided(public.leads), private.has_decided_about(uuid, uuid), private.tell_deciders(public.appeals, public.staff),
  private.give_back_pin(jsonb), private.undo_appeal_decision(public.decisions),
  public.submit_appeal(jsonb), public.decide_appeal(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.appeals to authenticated;
grant execute on function private.has_decided_about(uuid, uuid), public.submit_appeal(jsonb), public.decide_appeal(jsonb) to authenticated;
