-- Creating requests may be repeated: the same key and body get the first answer again.

create table private.idempotency_keys (
  operation text not null,
  key text not null,
  request_sha256 text not null,
  answer jsonb,
  created_at timestamptz not null,

  constraint idempotency_keys_pkey primary key (operation, key),
  constraint idempotency_keys_operation_is_a_word check (operation ~ '^[a-z]+(_[a-z]+)*$' and char_length(operation) <= 60),
  constraint idempotency_keys_key_is_short check (char_length(key) between 1 and 255),
  constraint idempotency_keys_request_sha256_is_hexadecimal check (private.is_sha256(request_sha256)),
  constraint idempotency_keys_answer_is_an_object check (jsonb_typeof(answer) = 'object')
);

create index idempotency_keys_created_at_idx on private.idempotency_keys (created_at);

comment on table private.idempotency_keys is
  'The answers of creating requests by their Idempotency-Key, kept for 24 hours, then free again and swept out in passing.';
comment on column private.idempotency_keys.operation is 'The function that answered, such as submit_application.';
comment on column private.idempotency_keys.key is 'The Idempotency-Key header, 1..255 characters.';
comment on column private.idempotency_keys.request_sha256 is 'SHA-256 (hexadecimal) of the request''s body: another body under the same key is refused.';
comment on column private.idempotency_keys.answer is 'The first answer; null only inside the transaction that makes it. May hold personal data.';
comment on column private.idempotency_keys.created_at is 'When the first request came (UTC).';

alter table private.idempotency_keys enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.begin_request(operation text, key text, request_sha256 text) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
#variable_conflict use_column
declare
  begun timestamptz := private.now();
  first private.idempotency_keys;
begin
  -- A second request with the same key waits here until the first has committed or failed.
  insert into private.idempotency_keys as known (operation, key, request_sha256, created_at)
  values (begin_request.operation, begin_request.key, begin_request.request_sha256, begun)
  on conflict on constraint idempotency_keys_pkey do update
    set request_sha256 = excluded.request_sha256, answer = null, created_at = excluded.created_at
    where known.created_at <= begun - interval '24 hours';
  if found then
    delete from private.idempotency_keys as old where (old.operation, old.key) in (
      select swept.operation, swept.key from private.idempotency_keys as swept
      where swept.created_at <= begun - interval '24 hours' limit 100 for update skip locked);
    return null;
  end if;

  select * into first from private.idempotency_keys as known
  where known.operation = begin_request.operation and known.key = begin_request.key;
  if first.request_sha256 is distinct from begin_request.request_sha256 then
    raise sqlstate 'PT422' using message = 'idempotency_key_reused';
  end if;
  return first.answer;
end;
$$;
comment on function private.begin_request(text, text, text) is
  'Takes an idempotency key: null when the caller is the first in 24 hours and must finish_request(), else the first answer. Raises PT422 idempotency_key_reused when the body is another one.';

create function private.finish_request(operation text, key text, answer jsonb) returns void
  language sql volatile security invoker set search_path = ''
as $$
  update private.idempotency_keys as known set answer = finish_request.answer
  where known.operation = finish_request.operation and known.key = finish_request.key;
$$;
comment on function private.finish_request(text, text, jsonb) is 'Keeps the answer that belongs to a key taken with begin_request().';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.idempotency_keys from public, anon, authenticated, service_role;
revoke all on function
  private.begin_request(text, text, text), private.finish_request(text, text, jsonb)
  from public, anon, authenticated, service_role;

grant select, insert, update, delete on private.idempotency_keys to service_role;
grant execute on function
  private.begin_request(text, text, text), private.finish_request(text, text, jsonb)
  to service_role;
