-- The editions of the programme: the rules by which everything else decides.

create table public.programme_editions (
  id text not null,
  number integer not null,
  in_force_from timestamptz not null,
  rules jsonb not null,
  rules_sha256 text not null,
  sample boolean not null,
  published_at timestamptz not null default private.now(),

  constraint programme_editions_pkey primary key (id),
  constraint programme_editions_number_is_used_once unique (number),
  constraint programme_editions_begin_at_different_moments unique (in_force_from),
  constraint programme_editions_columns_repeat_the_rules check (
    id = rules ->> 'id' and number = (rules ->> 'number')::integer
    and in_force_from = (rules ->> 'inForceFrom')::timestamptz
    and sample = coalesce((rules ->> 'sample')::boolean, false)),
  constraint programme_editions_id_is_a_month check (id ~ '^[0-9]{4}-[0-9]{2}[a-z]?$'),
  constraint programme_editions_number_counts_from_one check (number >= 1),
  constraint programme_editions_sha256_is_hexadecimal check (private.is_sha256(rules_sha256)),
  constraint programme_editions_promise_is_days check (
    coalesce((rules #>> '{promise,answerBusinessDays}')::integer between 1 and 3650, false)),
  -- Without a single working day of the week a promised date would never come.
  constraint programme_editions_week_has_a_working_day check (
    coalesce(jsonb_typeof(rules #> '{workingTime,weekend}') = 'array'
      and jsonb_array_length(rules #> '{workingTime,weekend}') <= 6, false)),
  constraint programme_editions_holidays_are_a_list check (
    coalesce(jsonb_typeof(rules #> '{workingTime,nonWorkingDays}') = 'array', false)),
  constraint programme_editions_limits_are_counts check (
    coalesce((rules #>> '{limits,applicationsPerHour}')::integer between 0 and 100000
      and (rules #>> '{limits,feedbackPerHour}')::integer between 0 and 100000
      and (rules #>> '{limits,searchMissesPerHour}')::integer between 0 and 100000, false)),
  constraint programme_editions_zone_is_known check (
    coalesce(timestamptz '2026-01-01 00:00:00+00' at time zone (rules ->> 'timeZone') is not null, false))
);

comment on table public.programme_editions is
  'Dated versions of the programme''s rules, published from content/programme/<edition>/rules.yaml by publish_edition(). Immutable once in force. Every decision names the edition that made it.';
comment on column public.programme_editions.id is 'Name of the edition and of its folder: the month it comes into force, such as 2026-11.';
comment on column public.programme_editions.number is 'Running number people see, from 1.';
comment on column public.programme_editions.in_force_from is 'From this instant (UTC) the edition is in force, until the next one''s.';
comment on column public.programme_editions.rules is 'The rules as in programme-contract.ts (ProgrammeRules); durations carry their unit in the name.';
comment on column public.programme_editions.rules_sha256 is 'SHA-256 (hexadecimal) over the canonical JSON of the rules, taken by the build: tells whether function and database speak of the same rules.';
comment on column public.programme_editions.sample is 'The figures of this edition are invented.';
comment on column public.programme_editions.published_at is 'When the database first saw it, or last took a change before it came into force (UTC).';

alter table public.programme_editions enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.refuse_to_change_an_edition_in_force() returns trigger
  language plpgsql security invoker set search_path = ''
as $$
begin
  if old.in_force_from <= private.now() then
    raise sqlstate 'PT409' using message = 'edition_immutable', detail = old.id;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end;
$$;
comment on function private.refuse_to_change_an_edition_in_force() is
  'Trigger: an edition in force is neither changed nor deleted, by nobody. Raises PT409 edition_immutable, detail = id of the edition.';

create trigger programme_editions_in_force_are_immutable
  before update or delete on public.programme_editions
  for each row execute function private.refuse_to_change_an_edition_in_force();

create function private.edition_in_force(at timestamptz) returns public.programme_editions
  language plpgsql stable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select edition from public.programme_editions as edition
    where edition.in_force_from <= at
    order by edition.in_force_from desc
    limit 1);
end;
$$;
comment on function private.edition_in_force(timestamptz) is
  'The edition in force at an instant: the one that began last; all null before the first. Same rule as editionInForce() in programme-rules.ts.';

create function private.promised_date("from" timestamptz, business_days integer, rules jsonb) returns date
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  day date := ("from" at time zone (rules ->> 'timeZone'))::date;
  days_left integer := business_days;
  weekend jsonb := rules #> '{workingTime,weekend}';
  holidays jsonb := rules #> '{workingTime,nonWorkingDays}';
begin
  while days_left > 0 loop
    day := day + 1;
    -- For a JSON text "?" asks for an element of the array, for a number "@>" does.
    if not weekend @> to_jsonb(extract(isodow from day)::integer) and not holidays ? to_char(day, 'YYYY-MM-DD') then
      days_left := days_left - 1;
    end if;
  end loop;
  return day;
end;
$$;
comment on function private.promised_date(timestamptz, integer, jsonb) is
  'The date (in the time zone of the rules) by which an answer is promised: so many working days after the day of "from"; weekends and non-working days of the edition do not count. Same rule as promisedDate() in programme-rules.ts, held together by tests/database/promised-date.test.ts.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.publish_edition(request jsonb) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  given jsonb := request -> 'rules';
  given_sha256 text := request ->> 'rulesSha256';
  known public.programme_editions;
  found_new boolean;
  changed boolean := true;
begin
  perform private.because('publish_edition');
  -- Number and begin are unique too, and "on conflict" watches one constraint only: publishers go one after the other.
  perform pg_advisory_xact_lock(hashtextextended('publish_edition', 0));

  insert into public.programme_editions (id, number, in_force_from, rules, rules_sha256, sample)
  values (given ->> 'id', (given ->> 'number')::integer, (given ->> 'inForceFrom')::timestamptz, given, given_sha256,
          coalesce((given ->> 'sample')::boolean, false))
  on conflict (id) do nothing;
  found_new := found;

  if not found_new then
    select * into known from public.programme_editions where id = given ->> 'id' for update;
    changed := known.rules <> given or known.rules_sha256 <> given_sha256;
  end if;
  if changed and not found_new then
    -- The trigger refuses when the edition is in force.
    update public.programme_editions
    set number = (given ->> 'number')::integer, in_force_from = (given ->> 'inForceFrom')::timestamptz, rules = given,
        rules_sha256 = given_sha256, sample = coalesce((given ->> 'sample')::boolean, false), published_at = private.now()
    where id = known.id;
  end if;
  -- The table of the offers comes later (20261125101000_offers.sql) and has the same guard.
  changed := private.publish_offers(given ->> 'id', coalesce(request -> 'offers', '[]')) or changed;
  return jsonb_build_object('id', given ->> 'id', 'published', changed);
end;
$$;
comment on function public.publish_edition(jsonb) is
  'Takes one edition as the build publishes it: { rules: ProgrammeRules, rulesSha256, offers?: [{ language, sha256, text }] } -> { id, published }, published = false when all of it was known already. Idempotent. For the server alone, because it sets the rules. Raises PT409 edition_immutable when an edition in force, or its offer, would change.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.programme_editions from public, anon, authenticated, service_role;
revoke all on function
  private.refuse_to_change_an_edition_in_force(), private.edition_in_force(timestamptz),
  private.promised_date(timestamptz, integer, jsonb), public.publish_edition(jsonb)
  from public, anon, authenticated, service_role;

grant select, insert, update on public.programme_editions to service_role;
grant execute on function
  private.edition_in_force(timestamptz), private.promised_date(timestamptz, integer, jsonb), public.publish_edition(jsonb)
  to service_role;
