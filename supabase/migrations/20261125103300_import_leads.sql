-- POST /api/leads/import: a partner registers many clients at once, each by the rules of the form.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.import_row(row_of jsonb, caller private.caller, edition public.programme_editions) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  answer jsonb;
  code text;
begin
  answer := private.register_one_lead(row_of -> 'lead', caller, edition);
  if answer ? 'refused' then
    return jsonb_build_object('line', row_of -> 'line', 'outcome', 'refused', 'code', answer -> 'refused', 'rule', answer -> 'rule');
  end if;
  return jsonb_strip_nulls(jsonb_build_object('line', row_of -> 'line', 'outcome', answer -> 'status', 'number', answer -> 'number',
    'until', answer #> '{pin,until}', 'answerBy', answer -> 'answerBy'));
exception
  -- What the form would be refused with; this row alone is taken back.
  when sqlstate 'PT403' or sqlstate 'PT409' or sqlstate 'PT429' then
    get stacked diagnostics code = message_text;
    return jsonb_build_object('line', row_of -> 'line', 'outcome', 'refused', 'code', code);
end;
$$;
comment on function private.import_row(jsonb, private.caller, public.programme_editions) is
  'One row of an import -> { line, outcome: "pinned"|"in_review"|"refused", number?, until?, answerBy?, code?, rule? }.';

create function private.try_import(rows_of jsonb, caller private.caller, edition public.programme_editions) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  places integer := (edition.rules #>> '{quota,openRegistrations}')::integer - private.open_registrations(caller.partner_id, at);
  row_of jsonb;
  code text;
  outcomes jsonb[] := '{}';
begin
  for row_of in select r from jsonb_array_elements(rows_of) as r loop
    code := case
      when exists (select from public.leads as l
                   where l.partner_id = caller.partner_id and l.status = 'in_review'
                     and l.country = row_of #>> '{lead,client,country}' and l.tax_id = row_of #>> '{lead,client,taxId}')
        or (private.active_pin((private.find_client(row_of #>> '{lead,client,country}', row_of #>> '{lead,client,taxId}')).id, at)).partner_id
          = caller.partner_id then 'client_already_yours'
      when places <= 0 then 'quota_exhausted' end;
    places := places - (code is null)::integer;
    outcomes := outcomes || jsonb_strip_nulls(jsonb_build_object('line', row_of -> 'line',
      'outcome', case when code is null then 'valid' else 'refused' end, 'code', code));
  end loop;
  return to_jsonb(outcomes);
end;
$$;
comment on function private.try_import(jsonb, private.caller, public.programme_editions) is
  'What can be said of the rows before they are registered: which clients are the partner''s own already, and for how many there is a place. Nothing about clients of others: a list of tax ids must not become a way to ask who is taken.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.import_leads(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  is_dry boolean := coalesce((request ->> 'dryRun')::boolean, false);
  answer jsonb;
  edition public.programme_editions;
  row_of jsonb;
  outcomes jsonb[] := '{}';
begin
  if not is_dry then
    answer := private.begin_request_of(caller, 'import_leads', request);
    if answer is not null then
      return answer || '{"replayed": true}';
    end if;
  end if;
  edition := private.edition_in_force(private.now());
  if edition.id is null then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  elsif jsonb_array_length(request -> 'rows') > 1000 then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'rows';
  elsif (edition.rules #>> '{lead,requireOffer}')::boolean and not private.has_accepted(caller.partner_id, private.now()) then
    raise sqlstate 'PT403' using message = 'offer_not_accepted';
  end if;
  if is_dry then
    return jsonb_build_object('rows', private.try_import(request -> 'rows', caller, edition));
  end if;

  -- One registration for the speed limit: its rows are bounded by the quota.
  perform private.accept_within_limit('registrations_per_minute', caller.partner_id::text,
    (edition.rules #>> '{quota,registrationsPerMinute}')::integer, interval '1 minute');
  perform private.because('import_leads', null, 'lead', edition.id);
  perform private.lock_clients((select coalesce(jsonb_agg(r #> '{lead,client}'), '[]') from jsonb_array_elements(request -> 'rows') as r));
  perform private.lock_partner(caller.partner_id);
  for row_of in select r.value from jsonb_array_elements(request -> 'rows') with ordinality as r order by r.ordinality loop
    outcomes := outcomes || private.import_row(row_of, caller, edition);
  end loop;
  return private.finish_request_of(caller, 'import_leads', request, jsonb_build_object('rows', to_jsonb(outcomes))) || '{"replayed": false}';
end;
$$;
comment on function public.import_leads(jsonb) is
  'Registers many clients for the caller''s partner: { rows: [{ line, lead: LeadRequest }], dryRun?, idempotencyKey?, requestSha256? } (1000 rows at most) -> { rows: [{ line, outcome: "pinned"|"in_review"|"refused", number?, until?, answerBy?, code?, rule? }], replayed }. Each row by the rules of register_lead(), its refusals counted, the rows in one transaction with all locks taken before. A dry run registers nothing and says valid or refused, and of clients of others nothing at all. Raises PT401 session_required, PT403 wrong_role, PT403 offer_not_accepted, PT422 invalid_input, PT422 idempotency_key_reused, PT429 too_many_requests, PT503 edition_not_published. Definer: a partner writes no table itself and may not see the clients and pins of others that decide.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.import_row(jsonb, private.caller, public.programme_editions),
  private.try_import(jsonb, private.caller, public.programme_editions), public.import_leads(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function public.import_leads(jsonb) to authenticated;
