-- Which rows of the companies and their people a signed-in person sees.

create policy "A partner sees itself, the vendor's people every partner" on public.partners for select to authenticated
  using (id = (select private.caller_partner_id()) or (select private.caller_is_staff()));
create policy "People of a partner see each other, the vendor's people everybody" on public.members for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));
create policy "The vendor's people see each other" on public.staff for select to authenticated
  using ((select private.caller_is_staff()));
create policy "The vendor's people see every application" on public.applications for select to authenticated
  using ((select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.uuid_of(value text) returns uuid
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return case when value ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then value::uuid end;
end;
$$;
comment on function private.uuid_of(text) is
  'An id from a request; null when it cannot be one, which then is not found like any other unknown id.';

create function private.begin_request_of(caller private.caller, operation text, request jsonb) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  return case when request ->> 'idempotencyKey' is not null then private.begin_request(operation,
    encode(sha256(convert_to((caller).id || ':' || (request ->> 'idempotencyKey'), 'UTF8')), 'hex'), request ->> 'requestSha256') end;
end;
$$;
comment on function private.begin_request_of(private.caller, text, jsonb) is
  'begin_request() for a signed-in person, whose keys are the person''s own: null without a key or for the first request, else the first answer. Raises PT422 idempotency_key_reused.';

create function private.finish_request_of(caller private.caller, operation text, request jsonb, answer jsonb) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  if request ->> 'idempotencyKey' is not null then
    perform private.finish_request(operation,
      encode(sha256(convert_to((caller).id || ':' || (request ->> 'idempotencyKey'), 'UTF8')), 'hex'), answer);
  end if;
  return answer;
end;
$$;
comment on function private.finish_request_of(private.caller, text, jsonb, jsonb) is
  'Keeps the answer of a request taken with begin_request_of(), and gives it back.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.uuid_of(text), private.begin_request_of(private.caller, text, jsonb),
  private.finish_request_of(private.caller, text, jsonb, jsonb)
  from public, anon, authenticated, service_role;

grant select on public.partners, public.members, public.staff, public.applications to authenticated;
