-- The vendor's people.

create table public.staff (
  id uuid not null default gen_random_uuid(),
  name text not null,
  email text not null,
  role text not null,
  locale text not null default 'ru',
  active boolean not null default true,
  sample boolean not null default false,
  created_at timestamptz not null default private.now(),

  constraint staff_pkey primary key (id),
  constraint staff_email_belongs_to_one_person unique (email),
  constraint staff_name_is_one_line check (private.is_line(name, 120)),
  constraint staff_email_is_an_address check (private.is_email(email)),
  constraint staff_role_is_known check (role in ('account_manager', 'programme_lead')),
  constraint staff_locale_is_two_letters check (locale ~ '^[a-z]{2}$')
);

comment on table public.staff is 'People of the vendor who run the programme. Rows are kept when somebody leaves, because decisions name them.';
comment on column public.staff.id is 'Opaque id.';
comment on column public.staff.name is 'Name of the person, 1..120 characters. Personal data.';
comment on column public.staff.email is 'Mail address in lower case: what the person signs in with and where notices go. Personal data.';
comment on column public.staff.role is 'account_manager: decides applications and leads; programme_lead: also decides appeals and missed promises.';
comment on column public.staff.locale is 'Language of the mails to this person: two letters, such as ru.';
comment on column public.staff.active is 'False: left, may not sign in and gets no mail.';
comment on column public.staff.sample is 'Belongs to the invented demo world.';
comment on column public.staff.created_at is 'When the person was added (UTC).';

alter table public.staff enable row level security;

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.staff from public, anon, authenticated, service_role;
-- submit_application() tells the account managers.
grant select on public.staff to service_role;
