-- POST /api/enquiries: somebody writes to the vendor. A client that is pinned comes back to its partner; the rest waits for a person.

create table public.enquiries (
  id uuid not null default gen_random_uuid(),
  number text not null default private.random_number('E'),
  edition text not null,
  status text not null default 'waiting',
  company_name text not null,
  country text,
  tax_id text,
  site text,
  contact_name text not null,
  contact_email text not null,
  contact_phone text,
  solutions text[] not null,
  message text not null,
  locale text not null,
  channel text not null,
  suspicion text,
  client_id uuid,
  returned_to uuid,
  next_partner_ids uuid[] not null default '{}',
  sample boolean not null default false,
  received_at timestamptz not null default private.now(),
  answer_by date not null,
  routed_at timestamptz,
  closed_at timestamptz,

  constraint enquiries_pkey primary key (id),
  constraint enquiries_number_is_unique unique (number),
  constraint enquiries_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint enquiries_client_id_fkey foreign key (client_id) references public.clients (id),
  constraint enquiries_returned_to_fkey foreign key (returned_to) references public.leads (id),
  constraint enquiries_number_is_crockford check (number ~ '^E-[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint enquiries_status_is_known check (status in ('waiting', 'returned', 'passed', 'closed')),
  constraint enquiries_returned_have_a_lead check ((status = 'returned') = (returned_to is not null)),
  constraint enquiries_closed_have_a_moment check ((status = 'closed') = (closed_at is not null)),
  constraint enquiries_company_name_is_one_line check (private.is_line(company_name, 200)),
  constraint enquiries_country_is_known check (country in ('RU', 'KZ', 'BY')),
  constraint enquiries_tax_id_has_its_country check (tax_id is null or country is not null),
  constraint enquiries_tax_id_fits_its_country check (tax_id is null or private.is_tax_id(country, tax_id)),
  constraint enquiries_site_is_a_host_name check (private.is_line(site, 253) and site = lower(site)),
  constraint enquiries_contact_name_is_one_line check (private.is_line(contact_name, 120)),
  constraint enquiries_contact_email_is_an_address check (private.is_email(contact_email)),
  constraint enquiries_contact_phone_is_one_line check (private.is_line(contact_phone, 40)),
  constraint enquiries_solutions_are_choices check (cardinality(solutions) = 0 or private.is_choice_list(solutions)),
  constraint enquiries_message_is_short check (char_length(message) between 1 and 4000),
  constraint enquiries_locale_is_two_letters check (locale ~ '^[a-z]{2}$'),
  constraint enquiries_channel_is_known check (channel in ('json', 'form', 'crm')),
  constraint enquiries_suspicion_is_known check (suspicion in ('honeypot', 'no_stamp')),
  constraint enquiries_next_partners_are_few check (cardinality(next_partner_ids) <= 20)
);

create index enquiries_waiting_idx on public.enquiries (answer_by, received_at) where status = 'waiting';
create index enquiries_unrouted_idx on public.enquiries (received_at) where routed_at is null;
create index enquiries_edition_idx on public.enquiries (edition);
create index enquiries_client_id_idx on public.enquiries (client_id);
create index enquiries_returned_to_idx on public.enquiries (returned_to);
create index enquiries_contact_email_idx on public.enquiries (contact_email);

comment on table public.enquiries is
  'What clients write to the vendor, by the form of the site or through the CRM. waiting -> returned (to the partner that holds the client), passed (to a partner by a person of the vendor) or closed (the vendor has answered). For the vendor''s people only.';
comment on column public.enquiries.id is 'Opaque id.';
comment on column public.enquiries.number is 'The number people see: E- and 8 random characters of Crockford base 32.';
comment on column public.enquiries.edition is 'The edition of the rules in force when it came.';
comment on column public.enquiries.status is 'waiting for a person; returned to the holder of the client; passed: offered to a partner, or accepted by one; closed.';
comment on column public.enquiries.company_name is 'Name of the company as typed, 1..200 characters.';
comment on column public.enquiries.country is 'ISO 3166 code of the country of registration: RU, KZ or BY; null when none was given.';
comment on column public.enquiries.tax_id is 'The tax id in the form of normaliseTaxId(), as the sender gave it; null when none was given.';
comment on column public.enquiries.site is 'Host name of the site in lower case; null when none was given.';
comment on column public.enquiries.contact_name is 'Name of the person who writes, 1..120 characters. Personal data.';
comment on column public.enquiries.contact_email is 'Mail address of that person in lower case. Personal data.';
comment on column public.enquiries.contact_phone is 'Telephone of that person; null when none was given. Personal data.';
comment on column public.enquiries.solutions is 'Solutions it is about: slugs; may be empty.';
comment on column public.enquiries.message is 'What it is about, 1..4000 characters. May hold personal data.';
comment on column public.enquiries.locale is 'Language in which the sender reads the answers: two letters, such as ru.';
comment on column public.enquiries.channel is 'How it came: json (a program or the page''s script), form (a browser without JavaScript) or crm (the vendor''s CRM, by its token).';
comment on column public.enquiries.suspicion is 'Null; honeypot: a field no person sees was filled in, so nobody was told and nothing was returned; no_stamp: the form came without its time stamp.';
comment on column public.enquiries.client_id is 'The client it is about, once it is returned or passed. Never set from what the sender typed alone: anybody may type anything.';
comment on column public.enquiries.returned_to is 'The lead it became for the partner that holds the client.';
comment on column public.enquiries.next_partner_ids is 'Partners to whom it is offered when the one before declines or is silent, in this order.';
comment on column public.enquiries.sample is 'Belongs to the invented demo world.';
comment on column public.enquiries.received_at is 'When it came (UTC).';
comment on column public.enquiries.answer_by is 'The date (programme''s time zone) by which a person has promised to answer.';
comment on column public.enquiries.routed_at is 'When route_enquiries() has looked whose client it is (UTC); null for some moments, and for ever where suspicion is honeypot.';
comment on column public.enquiries.closed_at is 'When the vendor closed it (UTC).';

alter table public.enquiries enable row level security;

create policy "The vendor's people see every enquiry" on public.enquiries for select to authenticated
  using ((select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.without_words_of(message text, names text, at_least integer) returns text
  language plpgsql immutable security invoker set search_path = ''
as $$
declare
  letters constant text := 'a-zA-Zа-яА-ЯёЁ';
  word text;
  cleaned text := message;
begin
  foreach word in array regexp_split_to_array(names, '[^' || letters || '0-9]+') loop
    if char_length(word) >= at_least then
      -- Without its last two letters, which Russian cases change; and few write ё.
      cleaned := regexp_replace(cleaned, '(^|[^' || letters || '0-9])'
        || regexp_replace(left(word, greatest(at_least, char_length(word) - 2)), '[её]', '[её]', 'gi') || '[' || letters || '0-9]*', '\1…', 'gi');
    end if;
  end loop;
  return cleaned;
end;
$$;
comment on function private.without_words_of(text, text, integer) is
  'The text with an ellipsis in place of each word of a name that has at_least letters, in any Russian case.';

create function private.without_contact(message text, contact_name text) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select private.without_words_of(private.masked(message), contact_name, 3);
$$;
comment on function private.without_contact(text, text) is
  'What somebody wrote without mail addresses, telephones and the own name: what a partner may read before that person agrees to more.';

create function private.may_transfer(enquiry public.enquiries) returns boolean
  language sql stable security definer set search_path = ''
as $$
  select private.has_consent(enquiry.contact_email, 'transfer', 'enquiry', enquiry.id);
$$;
comment on function private.may_transfer(public.enquiries) is
  'Whether the contact of an enquiry may be given to the partner: the newest answer to that question is a yes. Definer: consents are readable for nobody.';

create function private.known_clients(domains text[], other_than uuid) returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'id', c.id, 'name', c.name, 'country', c.country, 'taxId', c.tax_id, 'standing', nullif(c.standing, 'open'),
    'domain', (select min(d.domain) from public.client_domains as d where d.client_id = c.id and d.domain = any (domains)),
    'pin', case when pin.id is not null then jsonb_build_object('partner', p.name, 'partnerId', p.id, 'until', pin.protected_until) end))
    order by pin.id is null, c.name), '[]')
  from private.clients_of_domains(domains, other_than) as found (id)
  join public.clients as c on c.id = found.id
  left join lateral (select * from private.active_pin(c.id, private.now()) as p where p.id is not null) as pin on true
  left join public.partners as p on p.id = pin.partner_id
  where (select private.caller_is_staff());
$$;
comment on function private.known_clients(text[], uuid) is
  'For the vendor''s people: clients seen under these domains and who holds them (KnownClient in decision-contract.ts); an empty list for everybody else. Definer: the list of free mail providers is readable for nobody.';

create function private.insert_enquiry(request jsonb, received timestamptz, edition public.programme_editions) returns public.enquiries
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  company jsonb := request #> '{enquiry,company}';
  contact jsonb := request #> '{enquiry,contact}';
  stored public.enquiries;
begin
  while stored.id is null loop
    insert into public.enquiries (
      edition, company_name, country, tax_id, site, contact_name, contact_email, contact_phone, solutions, message,
      locale, channel, suspicion, received_at, answer_by)
    values (
      edition.id, company ->> 'name', company ->> 'country', company ->> 'taxId', company ->> 'site',
      contact ->> 'name', lower(contact ->> 'email'), contact ->> 'phone',
      array(select distinct jsonb_array_elements_text(request #> '{enquiry,solutions}')), request #>> '{enquiry,message}',
      request #>> '{enquiry,locale}', request ->> 'channel', request ->> 'suspicion', received,
      private.promised_date(received, (edition.rules #>> '{promise,answerBusinessDays}')::integer, edition.rules))
    on conflict on constraint enquiries_number_is_unique do nothing
    returning * into stored;
  end loop;

  insert into public.consents (
    subject_kind, subject_id, person_email, purpose, given, shown_text, shown_text_sha256, version, locale, network_address, answered_at)
  select 'enquiry', stored.id, stored.contact_email, shown ->> 'purpose', (shown ->> 'given')::boolean, shown ->> 'text',
    shown ->> 'textSha256', shown ->> 'version', stored.locale, case when stored.channel <> 'crm' then (request ->> 'networkAddress')::inet end, received
  from jsonb_array_elements(request -> 'consents') as shown;

  -- Without consent to processing nothing of a person may be kept; without a record of the consent to transfer nothing goes on.
  if not exists (select from public.consents as c where c.subject_kind = 'enquiry' and c.subject_id = stored.id and c.purpose = 'processing') then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'consents.processing';
  end if;
  if (request #>> '{enquiry,consents,transfer}')::boolean and not private.may_transfer(stored) then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'consents.transfer';
  end if;
  return stored;
end;
$$;
comment on function private.insert_enquiry(jsonb, timestamptz, public.programme_editions) is
  'The rows of one enquiry and its consents from the request of receive_enquiry(). Raises PT422 invalid_input without the record of a consent.';

create function private.tell_staff_about_enquiry(enquiry public.enquiries, hint text, key text) returns void
  language sql volatile security invoker set search_path = ''
as $$
  select private.enqueue_staff_notification('account_manager', 'enquiry_waiting',
    jsonb_strip_nulls(jsonb_build_object('number', enquiry.number, 'enquiryId', enquiry.id, 'companyName', enquiry.company_name,
      'solutions', to_jsonb(enquiry.solutions), 'answerBy', enquiry.answer_by, 'hint', hint)),
    'enquiry_waiting.' || enquiry.number || key);
$$;
comment on function private.tell_staff_about_enquiry(public.enquiries, text, text) is
  'The letter enquiry_waiting to the account managers. Hint: domain_known (a pinned client has this domain), client_pinned (pinned meanwhile), holder_suspended, nobody_left (all partners it was offered to have declined or were silent).';

create function private.return_to_holder(enquiry public.enquiries, pin public.client_pins, by_kind text) returns public.leads
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  pinned_by public.leads := (select l from public.leads as l where l.id = pin.lead_id);
  agreed boolean := private.may_transfer(enquiry);
  contact jsonb := case when agreed then jsonb_build_object(
    'name', enquiry.contact_name, 'email', enquiry.contact_email, 'phone', enquiry.contact_phone) end;
  message text := case when agreed then enquiry.message
    else private.without_contact(enquiry.message, enquiry.contact_name) end;
  lead public.leads;
begin
  -- The client as its partner knows it: the sender may have typed any name, and another tax id of the same group.
  lead := private.insert_lead(jsonb_build_object(
    'source', 'returned', 'status', 'pinned', 'rule', 'pin.protectionDays', 'contact', contact,
    'client', jsonb_build_object('name', pinned_by.client_name, 'country', pinned_by.country, 'taxId', pinned_by.tax_id, 'site', enquiry.site),
    'solutions', to_jsonb(enquiry.solutions), 'need', message), pin.partner_id, pin.client_id, enquiry.edition);
  perform private.add_lead_event(lead.id, 'enquiry_returned', by_kind, '{"rule": "pin.protectionDays"}');
  update public.enquiries as e set status = 'returned', returned_to = lead.id, client_id = pin.client_id, next_partner_ids = '{}'
  where e.id = enquiry.id;

  perform private.tell_partner(pin.partner_id, pinned_by.registered_by, 'client_returned', jsonb_strip_nulls(jsonb_build_object(
    'clientName', lead.client_name, 'leadNumber', lead.number, 'solutions', to_jsonb(lead.solutions), 'contact', contact,
    'message', message)), 'client_returned.' || lead.number);
  perform private.enqueue_staff_notification('account_manager', 'client_returned_staff', jsonb_build_object(
    'number', enquiry.number, 'leadNumber', lead.number, 'contactAgreed', agreed), 'client_returned_staff.' || enquiry.number);
  perform private.tell_crm_about_lead(lead);
  return lead;
end;
$$;
comment on function private.return_to_holder(public.enquiries, public.client_pins, text) is
  'The enquiry becomes a returned lead of the partner that holds the client, with history and letters; the contact goes along only if the person agreed. The caller holds lock_client() and has looked.';

create function private.tell_crm_about_lead(lead public.leads) returns void
  language sql volatile security invoker set search_path = ''
as $$
  select private.enqueue_crm_event('lead_registered', jsonb_build_object('number', lead.number, 'clientName', lead.client_name,
    'country', lead.country, 'taxId', lead.tax_id, 'partnerName', (select p.name from public.partners as p where p.id = lead.partner_id),
    'solutions', to_jsonb(lead.solutions), 'status', lead.status), 'crm.lead_registered.' || lead.number);
$$;
comment on function private.tell_crm_about_lead(public.leads) is 'The CRM event of a new lead, as tell_about_lead() puts it.';

create function private.route_enquiry(enquiry public.enquiries) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  known public.clients := private.find_client(enquiry.country, enquiry.tax_id);
  pin public.client_pins := private.active_pin(known.id, private.now());
begin
  update public.enquiries as e set routed_at = private.now() where e.id = enquiry.id;
  if exists (select from public.partners as p where p.id = pin.partner_id and p.status = 'active') then
    perform private.return_to_holder(enquiry, pin, 'client');
  else
    perform private.tell_staff_about_enquiry(enquiry, case
      when pin.id is not null then 'holder_suspended'
      when exists (
        select from private.clients_of_domains(private.enquiry_domains(enquiry), known.id) as other (id)
        where (private.active_pin(other.id, private.now())).id is not null) then 'domain_known' end, '');
  end if;
end;
$$;
comment on function private.route_enquiry(public.enquiries) is
  'Returns an enquiry to the partner that holds the company of this country and tax id, grace included, or else tells the account managers. The same domain alone never returns it: a person decides. Nor does it go to a partner that is suspended. The caller holds lock_client().';

create function private.enquiry_domains(enquiry public.enquiries) returns text[]
  language sql stable security definer set search_path = ''
as $$
  select private.domains_of(jsonb_build_object('site', enquiry.site), jsonb_build_object('email', enquiry.contact_email));
$$;
comment on function private.enquiry_domains(public.enquiries) is
  'The domains by which the company of an enquiry may be known. Definer: the list of free mail providers is readable for nobody.';

create function private.enquiry_facts(enquiry public.enquiries) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'company', jsonb_build_object('name', enquiry.company_name, 'country', enquiry.country, 'taxId', enquiry.tax_id, 'site', enquiry.site),
    'contact', jsonb_build_object('name', enquiry.contact_name, 'email', enquiry.contact_email, 'phone', enquiry.contact_phone),
    'solutions', to_jsonb(enquiry.solutions), 'message', enquiry.message, 'transferAgreed', private.may_transfer(enquiry), 'channel', enquiry.channel,
    'suspicion', enquiry.suspicion, 'sameDomain', private.known_clients(private.enquiry_domains(enquiry), enquiry.client_id),
    'similarNames', public.similar_clients(jsonb_build_object('name', enquiry.company_name, 'otherThan', enquiry.client_id)) -> 'items'));
$$;
comment on function private.enquiry_facts(public.enquiries) is 'What a person needs to know of an enquiry (EnquiryFacts in decision-contract.ts), under the policies of the caller. The client it was passed or returned with is not like itself.';

create function private.enquiry_inbox_items() returns setof private.inbox_item
  language sql stable security invoker set search_path = ''
as $$
  select 'enquiry', e.id, e.number, e.company_name, e.answer_by, private.end_of_day(e.answer_by, edition.rules),
    private.escalates_at(e.received_at, e.answer_by, edition.rules) <= private.now(), e.received_at, e.sample, private.enquiry_facts(e)
  from public.enquiries as e join public.programme_editions as edition on edition.id = e.edition
  where e.status = 'waiting';
$$;
comment on function private.enquiry_inbox_items() is 'Enquiries that wait, as lines of the inbox (EnquiryFacts), under the policies of the caller.';

create function private.begin_enquiry_action(enquiry_id text) returns public.enquiries
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  enquiry public.enquiries;
begin
  select * into enquiry from public.enquiries as e where e.id = private.uuid_of(enquiry_id) for update;
  if enquiry.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if enquiry.status <> 'waiting' then
    raise sqlstate 'PT409' using message = 'already_decided';
  end if;
  return enquiry;
end;
$$;
comment on function private.begin_enquiry_action(text) is
  'An enquiry that waits, its row locked; taken after the locks of clients. Raises PT404 not_found, PT409 already_decided.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.receive_enquiry(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  operation constant text := 'receive_enquiry';
  key text := request ->> 'idempotencyKey';
  edition public.programme_editions;
  stored public.enquiries;
  answer jsonb;
begin
  if key is not null then
    answer := private.begin_request(operation, key, request ->> 'requestSha256');
    if answer is not null then
      return answer || '{"replayed": true}';
    end if;
  end if;
  edition := private.edition_in_force(private.now());
  if edition.id is null or edition.id is distinct from request ->> 'edition'
    or edition.rules_sha256 is distinct from request ->> 'rulesSha256' then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  end if;
  -- The CRM is one address for all clients; its token has been checked.
  if request ->> 'channel' is distinct from 'crm' then
    perform private.accept_within_limit('enquiries_per_hour', private.network_subject((request ->> 'networkAddress')::inet),
      (edition.rules #>> '{limits,enquiriesPerHour}')::integer, interval '1 hour');
  end if;

  perform private.because('receive_enquiry', null, 'promise.answerBusinessDays', edition.id);
  stored := private.insert_enquiry(request, private.now(), edition);
  if stored.suspicion is distinct from 'honeypot' then
    perform private.enqueue_notification('enquiry_received', stored.contact_email, stored.contact_name, stored.locale,
      jsonb_build_object('number', stored.number, 'answerBy', stored.answer_by), 'enquiry_received.' || stored.number);
  end if;

  answer := jsonb_build_object('number', stored.number, 'answerBy', stored.answer_by);
  if key is not null then
    perform private.finish_request(operation, key, answer);
  end if;
  return answer || '{"replayed": false}';
end;
$$;
comment on function public.receive_enquiry(jsonb) is
  'Takes an enquiry: { enquiry: EnquiryRequest, edition, rulesSha256, networkAddress, idempotencyKey?, requestSha256, consents: [{ purpose, given, text, textSha256, version }], channel: "json"|"form"|"crm", suspicion?: "honeypot"|"no_stamp" } -> { number, answerBy: date, replayed }: the same whether the company is pinned or not. One transaction: enquiry, consents, the letter to the sender, idempotency key, count of the limit (none for the CRM). Whose client it is is looked at by route_enquiries() after the answer, or the time an answer takes would tell it. For the server alone: it takes facts only the server knows. Raises PT422 idempotency_key_reused, PT422 invalid_input, PT429 too_many_requests (detail = seconds to wait), PT503 edition_not_published. Definer: the server''s role may write no enquiry.';

create function public.route_enquiries() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  ids uuid[];
  keys jsonb;
  enquiry public.enquiries;
  routed integer := 0;
begin
  select coalesce(array_agg(page.id), '{}'), coalesce(jsonb_agg(page.key) filter (where page.tax_id is not null), '[]') into ids, keys
  from (
    select e.id, e.tax_id, jsonb_build_object('country', e.country, 'taxId', e.tax_id) as key from public.enquiries as e
    where e.routed_at is null and e.status = 'waiting' and e.suspicion is distinct from 'honeypot'
    order by e.received_at, e.id
    limit 100) as page;
  perform private.lock_clients(keys);
  for enquiry in
    select e.* from public.enquiries as e
    where e.id = any (ids) and e.routed_at is null and e.status = 'waiting' order by e.received_at, e.id for update
  loop
    perform private.because('route_enquiries', null, 'pin.protectionDays', enquiry.edition);
    perform private.route_enquiry(enquiry);
    routed := routed + 1;
  end loop;
  return jsonb_build_object('routed', routed);
end;
$$;
comment on function public.route_enquiries() is
  'What becomes of the enquiries that have come -> { routed }: those of a pinned client go back to its partner, of the others the account managers hear. For the server, right after the answer to the sender, and for its schedule, should the server have stopped in between. Definer: the server''s role may read no pin and write no lead.';

create function public.return_enquiry(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'return_enquiry', request);
  given public.enquiries;
  enquiry public.enquiries;
  pin public.client_pins;
  holders uuid[];
  lead public.leads;
begin
  if answer is not null then
    return answer;
  end if;
  select * into given from public.enquiries as e where e.id = private.uuid_of(request ->> 'enquiryId');
  if given.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;

  -- The client a person names; else the one of this tax id; else those of this domain.
  select array_agg(distinct p.client_id) into holders
  from public.client_pins as p
  where p.period @> private.now()
    and (request ->> 'partnerId' is null or p.partner_id = private.uuid_of(request ->> 'partnerId'))
    and case when request ->> 'clientId' is not null then p.client_id = private.uuid_of(request ->> 'clientId')
      else p.client_id = (private.find_client(given.country, given.tax_id)).id
        or p.client_id in (select private.clients_of_domains(private.enquiry_domains(given), null)) end;
  if holders is null then
    raise sqlstate 'PT409' using message = 'client_not_pinned';
  elsif cardinality(holders) > 1 then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = case when request ->> 'partnerId' is null then 'partnerId' else 'clientId' end;
  end if;

  perform private.lock_client_of(holders[1]);
  enquiry := private.begin_enquiry_action(request ->> 'enquiryId');
  pin := private.active_pin(holders[1], private.now());
  if pin.id is null or pin.partner_id is distinct from coalesce(private.uuid_of(request ->> 'partnerId'), pin.partner_id) then
    raise sqlstate 'PT409' using message = 'client_not_pinned';
  end if;
  perform private.require_active_partner(pin.partner_id);
  perform private.because('return_enquiry', request ->> 'reason', 'pin.protectionDays', pin.edition);
  lead := private.return_to_holder(enquiry, pin, 'staff');
  answer := jsonb_build_object('lead', jsonb_build_object('id', lead.id, 'number', lead.number),
    'partner', (select jsonb_build_object('id', p.id, 'name', p.name) from public.partners as p where p.id = pin.partner_id));
  return private.finish_request_of(caller, 'return_enquiry', request, answer);
end;
$$;
comment on function public.return_enquiry(jsonb) is
  'A person of the vendor returns an enquiry that waits to the partner that holds the client, where only the domain or the person tells who the client is: { enquiryId, partnerId?, clientId?, reason?, idempotencyKey?, requestSha256? } -> { lead: { id, number }, partner: { id, name } }. Raises PT401 session_required, PT403 wrong_role, PT404 not_found, PT409 already_decided, PT409 client_not_pinned, PT409 partner_suspended, PT422 invalid_input (detail partnerId or clientId: several are held, say which). Definer: leads are written by functions only.';

create function public.close_enquiry(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  enquiry public.enquiries := private.begin_enquiry_action(request ->> 'enquiryId');
begin
  perform private.because('close_enquiry', request ->> 'reason', null, enquiry.edition);
  update public.enquiries as e set status = 'closed', closed_at = private.now() where e.id = enquiry.id;
  return '{}';
end;
$$;
comment on function public.close_enquiry(jsonb) is
  'A person of the vendor has answered an enquiry, or it needs no answer: { enquiryId, reason? } -> {}. The sender is told nothing by the system. Raises PT401 session_required, PT403 wrong_role, PT404 not_found, PT409 already_decided. Definer: enquiries are written by functions only.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.enquiries from public, anon, authenticated, service_role;
revoke all on function
  private.without_words_of(text, text, integer), private.without_contact(text, text), private.may_transfer(public.enquiries), private.known_clients(text[], uuid),
  private.insert_enquiry(jsonb, timestamptz, public.programme_editions), private.tell_staff_about_enquiry(public.enquiries, text, text),
  private.return_to_holder(public.enquiries, public.client_pins, text), private.tell_crm_about_lead(public.leads),
  private.route_enquiry(public.enquiries), private.enquiry_facts(public.enquiries), private.enquiry_inbox_items(), private.enquiry_domains(public.enquiries),
  private.begin_enquiry_action(text), public.receive_enquiry(jsonb), public.route_enquiries(), public.return_enquiry(jsonb), public.close_enquiry(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.enquiries to authenticated;
grant execute on function
  private.enquiry_facts(public.enquiries), private.enquiry_inbox_items(), private.enquiry_domains(public.enquiries), private.may_transfer(public.enquiries),
  private.known_clients(text[], uuid), public.return_enquiry(jsonb), public.close_enquiry(jsonb)
  to authenticated;
grant execute on function public.receive_enquiry(jsonb), public.route_enquiries() to service_role;
