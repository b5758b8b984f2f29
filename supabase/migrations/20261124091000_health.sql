-- GET /api/health: does the database answer, and by which rules.

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.health() returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object('status', 'ok', 'edition', (private.edition_in_force(private.now())).id);
$$;
comment on function public.health() is
  '{ status: "ok", edition }: the database answers; edition is the id of the one in force, null when none is published.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function public.health() from public, anon, authenticated, service_role;
grant execute on function public.health() to service_role;
