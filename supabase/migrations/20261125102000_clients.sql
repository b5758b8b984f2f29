-- Clients: the companies partners and the vendor sell to. Known by country and tax id, else suspected by domain or name.

create function private.normalised_name(name text) returns text
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  -- Order matters: quotes away, one alphabet for letters that look alike, then the legal forms, which are words of their own.
  return coalesce(nullif(btrim(regexp_replace(regexp_replace(
    translate(lower(regexp_replace(name, '[«»„“”"''`’.,()]+', ' ', 'g')), 'ёabcehkmoptxy', 'еавсенкмортху'),
    '(^|\s)(общество с ограниченной ответственностью|публичное акционерное общество|акционерное общество|закрытое акционерное общество|индивидуальный предприниматель|товарищество с ограниченной ответственностью|ооо|оао|зао|пао|нао|ао|ип|тоо|чуп|чп|уп|одо|фгуп|муп|гуп|llс|ltd|liмiтеd|jsс|inс|gмвн|llр)(?=\s|$)', ' ', 'g'),
    '\s+', ' ', 'g')), ''), lower(name));
end;
$$;
comment on function private.normalised_name(text) is
  'A company''s name for comparing: lower case, ё as е, Latin letters that look Cyrillic as Cyrillic, without quotes, points and legal form. A name that is nothing but a legal form stays as it is.';

create table public.clients (
  id uuid not null default gen_random_uuid(),
  country text not null,
  tax_id text not null,
  name text not null,
  name_normalised text not null generated always as (private.normalised_name(name)) stored,
  standing text not null default 'open',
  merged_into uuid,
  sample boolean not null default false,
  created_at timestamptz not null default private.now(),

  constraint clients_pkey primary key (id),
  constraint clients_are_known_by_country_and_tax_id unique (country, tax_id),
  constraint clients_merged_into_fkey foreign key (merged_into) references public.clients (id),
  constraint clients_name_is_one_line check (private.is_line(name, 200)),
  constraint clients_tax_id_fits_its_country check (private.is_tax_id(country, tax_id)),
  constraint clients_standing_is_known check (standing in ('open', 'direct', 'blocked')),
  constraint clients_are_not_merged_into_themselves check (merged_into <> id)
);

create table public.client_domains (
  id uuid not null default gen_random_uuid(),
  client_id uuid not null,
  domain text not null,

  constraint client_domains_pkey primary key (id),
  constraint client_domains_are_noted_once unique (domain, client_id),
  constraint client_domains_client_id_fkey foreign key (client_id) references public.clients (id) on delete cascade,
  constraint client_domains_domain_is_a_host_name check (private.is_line(domain, 253) and domain = lower(domain))
);

create table private.free_mail_domains (
  domain text not null,

  constraint free_mail_domains_pkey primary key (domain)
);

create index clients_name_normalised_idx on public.clients
  using gist (name_normalised extensions.gist_trgm_ops (siglen = 256));
create index clients_merged_into_idx on public.clients (merged_into);
create index client_domains_client_id_idx on public.client_domains (client_id);

insert into private.free_mail_domains (domain)
select unnest(array[
  'gmail.com', 'googlemail.com', 'mail.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'internet.ru', 'xmail.ru', 'yandex.ru', 'ya.ru',
  'yandex.com', 'yandex.by', 'yandex.kz', 'narod.ru', 'rambler.ru', 'lenta.ru', 'autorambler.ru', 'myrambler.ru', 'ro.ru',
  'rambler.ua', 'outlook.com', 'hotmail.com', 'live.com', 'live.ru', 'msn.com', 'icloud.com', 'me.com', 'mac.com', 'yahoo.com',
  'ymail.com', 'aol.com', 'proton.me', 'protonmail.com', 'pm.me', 'gmx.com', 'gmx.de', 'gmx.net', 'web.de', 'zoho.com',
  'tut.by', 'mail.kz', 'inbox.lv', 'ukr.net', 'vk.com', 'duck.com', 'mail.com', 'fastmail.com', 'tutanota.com', 'qq.com', '163.com']);

comment on table public.clients is
  'End-customer companies, one row per country and tax id, made at the first lead or enquiry that names them. Only the vendor''s people see it: what a partner sees of a client is what the partner has written.';
comment on column public.clients.id is 'Opaque id.';
comment on column public.clients.country is 'ISO 3166 code of the country of registration: RU, KZ or BY.';
comment on column public.clients.tax_id is 'ИНН, БИН/ИИН or УНП in the form of normaliseTaxId(). КПП is no part of it: branches are the same client.';
comment on column public.clients.name is 'The name under which it was first named, 1..200 characters.';
comment on column public.clients.name_normalised is 'The name for comparing, by normalised_name().';
comment on column public.clients.standing is 'open: may be pinned; direct: the vendor''s own client; blocked: nobody may register it. A partner cannot tell direct and blocked from pinned.';
comment on column public.clients.merged_into is 'The client this one turned out to be; every look-up goes on there.';
comment on column public.clients.sample is 'Belongs to the invented demo world.';
comment on column public.clients.created_at is 'When it was first named (UTC).';
comment on table public.client_domains is 'Web and e-mail domains under which a client was seen. Another company with the same domain is looked at by a person while this one is held, in review, direct or blocked.';
comment on column public.client_domains.id is 'Opaque id.';
comment on column public.client_domains.client_id is 'The client.';
comment on column public.client_domains.domain is 'Host name in lower case, without www; never one of a free mail provider.';
comment on table private.free_mail_domains is 'Domains that say nothing about a company, because everybody can have an address there.';
comment on column private.free_mail_domains.domain is 'Host name in lower case.';

alter table public.clients enable row level security;
alter table public.client_domains enable row level security;
alter table private.free_mail_domains enable row level security;

create policy "The vendor's people see every client" on public.clients for select to authenticated
  using ((select private.caller_is_staff()));
create policy "The vendor's people see the domains of clients" on public.client_domains for select to authenticated
  using ((select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.lock_partner(partner_id uuid) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(hashtextextended('partner:' || partner_id, 0));
end;
$$;
comment on function private.lock_partner(uuid) is 'Whatever counts against a quota of this partner goes one after the other. Taken after the locks of clients.';

create function private.find_client(country text, tax_id text) returns public.clients
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select coalesce(kept, named)
    from public.clients as named left join public.clients as kept on kept.id = named.merged_into
    where named.country = find_client.country and named.tax_id = find_client.tax_id);
end;
$$;
comment on function private.find_client(text, text) is 'The client of this country and tax id, or the one it was merged into; all null when there is none. One step is enough: merge_clients() leaves no chains.';

create function private.lock_keys(keys jsonb) returns text[]
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(distinct k.key order by k.key), '{}')
    from jsonb_array_elements(keys) as given
    cross join lateral (select private.find_client(given ->> 'country', given ->> 'taxId') as client) as found
    cross join lateral (select coalesce((client).country, given ->> 'country') || ':' || coalesce((client).tax_id, given ->> 'taxId') as key) as k
    where k.key is not null);
end;
$$;
comment on function private.lock_keys(jsonb) is
  'Under which names these clients ([{ country, taxId }]) are locked, in order: a merged client under that of the one it turned out to be.';

create function private.lock_clients(keys jsonb) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  wanted text[] := private.lock_keys(keys);
  held text[];
  one text;
begin
  loop
    begin
      held := wanted;
      foreach one in array held loop
        perform pg_advisory_xact_lock(hashtextextended('client:' || one, 0));
      end loop;
      wanted := private.lock_keys(keys);
      exit when wanted <@ held;
      raise sqlstate 'LTK01';
    exception
      -- One of them was merged while we waited. To wait for the other while holding this one would be a circle with whoever holds both
      -- in their order; the end of this block lets go of what it took.
      when sqlstate 'LTK01' then null;
    end;
  end loop;
end;
$$;
comment on function private.lock_clients(jsonb) is
  'Everything that may give or take a pin of these clients ([{ country, taxId }]) waits here for the one before, until the end of the transaction. All locks of one transaction are taken in one call, in the order of their keys, and before lock_partner(): so nobody waits in a circle. Looked up anew after the wait, because a client may have been merged meanwhile.';

create function private.lock_client(country text, tax_id text) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  perform private.lock_clients(jsonb_build_array(jsonb_build_object('country', country, 'taxId', tax_id)));
end;
$$;
comment on function private.lock_client(text, text) is 'lock_clients() for one client.';

create function private.known_domain(host text) returns text
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select d.domain from (select regexp_replace(lower(host), '^www\.', '') as domain) as d
    where d.domain <> '' and not exists (select from private.free_mail_domains as f where f.domain = d.domain));
end;
$$;
comment on function private.known_domain(text) is 'A host name as client_domains keeps it; null when it belongs to a free mail provider.';

create function private.domains_of(client jsonb, contact jsonb) returns text[]
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select coalesce(array_agg(distinct found.domain), '{}')
    from (values (private.known_domain(client ->> 'site')),
                 (private.known_domain(split_part(contact ->> 'email', '@', 2)))) as found (domain)
    where found.domain is not null);
end;
$$;
comment on function private.domains_of(jsonb, jsonb) is 'The domains by which a company may be known, from its site and the address of its contact.';

create function private.clients_of_domains(domains text[], other_than uuid) returns setof uuid
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return query
    select distinct kept.id
    from public.client_domains as d
    join public.clients as c on c.id = d.client_id
    join public.clients as kept on kept.id = coalesce(c.merged_into, c.id)
    where d.domain = any (domains) and kept.id is distinct from other_than
      -- A site is what somebody typed, and it is noted for ever: only where there is something to protect does it speak.
      and (kept.standing <> 'open'
        or exists (select from public.client_pins as p where p.client_id = kept.id and p.period @> private.now())
        or exists (select from public.leads as l where l.client_id = kept.id and l.status = 'in_review'));
end;
$$;
comment on function private.clients_of_domains(text[], uuid) is
  'Other clients that were seen under one of these domains and are held, in review, direct or blocked. What was registered once and given up counts no more, or invented companies with somebody''s site would send every registration of that site to a person.';

create function private.note_client(client jsonb, contact jsonb) returns public.clients
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  noted public.clients := private.find_client(client ->> 'country', client ->> 'taxId');
begin
  if noted.id is null then
    insert into public.clients (country, tax_id, name) values (client ->> 'country', client ->> 'taxId', client ->> 'name')
    returning * into noted;
  end if;
  insert into public.client_domains (client_id, domain)
  select noted.id, domain from unnest(private.domains_of(client, contact)) as domain
  on conflict on constraint client_domains_are_noted_once do nothing;
  return noted;
end;
$$;
comment on function private.note_client(jsonb, jsonb) is
  'The client a lead or an enquiry names, made when it is new, with the domains it was seen under. The caller holds lock_client().';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.similar_clients(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = '' set pg_trgm.similarity_threshold = 0.5
as $$
declare
  wanted text;
begin
  perform private.require_staff();
  wanted := private.normalised_name(request ->> 'name');
  return (
    select jsonb_build_object('items', coalesce(jsonb_agg(jsonb_build_object(
      'id', near.id, 'name', near.name, 'country', near.country, 'taxId', near.tax_id, 'similarity', near.similarity)
      order by near.similarity desc), '[]'::jsonb))
    from (
      select c.id, c.name, c.country, c.tax_id, round(extensions.similarity(c.name_normalised, wanted)::numeric, 2) as similarity
      from public.clients as c
      where c.name_normalised operator(extensions.%) wanted and c.id is distinct from private.uuid_of(request ->> 'otherThan')
      order by c.name_normalised operator(extensions.<->) wanted
      limit 5) as near);
end;
$$;
comment on function public.similar_clients(jsonb) is
  'For staff: at most five clients whose name is like this one, the nearest first: { name, otherThan? } -> { items: [{ id, name, country, taxId, similarity: 0..1 }] }. A hint for a person, never a reason to refuse. Raises PT401 session_required, PT403 wrong_role. Definer: under a policy the index of names could not be used, for its operator is not leakproof, and a name nobody has would be compared with every client.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.clients, public.client_domains, private.free_mail_domains from public, anon, authenticated, service_role;
revoke all on function
  private.normalised_name(text), private.lock_keys(jsonb), private.lock_clients(jsonb), private.lock_client(text, text), private.lock_partner(uuid), private.find_client(text, text),
  private.known_domain(text), private.domains_of(jsonb, jsonb), private.clients_of_domains(text[], uuid),
  private.note_client(jsonb, jsonb), public.similar_clients(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.clients, public.client_domains to authenticated;
grant execute on function private.normalised_name(text), public.similar_clients(jsonb) to authenticated;
