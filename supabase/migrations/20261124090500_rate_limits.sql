-- Limits of the public endpoints: accepted requests per network address in a sliding window.

create table private.rate_limits (
  id bigint generated always as identity,
  limit_name text not null,
  subject bytea not null,
  accepted_at timestamptz not null,

  constraint rate_limits_pkey primary key (id),
  constraint rate_limits_name_is_a_word check (limit_name ~ '^[a-z]+(_[a-z]+)*$' and char_length(limit_name) <= 60),
  constraint rate_limits_subject_is_a_sha256 check (octet_length(subject) = 32)
);

create table private.rate_limit_salts (
  salt bytea not null,

  constraint rate_limit_salts_are_long check (octet_length(salt) = 32)
);

create index rate_limits_subject_idx on private.rate_limits (limit_name, subject, accepted_at);
create index rate_limits_accepted_at_idx on private.rate_limits (accepted_at);
create unique index rate_limit_salts_hold_one_row_idx on private.rate_limit_salts ((true));

insert into private.rate_limit_salts (salt)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

comment on table private.rate_limits is
  'One row per accepted request that a limit counts. Rows older than a day are swept out in passing.';
comment on column private.rate_limits.id is 'Running number.';
comment on column private.rate_limits.limit_name is 'Which limit, such as applications_per_hour.';
comment on column private.rate_limits.subject is 'Salted SHA-256 of whom the limit counts, such as a network address; the address itself is not kept here.';
comment on column private.rate_limits.accepted_at is 'When the request was accepted (UTC).';
comment on table private.rate_limit_salts is 'One random salt per database, so that the hashes of network addresses cannot be looked up in a table made elsewhere.';
comment on column private.rate_limit_salts.salt is '32 random bytes, made by the migration.';

alter table private.rate_limits enable row level security;
alter table private.rate_limit_salts enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.network_subject(address inet) returns text
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return case
    when family(address) = 4 then host(address)
    when address <<= inet '::ffff:0:0/96' then host(inet '0.0.0.0' + (address - inet '::ffff:0:0'))
    else host(network(set_masklen(address, 64))) || '/64'
  end;
end;
$$;
comment on function private.network_subject(inet) is
  'Whom a limit per network address counts: an IPv4 address (also in its IPv6 form), or the /64 of an IPv6 address, because one household or server has all of it.';

create function private.accept_within_limit(limit_name text, subject text, at_most integer, per interval) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  hashed bytea := sha256((select salt from private.rate_limit_salts) || convert_to(limit_name || ':' || subject, 'UTF8'));
  accepted timestamptz;
  oldest timestamptz;
begin
  -- One after the other per subject, and the time is taken after the wait: exactly at_most are accepted, however many come at once.
  perform pg_advisory_xact_lock(hashtextextended(encode(hashed, 'hex'), 0));
  accepted := private.now();

  select counted.accepted_at into oldest
  from private.rate_limits as counted
  where counted.limit_name = accept_within_limit.limit_name and counted.subject = hashed and counted.accepted_at > accepted - per
  order by counted.accepted_at desc
  offset greatest(at_most - 1, 0) limit 1;

  if at_most <= 0 or oldest is not null then
    raise sqlstate 'PT429' using message = 'too_many_requests',
      detail = greatest(1, ceil(extract(epoch from coalesce(oldest, accepted) + per - accepted)))::integer::text;
  end if;

  insert into private.rate_limits (limit_name, subject, accepted_at) values (limit_name, hashed, accepted);
  delete from private.rate_limits as old where old.id in (
    select swept.id from private.rate_limits as swept
    where swept.accepted_at < accepted - interval '1 day' limit 100 for update skip locked);
end;
$$;
comment on function private.accept_within_limit(text, text, integer, interval) is
  'Counts one accepted request of a subject, or raises PT429 too_many_requests (detail = seconds to wait) when at_most were accepted within the last "per". A transaction that fails later counts nothing.';

create function private.accept_once(limit_name text, subject text, per interval) returns boolean
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  perform private.accept_within_limit(limit_name, subject, 1, per);
  return true;
exception
  when sqlstate 'PT429' then return false;
end;
$$;
comment on function private.accept_once(text, text, interval) is
  'True for the first request of a subject within "per" (a day at most: older rows are swept), false for its repetitions, which then count nothing.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.rate_limits, private.rate_limit_salts from public, anon, authenticated, service_role;
revoke all on function
  private.network_subject(inet), private.accept_within_limit(text, text, integer, interval),
  private.accept_once(text, text, interval)
  from public, anon, authenticated, service_role;

grant select, insert, update, delete on private.rate_limits to service_role;
grant select on private.rate_limit_salts to service_role;
grant execute on function
  private.network_subject(inet), private.accept_within_limit(text, text, integer, interval),
  private.accept_once(text, text, interval)
  to service_role;
