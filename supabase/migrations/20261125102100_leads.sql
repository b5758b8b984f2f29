-- Leads: sales opportunities at clients, with their history. What the partner wrote stays the partner's.

create table public.leads (
  id uuid not null default gen_random_uuid(),
  number text not null default private.random_number('L'),
  partner_id uuid not null,
  client_id uuid not null,
  source text not null,
  status text not null,
  client_name text not null,
  country text not null,
  tax_id text not null,
  site text,
  contact_name text,
  contact_email text,
  contact_phone text,
  contact_consent_at timestamptz,
  solutions text[] not null default '{}',
  need text,
  expected_amount_kopecks bigint,
  expected_close_on date,
  event text,
  edition text not null,
  rule text not null,
  registered_by uuid,
  received_at timestamptz not null default private.now(),
  answer_by date,
  closed_at timestamptz,
  stage text not null default 'new',
  stage_changed_at timestamptz not null default private.now(),
  won_amount_kopecks bigint,
  won_on date,
  lost_reason text,
  next_step text,
  next_step_on date,
  responsible_id uuid,
  sample boolean not null default false,

  constraint leads_pkey primary key (id),
  constraint leads_number_is_unique unique (number),
  constraint leads_partner_id_fkey foreign key (partner_id) references public.partners (id),
  constraint leads_client_id_fkey foreign key (client_id) references public.clients (id),
  constraint leads_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint leads_registered_by_fkey foreign key (registered_by) references public.members (id),
  constraint leads_number_is_crockford check (number ~ '^L-[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint leads_source_is_known check (source in ('partner', 'returned', 'passed', 'event')),
  constraint leads_status_is_known check (status in ('in_review', 'pinned', 'returned_for_correction', 'declined', 'ended')),
  constraint leads_review_has_a_promise check (status <> 'in_review' or answer_by is not null),
  constraint leads_closed_have_a_moment check ((status in ('in_review', 'pinned')) = (closed_at is null)),
  constraint leads_client_name_is_one_line check (private.is_line(client_name, 200)),
  constraint leads_tax_id_fits_its_country check (private.is_tax_id(country, tax_id)),
  constraint leads_site_is_a_host_name check (private.is_line(site, 253) and site = lower(site)),
  constraint leads_contact_name_is_one_line check (private.is_line(contact_name, 120)),
  constraint leads_contact_email_is_an_address check (private.is_email(contact_email)),
  constraint leads_contact_phone_is_one_line check (private.is_line(contact_phone, 40)),
  constraint leads_contact_needs_consent check (
    (contact_name is null and contact_email is null and contact_phone is null) or contact_consent_at is not null),
  constraint leads_solutions_are_choices check (cardinality(solutions) = 0 or private.is_choice_list(solutions)),
  constraint leads_need_is_short check (char_length(need) between 1 and 4000),
  constraint leads_expected_amount_is_in_range check (expected_amount_kopecks between 0 and 100000000000000),
  constraint leads_event_is_one_line check (private.is_line(event, 200)),
  constraint leads_event_belongs_to_its_source check ((source = 'event') = (event is not null)),
  constraint leads_responsible_id_fkey foreign key (responsible_id) references public.members (id),
  constraint leads_stage_is_known check (stage in ('new', 'contact', 'demo', 'proposal', 'contract', 'won', 'lost')),
  constraint leads_won_have_a_date check ((stage = 'won') = (won_on is not null)),
  constraint leads_won_amount_belongs_to_won check (won_amount_kopecks is null or stage = 'won'),
  constraint leads_won_amount_is_in_range check (won_amount_kopecks between 0 and 100000000000000),
  constraint leads_lost_have_a_reason check ((stage = 'lost') = (lost_reason is not null)),
  constraint leads_lost_reason_is_known check (
    lost_reason in ('no_budget', 'no_need', 'other_vendor', 'postponed', 'no_answer', 'other')),
  constraint leads_next_step_is_one_line check (private.is_line(next_step, 300)),
  constraint leads_next_step_date_belongs_to_a_step check (next_step_on is null or next_step is not null),
  constraint leads_rule_is_a_path check (rule ~ '^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$' and char_length(rule) <= 60)
);

create table public.lead_events (
  id uuid not null default gen_random_uuid(),
  lead_id uuid not null,
  kind text not null,
  happened_at timestamptz not null default private.now(),
  by_kind text not null,
  details jsonb not null default '{}',

  constraint lead_events_pkey primary key (id),
  constraint lead_events_lead_id_fkey foreign key (lead_id) references public.leads (id) on delete cascade,
  constraint lead_events_kind_is_known check (kind in (
    'registered', 'sent_to_review', 'pinned', 'approved', 'returned_for_correction', 'declined', 'extended', 'renewed', 'released',
    'transferred', 'taken_on_appeal', 'expired', 'appealed', 'appeal_decided', 'undone', 'merged', 'enquiry_returned',
    'pinned_by_other_lead', 'stage_changed')),
  constraint lead_events_by_kind_is_known check (by_kind in ('member', 'staff', 'programme', 'client')),
  constraint lead_events_details_are_an_object check (jsonb_typeof(details) = 'object')
);

create table public.lead_reviews (
  lead_id uuid not null,
  reasons text[] not null,
  opened_at timestamptz not null,
  answer_by date not null,
  escalated_at timestamptz,
  ended_at timestamptz,

  constraint lead_reviews_pkey primary key (lead_id),
  constraint lead_reviews_lead_id_fkey foreign key (lead_id) references public.leads (id) on delete cascade,
  constraint lead_reviews_reasons_are_known check (
    cardinality(reasons) >= 1 and reasons <@ array['domain_known', 'many_refusals', 'other_lead'])
);

create table private.lead_refusals (
  id uuid not null default gen_random_uuid(),
  partner_id uuid not null,
  member_id uuid not null,
  country text not null,
  tax_id text not null,
  client_name text not null,
  refused_at timestamptz not null,
  edition text not null,
  rule text not null,

  constraint lead_refusals_pkey primary key (id),
  constraint lead_refusals_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint lead_refusals_member_id_fkey foreign key (member_id) references public.members (id) on delete cascade,
  constraint lead_refusals_edition_fkey foreign key (edition) references public.programme_editions (id)
);

create index leads_partner_id_idx on public.leads (partner_id, received_at desc, id);
create index leads_client_id_idx on public.leads (client_id);
create index leads_edition_idx on public.leads (edition);
create index leads_registered_by_idx on public.leads (registered_by);
create index leads_responsible_id_idx on public.leads (responsible_id);
create index leads_contact_email_idx on public.leads (contact_email);
create index lead_events_lead_id_idx on public.lead_events (lead_id, happened_at);
create index lead_reviews_open_idx on public.lead_reviews (answer_by) where ended_at is null;
create index lead_refusals_partner_id_idx on private.lead_refusals (partner_id, refused_at);
create index lead_refusals_member_id_idx on private.lead_refusals (member_id);
create index lead_refusals_edition_idx on private.lead_refusals (edition);

comment on table public.leads is
  'Sales opportunities: registered by a partner, returned by a client who wrote to the vendor, passed by the vendor, or brought by a joint event. in_review -> pinned, returned_for_correction or declined; pinned -> ended.';
comment on column public.leads.id is 'Opaque id.';
comment on column public.leads.number is 'The number people see: L- and 8 random characters of Crockford base 32.';
comment on column public.leads.partner_id is 'Whose lead it is.';
comment on column public.leads.client_id is 'The client; opaque to the partner.';
comment on column public.leads.source is 'partner, returned, passed or event (glossary).';
comment on column public.leads.status is 'in_review: a person decides; pinned: the client is pinned to the partner, by this lead or, for a returned one or one of an event, by an earlier one; returned_for_correction; declined; ended: the pin has ended.';
comment on column public.leads.client_name is 'Name of the client as this partner (or the client itself) wrote it, 1..200 characters.';
comment on column public.leads.country is 'ISO 3166 code of the client''s country: RU, KZ or BY.';
comment on column public.leads.tax_id is 'The client''s tax id in the form of normaliseTaxId().';
comment on column public.leads.site is 'Host name of the client''s site; null when none was given.';
comment on column public.leads.contact_name is 'The person at the client; only with that person''s consent. Personal data.';
comment on column public.leads.contact_email is 'Mail address of that person in lower case. Personal data.';
comment on column public.leads.contact_phone is 'Telephone of that person. Personal data.';
comment on column public.leads.contact_consent_at is 'When the partner stated that person''s consent, or the person gave it (UTC).';
comment on column public.leads.solutions is 'Solutions the client is interested in: slugs of solutions; may be empty.';
comment on column public.leads.need is 'What the client needs, 1..4000 characters, in the partner''s or the client''s words. May hold personal data.';
comment on column public.leads.expected_amount_kopecks is 'Expected amount, kopecks; null when unknown.';
comment on column public.leads.expected_close_on is 'Expected date of the contract; null when unknown.';
comment on column public.leads.event is 'The joint event of an event lead; null for others.';
comment on column public.leads.edition is 'The edition of the rules by which it was taken.';
comment on column public.leads.rule is 'The rule that decided its status last: a path into the rules, such as pin.protectionDays.';
comment on column public.leads.registered_by is 'The member who registered it; null when it came another way.';
comment on column public.leads.received_at is 'When it came (UTC).';
comment on column public.leads.answer_by is 'In review: the date (programme''s time zone) by which a person has promised to answer.';
comment on column public.leads.closed_at is 'When it was declined, returned or ended (UTC); null while in review or pinned.';
comment on column public.leads.stage is 'How far the sale is, as the partner sees it (lead-stage-contract.ts): new, contact, demo, proposal, contract, won, lost. No rule looks at it.';
comment on column public.leads.stage_changed_at is 'Since when it is at this stage (UTC).';
comment on column public.leads.won_amount_kopecks is 'Won: the amount of the contract, kopecks; null when not said.';
comment on column public.leads.won_on is 'Won: the date of the contract.';
comment on column public.leads.lost_reason is 'Lost: why, one of leadLostReasons (lead-stage-contract.ts).';
comment on column public.leads.next_step is 'What the partner does next, one line, 1..300 characters; null when nothing is planned. May hold personal data.';
comment on column public.leads.next_step_on is 'The date of the next step; null when it has none.';
comment on column public.leads.responsible_id is 'Who of the partner leads the sale; null: whoever registered it.';
comment on column public.leads.sample is 'Belongs to the invented demo world.';
comment on table public.lead_events is 'The history of a lead, as its partner may read it.';
comment on column public.lead_events.id is 'Opaque id.';
comment on column public.lead_events.lead_id is 'The lead.';
comment on column public.lead_events.kind is 'What happened.';
comment on column public.lead_events.happened_at is 'When (UTC).';
comment on column public.lead_events.by_kind is 'Who did it: member, staff, the programme by itself, or the client.';
comment on column public.lead_events.details is 'What belongs to it: { rule?, edition?, until?, receipt?, reason?, fileId?, stage?, stageBefore? }; edition is that of the rule. A reason is one the partner may read. May hold personal data.';
comment on table public.lead_reviews is 'Why a lead waits for a person, and the clock of the review. For the vendor''s people only.';
comment on column public.lead_reviews.lead_id is 'The lead.';
comment on column public.lead_reviews.reasons is 'domain_known: another company was seen under the same domain; many_refusals: too many refusals of this partner today; other_lead: a lead of another partner about this client is in review.';
comment on column public.lead_reviews.opened_at is 'When the review began (UTC).';
comment on column public.lead_reviews.answer_by is 'The promised date.';
comment on column public.lead_reviews.escalated_at is 'When the programme lead was told (UTC); null before.';
comment on column public.lead_reviews.ended_at is 'When it was decided (UTC); null while open.';
comment on table private.lead_refusals is 'Immediate refusals, counted against refusalsPerDay and the ground of an appeal or a place in the waiting list. Leaves no lead.';
comment on column private.lead_refusals.id is 'Opaque id.';
comment on column private.lead_refusals.partner_id is 'Who was refused.';
comment on column private.lead_refusals.member_id is 'The person who tried.';
comment on column private.lead_refusals.country is 'Country of the client.';
comment on column private.lead_refusals.tax_id is 'Tax id of the client.';
comment on column private.lead_refusals.client_name is 'Name of the client as the partner wrote it.';
comment on column private.lead_refusals.refused_at is 'When (UTC).';
comment on column private.lead_refusals.edition is 'The edition of the rules.';
comment on column private.lead_refusals.rule is 'The rule: the same for pinned, direct and blocked clients.';

alter table public.leads enable row level security;
alter table public.lead_events enable row level security;
alter table public.lead_reviews enable row level security;
alter table private.lead_refusals enable row level security;

create policy "A partner sees its own leads, the vendor's people all" on public.leads for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));
create policy "A partner sees the history of its own leads, the vendor's people all" on public.lead_events for select to authenticated
  using ((select private.caller_is_staff())
    or exists (select from public.leads as l where l.id = lead_id and l.partner_id = (select private.caller_partner_id())));
create policy "The vendor's people see why a lead is in review" on public.lead_reviews for select to authenticated
  using ((select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.add_lead_event(lead_id uuid, kind text, by_kind text, details jsonb default '{}') returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
#variable_conflict use_column
declare
  at timestamptz := private.now();
  edition text;
begin
  if details ->> 'rule' is not null then
    if kind = 'sent_to_review' then
      edition := (select l.edition from public.leads as l where l.id = add_lead_event.lead_id);
    elsif kind not in ('returned_for_correction', 'declined') then
      -- A pin is governed by its own edition to its end. The last one is meant, which of a returned lead another lead has given.
      edition := (
        select p.edition from public.client_pins as p join public.leads as l on l.client_id = p.client_id and l.partner_id = p.partner_id
        where l.id = add_lead_event.lead_id order by lower(p.period) desc limit 1);
    end if;
    details := jsonb_build_object('edition', coalesce(edition, (private.edition_in_force(at)).id)) || details;
  end if;
  insert into public.lead_events (lead_id, kind, happened_at, by_kind, details)
  values (lead_id, kind, at, by_kind, jsonb_strip_nulls(details));
end;
$$;
comment on function private.add_lead_event(uuid, text, text, jsonb) is
  'Adds a line to the history of a lead. To a rule that decided belongs its edition: unless details name one, that of the lead for its review, the one in force for a return or a refusal, else that of the pin the partner got last on this client.';

create function private.insert_lead(values_of jsonb, partner_id uuid, client_id uuid, edition text) returns public.leads
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  stored public.leads;
  contact jsonb := nullif(values_of -> 'contact', 'null'::jsonb);
  at timestamptz := private.now();
begin
  while stored.id is null loop
    insert into public.leads (
      partner_id, client_id, source, status, client_name, country, tax_id, site, contact_name, contact_email, contact_phone,
      contact_consent_at, solutions, need, expected_amount_kopecks, expected_close_on, event, edition, rule, registered_by,
      received_at, answer_by)
    values (
      partner_id, client_id, values_of ->> 'source', values_of ->> 'status', values_of #>> '{client,name}',
      values_of #>> '{client,country}', values_of #>> '{client,taxId}', values_of #>> '{client,site}',
      contact ->> 'name', lower(contact ->> 'email'), contact ->> 'phone', case when contact is not null then at end,
      array(select jsonb_array_elements_text(coalesce(values_of -> 'solutions', '[]'))), nullif(values_of ->> 'need', ''),
      (values_of ->> 'expectedAmountKopecks')::bigint, (values_of ->> 'expectedCloseOn')::date, values_of ->> 'event',
      edition, values_of ->> 'rule', (values_of ->> 'registeredBy')::uuid, at, (values_of ->> 'answerBy')::date)
    on conflict on constraint leads_number_is_unique do nothing
    returning * into stored;
  end loop;
  return stored;
end;
$$;
comment on function private.insert_lead(jsonb, uuid, uuid, text) is
  'One lead from { source, status, rule, client: { name, country, taxId, site? }, contact?, solutions?, need?, expectedAmountKopecks?, expectedCloseOn?, event?, registeredBy?, answerBy? }.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.leads, public.lead_events, public.lead_reviews, private.lead_refusals from public, anon, authenticated, service_role;
revoke all on function
  private.add_lead_event(uuid, text, text, jsonb), private.insert_lead(jsonb, uuid, uuid, text)
  from public, anon, authenticated, service_role;

grant select on public.leads, public.lead_events, public.lead_reviews to authenticated;
