-- Consents: what a person was shown and what the person answered. Kept as proof (152-ФЗ, 38-ФЗ ст. 18).

create table public.consents (
  id uuid not null default gen_random_uuid(),
  application_id uuid not null,
  person_email text not null,
  purpose text not null,
  given boolean not null,
  shown_text text not null,
  shown_text_sha256 text not null,
  version text not null,
  locale text not null,
  network_address inet not null,
  answered_at timestamptz not null,

  constraint consents_pkey primary key (id),
  constraint consents_application_id_fkey foreign key (application_id) references public.applications (id) on delete cascade,
  constraint consents_purpose_is_answered_once unique (application_id, purpose),
  constraint consents_person_email_is_an_address check (private.is_email(person_email)),
  constraint consents_purpose_is_known check (purpose in ('processing', 'mailing', 'transfer')),
  constraint consents_processing_is_given check (purpose <> 'processing' or given),
  constraint consents_shown_text_is_not_empty check (char_length(shown_text) between 1 and 20000),
  constraint consents_sha256_is_of_the_shown_text check (
    shown_text_sha256 = encode(sha256(convert_to(shown_text, 'UTF8')), 'hex')),
  constraint consents_version_is_one_line check (private.is_line(version, 40)),
  constraint consents_locale_is_two_letters check (locale ~ '^[a-z]{2}$')
);

create index consents_person_email_idx on public.consents (person_email);

comment on table public.consents is
  'One row per question of consent that was shown: the exact text, the answer, the time and the address. A refusal is kept too. Never changed.';
comment on column public.consents.id is 'Opaque id.';
comment on column public.consents.application_id is 'The application with which the answer came; deleting it deletes the answer.';
comment on column public.consents.person_email is 'Whose answer it is: mail address in lower case. Personal data.';
comment on column public.consents.purpose is 'processing: of personal data, without which nothing is accepted; mailing: the digest; transfer: of the contact to the partner that serves the company.';
comment on column public.consents.given is 'True: agreed. None is pre-ticked.';
comment on column public.consents.shown_text is 'The exact text beside the box, in the language of the person.';
comment on column public.consents.shown_text_sha256 is 'SHA-256 (hexadecimal) of the UTF-8 bytes of shown_text.';
comment on column public.consents.version is 'Version of the text, such as 2026-11.';
comment on column public.consents.locale is 'Language of the text: two letters, such as ru.';
comment on column public.consents.network_address is 'Network address the answer came from, in plain, as the law asks. Personal data.';
comment on column public.consents.answered_at is 'When the answer came (UTC).';

alter table public.consents enable row level security;

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.consents from public, anon, authenticated, service_role;
grant select, insert on public.consents to service_role;
