-- POST /api/members, GET /api/members, DELETE /api/members/:id, PUT /api/members/:id/role: an owner invites, lists and removes people of
-- the own company, and says who is an owner.

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.invite_member(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_owner();
  answer jsonb := private.begin_request_of(caller, 'invite_member', request);
  address text := lower(request ->> 'email');
  partner public.partners;
  invitation public.invitations;
begin
  if answer is not null then
    return answer;
  end if;
  select * into partner from public.partners as p where p.id = caller.partner_id;
  perform pg_advisory_xact_lock(hashtextextended('person:' || address, 0));
  if exists (select from public.members as m where m.partner_id = partner.id and m.email = address and m.active) then
    raise sqlstate 'PT409' using message = 'already_member';
  end if;
  -- Invitations are mail to people who have not asked for it.
  perform private.accept_within_limit('invitations_per_hour', partner.id::text, 30, interval '1 hour');

  -- Whether the address belongs to another partner or to the vendor is asked at the first sign-in and nowhere before: an owner
  -- learns nothing of them, and an invitation that nobody can accept looks like one that nobody has accepted.
  perform private.because('invite_member');
  invitation := private.make_invitation(partner, address, request ->> 'name', request ->> 'role',
    coalesce(request ->> 'locale', caller.locale), caller);
  perform private.enqueue_notification('member_invited', invitation.email, invitation.name, invitation.locale,
    jsonb_build_object('name', invitation.name, 'partnerName', partner.name, 'invitedBy', caller.name, 'role', invitation.role,
      'expiresAt', private.utc_text(invitation.expires_at)),
    'member_invited.' || invitation.id || '.' || floor(extract(epoch from invitation.invited_at))::bigint);

  answer := jsonb_build_object('member', jsonb_build_object('id', invitation.id, 'name', invitation.name, 'email', invitation.email,
    'role', invitation.role, 'status', 'invited', 'since', private.utc_text(invitation.invited_at),
    'expiresAt', private.utc_text(invitation.expires_at), 'isYou', false));
  return private.finish_request_of(caller, 'invite_member', request, answer);
end;
$$;
comment on function public.invite_member(jsonb) is
  'An owner invites a person: { email, name, role: "member"|"owner", locale?, idempotencyKey?, requestSha256? } -> { member } as in list_members(). Inviting again renews and writes again. The answer is the same whoever the address belongs to, people of the own company apart. Definer: it writes where nobody may write, and asks for an owner first. Raises PT401 session_required, PT403 wrong_role, PT409 already_member, PT422 idempotency_key_reused, PT429 too_many_requests (30 an hour and partner; detail = seconds to wait).';

create function public.list_members(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_owner();
begin
  return jsonb_build_object('items', coalesce((
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', person.id, 'name', person.name, 'email', person.email, 'role', person.role,
        'status', person.status, 'since', private.utc_text(person.since), 'expiresAt', private.utc_text(person.expires_at),
        'isYou', person.id = caller.id))
      order by person.status, person.name, person.email)
    from (
      select m.id, m.name, m.email, m.role, 'active' as status, m.created_at as since, null::timestamptz as expires_at
      from public.members as m where m.partner_id = caller.partner_id and m.active
      union all
      select i.id, i.name, i.email, i.role, 'invited', i.invited_at, i.expires_at
      from public.invitations as i
      where i.partner_id = caller.partner_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > private.now()
    ) as person), '[]'));
end;
$$;
comment on function public.list_members(jsonb) is
  'For an owner: the people of the own company and its open invitations: {} -> { items: [{ id, name, email, role, status: "active"|"invited", since, expiresAt?, isYou }] }, active ones first. Definer: so that it can ask for an owner; it gives rows of the caller''s partner only. Raises PT401 session_required, PT403 wrong_role.';

create function public.remove_member(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_owner();
  given uuid := private.uuid_of(request ->> 'id');
  leaving public.members;
begin
  -- One after the other per company: two owners who remove each other at the same moment leave one.
  perform from public.partners as p where p.id = caller.partner_id for update;
  caller := private.require_owner();

  perform private.because('remove_member');
  update public.invitations as i set revoked_at = private.now()
  where i.id = given and i.partner_id = caller.partner_id and i.accepted_at is null and i.revoked_at is null;
  if found then
    perform private.cancel_notifications('member_invited.' || given || '.');
    return '{}';
  end if;

  select * into leaving from public.members as m where m.id = given and m.partner_id = caller.partner_id and m.active;
  if leaving.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if leaving.role = 'owner' and not exists (
    select from public.members as m
    where m.partner_id = caller.partner_id and m.active and m.role = 'owner' and m.id <> leaving.id) then
    raise sqlstate 'PT409' using message = 'last_owner';
  end if;
  update public.members as m set active = false where m.id = leaving.id;
  return '{}';
end;
$$;
comment on function public.remove_member(jsonb) is
  'An owner removes a person of the own company, or takes an invitation back: { id } -> {}. The person is out at once, the row stays. Definer: it writes where nobody may write, and asks for an owner first. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown, or of another company), PT409 last_owner.';

create function public.change_member_role(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_owner();
  changing public.members;
begin
  -- One after the other per company, as in remove_member().
  perform from public.partners as p where p.id = caller.partner_id for update;
  caller := private.require_owner();

  select * into changing from public.members as m
  where m.id = private.uuid_of(request ->> 'id') and m.partner_id = caller.partner_id and m.active;
  if changing.id is null then
    raise sqlstate 'PT404' using message = 'not_found';
  end if;
  if request ->> 'role' is null or request ->> 'role' not in ('member', 'owner') then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'role';
  end if;
  if changing.role = 'owner' and request ->> 'role' = 'member' and not exists (
    select from public.members as m
    where m.partner_id = caller.partner_id and m.active and m.role = 'owner' and m.id <> changing.id) then
    raise sqlstate 'PT409' using message = 'last_owner';
  end if;
  perform private.accept_change(caller, 'member_roles');
  perform private.because('change_member_role');
  update public.members as m set role = request ->> 'role' where m.id = changing.id and m.role <> request ->> 'role';
  return jsonb_build_object('id', changing.id, 'role', request ->> 'role');
end;
$$;
comment on function public.change_member_role(jsonb) is
  'An owner makes a person of the own company an owner, or a member again: { id, role: "member"|"owner" } -> { id, role }. In effect at once. Definer: it writes where nobody may write, and asks for an owner first. Raises PT401 session_required, PT403 wrong_role, PT404 not_found (unknown, invited only, or of another company), PT409 last_owner, PT422 invalid_input, PT429 too_many_requests (60 an hour and person).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function public.invite_member(jsonb), public.list_members(jsonb), public.remove_member(jsonb),
  public.change_member_role(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function public.invite_member(jsonb), public.list_members(jsonb), public.remove_member(jsonb),
  public.change_member_role(jsonb) to authenticated;
