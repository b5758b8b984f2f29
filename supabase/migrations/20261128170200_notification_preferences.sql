-- Which letters a person of a partner wants. What is obligatory has no row and cannot have one. GET and PUT /api/notices.

create table public.notification_preferences (
  member_id uuid not null,
  notice text not null,
  wanted boolean not null,
  changed_at timestamptz not null,

  constraint notification_preferences_pkey primary key (member_id, notice),
  constraint notification_preferences_member_id_fkey foreign key (member_id) references public.members (id) on delete cascade,
  constraint notification_preferences_notice_is_known check (notice in (
    'protection', 'vendor_leads', 'waiting_list', 'own_changes', 'support', 'register_head'))
);

comment on table public.notification_preferences is
  'What a person of a partner has said about one kind of optional letters. Without a row the letters come.';
comment on column public.notification_preferences.member_id is 'The person.';
comment on column public.notification_preferences.notice is
  'protection: warnings and ends of protection; vendor_leads: leads from the vendor; waiting_list: a client is free; own_changes: confirmations of what the person did; support: answers to requests; register_head: the weekly head of the register.';
comment on column public.notification_preferences.wanted is 'Whether these letters are to come.';
comment on column public.notification_preferences.changed_at is 'When the person said so last (UTC).';

alter table public.notification_preferences enable row level security;

create policy "People of a partner see what each other wants to be told, the vendor's people everybody's" on public.notification_preferences
  for select to authenticated
  using (exists (
    select from public.members as m
    where m.id = member_id and (m.partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()))));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.notice_of(kind text) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select case
    when kind in ('pin_ends_soon', 'pin_ended', 'pin_expired') then 'protection'
    when kind in ('passed_lead_offered', 'passed_lead_moved_on', 'client_returned', 'event_leads_added') then 'vendor_leads'
    when kind = 'client_free' then 'waiting_list'
    when kind in ('pin_extended', 'pin_renewed', 'pin_released') then 'own_changes'
    when kind like 'support\_%' then 'support'
    when kind = 'register_head' then 'register_head' end;
$$;
comment on function private.notice_of(text) is
  'To which kind of optional letters one of the outbox belongs; null: it is obligatory (codes, invitations, decisions, the offer, a client that moves to or from another partner).';

create function private.is_promised(notice text) returns boolean
  language sql immutable security invoker set search_path = ''
as $$
  select notice in ('protection', 'vendor_leads', 'waiting_list', 'register_head');
$$;
comment on function private.is_promised(text) is
  'Whether the programme promises the company these letters, so that somebody gets them whatever its people want.';

create function private.wants_notice(member_id uuid, kind text) returns boolean
  language sql stable security invoker set search_path = ''
as $$
  select not exists (
    select from public.notification_preferences as p
    where p.member_id = wants_notice.member_id and p.notice = private.notice_of(kind) and not p.wanted);
$$;
comment on function private.wants_notice(uuid, text) is 'Whether a person gets letters of this kind: always, unless it is an optional one that the person has switched off.';

create function private.notice_receivers(partner_id uuid, member_id uuid, kind text) returns setof public.members
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  is_member_active boolean := exists (select from public.members as m where m.id = member_id and m.active);
begin
  return query
    select m.* from public.members as m
    where m.partner_id = notice_receivers.partner_id and m.active and private.wants_notice(m.id, kind)
      and case when is_member_active then m.id = member_id else m.role = 'owner' end;
  if found or private.is_promised(private.notice_of(kind)) is not true then
    return;
  end if;
  -- Whom it concerned does not want it: the owners who do.
  return query
    select m.* from public.members as m
    where m.partner_id = notice_receivers.partner_id and m.active and m.role = 'owner' and private.wants_notice(m.id, kind);
  if found then
    return;
  end if;
  return query
    select m.* from public.members as m
    where m.partner_id = notice_receivers.partner_id and m.active and m.role = 'owner'
    order by m.created_at, m.id limit 1;
end;
$$;
comment on function private.notice_receivers(uuid, uuid, text) is
  'Who of a partner gets a letter of this kind: the member concerned while active, else the owners; of them those who want it. What the programme promises reaches somebody: if nobody of them wants it, the owners who do, and at last whoever has been an owner longest.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.read_notices() returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  member uuid := private.caller_id();
begin
  perform private.require_member();
  return jsonb_build_object('items', (
    select jsonb_agg(jsonb_build_object('notice', n.notice, 'promised', private.is_promised(n.notice),
      'wanted', coalesce((select p.wanted from public.notification_preferences as p where p.member_id = member and p.notice = n.notice), true))
      order by n.place)
    from unnest(array['protection', 'vendor_leads', 'waiting_list', 'support', 'own_changes', 'register_head'])
      with ordinality as n (notice, place)
    -- The weekly head goes to owners alone.
    where n.notice <> 'register_head' or exists (select from public.members as m where m.id = member and m.role = 'owner')));
end;
$$;
comment on function public.read_notices() is
  'Which optional letters the caller gets: -> { items: [{ notice, wanted, promised }] }; promised: somebody of the company gets them in any case. Raises PT401 session_required, PT403 wrong_role. Under the policies of the tables.';

create function public.change_notices(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
begin
  perform private.accept_change(caller, 'notice_changes');
  perform private.because('change_notices');
  insert into public.notification_preferences as p (member_id, notice, wanted, changed_at)
  select caller.id, said.key, said.value::boolean, private.now()
  from jsonb_each_text(request -> 'wanted') as said (key, value)
  on conflict on constraint notification_preferences_pkey do update
    set wanted = excluded.wanted, changed_at = excluded.changed_at
    where p.wanted is distinct from excluded.wanted;
  return public.read_notices();
exception
  when check_violation then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'wanted';
end;
$$;
comment on function public.change_notices(jsonb) is
  'The caller says which optional letters are to come: { wanted: { protection: false } } -> read_notices(); what is left out stays. Definer: it writes where nobody may write. Raises PT401 session_required, PT403 wrong_role, PT422 invalid_input (no such kind), PT429 too_many_requests (120 an hour and person).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.notification_preferences from public, anon, authenticated, service_role;
revoke all on function
  private.notice_of(text), private.is_promised(text), private.wants_notice(uuid, text), private.notice_receivers(uuid, uuid, text),
  public.read_notices(), public.change_notices(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.notification_preferences to authenticated;
grant execute on function private.is_promised(text), public.read_notices(), public.change_notices(jsonb) to authenticated;
