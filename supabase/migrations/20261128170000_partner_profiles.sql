-- What a partner says of itself, beside what the contract says of it. GET and PUT /api/partner.

create table public.partner_profiles (
  partner_id uuid not null,
  phone text,
  about text,
  regions text[] not null default '{}',
  solutions text[] not null default '{}',
  logo_sha256 text,
  changed_at timestamptz not null,
  changed_by uuid not null,

  constraint partner_profiles_pkey primary key (partner_id),
  constraint partner_profiles_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint partner_profiles_changed_by_fkey foreign key (changed_by) references public.members (id) on delete cascade,
  constraint partner_profiles_phone_is_one_line check (private.is_line(phone, 40)),
  constraint partner_profiles_about_is_one_line check (private.is_line(about, 300)),
  constraint partner_profiles_regions_are_short_lines check (private.are_lines(regions, 20, 60)),
  constraint partner_profiles_solutions_are_choices check (cardinality(solutions) = 0 or private.is_choice_list(solutions)),
  constraint partner_profiles_logo_sha256_is_hexadecimal check (private.is_sha256(logo_sha256))
);

create index partner_profiles_changed_by_idx on public.partner_profiles (changed_by);
create index partner_profiles_solutions_idx on public.partner_profiles using gin (solutions);

comment on table public.partner_profiles is
  'What a partner company says of itself; its site stands in partners. No row until an owner has said something.';
comment on column public.partner_profiles.partner_id is 'The partner.';
comment on column public.partner_profiles.phone is 'Telephone of the company as typed, at most 40 characters; null when none was given. May hold personal data.';
comment on column public.partner_profiles.about is 'One line about the company, 1..300 characters, for the vendor''s people; null when none was given. May hold personal data.';
comment on column public.partner_profiles.regions is 'Where it works, in its own words: at most 20 different lines of at most 60 characters, in the order given. May hold personal data.';
comment on column public.partner_profiles.solutions is 'Slugs of the solutions it sells, at most 20.';
comment on column public.partner_profiles.logo_sha256 is 'SHA-256 (hexadecimal) of the logo in partner_logos, so that the register knows which it was; null without one.';
comment on column public.partner_profiles.changed_at is 'When an owner changed it last (UTC).';
comment on column public.partner_profiles.changed_by is 'The owner who did.';

alter table public.partner_profiles enable row level security;

create policy "A partner sees its own profile, the vendor's people every profile" on public.partner_profiles for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.profile_of(caller private.caller) returns public.partner_profiles
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  profile public.partner_profiles;
begin
  insert into public.partner_profiles (partner_id, changed_at, changed_by) values (caller.partner_id, private.now(), caller.id)
  on conflict on constraint partner_profiles_pkey do nothing;
  select * into profile from public.partner_profiles as p where p.partner_id = caller.partner_id for update;
  return profile;
end;
$$;
comment on function private.profile_of(private.caller) is 'The profile of the caller''s partner to be changed: made when there is none, and locked.';

create function private.account_manager_of(partner public.partners) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.current_caller();
begin
  return (
    select jsonb_build_object('name', s.name, 'email', s.email) from public.staff as s
    where s.id = private.uuid_of(to_jsonb(partner) ->> 'account_manager_id') and s.active and caller.partner_id = partner.id);
end;
$$;
comment on function private.account_manager_of(public.partners) is
  'Who of the vendor looks after a partner: { name, email }; null while nobody is named. Definer, because a partner does not see the vendor''s people: this one of its own it does, and nobody else asks.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.read_partner() returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  partner public.partners;
  profile public.partner_profiles;
begin
  perform private.require_member();
  select * into partner from public.partners as p where p.id = private.caller_partner_id();
  select * into profile from public.partner_profiles as f where f.partner_id = partner.id;
  return jsonb_strip_nulls(jsonb_build_object(
    'id', partner.id, 'name', partner.name, 'country', partner.country, 'taxId', partner.tax_id, 'since', private.utc_text(partner.created_at),
    'site', partner.site, 'phone', profile.phone, 'about', profile.about,
    'regions', to_jsonb(coalesce(profile.regions, '{}')), 'solutions', to_jsonb(coalesce(profile.solutions, '{}')),
    'logo', (select jsonb_build_object('mediaType', l.media_type, 'sha256', l.sha256, 'sizeBytes', octet_length(l.bytes), 'width', l.width,
        'height', l.height, 'tone', l.tone, 'changedAt', private.utc_text(l.changed_at))
      from public.partner_logos as l where l.partner_id = partner.id),
    'accountManager', private.account_manager_of(partner),
    'owners', coalesce((select jsonb_agg(m.name order by m.created_at, m.id) from public.members as m
      where m.partner_id = partner.id and m.active and m.role = 'owner'), '[]'),
    'isOwner', exists (select from public.members as m where m.id = private.caller_id() and m.role = 'owner'),
    'sample', partner.sample));
end;
$$;
comment on function public.read_partner() is
  'The company of the caller: -> PartnerCompany (partner-contract.ts): contract, profile, logo, account manager, names of the owners. Raises PT401 session_required, PT403 wrong_role. Under the policies of the tables.';

create function public.change_partner_profile(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_owner();
  profile public.partner_profiles;
begin
  perform private.accept_change(caller, 'profile_changes');
  perform private.because('change_partner_profile');
  profile := private.profile_of(caller);
  update public.partner_profiles as p
  set phone = request ->> 'phone', about = request ->> 'about',
      regions = array(select jsonb_array_elements_text(coalesce(request -> 'regions', '[]'))),
      solutions = array(select jsonb_array_elements_text(coalesce(request -> 'solutions', '[]'))),
      changed_at = private.now(), changed_by = caller.id
  where p.partner_id = profile.partner_id;
  update public.partners as p set site = request ->> 'site'
  where p.id = caller.partner_id and p.site is distinct from request ->> 'site';
  return public.read_partner();
end;
$$;
comment on function public.change_partner_profile(jsonb) is
  'An owner says what the company says of itself, as a whole: { site?, phone?, about?, regions: [text], solutions: [slug] } -> read_partner(). What is left out is emptied. Definer: it writes where nobody may write, and asks for an owner first. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (60 an hour and person).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.partner_profiles from public, anon, authenticated, service_role;
revoke all on function
  private.profile_of(private.caller), private.account_manager_of(public.partners), public.read_partner(), public.change_partner_profile(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.partner_profiles to authenticated;
grant execute on function
  private.account_manager_of(public.partners), private.require_member(), private.caller_id(), private.utc_text(timestamptz),
  public.read_partner(), public.change_partner_profile(jsonb)
  to authenticated;

select private.audit_table('public.partner_profiles', 'partner_id', 'phone', 'about', 'regions');
