-- Passed leads: the vendor offers a lead of its own to one partner after the other.

create table public.passed_leads (
  id uuid not null default gen_random_uuid(),
  enquiry_id uuid not null,
  number text not null,
  partner_id uuid not null,
  solutions text[] not null,
  need text not null,
  town text,
  client_size text,
  edition text not null,
  status text not null default 'offered',
  offered_by uuid,
  offered_at timestamptz not null,
  answer_by date not null,
  answered_by uuid,
  answered_at timestamptz,
  decline_reason text,
  comment text,
  lead_id uuid,
  sample boolean not null default false,

  constraint passed_leads_pkey primary key (id),
  constraint passed_leads_enquiry_id_fkey foreign key (enquiry_id) references public.enquiries (id) on delete cascade,
  constraint passed_leads_partner_id_fkey foreign key (partner_id) references public.partners (id),
  constraint passed_leads_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint passed_leads_offered_by_fkey foreign key (offered_by) references public.staff (id),
  constraint passed_leads_answered_by_fkey foreign key (answered_by) references public.members (id),
  constraint passed_leads_lead_id_fkey foreign key (lead_id) references public.leads (id),
  constraint passed_leads_status_is_known check (status in ('offered', 'accepted', 'declined', 'moved_on')),
  constraint passed_leads_answers_have_a_moment check ((status = 'offered') = (answered_at is null)),
  constraint passed_leads_answers_have_a_person check ((status in ('accepted', 'declined')) = (answered_by is not null)),
  constraint passed_leads_accepted_are_leads check ((status = 'accepted') = (lead_id is not null)),
  constraint passed_leads_declined_have_a_reason check ((status = 'declined') = (decline_reason is not null)),
  constraint passed_leads_decline_reason_is_a_choice check (decline_reason is null or private.is_choice_list(array[decline_reason])),
  constraint passed_leads_comment_is_short check (char_length(comment) between 1 and 2000),
  constraint passed_leads_need_is_short check (char_length(need) between 1 and 4000),
  constraint passed_leads_town_is_one_line check (private.is_line(town, 120)),
  constraint passed_leads_client_size_is_a_choice check (client_size is null or private.is_choice_list(array[client_size]))
);

-- One partner at a time, and one in the end.
create unique index passed_leads_one_offer_at_a_time_idx on public.passed_leads (enquiry_id) where status in ('offered', 'accepted');
create index passed_leads_enquiry_id_idx on public.passed_leads (enquiry_id, partner_id);
create index passed_leads_partner_id_idx on public.passed_leads (partner_id, offered_at desc, id);
create index passed_leads_offered_idx on public.passed_leads (answer_by) where status = 'offered';
create index passed_leads_edition_idx on public.passed_leads (edition);
create index passed_leads_offered_by_idx on public.passed_leads (offered_by);
create index passed_leads_answered_by_idx on public.passed_leads (answered_by);
create index passed_leads_lead_id_idx on public.passed_leads (lead_id);

comment on table public.passed_leads is
  'Offers of a lead of the vendor to a partner. offered -> accepted (the client is pinned to the partner), declined, or moved_on (no answer in time, or the client was taken meanwhile). Before accepting a partner sees of the client what stands here and no more: neither name, tax id, site nor contact, so that it cannot go round the vendor.';
comment on column public.passed_leads.id is 'Opaque id.';
comment on column public.passed_leads.enquiry_id is 'The enquiry that is passed.';
comment on column public.passed_leads.number is 'Number of the enquiry, by which partner and vendor speak about it.';
comment on column public.passed_leads.partner_id is 'To whom it is offered.';
comment on column public.passed_leads.solutions is 'Solutions it is about: slugs; may be empty.';
comment on column public.passed_leads.need is 'The need in the words of the vendor''s people; where they gave none, the client''s message without whatever names the person or the company. 1..4000 characters. May hold personal data.';
comment on column public.passed_leads.town is 'Where the client is, a town and no address; null when unknown.';
comment on column public.passed_leads.client_size is 'Size of the client: an id of the edition (fit.clientSizes); null when unknown.';
comment on column public.passed_leads.edition is 'The edition of the rules by which it is offered: passedLead.';
comment on column public.passed_leads.status is 'offered, accepted, declined or moved_on.';
comment on column public.passed_leads.offered_by is 'Who of the vendor passed it; null when it moved on from another partner by itself.';
comment on column public.passed_leads.offered_at is 'When (UTC).';
comment on column public.passed_leads.answer_by is 'The date (programme''s time zone) to the end of which the partner may answer: passedLead.answerBusinessDays.';
comment on column public.passed_leads.answered_by is 'The member who accepted or declined.';
comment on column public.passed_leads.answered_at is 'When it was accepted, declined or moved on (UTC).';
comment on column public.passed_leads.decline_reason is 'One of passedLead.declineReasons of the edition.';
comment on column public.passed_leads.comment is 'What the partner added when declining, 1..2000 characters. May hold personal data.';
comment on column public.passed_leads.lead_id is 'The lead it became.';
comment on column public.passed_leads.sample is 'Belongs to the invented demo world.';

alter table public.passed_leads enable row level security;

create policy "A partner sees what is passed to it, the vendor's people all" on public.passed_leads for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.require_free_client(client public.clients, partner_id uuid, at timestamptz) returns void
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  if client.standing in ('direct', 'blocked') or (private.active_pin(client.id, at)).id is not null then
    raise sqlstate 'PT409' using message = 'client_unavailable';
  end if;
  if exists (select from public.leads as l
             where l.client_id = client.id and l.status = 'in_review' and l.partner_id <> require_free_client.partner_id) then
    raise sqlstate 'PT409' using message = 'client_in_review';
  end if;
end;
$$;
comment on function private.require_free_client(public.clients, uuid, timestamptz) is
  'A client the vendor may give to this partner: not pinned, direct or blocked, and no lead of another partner about it in review, which a person has to decide first. For the vendor''s people, who may know. Raises PT409 client_unavailable, PT409 client_in_review. The caller holds lock_client().';

create function private.nameless_message(enquiry public.enquiries) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select left(regexp_replace(private.without_words_of(private.without_contact(enquiry.message, enquiry.contact_name), enquiry.company_name, 4),
    '[a-zA-Zа-яА-ЯёЁ0-9-]+(\.[a-zA-Zа-яА-ЯёЁ0-9-]{2,})+', '…', 'g'), 4000);
$$;
comment on function private.nameless_message(public.enquiries) is
  'What the client wrote without addresses, telephones, host names and the words of the names of person and company.';

create function private.offer_lead(enquiry public.enquiries, partner_id uuid, words jsonb, offered_by uuid) returns public.passed_leads
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  edition public.programme_editions := private.edition_in_force(at);
  offered public.passed_leads;
begin
  insert into public.passed_leads (enquiry_id, number, partner_id, solutions, need, town, client_size, edition, offered_by, offered_at, answer_by, sample)
  values (enquiry.id, enquiry.number, partner_id, enquiry.solutions, coalesce(nullif(words ->> 'need', ''), private.nameless_message(enquiry)),
    words ->> 'town', words ->> 'size', edition.id, offered_by, at,
    private.promised_date(at, (edition.rules #>> '{passedLead,answerBusinessDays}')::integer, edition.rules), enquiry.sample)
  returning * into offered;
  perform private.tell_partner(offered.partner_id, null, 'passed_lead_offered', jsonb_strip_nulls(jsonb_build_object(
    'number', offered.number, 'solutions', to_jsonb(offered.solutions), 'city', offered.town, 'answerBy', offered.answer_by)),
    'passed_lead_offered.' || offered.id);
  return offered;
end;
$$;
comment on function private.offer_lead(public.enquiries, uuid, jsonb, uuid) is
  'Offers an enquiry to a partner, in the words { need?, town?, size? }, and tells its owners. The caller holds lock_client() and has looked.';

create function private.move_enquiry_on(enquiry public.enquiries, words jsonb) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  edition public.programme_editions := private.edition_in_force(at);
  client public.clients := (select private.find_client(c.country, c.tax_id) from public.clients as c where c.id = enquiry.client_id);
  is_free boolean := client.standing = 'open' and (private.active_pin(client.id, at)).id is null;
  next_id uuid;
  tries integer := 0;
begin
  -- Taken meanwhile: nobody else is asked, a person decides.
  foreach next_id in array case when is_free then enquiry.next_partner_ids else '{}' end loop
    tries := tries + 1;
    if exists (select from public.partners as p where p.id = next_id and p.status = 'active')
      and not exists (select from public.passed_leads as o where o.enquiry_id = enquiry.id and o.partner_id = next_id)
      and not exists (select from public.leads as l where l.client_id = client.id and l.status = 'in_review' and l.partner_id <> next_id) then
      perform private.offer_lead(enquiry, next_id, words, null);
      update public.enquiries as e set next_partner_ids = e.next_partner_ids[tries + 1:] where e.id = enquiry.id;
      return;
    end if;
  end loop;
  update public.enquiries as e set status = 'waiting', next_partner_ids = '{}',
    answer_by = private.promised_date(at, (edition.rules #>> '{promise,answerBusinessDays}')::integer, edition.rules)
  where e.id = enquiry.id
  returning * into enquiry;
  perform private.tell_staff_about_enquiry(enquiry,
    case when is_free then 'nobody_left' else 'client_pinned' end,
    '.' || (select count(*) from public.passed_leads as o where o.enquiry_id = enquiry.id));
end;
$$;
comment on function private.move_enquiry_on(public.enquiries, jsonb) is
  'After a partner declined or was silent: offers the enquiry to the next active partner of the list, else, or when the client is no longer free, puts it back into the inbox with a new promise. The caller holds lock_client().';

create function private.own_offer(passed_lead_id text, caller private.caller) returns public.passed_leads
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  offered public.passed_leads;
begin
  select * into offered from public.passed_leads as o
  where o.id = private.uuid_of(passed_lead_id) and o.partner_id = caller.partner_id;
  if offered.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  perform private.lock_client_of((select e.client_id from public.enquiries as e where e.id = offered.enquiry_id));
  perform private.lock_partner(caller.partner_id);
  select * into offered from public.passed_leads as o where o.id = offered.id for update;
  if offered.status <> 'offered' then
    raise sqlstate 'PT409' using message = 'already_decided';
  end if;
  return offered;
end;
$$;
comment on function private.own_offer(text, private.caller) is
  'An open offer to the caller''s partner, under the locks of client and partner. Raises PT404 not_found (unknown or not yours), PT409 already_decided.';

create function private.take_passed_lead(offered public.passed_leads, enquiry public.enquiries, client public.clients, caller private.caller)
  returns public.leads
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  agreed boolean := private.may_transfer(enquiry);
  contact jsonb := case when agreed then jsonb_build_object(
    'name', enquiry.contact_name, 'email', enquiry.contact_email, 'phone', enquiry.contact_phone) end;
  pin public.client_pins;
  lead public.leads;
begin
  lead := private.insert_lead(jsonb_build_object(
    'source', 'passed', 'status', 'pinned', 'rule', 'pin.protectionDays', 'contact', contact, 'registeredBy', caller.id,
    'client', jsonb_build_object('name', enquiry.company_name, 'country', client.country, 'taxId', client.tax_id, 'site', enquiry.site),
    'solutions', to_jsonb(offered.solutions),
    'need', case when agreed then enquiry.message else private.without_contact(enquiry.message, enquiry.contact_name) end),
    caller.partner_id, client.id, (private.edition_in_force(private.now())).id);
  pin := private.grant_pin(lead, 'pin.protectionDays');
  perform private.end_own_reviews(pin);
  select * into lead from public.leads as l where l.id = lead.id;
  perform private.add_lead_event(lead.id, 'pinned', 'member', jsonb_build_object('rule', 'pin.protectionDays', 'until', pin.protected_until));
  perform private.tell_about_lead(lead, caller, '{}');
  return lead;
end;
$$;
comment on function private.take_passed_lead(public.passed_leads, public.enquiries, public.clients, private.caller) is
  'The lead and the pin of an accepted offer, with receipt, history and letter; the contact goes along only if the person agreed. A lead of the partner''s own about the client, in review until now, ends: two would speak of one client. It needs no free place in the quota, and takes none.';

create function private.passed_lead_facts(offered public.passed_leads) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'id', offered.id, 'number', offered.number, 'status', offered.status, 'solutions', to_jsonb(offered.solutions), 'need', offered.need,
    'town', offered.town, 'size', offered.client_size, 'offeredAt', offered.offered_at, 'answerBy', offered.answer_by,
    'answeredAt', offered.answered_at, 'declineReason', offered.decline_reason, 'comment', offered.comment, 'sample', offered.sample,
    'declineReasons', case when offered.status = 'offered' then private.rules_of(offered.edition) #> '{passedLead,declineReasons}' end,
    'lead', (select private.lead_facts(l) from public.leads as l where l.id = offered.lead_id)));
$$;
comment on function private.passed_lead_facts(public.passed_leads) is
  'A passed lead as its partner sees it (PassedLeadItem in passed-lead-contract.ts): client and contact only inside the lead it became.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.pass_enquiry(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'pass_enquiry', request);
  given public.enquiries;
  enquiry public.enquiries;
  partner public.partners;
  company jsonb;
  client public.clients;
  offered public.passed_leads;
  edition public.programme_editions;
begin
  if answer is not null then
    return answer;
  end if;
  select * into given from public.enquiries as e where e.id = private.uuid_of(request ->> 'enquiryId');
  select * into partner from public.partners as p where p.id = private.uuid_of(request ->> 'partnerId');
  if given.id is null or partner.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if partner.status <> 'active' then
    raise sqlstate 'PT409' using message = 'partner_suspended';
  end if;
  -- What the person of the vendor has found out goes before what the sender typed.
  company := jsonb_strip_nulls(jsonb_build_object('name', coalesce(request #>> '{client,name}', given.company_name),
    'country', coalesce(request #>> '{client,country}', given.country), 'taxId', coalesce(request #>> '{client,taxId}', given.tax_id),
    'site', given.site));
  if not company ? 'taxId' then
    -- An accepted lead pins its client, and a client is known by its tax id.
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'client.taxId';
  end if;

  edition := private.edition_in_force(private.now());
  if request ->> 'size' is not null and not edition.rules #> '{fit,clientSizes}' ? (request ->> 'size') then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'size';
  end if;
  perform private.because('pass_enquiry', request ->> 'reason', 'passedLead.answerBusinessDays', edition.id);
  perform private.lock_client(company ->> 'country', company ->> 'taxId');
  enquiry := private.begin_enquiry_action(request ->> 'enquiryId');
  client := private.note_client(company, jsonb_build_object('email', enquiry.contact_email));
  perform private.require_free_client(client, partner.id, private.now());
  update public.enquiries as e
  set status = 'passed', client_id = client.id, company_name = company ->> 'name', country = company ->> 'country', tax_id = company ->> 'taxId',
      next_partner_ids = array(
        select private.uuid_of(next.id) from jsonb_array_elements_text(coalesce(request -> 'nextPartnerIds', '[]')) with ordinality as next (id, place)
        where private.uuid_of(next.id) <> partner.id order by next.place limit 20)
  where e.id = enquiry.id
  returning * into enquiry;
  offered := private.offer_lead(enquiry, partner.id, request, caller.id);
  answer := jsonb_build_object('passedLead', jsonb_build_object('id', offered.id, 'number', offered.number, 'answerBy', offered.answer_by),
    'partner', jsonb_build_object('id', partner.id, 'name', partner.name));
  return private.finish_request_of(caller, 'pass_enquiry', request, answer);
end;
$$;
comment on function public.pass_enquiry(jsonb) is
  'A person of the vendor offers an enquiry that waits to a partner: { enquiryId, partnerId, nextPartnerIds?: [uuid], client?: { name?, country, taxId }, need?, town?, size?, reason?, idempotencyKey?, requestSha256? } -> { passedLead: { id, number, answerBy }, partner: { id, name } }. Only of a client that is free; one partner at a time. Without need the partner reads the message without what names person and company. Raises PT401 session_required, PT403 wrong_role, PT404 not_found, PT409 already_decided, PT409 partner_suspended, PT409 client_unavailable, PT409 client_in_review, PT422 invalid_input (detail client.taxId: the enquiry has none, say it; size). Definer: enquiries and passed leads are written by functions only.';

create function public.accept_passed_lead(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  answer jsonb := private.begin_request_of(caller, 'accept_passed_lead', request);
  offered public.passed_leads;
  enquiry public.enquiries;
  client public.clients;
  held public.client_pins;
  lead public.leads;
  at timestamptz;
  edition public.programme_editions;
begin
  if answer is not null then
    return answer;
  end if;
  offered := private.own_offer(request ->> 'id', caller);
  at := private.now();
  edition := private.edition_in_force(at);
  if (edition.rules #>> '{lead,requireOffer}')::boolean and not private.has_accepted(caller.partner_id, at) then
    raise sqlstate 'PT403' using message = 'offer_not_accepted';
  end if;
  select * into enquiry from public.enquiries as e where e.id = offered.enquiry_id for update;
  select * into client from public.clients as c where c.id = enquiry.client_id;
  client := private.find_client(client.country, client.tax_id);
  held := private.active_pin(client.id, at);
  perform private.because('accept_passed_lead', null, 'pin.protectionDays', edition.id);

  if held.partner_id = caller.partner_id then
    -- The partner has registered the client itself meanwhile: then it is a client of its own who wrote.
    lead := private.return_to_holder(enquiry, held, 'client');
  elsif held.id is not null or client.standing in ('direct', 'blocked') then
    -- An answer and not an error, because an error would leave the offer open.
    update public.passed_leads as o set status = 'moved_on', answered_at = at where o.id = offered.id;
    perform private.move_enquiry_on(enquiry, '{}');
    return private.finish_request_of(caller, 'accept_passed_lead', request, jsonb_build_object('refused', 'client_unavailable',
      'rule', jsonb_build_object('edition', edition.id, 'id', 'pin.exclusive')));
  else
    lead := private.take_passed_lead(offered, enquiry, client, caller);
  end if;
  update public.passed_leads as o set status = 'accepted', answered_at = at, answered_by = caller.id, lead_id = lead.id where o.id = offered.id;
  update public.enquiries as e set next_partner_ids = '{}' where e.id = enquiry.id;
  perform private.enqueue_staff_notification('account_manager', 'passed_lead_accepted_staff', jsonb_build_object('number', offered.number,
    'partnerName', (select p.name from public.partners as p where p.id = caller.partner_id)), 'passed_lead_accepted_staff.' || offered.id);
  return private.finish_request_of(caller, 'accept_passed_lead', request, jsonb_build_object('lead', private.lead_facts(lead)));
end;
$$;
comment on function public.accept_passed_lead(jsonb) is
  'The caller''s partner takes an offered lead: { id, idempotencyKey?, requestSha256? } -> { lead: LeadItem }, the client pinned, the contact in it if the person agreed; or { refused: "client_unavailable", rule } when the client was taken meanwhile, and the offer is over. A place in the quota is not needed. Raises PT401 session_required, PT403 wrong_role, PT403 offer_not_accepted, PT404 not_found (unknown or not yours), PT409 already_decided. Definer: leads and pins are written by functions only.';

create function public.decline_passed_lead(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  offered public.passed_leads := private.own_offer(request ->> 'id', caller);
  enquiry public.enquiries;
begin
  if not coalesce(private.rules_of(offered.edition) #> '{passedLead,declineReasons}' ? (request ->> 'reason'), false) then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'reason';
  end if;
  perform private.because('decline_passed_lead', request ->> 'comment', 'passedLead.declineReasons', offered.edition);
  update public.passed_leads as o
  set status = 'declined', answered_at = private.now(), answered_by = caller.id, decline_reason = request ->> 'reason',
      comment = nullif(request ->> 'comment', '')
  where o.id = offered.id;
  select * into enquiry from public.enquiries as e where e.id = offered.enquiry_id for update;
  perform private.enqueue_staff_notification('account_manager', 'passed_lead_declined_staff', jsonb_build_object('number', offered.number,
    'partnerName', (select p.name from public.partners as p where p.id = caller.partner_id), 'reason', request ->> 'reason'),
    'passed_lead_declined_staff.' || offered.id);
  perform private.move_enquiry_on(enquiry, jsonb_build_object('need', offered.need, 'town', offered.town, 'size', offered.client_size));
  return '{}';
end;
$$;
comment on function public.decline_passed_lead(jsonb) is
  'The caller''s partner does not take an offered lead: { id, reason: one of passedLead.declineReasons, comment? } -> {}. It goes to the next partner of the list or back to the vendor''s inbox. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown or not yours), PT409 already_decided, PT422 invalid_input. Definer: passed leads are written by functions only.';

create function public.list_passed_leads(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
begin
  return (
    with page as (
      select o, row_number() over (order by o.offered_at desc, o.id desc) as at
      from public.passed_leads as o
      where o.partner_id = caller.partner_id
        and (request ->> 'cursor' is null or (o.offered_at, o.id) < (private.cursor_time(request ->> 'cursor'), private.uuid_of(right(request ->> 'cursor', 36))))
        and (request ->> 'status' is null or o.status = request ->> 'status')
      order by o.offered_at desc, o.id desc
      limit private.page_size(request) + 1)
    select jsonb_strip_nulls(jsonb_build_object(
      'items', coalesce(jsonb_agg(private.passed_lead_facts(o) order by page.at) filter (where page.at <= private.page_size(request)), '[]'::jsonb),
      'next', case when count(*) > private.page_size(request) then
        (array_agg(private.cursor_of((o).offered_at, (o).id) order by page.at))[private.page_size(request)] end))
    from page);
end;
$$;
comment on function public.list_passed_leads(jsonb) is
  'The leads passed to the caller''s partner, the newest first: { limit?, cursor?, status? } -> { items: [PassedLeadItem], next? }. Raises PT401 session_required, PT403 wrong_role. Under the policies of the tables.';

create function public.move_passed_leads() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  late jsonb;
  offered public.passed_leads;
  enquiry public.enquiries;
  moved integer := 0;
begin
  select coalesce(jsonb_agg(jsonb_build_object('id', page.id, 'country', page.country, 'taxId', page.tax_id)), '[]') into late
  from (
    select o.id, c.country, c.tax_id
    from public.passed_leads as o
    join public.programme_editions as edition on edition.id = o.edition
    join public.enquiries as e on e.id = o.enquiry_id
    join public.clients as c on c.id = e.client_id
    where o.status = 'offered' and (o.answer_by + 1)::timestamp at time zone (edition.rules ->> 'timeZone') <= private.now()
    order by o.answer_by, o.id
    limit 200) as page;
  perform private.lock_clients(late);
  for offered in
    select o.* from public.passed_leads as o
    where o.id in (select (l ->> 'id')::uuid from jsonb_array_elements(late) as l) and o.status = 'offered'
    order by o.answer_by, o.id
    for update
  loop
    perform private.because('move_passed_leads', null, 'passedLead.answerBusinessDays', offered.edition);
    update public.passed_leads as o set status = 'moved_on', answered_at = private.now() where o.id = offered.id;
    select * into enquiry from public.enquiries as e where e.id = offered.enquiry_id for update;
    perform private.tell_partner(offered.partner_id, null, 'passed_lead_moved_on', jsonb_build_object('number', offered.number),
      'passed_lead_moved_on.' || offered.id);
    perform private.move_enquiry_on(enquiry, jsonb_build_object('need', offered.need, 'town', offered.town, 'size', offered.client_size));
    moved := moved + 1;
  end loop;
  return jsonb_build_object('moved', moved);
end;
$$;
comment on function public.move_passed_leads() is
  'For the server''s schedule: offers without an answer at the end of the promised date go to the next partner of the list, or back to the inbox -> { moved }. Definer: the server''s role may change no passed lead.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.passed_leads from public, anon, authenticated, service_role;
revoke all on function
  private.require_free_client(public.clients, uuid, timestamptz),
  private.nameless_message(public.enquiries), private.offer_lead(public.enquiries, uuid, jsonb, uuid),
  private.move_enquiry_on(public.enquiries, jsonb), private.own_offer(text, private.caller),
  private.take_passed_lead(public.passed_leads, public.enquiries, public.clients, private.caller),
  private.passed_lead_facts(public.passed_leads), public.pass_enquiry(jsonb), public.accept_passed_lead(jsonb),
  public.decline_passed_lead(jsonb), public.list_passed_leads(jsonb), public.move_passed_leads()
  from public, anon, authenticated, service_role;

grant select on public.passed_leads to authenticated;
grant execute on function
  private.passed_lead_facts(public.passed_leads), private.uuid_of(text), public.pass_enquiry(jsonb), public.accept_passed_lead(jsonb),
  public.decline_passed_lead(jsonb), public.list_passed_leads(jsonb)
  to authenticated;
grant execute on function public.move_passed_leads() to service_role;
