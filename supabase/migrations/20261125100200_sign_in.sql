-- Sign-in by a code from a mail: limits and tries, what begins and ends a session, and who is signed in.

create table private.sign_in_codes (
  id bigint generated always as identity,
  subject bytea not null,
  requested_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz,

  constraint sign_in_codes_pkey primary key (id),
  constraint sign_in_codes_subject_is_a_sha256 check (octet_length(subject) = 32),
  constraint sign_in_codes_are_tried_five_times check (tries between 0 and 5)
);

create index sign_in_codes_subject_idx on private.sign_in_codes (subject, id);
create index sign_in_codes_requested_at_idx on private.sign_in_codes (requested_at);

comment on table private.sign_in_codes is
  'One row per request of a sign-in code, for known and unknown addresses alike. The code itself is Supabase Auth''s; here stands how often it was tried. The newest row of an address is the one that counts. Rows older than a day are swept out in passing.';
comment on column private.sign_in_codes.id is 'Running number.';
comment on column private.sign_in_codes.subject is 'Salted SHA-256 of the mail address; the address itself is not kept here.';
comment on column private.sign_in_codes.requested_at is 'When it was asked for (UTC). The code lives ten minutes.';
comment on column private.sign_in_codes.tries is 'How often a code was tried, five times at most.';
comment on column private.sign_in_codes.used_at is 'When it opened a session (UTC): it opens one only.';

alter table private.sign_in_codes enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.sign_in_subject(address text) returns bytea
  language sql stable security invoker set search_path = ''
as $$
  select sha256((select salt from private.rate_limit_salts) || convert_to('sign_in:' || address, 'UTF8'));
$$;
comment on function private.sign_in_subject(text) is 'How sign_in_codes names a mail address (lower case).';

create function private.sign_in_locale(address text) returns text
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return coalesce(
    (select s.locale from public.staff as s where s.email = address and s.active),
    (select m.locale from public.members as m join public.partners as p on p.id = m.partner_id
     where m.email = address and m.active and p.status = 'active'),
    -- As accept_invitation() will see it.
    (select i.locale from private.open_invitation(address) as i
     where not exists (select from public.members as m where m.email = address and m.active)
       and not exists (select from public.staff as s where s.email = address)));
end;
$$;
comment on function private.sign_in_locale(text) is
  'Language of the mails to a person who may sign in with this address: active staff, an active member of an active partner, or somebody with an open invitation. Null: nobody may.';

create function private.session_user_of(caller private.caller) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', caller.id, 'name', caller.name, 'email', caller.email,
    'roles', case caller.role
      when 'owner' then '["member", "owner"]'::jsonb
      when 'programme_lead' then '["staff", "programme_lead"]'
      when 'account_manager' then '["staff"]'
      else '["member"]' end,
    'partner', (select jsonb_build_object('id', p.id, 'name', p.name, 'status', p.status)
      from public.partners as p where p.id = caller.partner_id)));
$$;
comment on function private.session_user_of(private.caller) is
  'The person as GET /api/session tells: { id, name, email, roles, partner?: { id, name, status } }.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.request_sign_in_code(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  address text := lower(request ->> 'email');
  hashed bytea := private.sign_in_subject(address);
  person_locale text := private.sign_in_locale(address);
begin
  if private.is_email(address) is not true then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'email';
  end if;
  perform private.accept_within_limit('sign_in_codes_per_network',
    private.network_subject((request ->> 'networkAddress')::inet), 20, interval '1 hour');
  perform private.accept_within_limit('sign_in_codes_per_address', address, 3, interval '10 minutes');

  insert into private.sign_in_codes (subject, requested_at) values (hashed, private.now());
  delete from private.sign_in_codes as old where old.id in (
    select swept.id from private.sign_in_codes as swept
    where swept.requested_at < private.now() - interval '1 day' limit 100 for update skip locked);
  return jsonb_build_object('send', person_locale is not null, 'locale', person_locale);
end;
$$;
comment on function public.request_sign_in_code(jsonb) is
  'Counts a request of a sign-in code and says whether one is to be mailed: { email, networkAddress } -> { send, locale }. A code asked for before is dead from now on. At most 3 per address in 10 minutes and 20 per network address in an hour, whether the address is known or not. For the server alone: the answer tells who is known. Raises PT422 invalid_input, PT429 too_many_requests (detail = seconds to wait). Definer: nobody, the server included, reads the table of codes.';

create function public.try_sign_in_code(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  code private.sign_in_codes;
  now timestamptz;
begin
  select c.* into code from private.sign_in_codes as c
  where c.subject = private.sign_in_subject(lower(request ->> 'email')) order by c.id desc limit 1 for update;
  -- After the lock: many tries at once are counted one by one.
  now := private.now();
  if code.id is null or code.used_at is not null or code.requested_at <= now - interval '10 minutes' then
    raise sqlstate 'PT401' using message = 'code_wrong';
  end if;
  if code.tries >= 5 then
    raise sqlstate 'PT429' using message = 'too_many_tries',
      detail = greatest(1, ceil(extract(epoch from code.requested_at + interval '10 minutes' - now)))::integer::text;
  end if;
  update private.sign_in_codes as c set tries = c.tries + 1 where c.id = code.id;
  return jsonb_build_object('triesLeft', 4 - code.tries);
end;
$$;
comment on function public.try_sign_in_code(jsonb) is
  'Counts a try before Supabase Auth is asked about the code: { email } -> { triesLeft }. Says nothing of who is known: an unknown address is counted alike. For the server alone. Raises PT401 code_wrong (none asked for, used, or older than ten minutes), PT429 too_many_tries (detail = seconds until the code would have ended). Definer, as request_sign_in_code() is.';

create function public.begin_session(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  address text := private.caller_address();
  caller private.caller;
begin
  if address is null then
    raise sqlstate 'PT401' using message = 'session_required';
  end if;
  -- The code is used up here, so that it opens one session however often it is sent at once.
  update private.sign_in_codes as c set used_at = private.now()
  where c.id = (select max(newest.id) from private.sign_in_codes as newest where newest.subject = private.sign_in_subject(address))
    and c.used_at is null and c.tries > 0 and c.requested_at > private.now() - interval '10 minutes';
  if not found then
    raise sqlstate 'PT401' using message = 'code_wrong';
  end if;

  perform private.accept_invitation(address);
  caller := private.current_caller();
  if caller.id is null then
    raise sqlstate 'PT401' using message = 'session_required';
  end if;
  return jsonb_build_object('user', private.session_user_of(caller));
end;
$$;
comment on function public.begin_session(jsonb) is
  'First act of a new session, as the person: {} -> { user }. Uses up the code and takes up an open invitation. Raises PT401 session_required (nobody we know, or suspended since the code was asked for), PT401 code_wrong (the code was used already). Definer: the person may read and write none of these tables.';

create function public.current_session() returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.current_caller();
begin
  if caller.id is null then
    raise sqlstate 'PT401' using message = 'session_required';
  end if;
  return jsonb_build_object('user', private.session_user_of(caller));
end;
$$;
comment on function public.current_session() is
  'Who is signed in: -> { user: { id, name, email, roles, partner?: { id, name, status } } }. Raises PT401 session_required (nobody, signed out, suspended). Definer: a person may not read the table of partners in every role.';

create function public.end_session() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  session_id text := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'session_id';
begin
  if session_id is not null then
    insert into private.ended_sessions (session_id) values (left(session_id, 100)) on conflict do nothing;
  end if;
  delete from private.ended_sessions as old where old.session_id in (
    select swept.session_id from private.ended_sessions as swept
    where swept.ended_at < private.now() - interval '30 days' limit 100 for update skip locked);
  return '{}';
end;
$$;
comment on function public.end_session() is
  'Ends the session of the token: from now on it opens nothing, wherever a copy of it is. For everybody with a token, also who is suspended. Definer: nobody may write the table of ended sessions otherwise.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.sign_in_codes from public, anon, authenticated, service_role;
revoke all on function
  private.sign_in_subject(text), private.sign_in_locale(text), private.session_user_of(private.caller),
  public.request_sign_in_code(jsonb), public.try_sign_in_code(jsonb), public.begin_session(jsonb), public.current_session(),
  public.end_session()
  from public, anon, authenticated, service_role;

grant execute on function public.request_sign_in_code(jsonb), public.try_sign_in_code(jsonb) to service_role;
grant execute on function public.begin_session(jsonb), public.current_session(), public.end_session() to authenticated;
