-- Pins: one partner holds one client for a time. And the receipts by which the partner can prove it.

create table public.client_pins (
  id uuid not null default gen_random_uuid(),
  client_id uuid not null,
  partner_id uuid not null,
  lead_id uuid not null,
  granted_at timestamptz not null,
  protected_until timestamptz not null,
  period tstzrange not null,
  edition text not null,
  rule text not null,
  extensions integer not null default 0,
  warned_days integer,
  ended_told_at timestamptz,
  ended_by text,
  settled_at timestamptz,
  sample boolean not null default false,

  constraint client_pins_pkey primary key (id),
  constraint client_pins_client_id_fkey foreign key (client_id) references public.clients (id),
  constraint client_pins_partner_id_fkey foreign key (partner_id) references public.partners (id),
  constraint client_pins_lead_id_fkey foreign key (lead_id) references public.leads (id),
  constraint client_pins_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint client_pins_one_partner_at_a_time exclude using gist (client_id extensions.gist_uuid_ops with =, period with &&),
  constraint client_pins_period_is_half_open check (
    not isempty(period) and not lower_inf(period) and not upper_inf(period) and lower_inc(period) and not upper_inc(period)),
  constraint client_pins_period_begins_when_granted check (lower(period) >= granted_at),
  constraint client_pins_period_covers_the_protection check (ended_by is not null or upper(period) >= protected_until),
  constraint client_pins_protection_follows_the_grant check (protected_until > granted_at),
  constraint client_pins_extensions_are_counted check (extensions between 0 and 1000),
  constraint client_pins_end_is_known check (ended_by in ('released', 'transferred', 'appeal', 'merged', 'undone')),
  constraint client_pins_rule_is_a_path check (rule ~ '^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$' and char_length(rule) <= 60)
);

create table public.pin_extensions (
  id uuid not null default gen_random_uuid(),
  pin_id uuid not null,
  kind text not null,
  activity text,
  until_before timestamptz not null,
  until_after timestamptz not null,
  extended_at timestamptz not null,
  extended_by uuid not null,

  constraint pin_extensions_pkey primary key (id),
  constraint pin_extensions_pin_id_fkey foreign key (pin_id) references public.client_pins (id) on delete cascade,
  constraint pin_extensions_extended_by_fkey foreign key (extended_by) references public.members (id),
  constraint pin_extensions_kind_is_known check (kind in ('extension', 'renewal')),
  constraint pin_extensions_activity_is_short check (char_length(activity) between 1 and 2000),
  constraint pin_extensions_state_the_activity check (kind <> 'extension' or activity is not null),
  constraint pin_extensions_add_time check (until_after > until_before)
);

create table public.receipts (
  id uuid not null default gen_random_uuid(),
  number text not null default private.random_number('R'),
  action text not null,
  pin_id uuid not null,
  partner_id uuid not null,
  client_name text not null,
  issued_at timestamptz not null,
  protected_until timestamptz not null,
  edition text not null,
  rule text not null,
  record_id bigint not null,
  record_sha256 text not null,

  constraint receipts_pkey primary key (id),
  constraint receipts_number_is_unique unique (number),
  constraint receipts_pin_id_fkey foreign key (pin_id) references public.client_pins (id),
  constraint receipts_partner_id_fkey foreign key (partner_id) references public.partners (id),
  constraint receipts_edition_fkey foreign key (edition) references public.programme_editions (id),
  constraint receipts_number_is_crockford check (number ~ '^R-[0-9A-HJKMNP-TV-Z]{8}$'),
  constraint receipts_action_is_known check (action in ('pinned', 'extended', 'renewed', 'released', 'transferred', 'reinstated')),
  constraint receipts_record_sha256_is_hexadecimal check (private.is_sha256(record_sha256))
);

create index client_pins_partner_id_idx on public.client_pins (partner_id, protected_until);
create index client_pins_lead_id_idx on public.client_pins (lead_id);
create index client_pins_edition_idx on public.client_pins (edition);
create index client_pins_unsettled_idx on public.client_pins (protected_until) where settled_at is null;
create index pin_extensions_pin_id_idx on public.pin_extensions (pin_id, extended_at);
create index pin_extensions_extended_by_idx on public.pin_extensions (extended_by);
create index receipts_pin_id_idx on public.receipts (pin_id, issued_at);
create index receipts_partner_id_idx on public.receipts (partner_id);
create index receipts_edition_idx on public.receipts (edition);

comment on table public.client_pins is
  'One partner holds one client for a time. Never two at a time: client_pins_one_partner_at_a_time. History stays; a pin that ends early has its period closed at that instant.';
comment on column public.client_pins.id is 'Opaque id.';
comment on column public.client_pins.client_id is 'The client.';
comment on column public.client_pins.partner_id is 'Who holds it.';
comment on column public.client_pins.lead_id is 'The lead that gave the pin.';
comment on column public.client_pins.granted_at is 'From here the term and its cap are counted (UTC). A pin that moves to another row of the same client keeps it.';
comment on column public.client_pins.protected_until is 'The end promised to the partner (UTC, exclusive).';
comment on column public.client_pins.period is 'The half-open time range [from, to) in UTC in which nobody else can be pinned: the protection and the days of grace. Closed early by a release or a transfer.';
comment on column public.client_pins.edition is 'The edition whose rules govern this pin to its end: extension, cap, grace, warnings.';
comment on column public.client_pins.rule is 'The rule that granted it, a path into the rules.';
comment on column public.client_pins.extensions is 'How many extensions and renewals it has had.';
comment on column public.client_pins.warned_days is 'The nearest warning (days before the end) that was sent for this end; null before, and again after an extension.';
comment on column public.client_pins.ended_told_at is 'When the partner was told that the protection has ended and the grace runs (UTC); null before, and again after a renewal.';
comment on column public.client_pins.ended_by is 'Why it ended before its time: released, transferred (client''s written choice), appeal, merged (moved to the client this one was merged into), undone (a decision taken back). Null: by time, or not yet.';
comment on column public.client_pins.settled_at is 'When the end was dealt with: partner and waiting list told, lead closed (UTC).';
comment on column public.client_pins.sample is 'Belongs to the invented demo world.';
comment on table public.pin_extensions is 'Extensions before the end of a pin, and renewals in its grace.';
comment on column public.pin_extensions.id is 'Opaque id.';
comment on column public.pin_extensions.pin_id is 'The pin.';
comment on column public.pin_extensions.kind is 'extension: before the end, against stated activity; renewal: in the days of grace.';
comment on column public.pin_extensions.activity is 'What was done with the client, 1..2000 characters, in the partner''s words. May hold personal data.';
comment on column public.pin_extensions.until_before is 'protected_until before (UTC).';
comment on column public.pin_extensions.until_after is 'protected_until after (UTC).';
comment on column public.pin_extensions.extended_at is 'When (UTC).';
comment on column public.pin_extensions.extended_by is 'The member who did it.';
comment on table public.receipts is 'What a partner can show: that at this time, by this rule, this pin was granted or changed, and under which hash it stands in the register.';
comment on column public.receipts.id is 'Opaque id.';
comment on column public.receipts.number is 'The number people see and anybody may verify: R- and 8 random characters of Crockford base 32.';
comment on column public.receipts.action is 'What it is about: pinned, extended, renewed, released, transferred (to this partner by the client''s written choice) or reinstated (after an appeal).';
comment on column public.receipts.pin_id is 'The pin.';
comment on column public.receipts.partner_id is 'Whose receipt it is.';
comment on column public.receipts.client_name is 'The client as this partner wrote it.';
comment on column public.receipts.issued_at is 'When it happened (UTC).';
comment on column public.receipts.protected_until is 'The end of the protection after it (UTC).';
comment on column public.receipts.edition is 'The edition of the rules.';
comment on column public.receipts.rule is 'The rule, a path into the rules.';
comment on column public.receipts.record_id is 'The record of the register that holds the change.';
comment on column public.receipts.record_sha256 is 'SHA-256 of that record: whoever keeps the receipt can tell when it is changed.';

alter table public.client_pins enable row level security;
alter table public.pin_extensions enable row level security;
alter table public.receipts enable row level security;

create policy "A partner sees its own pins, the vendor's people all" on public.client_pins for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));
create policy "A partner sees the extensions of its own pins, the vendor's people all" on public.pin_extensions for select to authenticated
  using ((select private.caller_is_staff())
    or exists (select from public.client_pins as p where p.id = pin_id and p.partner_id = (select private.caller_partner_id())));
create policy "A partner sees its own receipts, the vendor's people all" on public.receipts for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.whole_days(days integer) returns interval
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return make_interval(hours => 24 * days);
end;
$$;
comment on function private.whole_days(integer) is
  'So many times 24 hours. An interval in days would follow the clock changes of the session''s time zone.';

create function private.rules_of(edition text) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select e.rules from public.programme_editions as e where e.id = edition);
end;
$$;
comment on function private.rules_of(text) is 'The rules of an edition.';

create function private.active_pin(client_id uuid, at timestamptz) returns public.client_pins
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select p from public.client_pins as p where p.client_id = active_pin.client_id and p.period @> at);
end;
$$;
comment on function private.active_pin(uuid, timestamptz) is 'The pin that keeps others from this client at an instant, grace included; all null when it is free.';

create function private.issue_receipt(action text, pin public.client_pins, rule text) returns public.receipts
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  issued public.receipts;
  record record;
begin
  select r.id, r.sha256 into strict record from private.audit_records as r
  where r.content::jsonb ->> 'table' = 'public.client_pins' and r.content::jsonb ->> 'row' = pin.id::text
  order by r.id desc limit 1;
  while issued.id is null loop
    insert into public.receipts (action, pin_id, partner_id, client_name, issued_at, protected_until, edition, rule, record_id, record_sha256)
    select issue_receipt.action, pin.id, pin.partner_id, l.client_name, private.now(), pin.protected_until, pin.edition, issue_receipt.rule,
      record.id, record.sha256
    from public.leads as l where l.id = pin.lead_id
    on conflict on constraint receipts_number_is_unique do nothing
    returning * into issued;
  end loop;
  return issued;
end;
$$;
comment on function private.issue_receipt(text, public.client_pins, text) is
  'The receipt of the last change of a pin: carries the hash of its record in the register.';

create function private.grant_pin(lead public.leads, rule text, action text default 'pinned', goes_on public.client_pins default null)
  returns public.client_pins
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  edition text := coalesce(goes_on.edition, (private.edition_in_force(at)).id);
  rules jsonb := private.rules_of(edition);
  ends timestamptz := coalesce(goes_on.protected_until, at + private.whole_days((rules #>> '{pin,protectionDays}')::integer));
  pin public.client_pins;
begin
  if ends + private.whole_days((rules #>> '{pin,graceDays}')::integer) <= at then
    return null;
  end if;
  insert into public.client_pins (client_id, partner_id, lead_id, granted_at, protected_until, period, edition, rule, extensions, sample)
  values (lead.client_id, lead.partner_id, lead.id, coalesce(goes_on.granted_at, at), ends,
    tstzrange(at, ends + private.whole_days((rules #>> '{pin,graceDays}')::integer), '[)'), edition, grant_pin.rule,
    coalesce(goes_on.extensions, 0), lead.sample)
  returning * into pin;
  update public.leads as l set status = 'pinned', rule = grant_pin.rule, answer_by = null, closed_at = null where l.id = lead.id;
  perform private.issue_receipt(action, pin, grant_pin.rule);
  return pin;
exception
  -- Under the lock this cannot happen; the constraint stands behind whoever forgets the lock.
  when exclusion_violation then
    raise sqlstate 'PT409' using message = 'client_unavailable';
end;
$$;
comment on function private.grant_pin(public.leads, text, text, public.client_pins) is
  'The one way to a pin: the lead''s partner holds the lead''s client from now on, with a receipt; by the edition in force, or, where an earlier pin goes on (merge, a decision taken back), with its term, edition and extensions; null when the last moment of its grace has passed meanwhile. The caller holds lock_client() and has looked. Raises PT409 client_unavailable when somebody holds it.';

create function private.close_pin(pin public.client_pins, ended_by text) returns public.client_pins
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  closed public.client_pins;
begin
  update public.client_pins as p
  set period = tstzrange(lower(p.period), greatest(at, lower(p.period) + interval '1 microsecond'), '[)'), ended_by = close_pin.ended_by,
      settled_at = at
  where p.id = pin.id and p.period @> at
  returning * into closed;
  -- Also what came to the partner while it held the client: returned enquiries, contacts of events.
  with ended as (
    update public.leads as l set status = 'ended', closed_at = at
    where l.partner_id = pin.partner_id and l.client_id = pin.client_id and l.status = 'pinned' and close_pin.ended_by <> 'merged'
    returning l.id)
  insert into public.lead_events (lead_id, kind, happened_at, by_kind)
  select e.id, case close_pin.ended_by when 'appeal' then 'taken_on_appeal' else close_pin.ended_by end, at,
    case close_pin.ended_by when 'released' then 'member' else 'staff' end
  from ended as e where e.id <> pin.lead_id;
  return closed;
end;
$$;
comment on function private.close_pin(public.client_pins, text) is 'Ends a pin at this instant, and with it the partner''s pinned leads of this client (not where the pin goes on elsewhere: merged). The history of the pin''s own lead is the caller''s. The caller holds lock_client().';

create function private.take_pin_back(pin_id uuid) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  pin public.client_pins := (select p from public.client_pins as p where p.id = take_pin_back.pin_id);
begin
  if pin.id is null then
    return;
  end if;
  if not pin.period @> private.now() or (select count(*) from public.receipts as r where r.pin_id = pin.id) > 1
    or exists (select from public.leads as l where l.client_id = pin.client_id and l.partner_id = pin.partner_id and l.id <> pin.lead_id
      and l.received_at >= lower(pin.period)) then
    raise sqlstate 'PT409' using message = 'undo_too_late';
  end if;
  perform private.close_pin(pin, 'undone');
  delete from public.receipts as r where r.pin_id = pin.id;
end;
$$;
comment on function private.take_pin_back(uuid) is
  'Closes a pin that a decision gave and that is taken back; the receipt, which nobody was sent, goes with it. Does nothing for null. A pin its partner has released or extended meanwhile stays as it is, because the partner keeps the receipt of that; so does one by which the client''s enquiry has come back: raises PT409 undo_too_late. The caller holds lock_client().';

create function private.extended_until(pin public.client_pins, rules jsonb) returns timestamptz
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return least(
    pin.protected_until + private.whole_days((rules #>> '{pin,extensionDays}')::integer),
    pin.granted_at + private.whole_days((rules #>> '{pin,capDays}')::integer));
end;
$$;
comment on function private.extended_until(public.client_pins, jsonb) is
  'What protected_until becomes by one extension or renewal under the rules of the pin''s edition: extensionDays more, at most capDays after the grant.';

create function private.pin_facts(pin public.client_pins, at timestamptz) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  rules jsonb := private.rules_of(pin.edition);
  longer timestamptz := private.extended_until(pin, rules);
  open boolean := pin.period @> at and pin.ended_by is null and longer > pin.protected_until and longer > at;
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'from', pin.granted_at, 'until', pin.protected_until, 'graceUntil', upper(pin.period),
    'daysLeft', (pin.protected_until at time zone (rules ->> 'timeZone'))::date - (at at time zone (rules ->> 'timeZone'))::date,
    'graceDaysLeft', case when at >= pin.protected_until then
      (upper(pin.period) at time zone (rules ->> 'timeZone'))::date - (at at time zone (rules ->> 'timeZone'))::date end,
    'state', case
      when at >= pin.protected_until then 'in_grace'
      when at >= pin.protected_until - private.whole_days((rules #>> '{pin,warningDays,0}')::integer) then 'ends_soon'
      else 'active' end,
    'extensions', pin.extensions,
    'canExtend', open and at < pin.protected_until,
    'canRenew', open and at >= pin.protected_until,
    'extendsUntil', case when open then longer end,
    'edition', pin.edition,
    'receipt', (select r.number from public.receipts as r where r.pin_id = pin.id order by r.issued_at desc, r.record_id desc limit 1)));
end;
$$;
comment on function private.pin_facts(public.client_pins, timestamptz) is
  'A pin as its partner sees it (Pin in client-contract.ts). daysLeft counts calendar days of the programme''s zone, negative in grace, where graceDaysLeft counts those to its end; warningDays begins with the longest.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.client_pins, public.pin_extensions, public.receipts from public, anon, authenticated, service_role;
revoke all on function
  private.whole_days(integer), private.rules_of(text), private.active_pin(uuid, timestamptz),
  private.issue_receipt(text, public.client_pins, text), private.grant_pin(public.leads, text, text, public.client_pins),
  private.close_pin(public.client_pins, text), private.take_pin_back(uuid), private.extended_until(public.client_pins, jsonb), private.pin_facts(public.client_pins, timestamptz)
  from public, anon, authenticated, service_role;

grant select on public.client_pins, public.pin_extensions, public.receipts to authenticated;
