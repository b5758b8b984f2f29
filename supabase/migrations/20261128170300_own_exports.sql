-- POST /api/export: everything a partner company has here, taken along by an owner. A part is one function
-- private.export_<part>(partner_id uuid) returns jsonb: whoever adds a table of a partner's own adds one, and it is in the export.

create table public.own_exports (
  id uuid not null default gen_random_uuid(),
  partner_id uuid not null,
  format text not null,
  exported_by uuid not null,
  exported_at timestamptz not null,

  constraint own_exports_pkey primary key (id),
  constraint own_exports_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint own_exports_exported_by_fkey foreign key (exported_by) references public.members (id) on delete cascade,
  constraint own_exports_format_is_known check (format in ('json', 'csv'))
);

create index own_exports_partner_id_idx on public.own_exports (partner_id, exported_at desc);
create index own_exports_exported_by_idx on public.own_exports (exported_by);

comment on table public.own_exports is 'That an owner took all data of the company along: who, when, in which form. Not what.';
comment on column public.own_exports.id is 'Opaque id.';
comment on column public.own_exports.partner_id is 'The partner.';
comment on column public.own_exports.format is 'json, or csv (a zip of them).';
comment on column public.own_exports.exported_by is 'The owner.';
comment on column public.own_exports.exported_at is 'When (UTC).';

alter table public.own_exports enable row level security;

create policy "People of a partner see who has exported its data, the vendor's people every export" on public.own_exports
  for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.record_export(format text, caller private.caller) returns timestamptz
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
begin
  perform private.because('export_own_data');
  perform private.accept_within_limit('exports_per_hour', caller.partner_id::text, 20, interval '1 hour');
  insert into public.own_exports (partner_id, format, exported_by, exported_at) values (caller.partner_id, format, caller.id, at);
  return at;
end;
$$;
comment on function private.record_export(text, private.caller) is
  'Writes down that the caller, an owner, exports. -> the moment. Raises PT429 too_many_requests (20 an hour and partner).';

create function private.export_company(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_array(public.read_partner() - array['owners', 'isOwner']);
$$;
comment on function private.export_company(uuid) is 'Part of the export: contract, profile, facts of the logo, account manager.';

create function private.export_people(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('name', m.name, 'email', m.email, 'role', m.role, 'active', m.active, 'language', m.locale,
    'since', private.utc_text(m.created_at)) order by m.created_at, m.id)
  from public.members as m where m.partner_id = export_people.partner_id;
$$;
comment on function private.export_people(uuid) is 'Part of the export: people of the company, also those who have left.';

create function private.export_invitations(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', i.name, 'email', i.email, 'role', i.role,
    'invitedAt', private.utc_text(i.invited_at), 'expiresAt', private.utc_text(i.expires_at),
    'acceptedAt', private.utc_text(i.accepted_at), 'revokedAt', private.utc_text(i.revoked_at))) order by i.invited_at, i.id)
  from public.invitations as i where i.partner_id = export_invitations.partner_id;
$$;
comment on function private.export_invitations(uuid) is 'Part of the export: invitations, open and past.';

create function private.export_notices(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('email', m.email, 'notice', n.notice, 'wanted', n.wanted, 'changedAt', private.utc_text(n.changed_at))
    order by m.email, n.notice)
  from public.notification_preferences as n join public.members as m on m.id = n.member_id
  where m.partner_id = export_notices.partner_id;
$$;
comment on function private.export_notices(uuid) is 'Part of the export: which letters the people have switched off or on.';

create function private.export_acceptances(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('receipt', a.number, 'edition', a.edition, 'language', a.language, 'sha256', a.sha256,
    'fullName', a.full_name, 'position', a.position, 'authority', a.authority, 'acceptedAt', private.utc_text(a.accepted_at))
    order by a.accepted_at, a.id)
  from public.offer_acceptances as a where a.partner_id = export_acceptances.partner_id;
$$;
comment on function private.export_acceptances(uuid) is 'Part of the export: acceptances of the offer.';

create function private.export_leads(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(private.lead_facts(l) - 'history' order by l.received_at, l.id)
  from public.leads as l where l.partner_id = export_leads.partner_id;
$$;
comment on function private.export_leads(uuid) is 'Part of the export: leads, as their partner sees them; their history is a part of its own.';

create function private.export_lead_history(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('lead', l.number, 'client', l.client_name, 'at', private.utc_text(e.happened_at), 'kind', e.kind,
    'by', e.by_kind) || e.details order by l.received_at, l.id, e.happened_at, e.id)
  from public.lead_events as e join public.leads as l on l.id = e.lead_id where l.partner_id = export_lead_history.partner_id;
$$;
comment on function private.export_lead_history(uuid) is 'Part of the export: what happened to the leads, line by line.';

create function private.export_clients(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('client', l.client_name, 'country', l.country, 'taxId', l.tax_id, 'lead', l.number,
    'pinnedAt', private.utc_text(p.granted_at), 'protectedUntil', private.utc_text(p.protected_until),
    'graceUntil', private.utc_text(upper(p.period)), 'extensions', p.extensions, 'edition', p.edition, 'rule', p.rule, 'endedBy', p.ended_by))
    order by p.granted_at, p.id)
  from public.client_pins as p join public.leads as l on l.id = p.lead_id where p.partner_id = export_clients.partner_id;
$$;
comment on function private.export_clients(uuid) is 'Part of the export: clients and their pins, running and past.';

create function private.export_extensions(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('client', l.client_name, 'lead', l.number, 'kind', x.kind, 'activity', x.activity,
    'untilBefore', private.utc_text(x.until_before), 'untilAfter', private.utc_text(x.until_after), 'at', private.utc_text(x.extended_at)))
    order by x.extended_at, x.id)
  from public.pin_extensions as x join public.client_pins as p on p.id = x.pin_id join public.leads as l on l.id = p.lead_id
  where p.partner_id = export_extensions.partner_id;
$$;
comment on function private.export_extensions(uuid) is 'Part of the export: extensions and renewals.';

create function private.export_receipts(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('number', r.number, 'action', r.action, 'client', r.client_name, 'issuedAt', private.utc_text(r.issued_at),
    'protectedUntil', private.utc_text(r.protected_until), 'edition', r.edition, 'rule', r.rule, 'sha256', r.record_sha256)
    order by r.issued_at, r.id)
  from public.receipts as r where r.partner_id = export_receipts.partner_id;
$$;
comment on function private.export_receipts(uuid) is 'Part of the export: receipts of pins.';

create function private.export_waiting_list(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('client', w.client_name, 'country', w.country, 'taxId', w.tax_id,
    'joinedAt', private.utc_text(w.joined_at), 'toldAt', private.utc_text(w.told_at))) order by w.joined_at, w.id)
  from public.waiting_list as w where w.partner_id = export_waiting_list.partner_id;
$$;
comment on function private.export_waiting_list(uuid) is 'Part of the export: places in the waiting list.';

create function private.export_appeals(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('number', a.number, 'client', a.client_name, 'statement', a.statement, 'status', a.status,
    'receivedAt', private.utc_text(a.received_at), 'answerBy', a.answer_by, 'edition', a.edition, 'fileId', a.file_id)) order by a.received_at, a.id)
  from public.appeals as a where a.partner_id = export_appeals.partner_id;
$$;
comment on function private.export_appeals(uuid) is 'Part of the export: appeals.';

create function private.export_passed_leads(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg((private.passed_lead_facts(o) - array['declineReasons', 'lead']) || jsonb_strip_nulls(jsonb_build_object(
    'lead', (select l.number from public.leads as l where l.id = o.lead_id))) order by o.offered_at, o.id)
  from public.passed_leads as o where o.partner_id = export_passed_leads.partner_id;
$$;
comment on function private.export_passed_leads(uuid) is 'Part of the export: leads the vendor has passed, as far as the partner sees them.';

create function private.export_files(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'sizeBytes', octet_length(f.bytes),
    'sha256', f.sha256, 'uploadedAt', private.utc_text(f.uploaded_at)) order by f.uploaded_at, f.id)
  from public.files as f where f.partner_id = export_files.partner_id;
$$;
comment on function private.export_files(uuid) is 'Part of the export: which files were uploaded; each is downloaded by its id.';

create function private.export_exports(partner_id uuid) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('at', private.utc_text(x.exported_at), 'format', x.format, 'by', m.email) order by x.exported_at, x.id)
  from public.own_exports as x join public.members as m on m.id = x.exported_by where x.partner_id = export_exports.partner_id;
$$;
comment on function private.export_exports(uuid) is 'Part of the export: exports, this one included.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.export_own_data(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_owner();
  at timestamptz := private.record_export(request ->> 'format', caller);
  part record;
  rows jsonb;
  parts jsonb := '{}';
begin
  for part in
    select p.proname as function_name, substr(p.proname, 8) as name from pg_catalog.pg_proc as p
    where p.pronamespace = 'private'::regnamespace and starts_with(p.proname, 'export_')
      and p.proargtypes::text = 'uuid'::regtype::oid::text and p.prorettype = 'jsonb'::regtype
    order by p.proname
  loop
    execute format('select private.%I($1)', part.function_name) into rows using caller.partner_id;
    parts := parts || jsonb_build_object(part.name, coalesce(rows, '[]'));
  end loop;
  return jsonb_build_object('at', private.utc_text(at), 'parts', parts);
end;
$$;
comment on function public.export_own_data(jsonb) is
  'For an owner: all data of the own company: { format: "json"|"csv" } -> { at, parts: { leads: [...] } }, a list of rows for each private.export_<part>(uuid), empty ones too. It is written down who exported. Definer: it calls helpers nobody else may call, with the caller''s own partner, and asks for an owner first. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (20 an hour and partner).';

create function public.list_exports() returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  perform private.require_owner();
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_build_object('at', private.utc_text(x.exported_at), 'format', x.format, 'by', x.name) order by x.exported_at desc, x.id)
    from (select e.id, e.exported_at, e.format, m.name from public.own_exports as e join public.members as m on m.id = e.exported_by
      where e.partner_id = private.caller_partner_id() order by e.exported_at desc, e.id limit 5) as x), '[]'));
end;
$$;
comment on function public.list_exports() is
  'For an owner: the last five exports of the own company -> { items: [{ at, format, by }] }, the newest first. Raises PT401 session_required, PT403 wrong_role. Under the policies of the tables.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.own_exports from public, anon, authenticated, service_role;
revoke all on function
  private.record_export(text, private.caller), private.export_company(uuid), private.export_people(uuid), private.export_invitations(uuid),
  private.export_notices(uuid), private.export_acceptances(uuid), private.export_leads(uuid), private.export_lead_history(uuid),
  private.export_clients(uuid), private.export_extensions(uuid), private.export_receipts(uuid), private.export_waiting_list(uuid),
  private.export_appeals(uuid), private.export_passed_leads(uuid), private.export_files(uuid), private.export_exports(uuid),
  public.export_own_data(jsonb), public.list_exports()
  from public, anon, authenticated, service_role;

grant select on public.own_exports to authenticated;
grant execute on function private.require_owner(), public.export_own_data(jsonb), public.list_exports() to authenticated;

select private.audit_table('public.own_exports', 'id');
