-- Letters and events that were given up: staff see them and may have them tried again.

create index notifications_dead_idx on private.notifications (finished_at desc, sequence desc) where status = 'dead';

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.has_left(dead private.notifications) returns boolean
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  -- These go to an address, whoever it belongs to; all others to a person of a partner or of the vendor.
  if dead.channel <> 'mail' or dead.kind in ('application_received', 'application_approved', 'application_returned', 'application_declined',
    'member_invited', 'enquiry_received') then
    return false;
  end if;
  return exists (select from public.members as m where m.email = dead.recipient_email
      union all select from public.staff as s where s.email = dead.recipient_email)
    -- Whoever has come to another company since then is not who was written to.
    and not exists (select from public.members as m where m.email = dead.recipient_email and m.active and m.created_at <= dead.created_at
      union all select from public.staff as s where s.email = dead.recipient_email and s.active and s.created_at <= dead.created_at);
end;
$$;
comment on function private.has_left(private.notifications) is
  'Whether a letter was written to a person of a partner or of the vendor who is none any more: it may tell of clients that are no longer the person''s to know of, and is not sent.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.dead_notifications(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  at_most integer := least(greatest(coalesce((request ->> 'limit')::integer, 50), 1), 200);
  after text := request ->> 'cursor';
  answer jsonb;
begin
  perform private.require_staff();
  if after !~ '^[0-9]{20}-[0-9]{1,18}$' then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'cursor';
  end if;
  with matching as (
    select n as whole, n.*, to_char(n.finished_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') as ended from private.notifications as n
    where n.status = 'dead' and (request ->> 'channel' is null or n.channel = request ->> 'channel')
      and (request ->> 'kind' is null or n.kind = request ->> 'kind')),
  page as (
    select d.*, row_number() over (order by d.finished_at desc, d.sequence desc) as line from matching as d
    where after is null or (d.ended, d.sequence) < (split_part(after, '-', 1), split_part(after, '-', 2)::bigint)
    order by line limit at_most + 1)
  select jsonb_build_object(
    'items', coalesce(jsonb_agg(jsonb_build_object(
        'id', p.id, 'channel', p.channel, 'kind', p.kind, 'recipient', p.recipient_email,
        'subject', p.subject, 'problem', p.problem, 'createdAt', p.created_at, 'givenUpAt', p.finished_at,
        'hasLeft', private.has_left(p.whole))
        order by p.line) filter (where p.line <= at_most), '[]'),
    'count', (select count(*) from matching))
    || jsonb_strip_nulls(jsonb_build_object('next', case when count(*) > at_most then
      (array_agg(p.ended || '-' || p.sequence order by p.line))[at_most] end))
  into answer from page as p;
  return answer;
end;
$$;
comment on function public.dead_notifications(jsonb) is
  'For staff: { limit?, cursor?, channel?, kind? } -> { items: [{ id, channel, kind, recipient, subject, problem, createdAt, givenUpAt, hasLeft }], count, next? }, the last given up first; count: all that match. recipient null: the staff address of the settings, or the CRM; hasLeft: its receiver has left, so it is not tried again. Definer, because the outbox holds what nobody else may read; it shows no payload. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor).';

create function public.delivery_health() returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  at timestamptz;
  zone text;
  today timestamptz;
begin
  perform private.require_staff();
  at := private.now();
  zone := coalesce((private.edition_in_force(at)).rules ->> 'timeZone', 'UTC');
  today := date_trunc('day', at at time zone zone) at time zone zone;
  return (
    select jsonb_build_object('at', private.utc_text(at), 'channels', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'channel', c.channel,
      'waiting', (select count(*) from private.notifications as n where n.channel = c.channel and n.status = 'waiting'),
      'late', (select count(*) from private.notifications as n
        where n.channel = c.channel and n.status = 'waiting' and n.due_at < at - interval '5 minutes'),
      -- What is put off on purpose (the ten seconds of a decision) is no delay; what has failed before is.
      'oldestWaitingSince', (select min(n.created_at) from private.notifications as n
        where n.channel = c.channel and n.status = 'waiting' and (n.due_at <= at or n.attempts > 0)),
      'retried', (select count(*) from private.notifications as n where n.channel = c.channel and n.status = 'waiting' and n.attempts > 0),
      'sentToday', (select count(*) from private.notifications as n
        where n.channel = c.channel and n.status = 'sent' and n.finished_at >= today),
      'lastSentAt', (select max(n.finished_at) from private.notifications as n where n.channel = c.channel and n.status = 'sent'),
      'dead', (select count(*) from private.notifications as n where n.channel = c.channel and n.status = 'dead'),
      'restsUntil', case when p.paused_until > at then p.paused_until end,
      'problem', case when p.paused_until > at then p.problem end)) order by c.place),
      'deadKinds', (select coalesce(jsonb_agg(jsonb_build_object('channel', k.channel, 'kind', k.kind, 'count', k.count) order by k.count desc, k.kind), '[]')
        from (select n.channel, n.kind, count(*) from private.notifications as n where n.status = 'dead' group by n.channel, n.kind) as k))
    from (values ('mail', 1), ('crm', 2)) as c (channel, place)
    left join private.channel_pauses as p on p.channel = c.channel);
end;
$$;
comment on function public.delivery_health() is
  'For staff: how the outbox does -> DeliveryHealth (delivery-contract.ts): per channel what waits, is late (due for five minutes), was tried before, was sent today (programme''s day), the oldest that waits, what was given up, and until when the channel rests; what was given up by kind. Counts and moments only. Definer: the outbox belongs to the server. Raises PT401 session_required, PT403 wrong_role.';

create function public.retry_notification(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  dead private.notifications;
begin
  perform private.accept_change(caller, 'notification_retries');
  -- Compared as text: an id that is none is an unknown one.
  select * into dead from private.notifications as n where n.status = 'dead' and n.id::text = lower(request ->> 'id') for update;
  if dead.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if private.has_left(dead) then
    return jsonb_build_object('id', dead.id, 'leftOut', 1);
  end if;
  update private.notifications as n
  set status = 'waiting', attempts = 0, due_at = private.now(), finished_at = null where n.id = dead.id;
  return jsonb_build_object('id', dead.id, 'leftOut', 0);
end;
$$;
comment on function public.retry_notification(jsonb) is
  'For staff: { id } of a given-up notification -> { id, leftOut }: due at once, with ten new attempts and the old idempotency key, so a receiver that has it already counts it once; or left out (1), because its receiver has left. Definer: the outbox belongs to the server. Raises PT401 session_required, PT403 wrong_role, PT404 not_found, PT429 too_many_requests (300 an hour and person).';

create function public.retry_notifications(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  retried integer;
  left_out integer;
begin
  perform private.accept_change(caller, 'notification_retries');
  update private.notifications as n
  set status = 'waiting', attempts = 0, due_at = private.now(), finished_at = null
  where n.status = 'dead' and n.channel = request ->> 'channel' and (request ->> 'kind' is null or n.kind = request ->> 'kind')
    and not private.has_left(n);
  get diagnostics retried = row_count;
  select count(*) into left_out from private.notifications as n
  where n.status = 'dead' and n.channel = request ->> 'channel' and (request ->> 'kind' is null or n.kind = request ->> 'kind')
    and private.has_left(n);
  return jsonb_build_object('count', retried, 'leftOut', left_out);
end;
$$;
comment on function public.retry_notifications(jsonb) is
  'For staff: all that was given up of a channel, or of one kind of it, is tried again as by retry_notification(): { channel, kind? } -> { count, leftOut }; leftOut: how many stay where they are, because their receivers have left. Definer: the outbox belongs to the server. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (300 an hour and person).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function private.has_left(private.notifications), public.dead_notifications(jsonb), public.delivery_health(), public.retry_notification(jsonb), public.retry_notifications(jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.dead_notifications(jsonb), public.delivery_health(), public.retry_notification(jsonb), public.retry_notifications(jsonb) to authenticated;
