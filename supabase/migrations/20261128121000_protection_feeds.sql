-- The calendar of ends of protection: one secret link a person, which a calendar program reads without a session.

create table private.protection_feeds (
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  token_sha256 text not null,
  made_at timestamptz not null,
  last_read_at timestamptz,
  revoked_at timestamptz,

  constraint protection_feeds_pkey primary key (id),
  constraint protection_feeds_token_is_unique unique (token_sha256),
  constraint protection_feeds_member_id_fkey foreign key (member_id) references public.members (id) on delete cascade,
  constraint protection_feeds_token_is_a_sha256 check (private.is_sha256(token_sha256))
);

create unique index protection_feeds_one_a_person_idx on private.protection_feeds (member_id) where revoked_at is null;
create index protection_feeds_member_id_idx on private.protection_feeds (member_id);

comment on table private.protection_feeds is
  'Links to the calendar of ends of protection. Who has the link reads the calendar, so only its hash is kept: it is shown once, when it is made, and can be replaced or revoked at any time.';
comment on column private.protection_feeds.id is 'Opaque id.';
comment on column private.protection_feeds.member_id is 'Whose link it is: it shows what this person may see, in this person''s language, and nothing once the person or the company is out.';
comment on column private.protection_feeds.token_sha256 is 'SHA-256 of the secret part of the link.';
comment on column private.protection_feeds.made_at is 'When it was made (UTC).';
comment on column private.protection_feeds.last_read_at is 'When a calendar last read it (UTC); null before.';
comment on column private.protection_feeds.revoked_at is 'When it was revoked or replaced, or its person left (UTC); null while it holds.';

alter table private.protection_feeds enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.revoke_protection_feeds_of(member_id uuid) returns void
  language sql volatile security invoker set search_path = ''
as $$
  update private.protection_feeds as f set revoked_at = private.now()
  where f.member_id = revoke_protection_feeds_of.member_id and f.revoked_at is null;
$$;
comment on function private.revoke_protection_feeds_of(uuid) is 'From now on the link of this person leads nowhere, and never again.';

create function private.leave_protection_feed() returns trigger
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform private.revoke_protection_feeds_of(new.id);
  return new;
end;
$$;
comment on function private.leave_protection_feed() is
  'Trigger: the link of a person who leaves is revoked, so that it does not come to life with the person''s return. Definer: the table is writable for nobody.';

create trigger members_leave_their_protection_feed after update of active on public.members
  for each row when (old.active and not new.active) execute function private.leave_protection_feed();

create function private.ends_of_protection(partner_id uuid, at timestamptz) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('pinId', p.id, 'clientId', p.client_id, 'clientName', l.client_name,
      'until', p.protected_until, 'graceUntil', upper(p.period), 'extensions', p.extensions,
      'mayGoOn', private.extended_until(p, e.rules) > p.protected_until, 'warningDays', e.rules #> '{pin,warningDays}', 'timeZone', e.rules ->> 'timeZone',
      'changedAt', coalesce((select max(x.extended_at) from public.pin_extensions as x where x.pin_id = p.id), lower(p.period))))
    order by p.protected_until, p.id), '[]'::jsonb)
  from public.client_pins as p join public.leads as l on l.id = p.lead_id join public.programme_editions as e on e.id = p.edition
  where p.partner_id = ends_of_protection.partner_id and p.ended_by is null and p.period @> at;
$$;
comment on function private.ends_of_protection(uuid, timestamptz) is
  'What the calendar of a partner shows: for each client it holds the end of the protection and of the grace (ProtectionEnd in protection-feed-contract.ts). Names of companies, no person.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.make_protection_feed(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  at timestamptz;
begin
  perform private.accept_within_limit('protection_feeds_per_day', caller.id::text, 20, interval '1 day');
  at := private.now();
  perform private.revoke_protection_feeds_of(caller.id);
  insert into private.protection_feeds (member_id, token_sha256, made_at) values (caller.id, request ->> 'tokenSha256', at);
  return jsonb_build_object('madeAt', at);
end;
$$;
comment on function public.make_protection_feed(jsonb) is
  'A new link to the calendar of ends of protection for the caller, in place of the one before: { tokenSha256 } -> { madeAt }. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (20 a day; under its lock two requests of one person go one after the other). Definer: links are written by functions only.';

create function public.revoke_protection_feed() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
begin
  perform private.revoke_protection_feeds_of(caller.id);
  return '{}';
end;
$$;
comment on function public.revoke_protection_feed() is
  'The caller''s link leads nowhere from now on -> {}; also where there is none. Raises PT401 session_required, PT403 wrong_role. Definer: links are written by functions only.';

create function public.own_protection_feed() returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
begin
  return jsonb_strip_nulls(jsonb_build_object('feed', (
    select jsonb_build_object('madeAt', f.made_at, 'lastReadAt', f.last_read_at)
    from private.protection_feeds as f where f.member_id = caller.id and f.revoked_at is null)));
end;
$$;
comment on function public.own_protection_feed() is
  'Whether the caller has a link, not the link itself -> { feed?: { madeAt, lastReadAt? } }. Raises PT401 session_required, PT403 wrong_role. Definer: links are readable for nobody.';

create function public.read_protection_feed(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  feed private.protection_feeds;
  person public.members;
  at timestamptz := private.now();
begin
  select f.* into feed from private.protection_feeds as f
  join public.members as m on m.id = f.member_id join public.partners as p on p.id = m.partner_id
  where f.token_sha256 = request ->> 'tokenSha256' and f.revoked_at is null and m.active and p.status = 'active';
  if feed.id is null then
    -- Counted, so that nobody tries many; a wrong link and a revoked one are answered alike.
    perform private.accept_within_limit('unknown_feeds_per_hour', private.network_subject((request ->> 'networkAddress')::inet), 60, interval '1 hour');
    return null;
  end if;
  perform private.accept_within_limit('protection_feed_per_hour', feed.id::text, 60, interval '1 hour');
  update private.protection_feeds as f set last_read_at = at where f.id = feed.id;
  select * into person from public.members as m where m.id = feed.member_id;
  return jsonb_build_object('locale', person.locale, 'ends', private.ends_of_protection(person.partner_id, at));
end;
$$;
comment on function public.read_protection_feed(jsonb) is
  'What a calendar program gets by a link: { tokenSha256, networkAddress } -> { locale, ends }; null for a link that is unknown, revoked, or of a person or company that is out. For the server alone, which asks on behalf of anybody. Raises PT429 too_many_requests (60 an hour and link; of unknown links 60 an hour and network address; detail = seconds to wait). Definer: nobody is signed in.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.protection_feeds from public, anon, authenticated, service_role;
revoke all on function
  private.revoke_protection_feeds_of(uuid), private.leave_protection_feed(), private.ends_of_protection(uuid, timestamptz),
  public.make_protection_feed(jsonb), public.revoke_protection_feed(), public.own_protection_feed(), public.read_protection_feed(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function public.make_protection_feed(jsonb), public.revoke_protection_feed(), public.own_protection_feed() to authenticated;
grant execute on function public.read_protection_feed(jsonb) to service_role;
