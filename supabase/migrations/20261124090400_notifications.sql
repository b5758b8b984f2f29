-- The outbox: who is to be told what, by mail or in the CRM. A row is written in the transaction of its cause and delivered by a
-- scheduled function.

create table private.notifications (
  id uuid not null default gen_random_uuid(),
  sequence bigint generated always as identity,
  channel text not null default 'mail',
  kind text not null,
  subject text,
  recipient_email text,
  recipient_name text,
  locale text not null,
  payload jsonb not null,
  idempotency_key text not null,
  status text not null default 'waiting',
  due_at timestamptz not null default private.now(),
  leased_until timestamptz,
  attempts integer not null default 0,
  problem text,
  created_at timestamptz not null default private.now(),
  finished_at timestamptz,

  constraint notifications_pkey primary key (id),
  constraint notifications_are_told_once unique (idempotency_key),
  constraint notifications_channel_is_known check (channel in ('mail', 'crm')),
  constraint notifications_subject_is_one_line check (private.is_line(subject, 60)),
  constraint notifications_to_the_crm_have_no_recipient check (channel = 'mail' or recipient_email is null),
  constraint notifications_kind_is_a_word check (kind ~ '^[a-z]+(_[a-z]+)*$' and char_length(kind) <= 60),
  constraint notifications_recipient_is_an_address check (private.is_email(recipient_email)),
  constraint notifications_recipient_name_is_one_line check (private.is_line(recipient_name, 120)),
  constraint notifications_locale_is_two_letters check (locale ~ '^[a-z]{2}$'),
  constraint notifications_payload_is_an_object check (jsonb_typeof(payload) = 'object'),
  -- It becomes the left part of a Message-ID.
  constraint notifications_idempotency_key_fits_a_message_id check (idempotency_key ~ '^[A-Za-z0-9._-]{1,200}$'),
  constraint notifications_status_is_known check (status in ('waiting', 'sent', 'dead')),
  constraint notifications_finish_belongs_to_status check ((status = 'waiting') = (finished_at is null)),
  constraint notifications_attempts_are_at_most_ten check (attempts between 0 and 10)
);

create index notifications_due_idx on private.notifications (channel, due_at, id) where status = 'waiting';
create index notifications_subject_idx on private.notifications (channel, subject, sequence)
  where status = 'waiting' and subject is not null;

create index notifications_sent_idx on private.notifications (finished_at) where status = 'sent' and payload <> '{}';

comment on table private.notifications is
  'The outbox: one row per receiver and event, written in the transaction that caused it. waiting -> sent, or dead after 10 attempts. Delivered at least once; the idempotency key lets the receiver count it once. 90 days after it was sent only the key is left: to whom and what is forgotten.';
comment on column private.notifications.id is 'Opaque id, given to finish_notification().';
comment on column private.notifications.sequence is 'Order of writing; events of one subject are delivered in it.';
comment on column private.notifications.channel is 'mail: a letter; crm: an item of the CRM of the settings.';
comment on column private.notifications.kind is 'What happened, such as application_received; names the mail template. All kinds: supabase/README.md.';
comment on column private.notifications.subject is
  'Number of the application or lead an event of the CRM is about: a later event of it waits for the earlier ones. Null: in no order.';
comment on column private.notifications.recipient_email is 'Mail address in lower case. Null: the staff address of the settings, used while no account manager is registered. Personal data.';
comment on column private.notifications.recipient_name is 'Name of the person, when known. Personal data.';
comment on column private.notifications.locale is 'Language of the mail: two letters, such as ru.';
comment on column private.notifications.payload is 'What the template needs, a snapshot of the moment (camelCase keys). May hold personal data.';
comment on column private.notifications.idempotency_key is 'Unique per event and receiver; becomes the Message-ID.';
comment on column private.notifications.status is 'waiting: to be delivered at due_at; sent; dead: given up after 10 attempts, for a person to look at.';
comment on column private.notifications.due_at is 'Earliest moment of the next attempt (UTC). A claim moves it to the end of the lease, a failure to the end of the pause.';
comment on column private.notifications.leased_until is 'Until when a worker has it (UTC); null: nobody is at it.';
comment on column private.notifications.attempts is 'How often it was claimed, without the attempts that were given back (postponed).';
comment on column private.notifications.problem is 'Why the last attempt failed, at most 500 characters. May hold personal data.';
comment on column private.notifications.created_at is 'When the event happened (UTC).';
comment on column private.notifications.finished_at is 'When it was sent or given up (UTC).';

alter table private.notifications enable row level security;

create table private.channel_pauses (
  channel text not null,
  paused_until timestamptz not null,
  settings_key text,
  problem text not null,
  told_at timestamptz,

  constraint channel_pauses_pkey primary key (channel),
  constraint channel_pauses_channel_is_known check (channel in ('mail', 'crm')),
  constraint channel_pauses_problem_is_short check (char_length(problem) <= 500)
);

comment on table private.channel_pauses is
  'A channel whose receiver is down or refuses us: nothing of it is claimed until then, so that an outage costs one attempt a pause and no notification its ten attempts. The row goes with the first success.';
comment on column private.channel_pauses.channel is 'mail or crm.';
comment on column private.channel_pauses.paused_until is 'Next attempt (UTC).';
comment on column private.channel_pauses.settings_key is
  'Digest of the settings that failed; a worker with other settings does not wait. Null: whatever the settings.';
comment on column private.channel_pauses.problem is 'What the receiver said, without values.';
comment on column private.channel_pauses.told_at is 'When staff were told about this trouble (UTC); null: not yet, or not needed.';

alter table private.channel_pauses enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.enqueue_notification(
  kind text, recipient_email text, recipient_name text, locale text, payload jsonb, idempotency_key text,
  due_in interval default interval '0'
) returns void
  language sql volatile security invoker set search_path = ''
as $$
  insert into private.notifications (kind, recipient_email, recipient_name, locale, payload, idempotency_key, due_at)
  values (kind, recipient_email, recipient_name, locale, payload, idempotency_key, private.now() + due_in)
  on conflict on constraint notifications_are_told_once do nothing;
$$;
comment on function private.enqueue_notification(text, text, text, text, jsonb, text, interval) is
  'Puts one letter into the outbox, due after due_in (at once). The same idempotency key a second time changes nothing.';

create function private.enqueue_staff_notification(
  staff_role text, kind text, payload jsonb, idempotency_key text, due_in interval default interval '0'
) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  receiver record;
begin
  for receiver in
    select s.email, s.name, s.locale, s.id::text as id from public.staff as s where s.active and s.role = staff_role
  loop
    perform private.enqueue_notification(kind, receiver.email, receiver.name, receiver.locale, payload,
      idempotency_key || '.' || receiver.id, due_in);
  end loop;
  if not found then
    -- Nobody is registered yet: the staff address of the settings gets it, so that nothing slips.
    perform private.enqueue_notification(kind, null, null, 'ru', payload, idempotency_key || '.staff', due_in);
  end if;
end;
$$;
comment on function private.enqueue_staff_notification(text, text, jsonb, text, interval) is
  'One letter for each active person of the vendor in this role (account_manager or programme_lead), or for the staff address of the settings while there is none. Each key is idempotency_key, a dot and the person''s id.';

create function private.enqueue_decider_notification(
  excluded uuid[], kind text, payload jsonb, idempotency_key text
) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  receiver public.staff;
begin
  for receiver in select * from public.staff as s where s.active and s.id <> all (excluded) order by s.name, s.id loop
    perform private.enqueue_notification(kind, receiver.email, receiver.name, receiver.locale, payload,
      idempotency_key || '.' || receiver.id);
  end loop;
  if not found then
    -- Nobody else is registered who could decide: the staff address of the settings gets it, so that nothing slips.
    perform private.enqueue_notification(kind, null, null, 'ru', payload, idempotency_key || '.staff');
  end if;
end;
$$;
comment on function private.enqueue_decider_notification(uuid[], text, jsonb, text) is
  'One letter for each active person of the vendor, whatever the role, but those who may not decide the case (the ids), or for the staff address of the settings where nobody is left. Each key is idempotency_key, a dot and the person''s id.';

create function private.enqueue_crm_event(
  kind text, payload jsonb, idempotency_key text, due_in interval default interval '0'
) returns void
  language sql volatile security invoker set search_path = ''
as $$
  insert into private.notifications (channel, kind, subject, locale, payload, idempotency_key, due_at)
  values ('crm', kind, payload ->> 'number', 'ru', payload, idempotency_key, private.now() + due_in)
  on conflict on constraint notifications_are_told_once do nothing;
$$;
comment on function private.enqueue_crm_event(text, jsonb, text, interval) is
  'Puts one event for the CRM into the outbox; payload.number is its subject. Without a CRM in the settings the next delivery finishes it unsent.';

create function private.cancel_notifications(key_prefix text) returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  cancelled integer;
begin
  if coalesce(char_length(key_prefix), 0) < 5 then
    raise exception 'cancel_notifications() needs the beginning of a key';
  end if;
  delete from private.notifications as n
  where n.status = 'waiting' and n.attempts = 0 and n.leased_until is null and starts_with(n.idempotency_key, key_prefix);
  get diagnostics cancelled = row_count;
  return cancelled;
end;
$$;
comment on function private.cancel_notifications(text) is
  'Takes back what waits under keys that begin like this and was never attempted (staff undo a decision); returns how many. End the prefix with a dot. What is already with a worker stays and is delivered. Granted to nobody: called by functions that run as their owner.';

create function private.tell_about_dead_notification(dead_kind text) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  today text := to_char(private.now() at time zone 'UTC', 'YYYY-MM-DD');
begin
  -- A letter about dead letters that dies itself must not breed another.
  if dead_kind = 'notifications_dead' then
    return;
  end if;
  update private.notifications as n
  set payload = jsonb_build_object('count', (n.payload ->> 'count')::integer + 1)
  where n.status = 'waiting' and n.attempts = 0 and n.kind = 'notifications_dead'
    and starts_with(n.idempotency_key, 'notifications_dead.' || today || '.');
  if not found then
    perform private.enqueue_staff_notification('programme_lead', 'notifications_dead', jsonb_build_object('count', 1),
      'notifications_dead.' || today, interval '30 minutes');
  end if;
end;
$$;
comment on function private.tell_about_dead_notification(text) is
  'Counts a given-up notification in today''s one letter to the programme leads, which leaves half an hour after the first.';

create function private.forget_sent_notifications() returns void
  language sql volatile security invoker set search_path = ''
as $$
  update private.notifications as n set payload = '{}', recipient_email = null, recipient_name = null, problem = null
  where n.id in (
    select old.id from private.notifications as old
    where old.status = 'sent' and old.payload <> '{}' and old.finished_at < private.now() - interval '90 days'
    order by old.finished_at limit 20 for update skip locked);
$$;
comment on function private.forget_sent_notifications() is
  'Empties notifications that were sent more than 90 days ago, twenty at a time: the key stays, so that no event is told a second time.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.claim_notifications(
  channel text, at_most integer, lease_seconds integer, settings_key text default null
)
  returns table (
    id uuid, kind text, recipient_email text, recipient_name text, locale text, payload jsonb, idempotency_key text,
    attempt integer, created_at timestamptz
  )
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  claimed_at timestamptz;
  lost record;
begin
  -- The CRM counts our requests, whichever process sends them: one worker at a time.
  if claim_notifications.channel = 'crm' then
    perform pg_advisory_xact_lock(hashtextextended('claim_notifications.crm', 0));
  end if;
  claimed_at := private.now();

  -- Whoever claimed these for the tenth time never came back.
  for lost in
    update private.notifications as n
    set status = 'dead', finished_at = claimed_at, leased_until = null, problem = coalesce(n.problem, 'lease expired')
    where n.id in (
      select old.id from private.notifications as old
      where old.channel = claim_notifications.channel
        and old.status = 'waiting' and old.due_at <= claimed_at and old.attempts >= 10
      for update skip locked)
    returning n.kind
  loop
    perform private.tell_about_dead_notification(lost.kind);
  end loop;

  if exists (
    select from private.channel_pauses as p
    where p.channel = claim_notifications.channel and p.paused_until > claimed_at
      and (p.settings_key is null or p.settings_key = claim_notifications.settings_key)
  ) or (claim_notifications.channel = 'crm' and exists (
    select from private.notifications as busy
    where busy.channel = 'crm' and busy.status = 'waiting' and busy.leased_until > claimed_at
  )) then
    return;
  end if;

  return query
    update private.notifications as claimed
    set attempts = claimed.attempts + 1,
        due_at = claimed_at + make_interval(secs => least(greatest(lease_seconds, 1), 3600)),
        leased_until = claimed_at + make_interval(secs => least(greatest(lease_seconds, 1), 3600))
    where claimed.id in (
      select due.id from private.notifications as due
      where due.channel = claim_notifications.channel
        and due.status = 'waiting' and due.due_at <= claimed_at and due.attempts < 10
        and (due.subject is null or not exists (
          select from private.notifications as earlier
          where earlier.channel = due.channel and earlier.subject = due.subject and earlier.status = 'waiting'
            and earlier.sequence < due.sequence))
      order by due.due_at, due.sequence
      limit least(greatest(at_most, 0), 100)
      for update skip locked)
    returning claimed.id, claimed.kind, claimed.recipient_email, claimed.recipient_name, claimed.locale, claimed.payload,
      claimed.idempotency_key, claimed.attempts, claimed.created_at;
end;
$$;
comment on function public.claim_notifications(text, integer, integer, text) is
  'Gives a worker the notifications of a channel that are due, longest overdue first (at_most: 0..100), and leases them to it for lease_seconds (1..3600): no other worker gets them meanwhile. Nothing while the channel is paused for these settings; of the CRM nothing while another worker has some, and no event before an earlier one of its subject. recipient_email null means the staff address of the settings; attempt counts from 1. For the server alone, because it shows addresses.';

create function public.finish_notification(
  id uuid, outcome text, problem text default null, attempt integer default null, due_in_seconds integer default 0
) returns boolean
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  finished timestamptz := private.now();
  changed private.notifications;
begin
  if outcome is null or outcome not in ('sent', 'failed', 'postponed') then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'outcome';
  end if;

  update private.notifications as n
  set status = case when outcome = 'sent' then 'sent' when counts and n.attempts >= 10 then 'dead' else 'waiting' end,
      finished_at = case when outcome = 'sent' or counts and n.attempts >= 10 then finished end,
      attempts = case when outcome = 'sent' or counts then n.attempts else n.attempts - 1 end,
      leased_until = null,
      due_at = case
        when outcome = 'sent' then n.due_at
        when counts then finished + make_interval(mins => least(60, (2 ^ greatest(n.attempts - 1, 0))::integer))
        else finished + make_interval(secs => least(greatest(due_in_seconds, 0), 3600)) end,
      problem = case outcome
        when 'failed' then left(coalesce(finish_notification.problem, 'unknown'), 500)
        when 'postponed' then coalesce(left(finish_notification.problem, 500), n.problem) end
  from (
    -- The receiver being down is no fault of the notification. After three days it is taken for one, so that nothing waits for ever.
    select own.id, outcome = 'failed' or (own.created_at < finished - interval '3 days' and finish_notification.problem is not null) as counts
    from private.notifications as own where own.id = finish_notification.id
  ) as judged
  where n.id = judged.id and n.status = 'waiting'
    -- A worker whose lease has passed to another may say "sent", but nothing else.
    and (outcome = 'sent' or ((finish_notification.attempt is null or n.attempts = finish_notification.attempt) and n.attempts > 0))
  returning n.* into changed;

  if changed.status = 'dead' then
    perform private.tell_about_dead_notification(changed.kind);
  elsif changed.status = 'sent' then
    delete from private.channel_pauses as p where p.channel = changed.channel;
    perform private.forget_sent_notifications();
  end if;
  return changed.id is not null;
end;
$$;
comment on function public.finish_notification(uuid, text, text, integer, integer) is
  'Ends one attempt. sent; failed with a problem of this notification: due again in 1, 2, 4, 8, 16, 32, then 60 minutes, dead after the tenth attempt; postponed because its channel is down or the worker ran out of time: due again in due_in_seconds (0..3600), and the attempt does not count (with a problem: for three days). attempt (as claimed) keeps a late worker from failing what another has claimed since. What was sent long ago is emptied in passing. True when something changed. Raises PT422 invalid_input for another outcome.';

create function public.pause_channel(
  channel text, seconds integer, problem text, settings_key text default null, tell_staff boolean default false
) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  paused_at timestamptz := private.now();
  untold boolean;
begin
  insert into private.channel_pauses as p (channel, paused_until, settings_key, problem)
  values (pause_channel.channel, paused_at + make_interval(secs => least(greatest(seconds, 1), 3600)),
    pause_channel.settings_key, left(pause_channel.problem, 500))
  on conflict on constraint channel_pauses_pkey do update
    set paused_until = excluded.paused_until, problem = excluded.problem, settings_key = excluded.settings_key,
        told_at = case when p.settings_key is not distinct from excluded.settings_key then p.told_at end
  returning p.told_at is null into untold;

  if tell_staff and untold then
    perform private.enqueue_staff_notification('programme_lead', pause_channel.channel || '_refused',
      jsonb_build_object('problem', left(pause_channel.problem, 500), 'at', paused_at),
      pause_channel.channel || '_refused.' || floor(extract(epoch from paused_at))::bigint);
    update private.channel_pauses as p set told_at = paused_at where p.channel = pause_channel.channel;
  end if;
end;
$$;
comment on function public.pause_channel(text, integer, text, text, boolean) is
  'Nothing of the channel is claimed for so many seconds (1..3600) by workers with these settings, unless something gets through before. tell_staff: the programme leads get one letter about it, until the channel works again or other settings fail.';

create function public.finish_crm_events() returns integer
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  finished timestamptz := private.now();
  changed integer;
begin
  update private.notifications as n
  set status = 'sent', finished_at = finished, leased_until = null, problem = null
  -- What is not due yet may still be taken back (undo_decision()).
  where n.channel = 'crm' and n.status = 'waiting' and n.due_at <= finished;
  get diagnostics changed = row_count;
  return changed;
end;
$$;
comment on function public.finish_crm_events() is
  'For a server without a CRM in its settings: finishes the events that are due, without any call; those of a decision wait until it can no longer be taken back. Returns how many.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.notifications, private.channel_pauses from public, anon, authenticated, service_role;
revoke all on sequence private.notifications_sequence_seq from public, anon, authenticated, service_role;
revoke all on function
  private.enqueue_notification(text, text, text, text, jsonb, text, interval),
  private.enqueue_staff_notification(text, text, jsonb, text, interval), private.enqueue_decider_notification(uuid[], text, jsonb, text),
  private.enqueue_crm_event(text, jsonb, text, interval), private.cancel_notifications(text),
  private.tell_about_dead_notification(text), private.forget_sent_notifications(),
  public.claim_notifications(text, integer, integer, text), public.finish_notification(uuid, text, text, integer, integer), public.pause_channel(text, integer, text, text, boolean),
  public.finish_crm_events()
  from public, anon, authenticated, service_role;

grant select, insert, update on private.notifications to service_role;
grant select, insert, update, delete on private.channel_pauses to service_role;
grant execute on function
  private.enqueue_notification(text, text, text, text, jsonb, text, interval),
  private.enqueue_staff_notification(text, text, jsonb, text, interval),
  private.enqueue_crm_event(text, jsonb, text, interval), private.tell_about_dead_notification(text),
  private.forget_sent_notifications(), public.claim_notifications(text, integer, integer, text), public.finish_notification(uuid, text, text, integer, integer),
  public.pause_channel(text, integer, text, text, boolean), public.finish_crm_events()
  to service_role;
