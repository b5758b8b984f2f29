-- Decisions of the vendor's people, and the ten seconds in which one can be taken back.

create table public.decisions (
  id uuid not null default gen_random_uuid(),
  subject_kind text not null,
  subject_id uuid not null,
  decision text not null,
  reason text not null,
  comment text,
  edition text not null,
  rule text,
  outcome jsonb not null default '{}',
  decided_by uuid not null,
  decided_at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,

  constraint decisions_pkey primary key (id),
  constraint decisions_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint decisions_decided_by_fkey foreign key (decided_by) references public.staff (id),
  constraint decisions_undone_by_fkey foreign key (undone_by) references public.staff (id),
  constraint decisions_subject_kind_is_known check (subject_kind in ('application', 'lead', 'appeal', 'enquiry', 'transfer')),
  constraint decisions_decision_is_known check (decision in ('approve', 'return', 'decline')),
  constraint decisions_reason_is_short check (char_length(reason) between 1 and 2000),
  constraint decisions_comment_is_short check (char_length(comment) between 1 and 2000),
  constraint decisions_rule_is_a_path check (rule ~ '^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$' and char_length(rule) <= 60),
  constraint decisions_outcome_is_an_object check (jsonb_typeof(outcome) = 'object'),
  constraint decisions_are_undone_by_somebody check ((undone_by is null) = (undone_at is null)),
  -- The clock of undo_decision(): a second more for the way from its check to the row.
  constraint decisions_are_undone_within_ten_seconds check (undone_at between decided_at and decided_at + interval '11 seconds')
);

-- A lead may come to a person again; of an application or an appeal one decision stands.
create unique index decisions_one_stands_per_application_or_appeal on public.decisions (subject_kind, subject_id)
  where undone_at is null and subject_kind in ('application', 'appeal', 'transfer');
create index decisions_subject_idx on public.decisions (subject_kind, subject_id, decided_at desc);
create index decisions_edition_idx on public.decisions (edition);
create index decisions_decided_by_idx on public.decisions (decided_by);
create index decisions_undone_by_idx on public.decisions (undone_by);

comment on table public.decisions is
  'What a person of the vendor decided about an application, a lead, an appeal or an enquiry. The other side hears of it ten seconds later; until then it can be taken back, and the row stays.';
comment on column public.decisions.id is 'Opaque id. Keys of the notifications begin with "decision.<id>.", so that taking back takes them too.';
comment on column public.decisions.subject_kind is 'What it is about: application, lead, appeal, enquiry or transfer (of a client above the limit).';
comment on column public.decisions.subject_id is 'Id of that row. No foreign key, for it is one of several tables.';
comment on column public.decisions.decision is 'approve; return for correction; decline. Of an appeal: approve means that the refusal falls.';
comment on column public.decisions.reason is 'What the applicant or the partner reads, 1..2000 characters. May hold personal data.';
comment on column public.decisions.comment is 'For the vendor''s people alone; null when none was written. May hold personal data.';
comment on column public.decisions.edition is 'The edition of the rules by which it was decided.';
comment on column public.decisions.rule is 'The rule, where one decided: a path into the rules, such as pin.protectionDays.';
comment on column public.decisions.outcome is
  'What the decision made, for taking it back. Of an application: { partnerId, partnerIsNew, invitationId?, invitedAt?, invitationBefore? }, where invitationBefore is what an open invitation was before it was renewed: { role, invitedByMember?, invitedByStaff?, invitedAt, expiresAt }, without the name; of a lead { pinId }; of an appeal, or a transfer, { pinId, formerPinId?, leadBefore?, leadDecisionId? }, the lead as it was.';
comment on column public.decisions.decided_by is 'Who decided.';
comment on column public.decisions.decided_at is 'When (UTC).';
comment on column public.decisions.undone_by is 'Who took it back; null while it stands.';
comment on column public.decisions.undone_at is 'When it was taken back (UTC); null while it stands.';

alter table public.decisions enable row level security;

create policy "The vendor's people see every decision, comments included" on public.decisions for select to authenticated
  using ((select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.add_decision(
  subject_kind text, subject_id uuid, request jsonb, decided_by private.caller, edition text, rule text, at timestamptz
) returns public.decisions
  language sql volatile security invoker set search_path = ''
as $$
  insert into public.decisions (subject_kind, subject_id, decision, reason, comment, edition, rule, decided_by, decided_at)
  values (subject_kind, subject_id, request ->> 'decision', request ->> 'reason', request ->> 'comment', edition, rule,
          (decided_by).id, at)
  returning *;
$$;
comment on function private.add_decision(text, uuid, jsonb, private.caller, text, text, timestamptz) is
  'The row of a decision from a request { decision, reason, comment? }.';

create function private.decided_already(subject_kind text, subject_id uuid) returns text
  language sql stable security invoker set search_path = ''
as $$
  -- Never null: raise takes none as its detail.
  select coalesce((
    select jsonb_build_object('decision', d.decision, 'by', s.name, 'at', private.utc_text(d.decided_at), 'reason', d.reason)::text
    from public.decisions as d join public.staff as s on s.id = d.decided_by
    where d.subject_kind = decided_already.subject_kind and d.subject_id = decided_already.subject_id and d.undone_at is null
    order by d.decided_at desc limit 1), '');
$$;
comment on function private.decided_already(text, uuid) is
  'The detail of already_decided, which only the vendor''s people get: JSON { decision, by, at, reason } of the decision that stands; empty where no person decided it.';

create function private.decision_answer(decision public.decisions) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object('decision', jsonb_build_object(
    'id', decision.id, 'kind', decision.decision, 'at', private.utc_text(decision.decided_at),
    'undoUntil', private.utc_text(decision.decided_at + interval '10 seconds')));
$$;
comment on function private.decision_answer(public.decisions) is
  '{ decision: { id, kind, at, undoUntil } }: what every function that decides answers.';

create function private.admit_applicant(application public.applications, caller private.caller) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  partner public.partners;
  is_new boolean := false;
  before public.invitations;
  invitation public.invitations;
  known public.members;
begin
  -- The lock of insert_application(): two approvals of one company make one partner.
  perform pg_advisory_xact_lock(hashtextextended('company:' || application.country || ':' || application.tax_id, 0));
  select * into partner from public.partners as p where p.country = application.country and p.tax_id = application.tax_id;
  if partner.id is null then
    insert into public.partners (name, country, tax_id, site, sample)
    values (application.company_name, application.country, application.tax_id, application.site, application.sample)
    returning * into partner;
    is_new := true;
  elsif partner.status <> 'active' then
    raise sqlstate 'PT409' using message = 'partner_suspended';
  end if;

  perform pg_advisory_xact_lock(hashtextextended('person:' || application.contact_email, 0));
  select * into known from public.members as m where m.email = application.contact_email and m.active;
  if known.partner_id <> partner.id or exists (select from public.staff as s where s.email = application.contact_email) then
    raise sqlstate 'PT409' using message = 'address_taken';
  end if;
  if known.id is null then
    select * into before from public.invitations as i
    where i.partner_id = partner.id and i.email = application.contact_email and i.accepted_at is null and i.revoked_at is null
    for update;
    -- Anybody may write a known company's tax id into the form: where the company has an owner, that owner hands out the role.
    invitation := private.make_invitation(partner, application.contact_email, application.contact_name,
      case when exists (select from public.members as m where m.partner_id = partner.id and m.active and m.role = 'owner')
        then 'member' else 'owner' end,
      application.locale, caller);
  end if;
  return jsonb_strip_nulls(jsonb_build_object('partnerId', partner.id, 'partnerName', partner.name, 'partnerIsNew', is_new,
    'invitationId', invitation.id, 'invitedAt', private.utc_text(invitation.invited_at),
    'invitationBefore', case when before.id is not null then jsonb_build_object('role', before.role,
      'invitedByMember', before.invited_by_member, 'invitedByStaff', before.invited_by_staff,
      'invitedAt', private.utc_text(before.invited_at), 'expiresAt', private.utc_text(before.expires_at)) end,
    'role', coalesce(invitation.role, known.role), 'expiresAt', private.utc_text(invitation.expires_at)));
end;
$$;
comment on function private.admit_applicant(public.applications, private.caller) is
  'The partner of an approved application, made or found, and the invitation of its contact: as owner, or as member where the company has an owner already. -> { partnerId, partnerName, partnerIsNew, invitationId?, invitedAt?, invitationBefore?, role, expiresAt? }; invitationBefore: the open invitation that was renewed, as it was. Raises PT409 partner_suspended, PT409 address_taken (the contact belongs to another partner or to the vendor).';

create function private.tell_about_application_decision(
  application public.applications, decision public.decisions, admitted jsonb
) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  kind text := 'application_' || case decision.decision when 'approve' then 'approved' when 'return' then 'returned' else 'declined' end;
  key text := 'decision.' || decision.id || '.';
begin
  -- Spam was never answered, and is not answered now.
  if application.suspicion = 'honeypot' and decision.decision <> 'approve' then
    return;
  end if;
  perform private.enqueue_notification(kind, application.contact_email, application.contact_name, application.locale,
    jsonb_strip_nulls(jsonb_build_object(
      'number', application.number, 'companyName', application.company_name, 'contactName', application.contact_name,
      'reason', decision.reason, 'edition', decision.edition, 'partnerName', admitted ->> 'partnerName',
      'partnerIsNew', admitted -> 'partnerIsNew', 'role', admitted ->> 'role', 'expiresAt', admitted ->> 'expiresAt',
      'inviteEmail', case when admitted is not null then application.contact_email end)),
    key || kind, interval '10 seconds');
  perform private.enqueue_crm_event(kind, jsonb_build_object('number', application.number), key || 'crm', interval '10 seconds');
end;
$$;
comment on function private.tell_about_application_decision(public.applications, public.decisions, jsonb) is
  'Mail to the applicant and event for the CRM, due when the decision can no longer be taken back.';

create function private.undo_application_decision(decision public.decisions) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  partner uuid := (decision.outcome ->> 'partnerId')::uuid;
  before jsonb := decision.outcome -> 'invitationBefore';
  invitation public.invitations;
begin
  update public.applications as a
  set status = 'waiting', decided_at = null, decided_by = null, decision_reason = null
  where a.id = decision.subject_id;
  select * into invitation from public.invitations as i where i.id = (decision.outcome ->> 'invitationId')::uuid;
  if invitation.id is not null then
    -- The lock of accept_invitation(), and read again: whoever signs in at this moment is in or out, never half.
    perform pg_advisory_xact_lock(hashtextextended('person:' || invitation.email, 0));
    select * into invitation from public.invitations as i where i.id = invitation.id for update;
    if invitation.accepted_at is not null then
      raise sqlstate 'PT409' using message = 'undo_too_late';
    end if;
  end if;
  -- What an owner, or another decision, has renewed since is no longer this decision's.
  if private.utc_text(invitation.invited_at) = decision.outcome ->> 'invitedAt' then
    if before is null then
      delete from public.invitations as i where i.id = invitation.id;
    else
      update public.invitations as i
      set role = before ->> 'role', invited_by_member = (before ->> 'invitedByMember')::uuid,
          invited_by_staff = (before ->> 'invitedByStaff')::uuid, invited_at = (before ->> 'invitedAt')::timestamptz,
          expires_at = (before ->> 'expiresAt')::timestamptz
      where i.id = invitation.id;
    end if;
  end if;
  if (decision.outcome ->> 'partnerIsNew')::boolean then
    if exists (select from public.members as m where m.partner_id = partner) then
      raise sqlstate 'PT409' using message = 'undo_too_late';
    end if;
    delete from public.partners as p where p.id = partner;
  end if;
exception
  -- Something hangs on the new partner already.
  when foreign_key_violation then
    raise sqlstate 'PT409' using message = 'undo_too_late';
end;
$$;
comment on function private.undo_application_decision(public.decisions) is
  'The application waits again; the invitation goes, or is what it was before it was renewed (but for the name), and the partner goes when the decision made it. Raises PT409 undo_too_late when the invitation was accepted or the new partner is in use.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.decide_application(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'decide_application', request);
  application public.applications;
  decision public.decisions;
  admitted jsonb;
  at timestamptz;
begin
  if answer is not null then
    return answer;
  end if;
  select * into application from public.applications as a where a.id = private.uuid_of(request ->> 'id') for update;
  if application.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if application.status <> 'waiting' then
    raise sqlstate 'PT409' using message = 'already_decided', detail = private.decided_already('application', application.id);
  end if;

  perform private.because('decide_application', request ->> 'reason', 'promise.answerBusinessDays', application.edition);
  at := private.now();
  decision := private.add_decision('application', application.id, request, caller, application.edition, null, at);
  update public.applications as a
  set status = case decision.decision when 'approve' then 'approved' when 'return' then 'returned' else 'declined' end,
      decided_at = at, decided_by = caller.id, decision_reason = decision.reason
  where a.id = application.id;
  if decision.decision = 'approve' then
    admitted := private.admit_applicant(application, caller);
    update public.decisions as d set outcome = admitted - array['partnerName', 'role', 'expiresAt'] where d.id = decision.id;
  end if;
  perform private.tell_about_application_decision(application, decision, admitted);

  answer := private.decision_answer(decision) || case when admitted is null then '{}' else jsonb_build_object('partner',
    jsonb_build_object('id', admitted -> 'partnerId', 'name', admitted -> 'partnerName', 'isNew', admitted -> 'partnerIsNew',
                       'role', admitted -> 'role', 'isInvited', admitted ? 'invitationId')) end;
  return private.finish_request_of(caller, 'decide_application', request, answer);
end;
$$;
comment on function public.decide_application(jsonb) is
  'Decides an application: { id, decision: "approve"|"return"|"decline", reason, comment?, idempotencyKey?, requestSha256? } -> { decision: { id, kind, at, undoUntil }, partner?: { id, name, isNew, role, isInvited } }. Approval makes the partner, or attaches to the one that is there (isNew false), and invites the contact. The applicant is told ten seconds later. Definer: it writes where nobody may write, and asks for the vendor''s people first. Raises PT401 session_required, PT403 wrong_role, PT404 not_found, PT409 already_decided, PT409 partner_suspended, PT409 address_taken, PT422 idempotency_key_reused.';

create function public.undo_decision(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  decision public.decisions;
  keys text;
begin
  perform private.accept_change(caller, 'undone_decisions');
  select * into decision from public.decisions as d where d.id = private.uuid_of(request ->> 'id') for update;
  if decision.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if decision.undone_at is not null then
    return '{}';
  end if;
  keys := 'decision.' || decision.id || '.';
  if private.now() > decision.decided_at + interval '10 seconds' then
    raise sqlstate 'PT409' using message = 'undo_too_late';
  end if;

  perform private.because('undo_decision', request ->> 'reason', decision.rule, decision.edition);
  update public.decisions as d set undone_by = caller.id, undone_at = private.now() where d.id = decision.id;
  case decision.subject_kind
    when 'application' then perform private.undo_application_decision(decision);
    when 'lead' then perform private.undo_lead_decision(decision);
    when 'appeal' then perform private.undo_appeal_decision(decision);
    when 'transfer' then perform private.undo_transfer_decision(decision);
    else raise sqlstate 'PT409' using message = 'undo_too_late';
  end case;
  perform private.cancel_notifications(keys);
  -- A worker has taken one at the last moment: then the other side hears of it, and the decision stands.
  if exists (select from private.notifications as n where starts_with(n.idempotency_key, keys)) then
    raise sqlstate 'PT409' using message = 'undo_too_late';
  end if;
  return '{}';
end;
$$;
comment on function public.undo_decision(jsonb) is
  'Takes a decision back within ten seconds: { id, reason? } -> {}; repeating it changes nothing. Its subject waits again, what it made goes, what it would have told is not sent; the decision stays, marked as undone. Of a lead: private.undo_lead_decision(). Definer: it writes where nobody may write, and asks for the vendor''s people first. Raises PT401 session_required, PT403 wrong_role, PT404 not_found, PT409 undo_too_late, PT429 too_many_requests (300 an hour and person).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.decisions from public, anon, authenticated, service_role;
revoke all on function
  private.add_decision(text, uuid, jsonb, private.caller, text, text, timestamptz), private.decision_answer(public.decisions), private.decided_already(text, uuid),
  private.admit_applicant(public.applications, private.caller),
  private.tell_about_application_decision(public.applications, public.decisions, jsonb),
  private.undo_application_decision(public.decisions), public.decide_application(jsonb), public.undo_decision(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.decisions to authenticated;
grant execute on function public.decide_application(jsonb), public.undo_decision(jsonb) to authenticated;
