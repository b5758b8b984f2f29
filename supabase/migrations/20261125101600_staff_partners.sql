-- What staff do with partner companies: see them, suspend them, let one register without the course. And who is staff.

create function public.list_partners(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
begin
  perform private.require_staff();
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'id', p.id, 'name', p.name, 'country', p.country, 'taxId', p.tax_id, 'site', p.site, 'status', p.status, 'sample', p.sample,
      'courseWaivedAt', p.course_waived_at, 'createdAt', p.created_at,
      'clients', (select count(*) from public.client_pins as pin where pin.partner_id = p.id and pin.period @> at),
      'acceptedEdition', (select a.edition from public.offer_acceptances as a where a.partner_id = p.id order by a.accepted_at desc limit 1)))
      order by p.name, p.id)
    from public.partners as p
    where request ->> 'search' is null or strpos(lower(p.name), lower(request ->> 'search')) > 0 or strpos(p.tax_id, request ->> 'search') > 0), '[]'::jsonb));
end;
$$;
comment on function public.list_partners(jsonb) is
  'For staff: { search? } -> { items: [{ id, name, country, taxId, site?, status, courseWaivedAt?, createdAt, clients, acceptedEdition? }] }, by name. Raises PT401 session_required, PT403 wrong_role. Under the policies of the tables.';

create function public.change_partner(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_programme_lead();
  changed public.partners;
begin
  perform private.because('change_partner', request ->> 'reason',
    case when request ? 'courseWaived' then 'lead.requireCourse' end, (private.edition_in_force(private.now())).id);
  update public.partners as p
  set status = coalesce(request ->> 'status', p.status),
      course_waived_at = case when (request ->> 'courseWaived')::boolean then coalesce(p.course_waived_at, private.now())
                              when not (request ->> 'courseWaived')::boolean then null else p.course_waived_at end
  where p.id = private.uuid_of(request ->> 'id')
  returning * into changed;
  if changed.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return jsonb_build_object('id', changed.id, 'status', changed.status, 'courseWaived', changed.course_waived_at is not null);
end;
$$;
comment on function public.change_partner(jsonb) is
  'Suspends a partner or takes the suspension back, and lets it register without the basic course: { id, status?: "active"|"suspended", courseWaived?, reason } -> { id, status, courseWaived }. Its people are out at once; its pins go on. Raises PT401 session_required, PT403 wrong_role (not a programme lead), PT404 not_found. Definer: partners are written by functions only.';

create function public.set_staff(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_programme_lead();
  stored public.staff;
begin
  -- Nobody locks the door behind himself: another programme lead does that.
  if lower(request ->> 'email') = caller.email then
    raise sqlstate 'PT403' using message = 'other_person_needed';
  end if;
  perform private.because('set_staff', request ->> 'reason');
  insert into public.staff as s (name, email, role, locale, active)
  values (request ->> 'name', lower(request ->> 'email'), request ->> 'role', coalesce(request ->> 'locale', 'ru'), coalesce((request ->> 'active')::boolean, true))
  on conflict on constraint staff_email_belongs_to_one_person do update
    set name = excluded.name, role = excluded.role, locale = excluded.locale, active = excluded.active
  returning * into stored;
  return jsonb_build_object('id', stored.id, 'email', stored.email, 'role', stored.role, 'active', stored.active);
end;
$$;
comment on function public.set_staff(jsonb) is
  'Adds a person of the vendor, or changes role, name or access of one: { email, name, role: "account_manager"|"programme_lead", locale?, active?, reason } -> { id, email, role, active }. In effect at once. Raises PT401 session_required, PT403 wrong_role (not a programme lead), PT403 other_person_needed (oneself), PT409 address_taken (a person of a partner). Definer: staff are written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function public.list_partners(jsonb), public.change_partner(jsonb), public.set_staff(jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.list_partners(jsonb), public.change_partner(jsonb), public.set_staff(jsonb) to authenticated;
