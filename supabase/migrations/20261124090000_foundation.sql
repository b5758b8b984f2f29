-- Schemas, default privileges and the helpers every other migration uses.
-- Order inside each file: table, constraints, indexes, comments, RLS + policies, private helpers, public functions, grants.

create schema if not exists extensions;
create schema private;

comment on schema private is
  'What the API never shows: helpers, the outbox, rate limits, idempotency keys. Not among the exposed schemas of PostgREST.';

-- Everything revoked first. Older Supabase projects grant each new object of "public" to the API roles; here every grant is
-- written out, so that old, new and embedded projects end with the same rights.
revoke all on schema private from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.now() returns timestamptz
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  return pg_catalog.clock_timestamp();
end;
$$;
comment on function private.now() is
  'The one clock of all rules: the moment of the call (not of the transaction, which goes stale while waiting for a lock), UTC. Tests of the embedded database replace this function to shift the clock; nothing else is replaced, so no rule is bypassed.';

create function private.random_number(prefix text) returns text
  language plpgsql volatile security invoker set search_path = ''
as $$
begin
  -- Bytes 6 and 8 of a version 4 UUID carry its version and variant; the eight taken here are random.
  return (select prefix || '-' || string_agg(
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(seed.bytes, place.at) & 31), 1), '' order by place.at)
  from (select uuid_send(gen_random_uuid()) as bytes) as seed,
       unnest(array[0, 1, 2, 3, 4, 5, 9, 10]) as place (at));
end;
$$;
comment on function private.random_number(text) is
  'A number people see: prefix, hyphen, 8 random characters of Crockford base 32 (40 bits), such as A-7K2M9QXR. Not sequential, so volume does not leak. The caller retries when it is taken.';

create function private.is_line(value text, at_most integer) returns boolean
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return char_length(value) between 1 and at_most and value = btrim(value) and value !~ '[\u0001-\u001f\u007f-\u009f]';
end;
$$;
comment on function private.is_line(text, integer) is
  'One line of text as src/api/text-contract.ts makes it: 1..at_most characters, no blanks at the ends, no control characters.';

create function private.is_email(value text) returns boolean
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return char_length(value) <= 254 and value = lower(value)
    and value ~ '^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\.]+(\.[^\s@<>()[\],;:"\\.]+)+$';
end;
$$;
comment on function private.is_email(text) is
  'A mail address in lower case, at most 254 characters: the pattern of company-contract.ts.';

create function private.is_tax_id(country text, tax_id text) returns boolean
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return tax_id !~ '^(.)\1*$' and case country
    when 'RU' then tax_id ~ '^([0-9]{10}|[0-9]{12})$'
    when 'KZ' then tax_id ~ '^[0-9]{12}$'
    when 'BY' then tax_id ~ '^([A-Z]{2}[0-9]{7}|[A-Z][0-9]{8}|[0-9]{9})$'
    else false
  end;
end;
$$;
comment on function private.is_tax_id(text, text) is
  'The shape of a tax id in its stored form (no separators, upper-case Latin): RU ИНН 10 or 12 digits, KZ БИН/ИИН 12, BY УНП 9 characters; never one repeated character. The checksum is the contract''s (tax-id-rules.ts).';

create function private.is_choice_list(value text[]) returns boolean
  language plpgsql immutable security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select coalesce(array_ndims(value), 0) = 1 and cardinality(value) between 1 and 20
      and (select bool_and(coalesce(choice ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(choice) <= 40, false))
             and count(*) = count(distinct choice)
           from unnest(value) as choice));
end;
$$;
comment on function private.is_choice_list(text[]) is
  'A list of 1..20 different ids of an edition''s choices (slugs of at most 40 characters), as application-contract.ts makes it.';

create function private.are_lines(value text[], at_most integer, characters integer) returns boolean
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return cardinality(value) <= at_most and coalesce(array_ndims(value), 1) = 1 and not exists (
      select from unnest(value) as one where private.is_line(one, characters) is distinct from true)
    and cardinality(value) = (select count(distinct one) from unnest(value) as one);
end;
$$;
comment on function private.are_lines(text[], integer, integer) is
  'At most so many different lines (is_line()) of at most so many characters; the list may be empty.';

create function private.is_sha256(value text) returns boolean
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  return value ~ '^[0-9a-f]{64}$';
end;
$$;
comment on function private.is_sha256(text) is 'A SHA-256 in hexadecimal, lower case.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on all functions in schema private from public, anon, authenticated, service_role;

-- The server's role runs the API functions as itself and evaluates defaults and check constraints as itself.
grant usage on schema private to service_role;
grant execute on function
  private.now(), private.random_number(text), private.is_line(text, integer), private.is_email(text),
  private.is_tax_id(text, text), private.is_choice_list(text[]), private.are_lines(text[], integer, integer),
  private.is_sha256(text)
  to service_role;
