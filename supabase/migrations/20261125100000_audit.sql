-- The register of changes: who, what, before, after, why, by which rule of which edition. Append-only, sealed into a hash chain.

create table private.audit_records (
  id bigint generated always as identity,
  content text not null,
  sha256 text not null,

  constraint audit_records_pkey primary key (id),
  constraint audit_records_sha256_is_of_the_content check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  constraint audit_records_content_is_an_object check (jsonb_typeof(content::jsonb) = 'object')
);

create table private.audit_unsealed (
  record_id bigint not null,

  constraint audit_unsealed_pkey primary key (record_id)
);

create table private.audit_chain (
  position bigint not null,
  record_id bigint not null,
  record_sha256 text not null,
  sealed_at timestamptz not null,
  chain_sha256 text not null,

  constraint audit_chain_pkey primary key (position),
  constraint audit_chain_seals_a_record_once unique (record_id),
  constraint audit_chain_position_counts_from_one check (position >= 1),
  constraint audit_chain_record_sha256_is_hexadecimal check (private.is_sha256(record_sha256)),
  constraint audit_chain_chain_sha256_is_hexadecimal check (private.is_sha256(chain_sha256))
);

create table private.audit_reasons (
  record_id bigint not null,
  reason text not null,

  constraint audit_reasons_pkey primary key (record_id),
  constraint audit_reasons_reason_is_short check (char_length(reason) between 1 and 4000)
);

create table private.value_salts (
  table_name text not null,
  row_id text not null,
  column_name text not null,
  salt bytea not null,

  constraint value_salts_pkey primary key (table_name, row_id, column_name),
  constraint value_salts_are_long check (octet_length(salt) = 32)
);

create index audit_records_subject_idx on private.audit_records (((content::jsonb) ->> 'table'), ((content::jsonb) ->> 'row'), id);
-- By which the vendor's people search it.
create index audit_records_action_idx on private.audit_records (((content::jsonb) ->> 'action'), id);
create index audit_records_actor_idx on private.audit_records (((content::jsonb) #>> '{actor,id}'), id);
create index audit_records_actor_kind_idx on private.audit_records (((content::jsonb) #>> '{actor,kind}'), id);
create index audit_records_at_idx on private.audit_records (((content::jsonb) ->> 'at'));

comment on table private.audit_records is
  'One row per change of an audited table, written by a trigger in the transaction of the change. Never changed, never deleted, by nobody.';
comment on column private.audit_records.id is 'Running number. Its order is that of the writing, not of the commit; the order of the chain is what counts.';
comment on column private.audit_records.content is
  'Canonical JSON (the text form of jsonb): { at, actor: { kind, id? }, action, operation, table, row, before?, after?, rule?, edition?, reason? }. before and after hold the changed columns; a personal value stands as "sha256:<salted hash>", and so does the reason.';
comment on column private.audit_records.sha256 is 'SHA-256 (hexadecimal) of the UTF-8 bytes of content.';
comment on table private.audit_unsealed is 'Records that wait for their place in the chain; a row lives for at most a minute.';
comment on column private.audit_unsealed.record_id is 'The record.';
comment on table private.audit_chain is
  'The chain: each link holds the hash of a record and of the link before. Whoever knows a later head can tell that nothing before it was changed, left out or put in.';
comment on column private.audit_chain.position is 'Place in the chain, from 1, without gaps.';
comment on column private.audit_chain.record_id is 'The record sealed here. No foreign key: a record that has gone must leave its link behind.';
comment on column private.audit_chain.record_sha256 is 'The record''s hash at the moment of sealing.';
comment on column private.audit_chain.sealed_at is 'When it was sealed (UTC).';
comment on column private.audit_chain.chain_sha256 is
  'SHA-256 (hexadecimal) of "<chain_sha256 of the position before, or empty>:<position>:<sealed_at as YYYY-MM-DDTHH:MM:SS.ffffffZ>:<record_sha256>".';
comment on table private.audit_reasons is 'Why, in the words of the person who decided. Kept beside the record, because such words may name a person and must be erasable.';
comment on column private.audit_reasons.record_id is 'The record.';
comment on column private.audit_reasons.reason is 'The words, 1..4000 characters. May hold personal data.';
comment on table private.value_salts is
  'One random salt per personal value that stands in an audited row. Without it the hash in the records cannot be tied to a value: overwriting or erasing a value erases its salt.';
comment on column private.value_salts.table_name is 'The audited table, with its schema; audit_reasons for a reason.';
comment on column private.value_salts.row_id is 'The key of the row, as text.';
comment on column private.value_salts.column_name is 'The column.';
comment on column private.value_salts.salt is '32 random bytes.';

alter table private.audit_records enable row level security;
alter table private.audit_unsealed enable row level security;
alter table private.audit_chain enable row level security;
alter table private.audit_reasons enable row level security;
alter table private.value_salts enable row level security;

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.refuse_to_change_the_register() returns trigger
  language plpgsql security invoker set search_path = ''
as $$
begin
  raise sqlstate '42501' using message = 'The register is only ever added to.', detail = tg_table_name;
end;
$$;
comment on function private.refuse_to_change_the_register() is 'Trigger: records and links are never changed, deleted or truncated, not even by the owner.';

create trigger audit_records_are_only_added before update or delete on private.audit_records
  for each row execute function private.refuse_to_change_the_register();
create trigger audit_records_are_not_emptied before truncate on private.audit_records
  for each statement execute function private.refuse_to_change_the_register();
create trigger audit_chain_is_only_added_to before update or delete on private.audit_chain
  for each row execute function private.refuse_to_change_the_register();
create trigger audit_chain_is_not_emptied before truncate on private.audit_chain
  for each statement execute function private.refuse_to_change_the_register();

create function private.utc_text(at timestamptz) returns text
  language plpgsql stable security invoker set search_path = ''
as $$
begin
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
end;
$$;
comment on function private.utc_text(timestamptz) is 'An instant as ISO 8601 in UTC with microseconds, the form that is hashed.';

create function private.because(action text, reason text default null, rule text default null, edition text default null)
  returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  perform set_config('letok.cause', jsonb_strip_nulls(jsonb_build_object(
    'action', action, 'reason', nullif(reason, ''), 'rule', rule, 'edition', edition))::text, true);
end;
$$;
comment on function private.because(text, text, text, text) is
  'Says why the changes that follow happen, until the end of the transaction or the next call: the action in our words (register_lead), the reason a person gave, the rule (pin.protectionDays) and the edition it stands in. The triggers of the audited tables write it down.';

create function private.salted_hash(table_name text, row_id text, column_name text, value text) returns text
  language plpgsql volatile security invoker set search_path = ''
as $$
#variable_conflict use_variable
declare
  used bytea;
begin
  insert into private.value_salts as known (table_name, row_id, column_name, salt)
  values (table_name, row_id, column_name,
          sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))
  on conflict on constraint value_salts_pkey do update set salt = known.salt
  returning salt into used;
  return 'sha256:' || encode(sha256(used || convert_to(value, 'UTF8')), 'hex');
end;
$$;
comment on function private.salted_hash(text, text, text, text) is
  'A personal value as the records keep it: the hash with the salt of this very cell, which is made at first need.';

create function private.without_personal_values(fields jsonb, table_name text, row_id text, personal text[]) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  return (
    select jsonb_object_agg(f.key, case
      when f.key = any (personal) and f.value <> 'null'::jsonb
        then to_jsonb(private.salted_hash(table_name, row_id, f.key, f.value #>> '{}'))
      else f.value end)
    from jsonb_each(fields) as f (key, value));
end;
$$;
comment on function private.without_personal_values(jsonb, text, text, text[]) is 'The columns of a row with each personal value replaced by its salted hash; null for no columns.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.seal_audit_records(at_most integer default 10000) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  head private.audit_chain;
  record record;
  sealed timestamptz;
  count integer := 0;
begin
  -- One sequencer at a time; a record whose transaction is still open is not visible yet and gets a later place.
  perform pg_advisory_xact_lock(hashtextextended('seal_audit_records', 0));
  sealed := private.now();
  select * into head from private.audit_chain order by position desc limit 1;
  for record in
    select r.id, r.sha256 from private.audit_unsealed as u join private.audit_records as r on r.id = u.record_id
    order by r.id limit least(greatest(at_most, 0), 100000)
  loop
    head.position := coalesce(head.position, 0) + 1;
    head.chain_sha256 := encode(sha256(convert_to(
      coalesce(head.chain_sha256, '') || ':' || head.position || ':' || private.utc_text(sealed) || ':' || record.sha256, 'UTF8')), 'hex');
    insert into private.audit_chain (position, record_id, record_sha256, sealed_at, chain_sha256)
    values (head.position, record.id, record.sha256, sealed, head.chain_sha256);
    delete from private.audit_unsealed where record_id = record.id;
    count := count + 1;
  end loop;
  return jsonb_build_object('sealed', count, 'position', coalesce(head.position, 0), 'sha256', head.chain_sha256);
end;
$$;
comment on function public.seal_audit_records(integer) is
  'Gives the records that wait their places in the chain, in order, at most so many (0..100000) -> { sealed, position, sha256 }: how many, and the head afterwards. For the server''s schedule and before a head is published. Definer: nobody else may write the chain.';

create function public.register_head() returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select jsonb_build_object('position', link.position, 'sha256', link.chain_sha256, 'at', private.utc_text(link.sealed_at))
     from private.audit_chain as link order by link.position desc limit 1),
    '{"position": 0, "sha256": null, "at": null}'::jsonb);
$$;
comment on function public.register_head() is
  'The head of the chain, as published at /.well-known/letok-register.json: { position, sha256, at }. Tells how many changes there were and nothing of them. Definer: the chain itself is readable for nobody.';

create function public.read_register(request jsonb) returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'position', page.position, 'recordId', coalesce(page.record_id, page.id), 'sealedSha256', page.record_sha256,
    'sealedAt', private.utc_text(page.sealed_at), 'chainSha256', page.chain_sha256, 'content', page.content, 'sha256', page.sha256,
    'waiting', page.waiting) order by page.position nulls last, page.id), '[]'::jsonb)
  from (
    (select link.*, r.id, r.content, r.sha256, false as waiting
     from private.audit_chain as link left join private.audit_records as r on r.id = link.record_id
     where link.position > coalesce((request ->> 'afterPosition')::bigint, 0)
     order by link.position
     limit least(coalesce((request ->> 'limit')::integer, 1000), 5000))
    union all
    -- Records without a link: waiting for one, or put in behind everybody's back.
    (select null, null, null, null, null, r.id, r.content, r.sha256,
       exists (select from private.audit_unsealed as u where u.record_id = r.id)
     from private.audit_records as r
     where coalesce((request ->> 'unsealed')::boolean, false)
       and not exists (select from private.audit_chain as link where link.record_id = r.id)
     order by r.id)
  ) as page;
$$;
comment on function public.read_register(jsonb) is
  'For verify-register: { afterPosition?, limit? (1..5000, default 1000), unsealed? } -> links of the chain in order, each with its record as it is now: [{ position, recordId, sealedSha256, sealedAt, chainSha256, content, sha256, waiting }]. With unsealed also the records no link names (position null). Holds no personal value, only salted hashes. Definer: the register is readable for nobody else.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on private.audit_records, private.audit_unsealed, private.audit_chain, private.audit_reasons, private.value_salts
  from public, anon, authenticated, service_role;
revoke all on function
  private.refuse_to_change_the_register(), private.utc_text(timestamptz), private.because(text, text, text, text),
  private.salted_hash(text, text, text, text), private.without_personal_values(jsonb, text, text, text[]),
  public.seal_audit_records(integer), public.register_head(), public.read_register(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function
  private.because(text, text, text, text), public.seal_audit_records(integer), public.register_head(), public.read_register(jsonb)
  to service_role;
