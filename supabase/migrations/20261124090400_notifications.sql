-- The outbox: who is to be told what. A row is written in the transaction of its cause and delivered by a scheduled function.

create table private.notifications (
  id uuid not null default gen_random_uuid(),
  kind text not null,
  recipient_email text,
  recipient_name text,
  locale text not null,
  payload jsonb not null,
  idempotency_key text not null,
  status text not null default 'waiting',
  due_at timestamptz not null default private.now(),
  attempts integer not null default 0,
  problem text,
  created_at timestamptz not null default private.now(),
  finished_at timestamptz,

  constraint notifications_pkey primary key (id),
  constraint notifications_are_told_once unique (idempotency_key),
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

create index notifications_due_idx on private.notifications (due_at, id) where status = 'waiting';

comment on table private.notifications is
  'The outbox: one row per receiver and event, written in the transaction that caused it. waiting -> sent, or dead after 10 attempts. Delivered at least once; the idempotency key lets the receiver count it once.';
comment on column private.notifications.id is 'Opaque id, given to finish_notification().';
comment on column private.notifications.kind is 'What happened, such as application_received; names the mail template. All kinds: supabase/README.md.';
comment on column private.notifications.recipient_email is 'Mail address in lower case. Null: the staff address of the settings, used while no account manager is registered.';
comment on column private.notifications.recipient_name is 'Name of the person, when known.';
comment on column private.notifications.locale is 'Language of the mail: two letters, such as ru.';
comment on column private.notifications.payload is 'What the template needs, a snapshot of the moment (camelCase keys).';
comment on column private.notifications.idempotency_key is 'Unique per event and receiver; becomes the Message-ID.';
comment on column private.notifications.status is 'waiting: to be delivered at due_at; sent; dead: given up after 10 attempts, for a person to look at.';
comment on column private.notifications.due_at is 'Earliest moment of the next attempt (UTC). A claim moves it to the end of the lease, a failure to the end of the pause.';
comment on column private.notifications.attempts is 'How often it was claimed.';
comment on column private.notifications.problem is 'Why the last attempt failed, at most 500 characters.';
comment on column private.notifications.created_at is 'When the event happened (UTC).';
comment on column private.notifications.finished_at is 'When it was sent or given up (UTC).';

alter table private.notifications enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.enqueue_notification(
  kind text, recipient_email text, recipient_name text, locale text, payload jsonb, idempotency_key text
) returns void
  language sql volatile security invoker set search_path = ''
as $$
  insert into private.notifications (kind, recipient_email, recipient_name, locale, payload, idempotency_key)
  values (kind, recipient_email, recipient_name, locale, payload, idempotency_key)
  on conflict on constraint notifications_are_told_once do nothing;
$$;
comment on function private.enqueue_notification(text, text, text, text, jsonb, text) is
  'Puts one notification into the outbox, due at once. The same idempotency key a second time changes nothing.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.claim_notifications(at_most integer, lease_seconds integer)
  returns table (
    id uuid, kind text, recipient_email text, recipient_name text, locale text, payload jsonb, idempotency_key text,
    attempt integer, created_at timestamptz
  )
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  claimed_at timestamptz := private.now();
begin
  -- Whoever claimed these for the tenth time never came back.
  update private.notifications as lost
  set status = 'dead', finished_at = claimed_at, problem = coalesce(lost.problem, 'lease expired')
  where lost.id in (
    select old.id from private.notifications as old
    where old.status = 'waiting' and old.due_at <= claimed_at and old.attempts >= 10
    for update skip locked);

  return query
    update private.notifications as claimed
    set attempts = claimed.attempts + 1,
        due_at = claimed_at + make_interval(secs => least(greatest(lease_seconds, 1), 3600))
    where claimed.id in (
      select due.id from private.notifications as due
      where due.status = 'waiting' and due.due_at <= claimed_at and due.attempts < 10
      order by due.due_at, due.id
      limit least(greatest(at_most, 0), 100)
      for update skip locked)
    returning claimed.id, claimed.kind, claimed.recipient_email, claimed.recipient_name, claimed.locale, claimed.payload,
      claimed.idempotency_key, claimed.attempts, claimed.created_at;
end;
$$;
comment on function public.claim_notifications(integer, integer) is
  'Gives a worker the notifications that are due, longest overdue first (at_most: 0..100), and leases them to it for lease_seconds (1..3600): no other worker gets them meanwhile. recipient_email null means the staff address of the settings; attempt counts from 1. For the server alone, because it shows addresses.';

create function public.finish_notification(id uuid, outcome text, problem text default null, attempt integer default null)
  returns boolean
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  finished timestamptz := private.now();
begin
  if outcome is null or outcome not in ('sent', 'failed') then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'outcome';
  end if;

  update private.notifications as n
  set status = case when outcome = 'sent' then 'sent' when n.attempts >= 10 then 'dead' else 'waiting' end,
      finished_at = case when outcome = 'sent' or n.attempts >= 10 then finished end,
      due_at = case when outcome = 'sent' then n.due_at
                    else finished + make_interval(mins => least(60, (2 ^ greatest(n.attempts - 1, 0))::integer)) end,
      problem = case when outcome = 'failed' then left(coalesce(finish_notification.problem, 'unknown'), 500) end
  where n.id = finish_notification.id and n.status = 'waiting'
    -- A worker whose lease has passed to another may say "sent", but no longer "failed".
    and (outcome = 'sent' or finish_notification.attempt is null or n.attempts = finish_notification.attempt);
  return found;
end;
$$;
comment on function public.finish_notification(uuid, text, text, integer) is
  'Ends one attempt: outcome sent, or failed with a problem, after which it is due again in 1, 2, 4, 8, 16, 32, then 60 minutes and dead after the tenth attempt. attempt (as claimed) keeps a late worker from failing what another has claimed since. True when something changed. Raises PT422 invalid_input for another outcome.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.notifications from public, anon, authenticated, service_role;
revoke all on function
  private.enqueue_notification(text, text, text, text, jsonb, text), public.claim_notifications(integer, integer),
  public.finish_notification(uuid, text, text, integer)
  from public, anon, authenticated, service_role;

grant select, insert, update on private.notifications to service_role;
grant execute on function
  private.enqueue_notification(text, text, text, text, jsonb, text), public.claim_notifications(integer, integer),
  public.finish_notification(uuid, text, text, integer)
  to service_role;
