-- POST /api/search-misses: what readers looked for and did not find. For editors, and without a trace of who asked.

-- Before the table, because a constraint asks it.
create function private.names_somebody(query text) returns boolean
  language sql immutable security invoker set search_path = ''
as $$
  select query ~ '@' or char_length(regexp_replace(query, '[^0-9]', '', 'g')) >= 5
    or cardinality(string_to_array(query, ' ')) > 8 or char_length(query) > 80;
$$;
comment on function private.names_somebody(text) is
  'True when a plain query looks like a person''s or a company''s data: an @, five digits or more in all (telephones, tax ids, contracts), more than eight words or 80 characters (a pasted sentence). Such a query is not kept.';

create table private.search_misses (
  language text not null,
  query text not null,
  day date not null,
  count integer not null default 1,

  constraint search_misses_pkey primary key (language, query, day),
  constraint search_misses_language_is_two_letters check (language ~ '^[a-z]{2}$'),
  constraint search_misses_query_is_one_line check (private.is_line(query, 80)),
  constraint search_misses_query_is_in_lower_case check (query = lower(query) and query !~ '[ёЁ]|  '),
  constraint search_misses_query_names_nobody check (not private.names_somebody(query)),
  constraint search_misses_count_counts_from_one check (count >= 1)
);

create index search_misses_day_idx on private.search_misses (day);

comment on table private.search_misses is
  'Queries of the site''s search that found nothing, counted per day and kept for 90 days. Not among the exposed schemas: a query asked once may be somebody''s own and is shown to nobody.';
comment on column private.search_misses.language is 'Language of the page on which was searched: two letters, such as ru.';
comment on column private.search_misses.query is 'What was typed, in the form of private.plain_query(), 1..80 characters. May hold personal data.';
comment on column private.search_misses.day is 'The day (UTC).';
comment on column private.search_misses.count is 'How many asked on this day; a network address counts once in 24 hours.';

alter table private.search_misses enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.plain_query(query text) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select btrim(regexp_replace(translate(lower(normalize(query, nfkc)), 'ёЁ', 'ее'), '\s+', ' ', 'g'));
$$;
comment on function private.plain_query(text) is
  'A query as it is counted: compatible signs made plain, lower case, ё as е, single blanks.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.record_search_miss(request jsonb) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  subject text := private.network_subject((request ->> 'networkAddress')::inet);
  asked text := private.plain_query(request ->> 'query');
  today date := (private.now() at time zone 'UTC')::date;
  edition public.programme_editions := private.edition_in_force(private.now());
begin
  if edition.id is null then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  end if;
  perform private.accept_within_limit('search_misses_per_hour', subject,
    (edition.rules #>> '{limits,searchMissesPerHour}')::integer, interval '1 hour');

  -- One occasion is one network address in 24 hours: who asks again and again does not lift a query over the threshold.
  if asked <> '' and not private.names_somebody(asked)
    and private.accept_once('search_miss', concat_ws(' ', subject, request ->> 'language', asked), interval '24 hours') then
    insert into private.search_misses as known (language, query, day)
    values (request ->> 'language', asked, today)
    on conflict on constraint search_misses_pkey do update set count = known.count + 1;
  end if;

  delete from private.search_misses as old where (old.language, old.query, old.day) in (
    select swept.language, swept.query, swept.day from private.search_misses as swept
    where swept.day < today - 90 limit 100 for update skip locked);
  return '{}';
end;
$$;
comment on function public.record_search_miss(jsonb) is
  'Counts a query that found nothing: { query, language, networkAddress } -> {}, whatever became of it. What looks personal is not kept, a repetition from the same network within 24 hours not counted; what is older than 90 days is swept out in passing. For the server alone: it knows the network address, which is not kept. Raises PT429 too_many_requests (detail = seconds to wait), PT503 edition_not_published.';

create function public.search_misses(since date default null)
  returns table (query text, language text, count integer, last_day date)
  language sql stable security invoker set search_path = ''
as $$
  select miss.query, miss.language, (sum(miss.count) filter (where miss.day >= first.day))::integer, max(miss.day)
  from private.search_misses as miss,
    lateral (select greatest(since, (private.now() at time zone 'UTC')::date - 90) as day) as first
  where miss.day >= (private.now() at time zone 'UTC')::date - 90
  group by miss.query, miss.language
  -- The threshold: a query asked on one occasion only may be somebody's own and is shown to nobody.
  having sum(miss.count) >= 2 and max(miss.day) >= max(first.day)
  order by 3 desc, 4 desc, 1, 2;
$$;
comment on function public.search_misses(date) is
  'For editors: queries that found nothing since a day (null: in the last 90 days, no older ones are kept), the most frequent first. Only queries asked on two occasions or more, an occasion being one network address in 24 hours. For the server, which has read a session of staff.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.search_misses from public, anon, authenticated, service_role;
revoke all on function
  private.plain_query(text), private.names_somebody(text), public.record_search_miss(jsonb), public.search_misses(date)
  from public, anon, authenticated, service_role;

grant select, insert, update, delete on private.search_misses to service_role;
grant execute on function
  private.plain_query(text), private.names_somebody(text), public.record_search_miss(jsonb), public.search_misses(date)
  to service_role;
