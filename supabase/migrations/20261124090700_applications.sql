-- Applications: a company asks to join the programme.

create table public.applications (
  id uuid not null default gen_random_uuid(),
  number text not null default private.random_number('A'),
  edition text not null,
  status text not null default 'waiting',
  company_name text not null,
  country text not null,
  tax_id text not null,
  site text,
  headcount integer not null,
  client_sizes text[] not null,
  fields text[] not null,
  expertise text[] not null,
  aim text not null,
  contact_name text not null,
  contact_email text not null,
  contact_phone text,
  contact_position text,
  locale text not null,
  fit jsonb not null,
  channel text not null,
  suspicion text,
  known_company boolean not null,
  sample boolean not null default false,
  received_at timestamptz not null default private.now(),
  answer_by date not null,
  decided_at timestamptz,
  decided_by uuid,
  decision_reason text,

  constraint applications_pkey primary key (id),
  constraint applications_number_is_unique unique (number),
  constraint applications_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint applications_decided_by_fkey foreign key (decided_by) references public.staff (id),
  constraint applications_number_is_crockford check (number ~ '^A-[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint applications_status_is_known check (status in ('waiting', 'approved', 'returned', 'declined')),
  constraint applications_decision_belongs_to_status check (
    (status = 'waiting' and decided_at is null and decided_by is null and decision_reason is null)
    or (status <> 'waiting' and decided_at is not null and decided_by is not null and decision_reason is not null)),
  constraint applications_decision_follows_receipt check (decided_at >= received_at),
  constraint applications_decision_reason_is_short check (char_length(decision_reason) between 1 and 2000),
  constraint applications_company_name_is_one_line check (private.is_line(company_name, 200)),
  constraint applications_tax_id_fits_its_country check (private.is_tax_id(country, tax_id)),
  constraint applications_site_is_a_host_name check (private.is_line(site, 253) and site = lower(site)),
  constraint applications_headcount_is_in_range check (headcount between 1 and 1000000),
  constraint applications_client_sizes_are_choices check (private.is_choice_list(client_sizes)),
  constraint applications_fields_are_choices check (private.is_choice_list(fields)),
  constraint applications_expertise_are_choices check (private.is_choice_list(expertise)),
  constraint applications_aim_is_a_choice check (private.is_choice_list(array[aim])),
  constraint applications_contact_name_is_one_line check (private.is_line(contact_name, 120)),
  constraint applications_contact_email_is_an_address check (private.is_email(contact_email)),
  constraint applications_contact_phone_is_one_line check (private.is_line(contact_phone, 40)),
  constraint applications_contact_position_is_one_line check (private.is_line(contact_position, 120)),
  constraint applications_locale_is_two_letters check (locale ~ '^[a-z]{2}$'),
  constraint applications_fit_counts_its_criteria check (
    coalesce(jsonb_typeof(fit -> 'criteria') = 'array'
      and (fit ->> 'of')::integer = jsonb_array_length(fit -> 'criteria')
      and (fit ->> 'met')::integer = jsonb_array_length(jsonb_path_query_array(fit, '$.criteria[*] ? (@.met == true)')), false)),
  constraint applications_channel_is_known check (channel in ('json', 'form')),
  constraint applications_suspicion_is_known check (suspicion in ('honeypot', 'no_stamp'))
);

create index applications_company_idx on public.applications (country, tax_id);
create index applications_waiting_idx on public.applications (answer_by, received_at) where status = 'waiting';
create index applications_edition_idx on public.applications (edition);
create index applications_decided_by_idx on public.applications (decided_by);

comment on table public.applications is
  'Requests to join the programme, as the company made them. waiting -> approved, returned (for correction) or declined by a person. A company may apply again; each application is its own row.';
comment on column public.applications.id is 'Opaque id.';
comment on column public.applications.number is 'The number people see: A- and 8 random characters of Crockford base 32.';
comment on column public.applications.edition is 'The edition of the rules in force when it came: it made fit and answer_by.';
comment on column public.applications.status is 'waiting for a person; approved; returned to the applicant for correction; declined.';
comment on column public.applications.company_name is 'Name of the company as typed, 1..200 characters.';
comment on column public.applications.country is 'ISO 3166 code of the country of registration: RU, KZ or BY.';
comment on column public.applications.tax_id is 'ИНН, БИН/ИИН or УНП in the form of normaliseTaxId(); its checksum was verified by the function.';
comment on column public.applications.site is 'Host name of the site in lower case, without www; null when none was given.';
comment on column public.applications.headcount is 'Own staff of the company, people.';
comment on column public.applications.client_sizes is 'Sizes of its clients: ids of the edition (fit.clientSizes).';
comment on column public.applications.fields is 'What the company does: ids of the edition (fit.fields).';
comment on column public.applications.expertise is 'What it is good at: ids of the edition (fit.expertise).';
comment on column public.applications.aim is 'Why it wants the partnership: an id of the edition (fit.aims).';
comment on column public.applications.contact_name is 'Name of the person who applies, 1..120 characters. Personal data.';
comment on column public.applications.contact_email is 'Mail address of that person in lower case. Personal data.';
comment on column public.applications.contact_phone is 'Telephone as typed; null when none was given. Personal data.';
comment on column public.applications.contact_position is 'Position in the company; null when none was given. Personal data.';
comment on column public.applications.locale is 'Language in which the applicant reads the answers: two letters, such as ru.';
comment on column public.applications.fit is 'How the company fits: { met, of, criteria: [{ id, met }] }, computed by the server with application-rules.ts.';
comment on column public.applications.channel is 'How it came: json (a program or the page''s script) or form (a browser without JavaScript).';
comment on column public.applications.suspicion is 'Null; honeypot: a field no person sees was filled in, so nobody was told; no_stamp: the form came without its time stamp.';
comment on column public.applications.known_company is 'True when a partner or an earlier application has the same country and tax id. For staff only, the applicant never learns it.';
comment on column public.applications.sample is 'Belongs to the invented demo world.';
comment on column public.applications.received_at is 'When it was accepted (UTC).';
comment on column public.applications.answer_by is 'The date, in the time zone of the edition, by which a person has promised to answer.';
comment on column public.applications.decided_at is 'When it was decided (UTC); null while waiting.';
comment on column public.applications.decided_by is 'Who decided; null while waiting.';
comment on column public.applications.decision_reason is 'The reason the applicant reads, 1..2000 characters; null while waiting. May hold personal data.';

alter table public.applications enable row level security;

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.applications from public, anon, authenticated, service_role;
grant select, insert on public.applications to service_role;
