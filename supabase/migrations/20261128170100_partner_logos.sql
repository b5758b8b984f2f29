-- The logo of a partner: PNG, JPEG or SVG, cleaned before it comes here. GET, PUT and DELETE /api/partner/logo.

create table public.partner_logos (
  partner_id uuid not null,
  media_type text not null,
  sha256 text not null,
  bytes bytea not null,
  width integer not null,
  height integer not null,
  tone text not null,
  changed_at timestamptz not null,
  changed_by uuid not null,

  constraint partner_logos_pkey primary key (partner_id),
  constraint partner_logos_partner_id_fkey foreign key (partner_id) references public.partners (id) on delete cascade,
  constraint partner_logos_changed_by_fkey foreign key (changed_by) references public.members (id) on delete cascade,
  constraint partner_logos_media_type_is_known check (media_type in ('image/png', 'image/jpeg', 'image/svg+xml')),
  constraint partner_logos_are_small check (octet_length(bytes) between 1 and 3145728),
  constraint partner_logos_sha256_is_of_the_bytes check (sha256 = encode(sha256(bytes), 'hex')),
  constraint partner_logos_are_what_they_say check (case media_type
    when 'image/png' then substring(bytes from 1 for 8) = '\x89504e470d0a1a0a'
    when 'image/jpeg' then substring(bytes from 1 for 3) = '\xffd8ff'
    else substring(bytes from 1 for 4) = '\x3c737667' end),
  constraint partner_logos_are_of_print_size check (width between 1 and 2048 and height between 1 and 2048),
  constraint partner_logos_tone_is_known check (tone in ('dark', 'light', 'middle'))
);

create index partner_logos_changed_by_idx on public.partner_logos (changed_by);

comment on table public.partner_logos is 'The logo of a partner, one each. Made anew by the server from what was uploaded: nothing of the upload that draws nothing is in it.';
comment on column public.partner_logos.partner_id is 'The partner.';
comment on column public.partner_logos.media_type is 'image/png, image/jpeg or image/svg+xml, by its first bytes.';
comment on column public.partner_logos.sha256 is 'SHA-256 (hexadecimal) of the bytes.';
comment on column public.partner_logos.bytes is 'The picture, 1 byte to 3 MB. Of an SVG only shapes and colours, beginning with "<svg".';
comment on column public.partner_logos.width is 'Pixels, 1..2048; of an SVG the longer side is 600.';
comment on column public.partner_logos.height is 'As width.';
comment on column public.partner_logos.tone is 'dark or light: it needs a ground of the other tone; middle: it stands on both.';
comment on column public.partner_logos.changed_at is 'When it was uploaded (UTC).';
comment on column public.partner_logos.changed_by is 'The owner who did.';

alter table public.partner_logos enable row level security;

create policy "A partner sees its own logo, the vendor's people every logo" on public.partner_logos for select to authenticated
  using (partner_id = (select private.caller_partner_id()) or (select private.caller_is_staff()));

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.change_logo(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_owner();
  content bytea := decode(request ->> 'base64', 'base64');
  at timestamptz;
begin
  perform private.because('change_logo');
  perform private.accept_within_limit('logos_per_hour', caller.partner_id::text, 30, interval '1 hour');
  perform private.profile_of(caller);
  at := private.now();
  if content is null then
    delete from public.partner_logos as l where l.partner_id = caller.partner_id;
  else
    insert into public.partner_logos (partner_id, media_type, sha256, bytes, width, height, tone, changed_at, changed_by)
    values (caller.partner_id, request ->> 'mediaType', encode(sha256(content), 'hex'), content, (request ->> 'width')::integer,
      (request ->> 'height')::integer, request ->> 'tone', at, caller.id)
    on conflict on constraint partner_logos_pkey do update
      set media_type = excluded.media_type, sha256 = excluded.sha256, bytes = excluded.bytes, width = excluded.width, height = excluded.height,
          tone = excluded.tone, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
  end if;
  update public.partner_profiles as p set logo_sha256 = encode(sha256(content), 'hex'), changed_at = at, changed_by = caller.id
  where p.partner_id = caller.partner_id;
  return public.read_partner();
end;
$$;
comment on function public.change_logo(jsonb) is
  'An owner replaces the logo by one the server has cleaned, or removes it: { mediaType, base64, width, height, tone }, or {} -> read_partner(). The register keeps its SHA-256. Definer: it writes where nobody may write, and asks for an owner first. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (30 an hour and partner).';

create function public.read_logo() returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  logo public.partner_logos;
begin
  perform private.require_member();
  select * into logo from public.partner_logos as l where l.partner_id = private.caller_partner_id();
  if logo.partner_id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  return jsonb_build_object('mediaType', logo.media_type, 'sha256', logo.sha256,
    'base64', replace(encode(logo.bytes, 'base64'), E'\n', ''));
end;
$$;
comment on function public.read_logo() is
  'The logo of the caller''s company: -> { mediaType, sha256, base64 }. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (there is none). Under the policy of the table.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.partner_logos from public, anon, authenticated, service_role;
revoke all on function public.change_logo(jsonb), public.read_logo() from public, anon, authenticated, service_role;

grant select on public.partner_logos to authenticated;
grant execute on function public.change_logo(jsonb), public.read_logo() to authenticated;
