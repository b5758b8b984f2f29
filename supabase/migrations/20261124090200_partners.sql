-- Partner companies and their people.

create table public.partners (
  id uuid not null default gen_random_uuid(),
  name text not null,
  country text not null,
  tax_id text not null,
  site text,
  status text not null default 'active',
  course_waived_at timestamptz,
  sample boolean not null default false,
  created_at timestamptz not null default private.now(),

  constraint partners_pkey primary key (id),
  constraint partners_company_is_a_partner_once unique (country, tax_id),
  constraint partners_name_is_one_line check (private.is_line(name, 200)),
  constraint partners_tax_id_fits_its_country check (private.is_tax_id(country, tax_id)),
  constraint partners_site_is_a_host_name check (private.is_line(site, 253) and site = lower(site)),
  constraint partners_status_is_known check (status in ('active', 'suspended'))
);

create table public.members (
  id uuid not null default gen_random_uuid(),
  partner_id uuid not null,
  name text not null,
  email text not null,
  role text not null,
  locale text not null default 'ru',
  active boolean not null default true,
  sample boolean not null default false,
  created_at timestamptz not null default private.now(),

  constraint members_pkey primary key (id),
  constraint members_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint members_name_is_one_line check (private.is_line(name, 120)),
  constraint members_email_is_an_address check (private.is_email(email)),
  constraint members_role_is_known check (role in ('member', 'owner')),
  constraint members_locale_is_two_letters check (locale ~ '^[a-z]{2}$')
);

-- Whoever has left one partner may come to another; the old row stays, because leads name it.
create unique index members_email_belongs_to_one_person on public.members (email) where active;
create unique index members_are_listed_once_per_partner on public.members (partner_id, email);

comment on table public.partners is 'Companies that take part in the programme. One row per country and tax id.';
comment on column public.partners.id is 'Opaque id.';
comment on column public.partners.name is 'Name of the company as it wrote it, 1..200 characters.';
comment on column public.partners.country is 'ISO 3166 code of the country of registration: RU, KZ or BY.';
comment on column public.partners.tax_id is 'ИНН, БИН/ИИН or УНП in the form of normaliseTaxId(): no separators, upper-case Latin.';
comment on column public.partners.site is 'Host name of the site in lower case, without www; null when none was given.';
comment on column public.partners.status is 'active, or suspended: its people see nothing and change nothing.';
comment on column public.partners.course_waived_at is 'When staff let the company register without the basic course (UTC); null: it has to pass.';
comment on column public.partners.sample is 'Belongs to the invented demo world.';
comment on column public.partners.created_at is 'When the company became a partner (UTC).';

comment on table public.members is 'People of the partner companies. A person belongs to one partner at a time.';
comment on column public.members.id is 'Opaque id.';
comment on column public.members.partner_id is 'The partner company.';
comment on column public.members.name is 'Name of the person, 1..120 characters. Personal data.';
comment on column public.members.email is 'Mail address in lower case: what the person signs in with. Personal data.';
comment on column public.members.role is 'owner: accepts the offer and invites; member: works.';
comment on column public.members.locale is 'Language of the mails to this person: two letters, such as ru.';
comment on column public.members.active is 'False: left the partner or was removed by its owner; may not sign in. The row is kept, because leads name it.';
comment on column public.members.sample is 'Belongs to the invented demo world.';
comment on column public.members.created_at is 'When the person was added (UTC).';

alter table public.partners enable row level security;
alter table public.members enable row level security;

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.partners, public.members from public, anon, authenticated, service_role;
-- submit_application() asks whether a company is known.
grant select on public.partners to service_role;
