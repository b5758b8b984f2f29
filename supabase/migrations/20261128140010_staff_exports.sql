-- What the vendor's people take out of the database as a file: only programme leads, only so often, and never without a trace.

create table public.staff_exports (
  id uuid not null default gen_random_uuid(),
  what text not null,
  filters jsonb not null,
  row_count integer not null,
  exported_by uuid not null,
  exported_at timestamptz not null,

  constraint staff_exports_pkey primary key (id),
  constraint staff_exports_exported_by_fkey foreign key (exported_by) references public.staff (id),
  constraint staff_exports_what_is_known check (what in ('partners', 'revenue', 'decisions', 'pins', 'leads', 'register', 'person')),
  constraint staff_exports_filters_are_an_object check (jsonb_typeof(filters) = 'object'),
  constraint staff_exports_row_count_is_counted check (row_count >= 0)
);

create index staff_exports_exported_by_idx on public.staff_exports (exported_by, exported_at desc);

comment on table public.staff_exports is
  'That a programme lead took rows about partners, clients or a person along as a file: who, what, how many, when. Its record in the register cannot be taken back.';
comment on column public.staff_exports.id is 'Opaque id.';
comment on column public.staff_exports.what is
  'partners, revenue, decisions, pins, leads: the rows behind that figure; register: records of the register; person: everything about one person.';
comment on column public.staff_exports.filters is
  'By what the rows were narrowed: choices, ids and instants of the request, never words somebody typed. Empty for a person: nothing here leads back to it.';
comment on column public.staff_exports.row_count is 'How many rows were handed out.';
comment on column public.staff_exports.exported_by is 'The programme lead.';
comment on column public.staff_exports.exported_at is 'When (UTC).';

alter table public.staff_exports enable row level security;

create policy "The vendor's people see what was exported by one of them" on public.staff_exports for select to authenticated
  using ((select private.caller_is_staff()));

select private.audit_table('public.staff_exports', 'id');

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.record_staff_export(what text, request jsonb, row_count integer) returns void
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_programme_lead();
begin
  perform private.accept_within_limit('staff_exports_per_hour', caller.id::text, 20, interval '1 hour');
  perform private.because('staff_export');
  insert into public.staff_exports (what, filters, row_count, exported_by, exported_at)
  values (what, request - array['figure', 'search', 'cursor', 'limit', 'sort', 'email'], row_count, caller.id, private.now());
end;
$$;
comment on function private.record_staff_export(text, jsonb, integer) is
  'Writes down that the caller, a programme lead, takes so many rows along, found by this request; whoever hands them out calls it in the same transaction. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (20 an hour and person). Definer: exports are written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.staff_exports from public, anon, authenticated, service_role;
revoke all on function private.record_staff_export(text, jsonb, integer) from public, anon, authenticated, service_role;

grant select on public.staff_exports to authenticated;
grant execute on function private.require_programme_lead(), private.record_staff_export(text, jsonb, integer) to authenticated;
