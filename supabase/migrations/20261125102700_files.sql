-- Files: a client's written choice, what an appeal stands on. At most 3 MB each, in the database, served with nosniff and a sandbox.

create table public.files (
  id uuid not null default gen_random_uuid(),
  partner_id uuid,
  uploaded_by uuid not null,
  lead_id uuid,
  name text not null,
  media_type text not null,
  sha256 text not null,
  bytes bytea not null,
  uploaded_at timestamptz not null default private.now(),

  constraint files_pkey primary key (id),
  constraint files_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint files_lead_id_fkey foreign key (lead_id) references public.leads (id) on delete cascade,
  constraint files_of_leads_are_a_partners check (lead_id is null or partner_id is not null),
  constraint files_name_is_one_line check (private.is_line(name, 200)),
  constraint files_media_type_is_known check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  constraint files_are_small check (octet_length(bytes) between 1 and 3145728),
  constraint files_sha256_is_of_the_bytes check (sha256 = encode(sha256(bytes), 'hex')),
  constraint files_are_what_they_say check (case media_type
    when 'application/pdf' then substring(bytes from 1 for 5) = '\x255044462d'
    when 'image/png' then substring(bytes from 1 for 8) = '\x89504e470d0a1a0a'
    else substring(bytes from 1 for 3) = '\xffd8ff' end)
);

create index files_partner_id_idx on public.files (partner_id);
create index files_lead_id_idx on public.files (lead_id);

comment on table public.files is 'Attachments, never changed: a client''s written choice, the ground of an appeal, what a partner keeps with a lead.';
comment on column public.files.id is 'Opaque id.';
comment on column public.files.partner_id is 'The partner that uploaded it; null: staff did.';
comment on column public.files.uploaded_by is 'The person: a member, or staff where partner_id is null.';
comment on column public.files.lead_id is 'The lead of the same partner it is kept with, for the partner''s own people; null for a file that goes to the other side.';
comment on column public.files.name is 'Its name as uploaded, 1..200 characters, without a folder. May hold personal data.';
comment on column public.files.media_type is 'application/pdf, image/png or image/jpeg, by its first bytes.';
comment on column public.files.sha256 is 'SHA-256 (hexadecimal) of the bytes.';
comment on column public.files.bytes is 'The file, 1 byte to 3 MB. May hold personal data.';
comment on column public.files.uploaded_at is 'When (UTC).';

alter table public.files enable row level security;

create policy "A partner sees the files it uploaded, the vendor's people all but those kept with leads" on public.files
  for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (lead_id is null and (select private.caller_is_staff())));

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.add_file(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.current_caller();
  added public.files;
  content bytea := decode(request ->> 'base64', 'base64');
begin
  if caller.id is null then
    raise sqlstate 'PT401' using message = 'session_required';
  end if;
  perform private.because('add_file');
  perform private.accept_within_limit('files_per_hour', caller.id::text, 30, interval '1 hour');
  insert into public.files (partner_id, uploaded_by, name, media_type, sha256, bytes)
  values (caller.partner_id, caller.id, request ->> 'name', request ->> 'mediaType', encode(sha256(content), 'hex'), content)
  returning * into added;
  return jsonb_build_object('id', added.id, 'sha256', added.sha256);
exception
  when check_violation then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'file';
end;
$$;
comment on function public.add_file(jsonb) is
  'Keeps a file for the caller: { name, mediaType, base64 } -> { id, sha256 }; at most 30 an hour and person. Raises PT401 session_required, PT422 invalid_input (not one of the types by its first bytes, or too large), PT429 too_many_requests. Definer: files are written by functions only.';

create function public.read_file(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  found_file public.files;
begin
  if private.caller_id() is null then
    raise sqlstate 'PT401' using message = 'session_required';
  end if;
  select * into found_file from public.files as f where f.id = private.uuid_of(request ->> 'id');
  if found_file.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return jsonb_build_object('name', found_file.name, 'mediaType', found_file.media_type, 'sha256', found_file.sha256,
    'base64', replace(encode(found_file.bytes, 'base64'), E'\n', ''));
end;
$$;
comment on function public.read_file(jsonb) is
  'A file the caller may see: { id } -> { name, mediaType, sha256, base64 }. Raises PT401 session_required, PT404 not_found (unknown or not yours). Under the policy of files.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.files from public, anon, authenticated, service_role;
revoke all on function public.add_file(jsonb), public.read_file(jsonb) from public, anon, authenticated, service_role;

grant select on public.files to authenticated;
grant execute on function private.uuid_of(text), public.add_file(jsonb), public.read_file(jsonb) to authenticated;
