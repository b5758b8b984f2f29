-- Letters and events that were given up: staff see them and may have them tried again.

create index notifications_dead_idx on private.notifications (finished_at desc, sequence desc) where status = 'dead';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.dead_notifications(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  at_most integer := least(greatest(coalesce((request ->> 'limit')::integer, 50), 1), 200);
begin
  perform private.require_staff();
  return jsonb_build_object(
    'items', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', dead.id, 'channel', dead.channel, 'kind', dead.kind, 'recipient', dead.recipient_email,
        'subject', dead.subject, 'problem', dead.problem, 'createdAt', dead.created_at, 'givenUpAt', dead.finished_at)
        order by dead.finished_at desc, dead.sequence desc)
      from (
        select n.* from private.notifications as n where n.status = 'dead'
        order by n.finished_at desc, n.sequence desc limit at_most) as dead), '[]'),
    'count', (select count(*) from private.notifications as n where n.status = 'dead'));
end;
$$;
comment on function public.dead_notifications(jsonb) is
  'For staff: { limit? } -> { items: [{ id, channel, kind, recipient, subject, problem, createdAt, givenUpAt }], count }, the last given up first. recipient null: the staff address of the settings, or the CRM. Definer, because the outbox holds what nobody else may read; it shows no payload. Raises PT401 session_required, PT403 wrong_role.';

create function public.retry_notification(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  retried uuid;
begin
  perform private.require_staff();
  -- Compared as text: an id that is none is an unknown one.
  update private.notifications as n
  set status = 'waiting', attempts = 0, due_at = private.now(), finished_at = null
  where n.status = 'dead' and n.id::text = lower(request ->> 'id')
  returning n.id into retried;
  if retried is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return jsonb_build_object('id', retried);
end;
$$;
comment on function public.retry_notification(jsonb) is
  'For staff: { id } of a given-up notification -> due at once, with ten new attempts and the old idempotency key, so a receiver that has it already counts it once. Definer: the outbox belongs to the server. Raises PT401 session_required, PT403 wrong_role, PT404 not_found.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function public.dead_notifications(jsonb), public.retry_notification(jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.dead_notifications(jsonb), public.retry_notification(jsonb) to authenticated;
