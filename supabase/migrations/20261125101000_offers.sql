-- The offer of an edition, word for word, and who has accepted it.

create table public.offers (
  edition text not null,
  language text not null,
  sha256 text not null,
  text text not null,
  published_at timestamptz not null default private.now(),

  constraint offers_pkey primary key (edition, language),
  constraint offers_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint offers_language_is_two_letters check (language ~ '^[a-z]{2}$'),
  constraint offers_text_is_not_empty check (char_length(text) between 1 and 500000),
  constraint offers_sha256_is_of_the_text check (sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')),
  constraint offers_checksum_belongs_to_one_text unique (edition, language, sha256)
);

create table public.offer_acceptances (
  id uuid not null default gen_random_uuid(),
  number text not null default private.random_number('R'),
  partner_id uuid not null,
  edition text not null,
  language text not null,
  sha256 text not null,
  full_name text not null,
  position text not null,
  authority text not null,
  accepted_by uuid not null,
  network_address inet,
  accepted_at timestamptz not null,

  constraint offer_acceptances_pkey primary key (id),
  constraint offer_acceptances_number_is_unique unique (number),
  constraint offer_acceptances_edition_is_accepted_once unique (partner_id, edition),
  constraint offer_acceptances_partner_id_fkey foreign key (partner_id) references public.partners (id),
  constraint offer_acceptances_accepted_by_fkey foreign key (accepted_by) references public.members (id),
  constraint offer_acceptances_text_was_published foreign key (edition, language, sha256)
    references public.offers (edition, language, sha256),
  constraint offer_acceptances_number_is_crockford check (number ~ '^R-[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint offer_acceptances_full_name_is_one_line check (private.is_line(full_name, 200)),
  constraint offer_acceptances_position_is_one_line check (private.is_line(position, 120)),
  constraint offer_acceptances_authority_is_known check (authority in ('charter', 'power_of_attorney'))
);

create index offer_acceptances_text_idx on public.offer_acceptances (edition, language, sha256);
create index offer_acceptances_accepted_by_idx on public.offer_acceptances (accepted_by);

comment on table public.offers is
  'The text of an edition''s offer in one language, with the numbers of its rules in words, as the page shows it. Published by publish_edition() beside the rules, immutable once the edition is in force.';
comment on column public.offers.edition is 'The edition it belongs to.';
comment on column public.offers.language is 'Language of the text: two letters, such as ru.';
comment on column public.offers.sha256 is 'SHA-256 (hexadecimal) of the UTF-8 bytes of the text; the page shows it under the offer.';
comment on column public.offers.text is 'The exact text, Markdown.';
comment on column public.offers.published_at is 'When the database first saw it, or last took a change before it came into force (UTC).';
comment on table public.offer_acceptances is
  'The contract with a partner: who accepted which text, when and on what authority. One row per partner and edition, never changed but by the erasure of a person, which takes the address and leaves the signature.';
comment on column public.offer_acceptances.id is 'Opaque id.';
comment on column public.offer_acceptances.number is 'Number of the receipt: R- and 8 random characters of Crockford base 32.';
comment on column public.offer_acceptances.partner_id is 'The partner on whose behalf it was accepted.';
comment on column public.offer_acceptances.edition is 'The edition whose offer was accepted.';
comment on column public.offer_acceptances.language is 'The language in which it was shown.';
comment on column public.offer_acceptances.sha256 is 'Checksum of the text that was shown.';
comment on column public.offer_acceptances.full_name is
  'Full name of the person who signed, 1..200 characters, as typed. Personal data; part of the contract, so it outlives the erasure of the person.';
comment on column public.offer_acceptances.position is 'Position of that person, 1..120 characters, as typed. Part of the contract as the name is. Personal data.';
comment on column public.offer_acceptances.authority is 'On what the person acts: charter, or power_of_attorney.';
comment on column public.offer_acceptances.accepted_by is 'The account that pressed the button: a simple electronic signature by paragraph 3.6 of the offer.';
comment on column public.offer_acceptances.network_address is 'Network address the acceptance came from; null after the erasure of the person. Personal data.';
comment on column public.offer_acceptances.accepted_at is 'When it was accepted (UTC).';

alter table public.offers enable row level security;
alter table public.offer_acceptances enable row level security;

create policy "Whoever is signed in reads the editions" on public.programme_editions for select to authenticated
  using (true);
create policy "Whoever is signed in reads the offers" on public.offers for select to authenticated
  using (true);
create policy "People of a partner read what their company has accepted" on public.offer_acceptances for select to authenticated
  using (partner_id = (select private.caller_partner_id()));
create policy "Staff read every acceptance" on public.offer_acceptances for select to authenticated
  using ((select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.refuse_to_change_an_offer_in_force() returns trigger
  language plpgsql security invoker set search_path = ''
as $$
begin
  if exists (select from public.programme_editions as e where e.id = old.edition and e.in_force_from <= private.now()) then
    raise sqlstate 'PT409' using message = 'edition_immutable', detail = old.edition;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end;
$$;
comment on function private.refuse_to_change_an_offer_in_force() is
  'Trigger: the offer of an edition in force is neither changed nor deleted, by nobody. Raises PT409 edition_immutable, detail = id of the edition.';

create trigger offers_in_force_are_immutable before update or delete on public.offers
  for each row execute function private.refuse_to_change_an_offer_in_force();

create function private.publish_offers(edition text, offers jsonb) returns boolean
  language sql volatile security invoker set search_path = ''
as $$
  with taken as (
    insert into public.offers as known (edition, language, sha256, text)
    select publish_offers.edition, o ->> 'language', o ->> 'sha256', o ->> 'text' from jsonb_array_elements(offers) as o
    on conflict on constraint offers_pkey do update
      set sha256 = excluded.sha256, text = excluded.text, published_at = excluded.published_at
      where known.text <> excluded.text
    returning 1)
  select exists (select from taken);
$$;
comment on function private.publish_offers(text, jsonb) is
  'Takes the texts of an edition''s offer: [{ language, sha256, text }] -> true when one was new or changed. The trigger refuses a change once the edition is in force.';

create function private.has_accepted(partner_id uuid, at timestamptz) returns boolean
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select exists (
      select from public.offer_acceptances as accepted
      join public.programme_editions as edition on edition.id = accepted.edition
      where accepted.partner_id = has_accepted.partner_id and accepted.accepted_at <= has_accepted.at
        and edition.in_force_from >= coalesce((
          select max(material.in_force_from) from public.programme_editions as material
          where material.in_force_from <= has_accepted.at and (material.rules ->> 'material')::boolean), '-infinity')));
end;
$$;
comment on function private.has_accepted(uuid, timestamptz) is
  'True when the partner is bound by the edition in force at an instant: it has accepted that one, or an older one since which no edition with material changes came into force.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.offers, public.offer_acceptances from public, anon, authenticated, service_role;
revoke all on function
  private.refuse_to_change_an_offer_in_force(), private.publish_offers(text, jsonb), private.has_accepted(uuid, timestamptz)
  from public, anon, authenticated, service_role;

grant select on public.programme_editions, public.offers to authenticated;
-- All but the network address.
grant select (id, number, partner_id, edition, language, sha256, full_name, position, authority, accepted_by, accepted_at)
  on public.offer_acceptances to authenticated;

-- publish_edition() brings them.
grant select, insert, update on public.offers to service_role;
grant execute on function private.publish_offers(text, jsonb) to service_role;
