-- What staff do with partner companies: see them, suspend them, let one register without the course. And who is staff.

alter table public.partners add column account_manager_id uuid;
alter table public.partners add constraint partners_account_manager_id_fkey foreign key (account_manager_id) references public.staff (id);
create index partners_account_manager_id_idx on public.partners (account_manager_id);
comment on column public.partners.account_manager_id is 'The person of the vendor who looks after this partner; null while nobody does. Its people may know.';

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.accepted_edition(partner_id uuid) returns text
  language sql stable security invoker set search_path = ''
as $$
  select a.edition from public.offer_acceptances as a where a.partner_id = accepted_edition.partner_id order by a.accepted_at desc limit 1;
$$;
comment on function private.accepted_edition(uuid) is 'The edition whose offer a partner has accepted last; null where it has accepted none.';

create function private.open_cases(partner_id uuid) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'id', c.id, 'number', c.number, 'title', c.title, 'dueOn', c.due_on) order by c.due_on, c.number), '[]')
    from (
      select 'lead' as kind, l.id, l.number, l.client_name as title, l.answer_by as due_on
      from public.leads as l where l.partner_id = open_cases.partner_id and l.status = 'in_review'
      union all
      select 'appeal', a.id, a.number, a.client_name, a.answer_by
      from public.appeals as a where a.partner_id = open_cases.partner_id and a.status = 'waiting'
      union all
      select 'passed_lead', o.id, o.number, e.company_name, o.answer_by
      from public.passed_leads as o join public.enquiries as e on e.id = o.enquiry_id
      where o.partner_id = open_cases.partner_id and o.status = 'offered') as c);
end;
$$;
comment on function private.open_cases(uuid) is
  'What waits with or because of a partner: its leads in review, its appeals, and leads passed to it: [{ kind, id, number, title, dueOn }], what is due first on top. Under the policies of the caller.';

create function private.partner_changes(partner_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_staff();
  return (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('at', c.content ->> 'at', 'by', s.name, 'reason', c.reason,
        'status', c.content #>> '{after,status}',
        'courseWaived', case when c.content -> 'after' ? 'course_waived_at' then c.content #> '{after,course_waived_at}' <> 'null' end,
        'accountManager', m.name)) order by c.id desc), '[]')
    from (
      select r.id, r.content::jsonb as content, reasons.reason
      from private.audit_records as r left join private.audit_reasons as reasons on reasons.record_id = r.id
      where r.content::jsonb ->> 'table' = 'public.partners' and r.content::jsonb ->> 'row' = partner_changes.partner_id::text
        and r.content::jsonb ->> 'action' = 'change_partner'
      order by r.id desc limit 20) as c
    left join public.staff as s on s.id::text = c.content #>> '{actor,id}'
    left join public.staff as m on m.id::text = c.content #>> '{after,account_manager_id}');
end;
$$;
comment on function private.partner_changes(uuid) is
  'The last twenty things staff have changed of a partner, with the reasons they gave: [{ at, by?, reason?, status?, courseWaived?, accountManager? }]. Raises PT401 session_required, PT403 wrong_role. Definer: the register is readable for nobody.';

create function private.partner_row(partner public.partners, at timestamptz) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_strip_nulls(jsonb_build_object(
      'id', partner.id, 'name', partner.name, 'country', partner.country, 'taxId', partner.tax_id, 'site', partner.site,
      'status', partner.status, 'sample', partner.sample, 'courseWaivedAt', partner.course_waived_at, 'createdAt', partner.created_at,
      'accountManager', (select jsonb_build_object('id', s.id, 'name', s.name, 'active', s.active) from public.staff as s where s.id = partner.account_manager_id),
      'clients', (select count(*) from public.client_pins as pin where pin.partner_id = partner.id and pin.ended_by is null and pin.period @> at),
      'leads', (select count(*) from public.leads as l where l.partner_id = partner.id),
      'acceptedEdition', private.accepted_edition(partner.id), 'isAccepted', private.has_accepted(partner.id, at))));
end;
$$;
comment on function private.partner_row(public.partners, timestamptz) is 'A partner as a list of staff shows it (PartnerRow in staff-partner-contract.ts).';

create function private.tell_partner_standing(partner public.partners) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  kind text := case partner.status when 'suspended' then 'partner_suspended' else 'partner_resumed' end;
  contact jsonb := (select jsonb_build_object('name', s.name, 'email', s.email)
    from public.staff as s where s.id = partner.account_manager_id and s.active);
  -- Each change is told once more, however often it goes back and forth.
  moment text := to_char(private.now() at time zone 'UTC', 'YYYYMMDDHH24MISSUS');
  receiver public.members;
begin
  for receiver in select * from public.members as m where m.partner_id = partner.id and m.active order by m.role = 'owner' desc, m.name, m.id loop
    perform private.enqueue_notification(kind, receiver.email, receiver.name, receiver.locale,
      jsonb_strip_nulls(jsonb_build_object('partnerName', partner.name, 'contact', contact)),
      kind || '.' || partner.id || '.' || moment || '.' || receiver.id);
  end loop;
end;
$$;
comment on function private.tell_partner_standing(public.partners) is
  'Tells all people of a partner that it is suspended, or no longer, and whom to write to: they cannot sign in to see it. The reason is for the record and not told.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.list_partners(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  wanted private.list_order := private.list_order_of(request, array['name', 'since', 'clients', 'leads']);
  place private.list_place := private.list_place_of(request);
  at_most integer := private.page_size(request);
  answer jsonb;
begin
  perform private.require_staff();
  with matching as (
    select p from public.partners as p
    where (request ->> 'search' is null or lower(p.name) like private.like_pattern(request ->> 'search')
        or p.tax_id like private.like_pattern(request ->> 'search') or p.site like private.like_pattern(request ->> 'search'))
      and (request ->> 'status' is null or p.status = request ->> 'status')
      and (request ->> 'accountManager' is null
        or case request ->> 'accountManager' when 'none' then p.account_manager_id is null
             else p.account_manager_id = private.uuid_of(request ->> 'accountManager') end)
      and (request ->> 'accepted' is null or case request ->> 'accepted'
        when 'none' then private.accepted_edition(p.id) is null
        when 'due' then not private.has_accepted(p.id, at)
        when 'yes' then private.has_accepted(p.id, at)
        else private.accepted_edition(p.id) = request ->> 'accepted' end)),
  rows as (
    select m.p as partner, (m.p).id as id, case wanted.key
      when 'since' then private.sort_text((m.p).created_at)
      when 'clients' then private.sort_text((
        select count(*) from public.client_pins as pin where pin.partner_id = (m.p).id and pin.ended_by is null and pin.period @> at))
      when 'leads' then private.sort_text((select count(*) from public.leads as l where l.partner_id = (m.p).id))
      else private.sort_text((m.p).name) end as sort_text
    from matching as m),
  page as (
    select r.*, row_number() over (
      order by case when not wanted.descending then r.sort_text end collate "C", case when wanted.descending then r.sort_text end collate "C" desc,
        case when not wanted.descending then r.id end, case when wanted.descending then r.id end desc) as line
    from rows as r where place is null or private.comes_after(r.sort_text, r.id, place, wanted.descending)
    order by line limit at_most + 1)
  select jsonb_strip_nulls(jsonb_build_object(
    'items', coalesce(jsonb_agg(private.partner_row(page.partner, at) order by page.line) filter (where page.line <= at_most), '[]'::jsonb),
    'next', case when count(*) > at_most then (array_agg(private.list_cursor(page.sort_text, page.id) order by page.line))[at_most] end,
    'total', (select count(*) from matching)))
  into answer from page;
  return answer;
end;
$$;
comment on function public.list_partners(jsonb) is
  'For staff: { limit?, cursor?, search? (name, tax id, site), sort? (name, since, clients, leads), status?, accountManager? (id or none), accepted? (yes, due, none or an edition) } -> { items: [PartnerRow], next?, total } (staff-partner-contract.ts). Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (cursor, sort). Under the policies of the tables.';

create function public.read_partner_card(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  partner public.partners;
begin
  perform private.require_staff();
  select * into partner from public.partners as p where p.id = private.uuid_of(request ->> 'id');
  if partner.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return private.partner_row(partner, at) || jsonb_build_object(
    'people', coalesce((
      select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'email', m.email, 'role', m.role, 'active', m.active, 'since', m.created_at)
        order by m.active desc, m.role = 'owner' desc, m.name)
      from public.members as m where m.partner_id = partner.id), '[]'),
    'invitations', coalesce((
      select jsonb_agg(jsonb_build_object('email', i.email, 'name', i.name, 'role', i.role, 'expiresAt', i.expires_at) order by i.invited_at)
      from public.invitations as i
      where i.partner_id = partner.id and i.accepted_at is null and i.revoked_at is null and i.expires_at > at), '[]'),
    'acceptances', coalesce((
      select jsonb_agg(jsonb_build_object('edition', a.edition, 'receipt', a.number, 'at', a.accepted_at, 'by', a.full_name, 'position', a.position) order by a.accepted_at desc)
      from public.offer_acceptances as a where a.partner_id = partner.id), '[]'),
    'leadsByStatus', coalesce((
      select jsonb_object_agg(l.status, l.count) from (
        select status, count(*) from public.leads where partner_id = partner.id group by status) as l), '{}'),
    'endingSoon', (
      select count(*) from public.client_pins as pin
      where pin.partner_id = partner.id and pin.ended_by is null and pin.period @> at
        and pin.protected_until < at + private.whole_days((private.rules_of(pin.edition) #>> '{pin,warningDays,0}')::integer)),
    'quota', jsonb_build_object('used', private.open_registrations(partner.id, at),
      'of', (private.edition_in_force(at)).rules #> '{quota,openRegistrations}'),
    'requireCourse', (private.edition_in_force(at)).rules #> '{lead,requireCourse}',
    'cases', private.open_cases(partner.id),
    'changes', private.partner_changes(partner.id));
end;
$$;
comment on function public.read_partner_card(jsonb) is
  'For staff: { id } -> PartnerCard (staff-partner-contract.ts): the company, its people, account manager, what it has accepted, counts, quota, what waits, and what staff have changed. Raises PT401 session_required, PT403 wrong_role, PT404 not_found. Under the policies of the tables.';

create function public.change_partner(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  manager uuid := private.uuid_of(request ->> 'accountManagerId');
  before public.partners;
  changed public.partners;
begin
  perform private.accept_change(caller, 'partner_changes');
  -- Who looks after a partner staff arrange among themselves; who is let in or out is the programme lead's.
  if request ?| array['status', 'courseWaived'] then
    perform private.require_programme_lead();
  end if;
  if request ->> 'accountManagerId' is not null and not exists (select from public.staff as s where s.id = manager and s.active) then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'accountManagerId';
  end if;
  perform private.because('change_partner', request ->> 'reason',
    case when request ? 'courseWaived' then 'lead.requireCourse' end, (private.edition_in_force(private.now())).id);
  select * into before from public.partners as p where p.id = private.uuid_of(request ->> 'id') for update;
  update public.partners as p
  set status = coalesce(request ->> 'status', p.status),
      course_waived_at = case when (request ->> 'courseWaived')::boolean then coalesce(p.course_waived_at, private.now())
                              when not (request ->> 'courseWaived')::boolean then null else p.course_waived_at end,
      account_manager_id = case when request ? 'accountManagerId' then manager else p.account_manager_id end
  where p.id = private.uuid_of(request ->> 'id')
  returning * into changed;
  if changed.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if changed.status <> before.status then
    perform private.tell_partner_standing(changed);
  end if;
  return jsonb_strip_nulls(jsonb_build_object('id', changed.id, 'status', changed.status, 'courseWaived', changed.course_waived_at is not null,
    'accountManagerId', changed.account_manager_id));
end;
$$;
comment on function public.change_partner(jsonb) is
  'Suspends a partner or takes the suspension back, lets it register without the basic course (both programme leads only), and names its account manager (any of the staff; null: nobody): { id, status?: "active"|"suspended", courseWaived?, accountManagerId?, reason? } -> { id, status, courseWaived, accountManagerId? }. Its people are out at once, and are told so by letter; its pins go on. Raises PT401 session_required, PT403 wrong_role, PT404 not_found, PT422 invalid_input (accountManagerId: nobody of the active staff), PT429 too_many_requests (300 an hour and person). Definer: partners are written by functions only.';

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
  -- One after the other: two programme leads who let each other go at the same moment would leave none.
  perform pg_advisory_xact_lock(hashtextextended('set_staff', 0));
  caller := private.require_programme_lead();
  perform private.accept_change(caller, 'staff_changes');
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
  'Adds a person of the vendor, or changes role, name or access of one: { email, name, role: "account_manager"|"programme_lead", locale?, active?, reason } -> { id, email, role, active }. In effect at once. Raises PT401 session_required, PT403 wrong_role (not a programme lead), PT403 other_person_needed (oneself), PT409 address_taken (a person of a partner), PT429 too_many_requests (60 an hour and person). Definer: staff are written by functions only.';

create function public.list_staff() returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  perform private.require_staff();
  return (
    select jsonb_build_object('items', jsonb_agg(jsonb_build_object(
      'id', s.id, 'name', s.name, 'email', s.email, 'role', s.role, 'locale', s.locale, 'active', s.active, 'since', s.created_at, 'sample', s.sample,
      'isYou', s.id = private.caller_id(),
      'partners', (select count(*) from public.partners as p where p.account_manager_id = s.id),
      'decisions', (select count(*) from public.decisions as d where d.decided_by = s.id and d.undone_at is null))
      order by s.active desc, s.name, s.id))
    from public.staff as s);
end;
$$;
comment on function public.list_staff() is
  'For staff: everybody of the vendor, those who have left at the end -> { items: [StaffPerson] } (staff-partner-contract.ts). Raises PT401 session_required, PT403 wrong_role. Under the policies of the tables.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.accepted_edition(uuid), private.open_cases(uuid), private.partner_changes(uuid), private.partner_row(public.partners, timestamptz),
  private.tell_partner_standing(public.partners),
  public.list_partners(jsonb), public.read_partner_card(jsonb), public.change_partner(jsonb), public.set_staff(jsonb), public.list_staff()
  from public, anon, authenticated, service_role;
grant execute on function
  private.accepted_edition(uuid), private.open_cases(uuid), private.partner_changes(uuid), private.partner_row(public.partners, timestamptz),
  private.has_accepted(uuid, timestamptz), public.list_partners(jsonb), public.read_partner_card(jsonb), public.change_partner(jsonb),
  public.set_staff(jsonb), public.list_staff()
  to authenticated;
