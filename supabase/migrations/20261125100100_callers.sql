-- Who is asking: the person behind a request, and what that person may do.

create table private.ended_sessions (
  session_id text not null,
  ended_at timestamptz not null default private.now(),

  constraint ended_sessions_pkey primary key (session_id),
  constraint ended_sessions_session_id_is_short check (char_length(session_id) between 1 and 100)
);

create index ended_sessions_ended_at_idx on private.ended_sessions (ended_at);

comment on table private.ended_sessions is
  'Sessions that were signed out: their tokens are good until they expire, but no longer for us. Rows older than 30 days are swept out in passing, when every token of them has long expired.';
comment on column private.ended_sessions.session_id is 'The session_id claim of the token.';
comment on column private.ended_sessions.ended_at is 'When the person signed out (UTC).';

alter table private.ended_sessions enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create type private.caller as (
  kind text,
  id uuid,
  partner_id uuid,
  role text,
  name text,
  email text,
  locale text
);
comment on type private.caller is
  'The person behind a request: kind member or staff; role owner or member, account_manager or programme_lead; partner_id null for staff. All null: nobody.';

create function private.caller_address() returns text
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
begin
  if claims ->> 'role' is distinct from 'authenticated' then
    return null;
  end if;
  -- Hosted Supabase tells how somebody signed in: only by a code. An account with a password could be made for any address.
  if jsonb_typeof(claims -> 'amr') = 'array'
    and not jsonb_path_exists(claims -> 'amr', '$[*] ? (@ == "otp" || @.method == "otp" || @.method == "magiclink")') then
    return null;
  end if;
  return lower(claims ->> 'email');
end;
$$;
comment on function private.caller_address() is
  'The mail address the token of the request stands for, in lower case; null when there is none or it was not proven by a code. Whether anybody is known by it is current_caller()''s to say.';

create function private.current_caller() returns private.caller
  language plpgsql stable security definer set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  address text := private.caller_address();
  caller private.caller;
begin
  if address is null then
    return null;
  end if;
  if exists (select from private.ended_sessions as ended where ended.session_id = claims ->> 'session_id') then
    return null;
  end if;

  select 'staff', s.id, null::uuid, s.role, s.name, s.email, s.locale into caller
  from public.staff as s where s.email = address and s.active;
  if found then
    return caller;
  end if;
  select 'member', m.id, m.partner_id, m.role, m.name, m.email, m.locale into caller
  from public.members as m join public.partners as p on p.id = m.partner_id
  where m.email = address and m.active and p.status = 'active';
  if found then
    return caller;
  end if;
  return null;
end;
$$;
comment on function private.current_caller() is
  'The person whose token came with the request: active staff, or an active member of an active partner, found by the token''s e-mail address; all null for nobody. Asked anew in every statement, so a suspension counts at once. Definer: it reads tables the person may not see.';

create function private.caller_partner_id() returns uuid
  language plpgsql stable security definer set search_path = ''
as $$
begin
  return (private.current_caller()).partner_id;
end;
$$;
comment on function private.caller_partner_id() is 'The partner company of the caller; null for staff and for nobody. For policies, as (select private.caller_partner_id()). Definer, as current_caller() is.';

create function private.caller_is_staff() returns boolean
  language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce((private.current_caller()).kind = 'staff', false);
end;
$$;
comment on function private.caller_is_staff() is 'Whether the caller is one of the vendor''s people. For policies, as (select private.caller_is_staff()). Definer, as current_caller() is.';

create function private.require_caller(kind text, roles text[] default null) returns private.caller
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.current_caller();
begin
  if caller.id is null then
    raise sqlstate 'PT401' using message = 'session_required';
  end if;
  if caller.kind is distinct from require_caller.kind or caller.role <> all (coalesce(roles, array[caller.role])) then
    raise sqlstate 'PT403' using message = 'wrong_role';
  end if;
  return caller;
end;
$$;
comment on function private.require_caller(text, text[]) is
  'The caller, who must be of this kind and have one of these roles (null: any). Raises PT401 session_required, PT403 wrong_role. Definer, as current_caller() is.';

create function private.require_member() returns private.caller
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return private.require_caller('member');
end;
$$;
comment on function private.require_member() is 'The caller, a person of a partner. Raises PT401 session_required, PT403 wrong_role.';

create function private.require_owner() returns private.caller
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return private.require_caller('member', array['owner']);
end;
$$;
comment on function private.require_owner() is 'The caller, an owner of a partner. Raises PT401 session_required, PT403 wrong_role.';

create function private.require_staff() returns private.caller
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return private.require_caller('staff');
end;
$$;
comment on function private.require_staff() is 'The caller, one of the vendor''s people. Raises PT401 session_required, PT403 wrong_role.';

create function private.require_programme_lead() returns private.caller
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return private.require_caller('staff', array['programme_lead']);
end;
$$;
comment on function private.require_programme_lead() is 'The caller, a programme lead. Raises PT401 session_required, PT403 wrong_role.';

create function private.refuse_a_second_side() returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('person:' || new.email, 0));
  if tg_table_name = 'staff' and exists (select from public.members as m where m.email = new.email and m.active)
    or tg_table_name = 'members' and exists (select from public.staff as s where s.email = new.email) then
    raise sqlstate 'PT409' using message = 'address_taken';
  end if;
  return new;
end;
$$;
comment on function private.refuse_a_second_side() is
  'Trigger: one address is a person of the vendor or of a partner, never both, or a person could decide about the own company. Raises PT409 address_taken. Definer: the writer may not see the other table.';

create trigger members_are_no_staff before insert or update of email, active on public.members
  for each row execute function private.refuse_a_second_side();
create trigger staff_are_no_members before insert or update of email on public.staff
  for each row execute function private.refuse_a_second_side();

create function private.write_audit_record() returns trigger
  -- UTC, so that a time is written the same whatever the connection's time zone is.
  language plpgsql security definer set search_path = '' set timezone = 'UTC'
as $$
declare
  cause jsonb := coalesce(nullif(current_setting('letok.cause', true), '')::jsonb, '{}');
  caller private.caller := private.current_caller();
  subject text := tg_table_schema || '.' || tg_table_name;
  -- Arguments of the trigger: the key column, then the personal columns.
  personal text[] := tg_argv[1:];
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  becomes jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  row_id text := coalesce(becomes, was) ->> tg_argv[0];
  fields_before jsonb := was;
  fields_after jsonb := becomes;
  record_id bigint;
  content text;
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(b.key, b.value), jsonb_object_agg(b.key, becomes -> b.key) into fields_before, fields_after
    from jsonb_each(was) as b (key, value) where becomes -> b.key is distinct from b.value;
    if fields_after is null then
      return null;
    end if;
  end if;
  fields_before := private.without_personal_values(fields_before, subject, row_id, personal);
  -- The salt belongs to the value: with the next one it goes, and what the records say of the former fits no value any more.
  if tg_op = 'UPDATE' then
    delete from private.value_salts as s
    where s.table_name = subject and s.row_id = was ->> tg_argv[0] and s.column_name = any (personal) and fields_after ? s.column_name;
  end if;
  fields_after := private.without_personal_values(fields_after, subject, row_id, personal);

  record_id := nextval(pg_get_serial_sequence('private.audit_records', 'id'));
  content := jsonb_strip_nulls(jsonb_build_object(
    'id', record_id,
    'at', private.utc_text(private.now()),
    'actor', case
      when caller.id is not null then jsonb_build_object('kind', caller.kind, 'id', caller.id)
      when coalesce(current_setting('role', true), 'none') = 'none' then jsonb_build_object('kind', 'database', 'name', session_user)
      else jsonb_build_object('kind', 'server') end,
    'action', coalesce(cause ->> 'action', 'unnamed'),
    'operation', lower(tg_op),
    'table', subject,
    'row', row_id,
    'rule', cause ->> 'rule',
    'edition', cause ->> 'edition',
    'reason', case when cause ? 'reason'
      then private.salted_hash('audit_reasons', record_id::text, 'reason', left(cause ->> 'reason', 4000)) end))
    -- Not stripped of nulls: a column that became null is a fact.
    || case when fields_before is null then '{}' else jsonb_build_object('before', fields_before) end
    || case when fields_after is null then '{}' else jsonb_build_object('after', fields_after) end;

  insert into private.audit_records (id, content, sha256) overriding system value
  values (record_id, content, encode(sha256(convert_to(content, 'UTF8')), 'hex'));
  insert into private.audit_unsealed (record_id) values (record_id);
  if cause ? 'reason' then
    insert into private.audit_reasons (record_id, reason) values (record_id, left(cause ->> 'reason', 4000));
  end if;
  -- A row that is gone no erasure finds any more: its salts go with it, and its hashes fit no value.
  if tg_op = 'DELETE' then
    delete from private.value_salts as s where s.table_name = subject and s.row_id = was ->> tg_argv[0];
  end if;
  return null;
end;
$$;
comment on function private.write_audit_record() is
  'Trigger: writes the record of one changed row, and forgets the salts of values that were overwritten and of rows that are deleted. Arguments: the key column, then the columns that hold personal values. Definer: whoever changes a row may not write the register otherwise.';

create function private.audit_table(table_name regclass, key_column text, variadic personal_columns text[] default '{}') returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  arguments text := (select string_agg(quote_literal(a), ', ') from unnest(array_prepend(key_column, personal_columns)) as a);
begin
  execute format('create trigger every_change_is_recorded after insert or update or delete on %s for each row execute function private.write_audit_record(%s)',
    table_name, arguments);
end;
$$;
comment on function private.audit_table(regclass, text, text[]) is 'For migrations: has every change of a table recorded. Names the key column and the columns that hold personal values.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.ended_sessions from public, anon, authenticated, service_role;
revoke all on function
  private.caller_address(), private.current_caller(), private.caller_partner_id(), private.caller_is_staff(), private.require_caller(text, text[]),
  private.require_member(), private.require_owner(), private.require_staff(), private.require_programme_lead(),
  private.refuse_a_second_side(), private.write_audit_record(), private.audit_table(regclass, text, text[])
  from public, anon, authenticated, service_role;

-- A person reads under policies and calls functions that ask who is calling; of the helpers only these.
grant usage on schema private to authenticated;
grant execute on function private.caller_partner_id(), private.caller_is_staff() to authenticated;
