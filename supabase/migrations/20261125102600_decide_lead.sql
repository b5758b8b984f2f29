-- Staff decide leads in review; within ten seconds a decision can be taken back.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.tell_about_lead_decision(lead public.leads, decision public.decisions, pin public.client_pins) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  kind text := case decision.decision when 'approve' then 'lead_pinned' when 'return' then 'lead_returned' else 'lead_declined' end;
  facts jsonb := jsonb_build_object('number', lead.number, 'clientName', lead.client_name, 'reason', decision.reason,
    'edition', decision.edition, 'rule', decision.rule);
begin
  if pin.id is not null then
    facts := facts || jsonb_build_object('protectedUntil', pin.protected_until, 'receiptNumber',
      (select r.number from public.receipts as r where r.pin_id = pin.id order by r.record_id desc limit 1));
  end if;
  perform private.tell_partner(lead.partner_id, lead.registered_by, kind, facts, 'decision.' || decision.id || '.' || kind, interval '10 seconds');
end;
$$;
comment on function private.tell_about_lead_decision(public.leads, public.decisions, public.client_pins) is
  'The letter to the partner, due when the decision can no longer be taken back.';

create function private.close_lead(lead public.leads, status text, rule text) returns void
  language sql volatile security invoker set search_path = ''
as $$
  update public.leads as l set status = close_lead.status, rule = close_lead.rule, answer_by = null, closed_at = private.now()
  where l.id = lead.id;
$$;
comment on function private.close_lead(public.leads, text, text) is 'Ends a lead that got no pin: declined or returned_for_correction.';

create function private.undo_lead_decision(decision public.decisions) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  lead public.leads;
  review public.lead_reviews;
begin
  if decision.rule in ('pin.clientChoice', 'pin') then
    raise sqlstate 'PT409' using message = 'undo_too_late';
  end if;
  select * into lead from public.leads as l where l.id = decision.subject_id;
  perform private.lock_client_of(lead.client_id);
  select * into lead from public.leads as l where l.id = lead.id for update;
  -- What has been built on the decision since is not pulled away from under it.
  if lead.status <> (case decision.decision when 'approve' then 'pinned' when 'return' then 'returned_for_correction' else 'declined' end)
    or exists (select from public.decisions as d
               where d.subject_kind = 'lead' and d.subject_id = lead.id and d.undone_at is null and d.decided_at > decision.decided_at)
    or exists (select from public.leads as l where l.client_id = lead.client_id and l.partner_id = lead.partner_id and l.id <> lead.id
               and l.status in ('in_review', 'pinned') and l.received_at >= decision.decided_at)
    or exists (select from public.appeals as a where a.lead_id = lead.id and a.received_at >= decision.decided_at) then
    raise sqlstate 'PT409' using message = 'undo_too_late';
  end if;
  perform private.take_pin_back((decision.outcome ->> 'pinId')::uuid);
  update public.lead_reviews as r set ended_at = null where r.lead_id = lead.id returning * into review;
  update public.leads as l
  set status = 'in_review', rule = 'promise.answerBusinessDays', answer_by = review.answer_by, closed_at = null
  where l.id = lead.id;
  perform private.add_lead_event(lead.id, 'undone', 'staff');
  perform private.tell_waiting_list(lead.client_id);
end;
$$;
comment on function private.undo_lead_decision(public.decisions) is
  'Takes back a decision about a lead: in review again, with the promise it had; a pin it gave goes (take_pin_back). A client''s written choice and a merge are not taken back but carried out anew, and a lead that was decided, registered or appealed again since stays as it is: raises PT409 undo_too_late. Called by undo_decision().';

create function private.require_active_partner(partner_id uuid) returns void
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  if not exists (select from public.partners as p where p.id = partner_id and p.status = 'active') then
    raise sqlstate 'PT409' using message = 'partner_suspended';
  end if;
end;
$$;
comment on function private.require_active_partner(uuid) is
  'Nothing is given to a suspended partner, whose people could neither use it nor let it go. Raises PT409 partner_suspended.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.decide_lead(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'decide_lead', request);
  lead public.leads;
  client public.clients;
  pin public.client_pins;
  decision public.decisions;
  at timestamptz;
  edition text;
  rule text;
begin
  if answer is not null then
    return answer;
  end if;
  select * into lead from public.leads as l where l.id = private.uuid_of(request ->> 'id');
  if lead.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  client := private.lock_client_of(lead.client_id);
  select * into lead from public.leads as l where l.id = lead.id for update;
  if lead.status <> 'in_review' then
    raise sqlstate 'PT409' using message = 'already_decided', detail = private.decided_already('lead', lead.id);
  end if;
  if lead.client_id <> client.id then
    -- Merged while the lock was waited for.
    client := private.lock_client_of(lead.client_id);
  end if;
  at := private.now();
  edition := (private.edition_in_force(at)).id;
  rule := case request ->> 'decision' when 'approve' then 'pin.protectionDays' when 'decline' then 'pin.exclusive' else 'promise.answerBusinessDays' end;
  perform private.because('decide_lead', request ->> 'reason', rule, edition);

  if request ->> 'decision' = 'approve' then
    pin := private.active_pin(client.id, at);
    if client.standing <> 'open' or pin.id is not null then
      raise sqlstate 'PT409' using message = 'client_unavailable';
    end if;
    perform private.require_active_partner(lead.partner_id);
    pin := private.grant_pin(lead, rule);
  else
    perform private.close_lead(lead, case request ->> 'decision' when 'return' then 'returned_for_correction' else 'declined' end, rule);
  end if;
  update public.lead_reviews as r set ended_at = at where r.lead_id = lead.id;
  decision := private.add_decision('lead', lead.id, request, caller, edition, rule, at);
  if pin.id is not null then
    update public.decisions as d set outcome = jsonb_build_object('pinId', pin.id) where d.id = decision.id;
  end if;
  perform private.add_lead_event(lead.id,
    case request ->> 'decision' when 'approve' then 'approved' when 'return' then 'returned_for_correction' else 'declined' end, 'staff',
    jsonb_build_object('reason', request ->> 'reason', 'rule', rule, 'until', pin.protected_until));
  perform private.tell_about_lead_decision(lead, decision, pin);
  return private.finish_request_of(caller, 'decide_lead', request, private.decision_answer(decision));
end;
$$;
comment on function public.decide_lead(jsonb) is
  'A person of the vendor decides a lead in review: { id, decision: "approve"|"return"|"decline", reason, comment?, idempotencyKey?, requestSha256? } -> { decision: { id, kind, at, undoUntil } }. In effect at once, told to the partner after ten seconds. Raises PT401 session_required, PT403 wrong_role, PT404 not_found, PT409 already_decided, PT409 client_unavailable (the client has been pinned, made direct or blocked meanwhile), PT409 partner_suspended (approval). Definer: leads, pins and receipts are written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.tell_about_lead_decision(public.leads, public.decisions, public.client_pins), private.close_lead(public.leads, text, text),
  private.undo_lead_decision(public.decisions), private.require_active_partner(uuid), public.decide_lead(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function public.decide_lead(jsonb) to authenticated;
