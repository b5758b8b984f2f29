-- Lists that are searched, sorted and read page by page: one way to do it for every list a table of the rooms shows.
--
--   with rows as (
--     select x.*, case order_of.key when 'name' then private.sort_text(x.name) else private.sort_text(x.until) end as sort_text ...),
--   page as (select * from rows as r
--     where place is null or private.comes_after(r.sort_text, r.id, place, descending)
--     order by case when not descending then r.sort_text end collate "C", case when descending then r.sort_text end collate "C" desc,
--       case when not descending then r.id end, case when descending then r.id end desc
--     limit at_most + 1)
--
-- The row too many says that there is more; the cursor is private.list_cursor() of the last row that is given.

create type private.list_place as (sort_text text, id uuid);
comment on type private.list_place is 'Where a page of a list ended: what its last row was sorted by, and its id.';

create type private.list_order as (key text, descending boolean);
comment on type private.list_order is 'By what a list is sorted, and whether the greatest comes first.';

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.sort_text(value text) returns text
  language sql immutable security invoker set search_path = ''
as $$
  -- «ё» stands behind «я» in the order of code points, and quotation marks before every letter.
  select left(btrim(translate(lower(coalesce(value, '')), 'ё«»„“”"''', 'е')), 60);
$$;
comment on function private.sort_text(text) is 'A text as lists are sorted by it: small letters, without quotation marks, at most 60 characters; nothing is before everything.';

create function private.sort_text(value timestamptz) returns text
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(to_char(value at time zone 'UTC', 'YYYYMMDDHH24MISSUS'), '');
$$;
comment on function private.sort_text(timestamptz) is 'A moment as lists are sorted by it; none is before everything.';

create function private.sort_text(value date) returns text
  language sql stable security invoker set search_path = ''
as $$
  select coalesce(to_char(value, 'YYYYMMDD'), '');
$$;
comment on function private.sort_text(date) is 'A date as lists are sorted by it; none is before everything.';

create function private.sort_text(value bigint) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select coalesce(lpad(greatest(value, 0)::text, 19, '0'), '');
$$;
comment on function private.sort_text(bigint) is 'A number as lists are sorted by it; what is below zero counts as zero, none is before everything.';

create function private.list_order_of(request jsonb, allowed text[]) returns private.list_order
  language plpgsql immutable security invoker set search_path = ''
as $$
declare
  given text := coalesce(nullif(request ->> 'sort', ''), allowed[1]);
begin
  if not ltrim(given, '-') = any (select ltrim(one, '-') from unnest(allowed) as one) or given like '--%' then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'sort';
  end if;
  return (ltrim(given, '-'), given like '-%');
end;
$$;
comment on function private.list_order_of(jsonb, text[]) is
  'The order a request asks for: { sort?: "name" | "-until" ... }, a minus for the greatest first; without it the first of those allowed. Raises PT422 invalid_input (detail sort) for any other.';

create function private.list_cursor(sort_text text, id uuid) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select translate(encode(convert_to(sort_text || id, 'UTF8'), 'base64'), '+/=' || chr(10), '-_');
$$;
comment on function private.list_cursor(text, uuid) is 'Where a list goes on, for its reader opaque: what the last row was sorted by, and its id.';

create function private.list_place_of(request jsonb) returns private.list_place
  language plpgsql immutable security invoker set search_path = ''
as $$
declare
  cursor text := translate(nullif(request ->> 'cursor', ''), '-_', '+/');
  place text;
begin
  if cursor is null then
    return null;
  end if;
  place := convert_from(decode(rpad(cursor, (length(cursor) + 3) / 4 * 4, '='), 'base64'), 'UTF8');
  return (left(place, -36), right(place, 36)::uuid);
exception
  when data_exception then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'cursor';
end;
$$;
comment on function private.list_place_of(jsonb) is
  'Where the page before ended: { cursor? }; null at the beginning. Raises PT422 invalid_input (detail cursor) for what is none.';

create function private.comes_after(sort_text text, id uuid, place private.list_place, descending boolean) returns boolean
  language sql immutable security invoker set search_path = ''
as $$
  select case when descending then (sort_text collate "C", id) < (place.sort_text collate "C", place.id)
    else (sort_text collate "C", id) > (place.sort_text collate "C", place.id) end;
$$;
comment on function private.comes_after(text, uuid, private.list_place, boolean) is 'Does a row stand behind the place where the page before ended?';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.sort_text(text), private.sort_text(timestamptz), private.sort_text(date), private.sort_text(bigint),
  private.list_order_of(jsonb, text[]), private.list_cursor(text, uuid), private.list_place_of(jsonb),
  private.comes_after(text, uuid, private.list_place, boolean)
  from public, anon, authenticated, service_role;

grant execute on function
  private.sort_text(text), private.sort_text(timestamptz), private.sort_text(date), private.sort_text(bigint),
  private.list_order_of(jsonb, text[]), private.list_cursor(text, uuid), private.list_place_of(jsonb),
  private.comes_after(text, uuid, private.list_place, boolean)
  to authenticated;
