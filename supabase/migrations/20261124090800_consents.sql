-- Consents: what a person was shown and what the person answered. Kept as proof (152-ФЗ, 38-ФЗ ст. 18).

create table public.consents (
  id uuid not null default gen_random_uuid(),
  subject_kind text not null,
  subject_id uuid not null,
  person_email text not null,
  purpose text not null,
  given boolean not null,
  shown_text text not null,
  shown_text_sha256 text not null,
  version text not null,
  locale text not null,
  network_address inet,
  answered_at timestamptz not null,
  withdraws uuid,
  note text,

  constraint consents_pkey primary key (id),
  constraint consents_withdraws_fkey foreign key (withdraws) references public.consents (id),
  constraint consents_are_withdrawn_once unique (withdraws),
  constraint consents_purpose_is_answered_once_at_a_time unique (subject_kind, subject_id, purpose, answered_at),
  constraint consents_subject_kind_is_known check (subject_kind in ('application', 'enquiry', 'lead', 'member')),
  constraint consents_person_email_is_an_address check (private.is_email(person_email)),
  constraint consents_purpose_is_known check (purpose in ('processing', 'mailing', 'transfer')),
  constraint consents_processing_is_given check (purpose <> 'processing' or given or withdraws is not null),
  constraint consents_withdrawal_is_a_refusal check (withdraws is null or not given),
  constraint consents_note_belongs_to_a_withdrawal check (note is null or (withdraws is not null and char_length(note) between 1 and 2000)),
  constraint consents_shown_text_is_not_empty check (char_length(shown_text) between 1 and 20000),
  constraint consents_sha256_is_of_the_shown_text check (
    shown_text_sha256 = encode(sha256(convert_to(shown_text, 'UTF8')), 'hex')),
  constraint consents_version_is_one_line check (private.is_line(version, 40)),
  constraint consents_locale_is_two_letters check (locale ~ '^[a-z]{2}$')
);

create index consents_person_email_idx on public.consents (person_email);

comment on table public.consents is
  'One row per question of consent that was answered: the exact text, the answer, the time and the address. A refusal is kept too. Never changed: who answers again or withdraws gets another row, and the newest counts. Only the erasure of a person takes the addresses; that somebody agreed to this text then stays.';
comment on column public.consents.id is 'Opaque id.';
comment on column public.consents.subject_kind is 'With what the answer came: application, enquiry, lead (a contact the partner names) or member (a person of a partner, by itself).';
comment on column public.consents.subject_id is 'Id of that row. No foreign key, for it is one of several tables.';
comment on column public.consents.person_email is 'Whose answer it is: mail address in lower case. Personal data.';
comment on column public.consents.purpose is
  'processing: of personal data, without which nothing is accepted; mailing: the digest; transfer: the contact may be given to the partner who serves the company.';
comment on column public.consents.given is 'True: agreed. None is pre-ticked.';
comment on column public.consents.shown_text is 'The exact text beside the box, in the language of the person; of a withdrawal, that of the consent it withdraws.';
comment on column public.consents.shown_text_sha256 is 'SHA-256 (hexadecimal) of the UTF-8 bytes of shown_text.';
comment on column public.consents.version is 'Version of the text, such as 2026-11.';
comment on column public.consents.locale is 'Language of the text: two letters, such as ru.';
comment on column public.consents.network_address is 'Network address the answer came from, in plain, as the law asks; null where staff noted a withdrawal. Personal data.';
comment on column public.consents.answered_at is 'When the answer came (UTC).';
comment on column public.consents.withdraws is 'The consent this row withdraws; null for an answer.';
comment on column public.consents.note is 'How a withdrawal came, in the words of whoever noted it; null when the person did it here. May hold personal data.';

alter table public.consents enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.has_consent(
  person_email text, purpose text, subject_kind text default null, subject_id uuid default null
) returns boolean
  language sql stable security invoker set search_path = ''
as $$
  select coalesce((
    select c.given from public.consents as c
    where c.person_email = lower(has_consent.person_email) and c.purpose = has_consent.purpose
      and (has_consent.subject_id is null or (c.subject_kind, c.subject_id) = (has_consent.subject_kind, has_consent.subject_id))
    order by c.answered_at desc, c.given
    limit 1), false);
$$;
comment on function private.has_consent(text, text, text, uuid) is
  'True when the newest answer of a person about a purpose is a yes; with a subject, about this application or enquiry alone.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.consents from public, anon, authenticated, service_role;
revoke all on function private.has_consent(text, text, text, uuid) from public, anon, authenticated, service_role;
grant select, insert on public.consents to service_role;
