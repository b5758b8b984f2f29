-- Invitations: who may sign in for the first time, and as what.

create table public.invitations (
  id uuid not null default gen_random_uuid(),
  partner_id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  locale text not null,
  invited_by_member uuid,
  invited_by_staff uuid,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  sample boolean not null default false,

  constraint invitations_pkey primary key (id),
  constraint invitations_partner_id_fkey foreign key (partner_id) references public.partners (id),
  constraint invitations_invited_by_member_fkey foreign key (invited_by_member) references public.members (id),
  constraint invitations_invited_by_staff_fkey foreign key (invited_by_staff) references public.staff (id),
  constraint invitations_somebody_invites check (num_nonnulls(invited_by_member, invited_by_staff) = 1),
  constraint invitations_email_is_an_address check (private.is_email(email)),
  constraint invitations_name_is_one_line check (private.is_line(name, 120)),
  constraint invitations_role_is_known check (role in ('member', 'owner')),
  constraint invitations_locale_is_two_letters check (locale ~ '^[a-z]{2}$'),
  constraint invitations_expire_later check (expires_at > invited_at),
  constraint invitations_end_once check (num_nonnulls(accepted_at, revoked_at) <= 1)
);

create unique index invitations_one_open_per_partner_and_address on public.invitations (partner_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_email_idx on public.invitations (email);
create index invitations_partner_id_idx on public.invitations (partner_id);
create index invitations_invited_by_member_idx on public.invitations (invited_by_member);
create index invitations_invited_by_staff_idx on public.invitations (invited_by_staff);

comment on table public.invitations is
  'An address that may sign in for the first time, and becomes a person of the partner then. Open until accepted, revoked or expired.';
comment on column public.invitations.id is 'Opaque id.';
comment on column public.invitations.partner_id is 'The partner the person will belong to.';
comment on column public.invitations.email is 'Mail address in lower case. Personal data.';
comment on column public.invitations.name is 'Name of the person as the inviter wrote it, 1..120 characters. Personal data.';
comment on column public.invitations.role is 'What the person will be: owner or member.';
comment on column public.invitations.locale is 'Language of the mails to this person: two letters, such as ru.';
comment on column public.invitations.invited_by_member is 'The owner who invited; null when staff did.';
comment on column public.invitations.invited_by_staff is 'The person of the vendor who approved the application; null when an owner invited.';
comment on column public.invitations.invited_at is 'When it was made, or last renewed (UTC).';
comment on column public.invitations.expires_at is 'Until when it may be accepted (UTC): 14 days.';
comment on column public.invitations.accepted_at is 'When the person signed in first (UTC).';
comment on column public.invitations.revoked_at is 'When it was taken back (UTC).';
comment on column public.invitations.sample is 'Belongs to the invented demo world.';

alter table public.invitations enable row level security;

create policy "People of a partner see its invitations, the vendor's people all" on public.invitations for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.open_invitation(email text) returns public.invitations
  language sql stable security invoker set search_path = ''
as $$
  select i from public.invitations as i join public.partners as p on p.id = i.partner_id
  where i.email = lower(open_invitation.email) and i.accepted_at is null and i.revoked_at is null
    and i.expires_at > private.now() and p.status = 'active'
  -- Whom the vendor has approved goes first, so that nobody can snatch a person away by inviting too.
  order by i.invited_by_staff is null, i.invited_at desc
  limit 1;
$$;
comment on function private.open_invitation(text) is
  'The invitation an address would accept now: the vendor''s before a partner''s, then the newest; all null when there is none.';

create function private.is_invited(email text) returns boolean
  language sql stable security invoker set search_path = ''
as $$
  select (private.open_invitation(email)).id is not null;
$$;
comment on function private.is_invited(text) is 'True when an address may sign in for the first time.';

create function private.accept_invitation(email text) returns boolean
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  address text := lower(accept_invitation.email);
  invitation public.invitations;
begin
  -- The lock of refuse_a_second_side(): two sign-ins of one person at a time make one member.
  perform pg_advisory_xact_lock(hashtextextended('person:' || address, 0));
  invitation := private.open_invitation(address);
  if invitation.id is null
    or exists (select from public.members as m where m.email = address and m.active)
    or exists (select from public.staff as s where s.email = address) then
    return false;
  end if;

  perform private.because('accept_invitation');
  update public.members as m
  set active = true, role = invitation.role, name = invitation.name, locale = invitation.locale
  where m.email = address and m.partner_id = invitation.partner_id;
  if not found then
    insert into public.members (partner_id, name, email, role, locale, sample)
    values (invitation.partner_id, invitation.name, address, invitation.role, invitation.locale, invitation.sample);
  end if;
  update public.invitations as i set accepted_at = private.now() where i.id = invitation.id;
  return true;
end;
$$;
comment on function private.accept_invitation(text) is
  'Makes an invited address a person of its partner, at the first sign-in and after the code was right: true when it did. Nothing happens for somebody who is a person of a partner or of the vendor already. Granted to nobody: called by functions that run as their owner.';

create function private.make_invitation(
  partner public.partners, email text, name text, role text, locale text, invited_by private.caller
) returns public.invitations
  language plpgsql volatile security invoker set search_path = ''
as $$
#variable_conflict use_column
declare
  at timestamptz := private.now();
  made public.invitations;
begin
  insert into public.invitations as known (
    partner_id, email, name, role, locale, invited_by_member, invited_by_staff, invited_at, expires_at, sample)
  values (
    partner.id, lower(email), name, role, locale, case (invited_by).kind when 'member' then (invited_by).id end,
    case (invited_by).kind when 'staff' then (invited_by).id end, at, at + interval '14 days', partner.sample)
  on conflict (partner_id, email) where accepted_at is null and revoked_at is null do update
    set name = excluded.name, role = excluded.role, locale = excluded.locale, invited_by_member = excluded.invited_by_member,
        invited_by_staff = excluded.invited_by_staff, invited_at = excluded.invited_at, expires_at = excluded.expires_at
  returning * into made;
  return made;
end;
$$;
comment on function private.make_invitation(public.partners, text, text, text, text, private.caller) is
  'Invites an address for 14 days; an open invitation of the same partner is renewed instead.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.invitations from public, anon, authenticated, service_role;
revoke all on function
  private.open_invitation(text), private.is_invited(text), private.accept_invitation(text),
  private.make_invitation(public.partners, text, text, text, text, private.caller)
  from public, anon, authenticated, service_role;

grant select on public.invitations to authenticated;
