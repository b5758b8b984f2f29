-- GET /api/offer, POST /api/offer/acceptance, and the letter to owners when an edition with material changes comes into force.

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.accept_offer(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_owner();
  answer jsonb := private.begin_request_of(caller, 'accept_offer', request);
  at timestamptz;
  edition public.programme_editions;
  offer public.offers;
  accepted public.offer_acceptances;
begin
  if answer is not null then
    return answer;
  end if;
  -- One after the other per company: two owners at the same moment make one contract.
  perform pg_advisory_xact_lock(hashtextextended('accept_offer:' || caller.partner_id, 0));
  at := private.now();
  edition := private.edition_in_force(at);
  select * into offer from public.offers as o where o.edition = edition.id and o.sha256 = request ->> 'sha256' limit 1;
  if offer.edition is null or request ->> 'edition' is distinct from edition.id then
    raise sqlstate 'PT409' using message = 'offer_changed';
  end if;

  select * into accepted from public.offer_acceptances as a
  where a.partner_id = caller.partner_id and a.edition = edition.id;
  if accepted.id is null then
    perform private.because('accept_offer', null, 'lead.requireOffer', edition.id);
    while accepted.id is null loop
      insert into public.offer_acceptances (
        partner_id, edition, language, sha256, full_name, position, authority, accepted_by, network_address, accepted_at)
      values (caller.partner_id, edition.id, offer.language, offer.sha256, request ->> 'fullName', request ->> 'position',
              request ->> 'authority', caller.id, (request ->> 'networkAddress')::inet, at)
      on conflict on constraint offer_acceptances_number_is_unique do nothing
      returning * into accepted;
    end loop;
    perform private.enqueue_notification('offer_accepted', caller.email, caller.name, caller.locale,
      jsonb_build_object('receiptNumber', accepted.number, 'at', private.utc_text(accepted.accepted_at), 'edition', accepted.edition,
        'language', accepted.language, 'sha256', accepted.sha256, 'fullName', accepted.full_name, 'position', accepted.position,
        'partnerName', (select p.name from public.partners as p where p.id = caller.partner_id)),
      'offer_accepted.' || accepted.number);
  end if;

  answer := jsonb_build_object('receipt', jsonb_build_object(
    'number', accepted.number, 'at', private.utc_text(accepted.accepted_at), 'sha256', accepted.sha256));
  return private.finish_request_of(caller, 'accept_offer', request, answer);
end;
$$;
comment on function public.accept_offer(jsonb) is
  'An owner accepts the offer of the edition in force: { edition, sha256, fullName, position, authority: "charter"|"power_of_attorney", networkAddress, idempotencyKey?, requestSha256? } -> { receipt: { number, at, sha256 } }. The checksum says which language was shown. The company has accepted already: the first receipt again. Definer: it writes where nobody may write, and asks for an owner first. Raises PT401 session_required, PT403 wrong_role, PT409 offer_changed (another edition is in force, or no offer of it has this checksum), PT422 idempotency_key_reused.';

create function public.read_offer(request jsonb) returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  wanted text := request ->> 'language';
  partner uuid := private.caller_partner_id();
  edition public.programme_editions := private.edition_in_force(at);
  offer public.offers;
  accepted public.offer_acceptances;
  answer jsonb;
begin
  -- A legal text is shown in the languages it is written in: another reader gets the first of them.
  select * into offer from public.offers as o where o.edition = edition.id
  order by o.language = wanted desc, o.language = 'ru' desc, o.language limit 1;
  if offer.edition is null then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  end if;
  answer := jsonb_build_object('edition', edition.id, 'number', edition.number, 'inForceFrom', edition.rules -> 'inForceFrom',
    'language', offer.language, 'sha256', offer.sha256,
    'changes', coalesce(edition.rules #>> array['changes', wanted], edition.rules #>> '{changes,ru}', ''));
  if partner is null then
    return answer;
  end if;

  -- Column by column: the network address is readable for nobody.
  select a.number, a.edition, a.full_name, a.accepted_at into accepted.number, accepted.edition, accepted.full_name, accepted.accepted_at
  from public.offer_acceptances as a where a.partner_id = partner order by a.accepted_at desc limit 1;
  answer := answer || jsonb_build_object('isAccepted', private.has_accepted(partner, at), 'owners', coalesce((
    select jsonb_agg(m.name order by m.name) from public.members as m where m.partner_id = partner and m.active and m.role = 'owner'), '[]'));
  if accepted.number is null then
    return answer;
  end if;
  return answer || jsonb_build_object(
    'acceptance', jsonb_build_object('at', private.utc_text(accepted.accepted_at), 'by', accepted.full_name,
      'edition', accepted.edition, 'receipt', accepted.number),
    'changedSince', coalesce((
      select jsonb_agg(jsonb_build_object('edition', e.id, 'number', e.number, 'inForceFrom', e.rules -> 'inForceFrom',
        'material', e.rules -> 'material', 'changes', coalesce(e.rules #>> array['changes', wanted], e.rules #>> '{changes,ru}', ''))
        order by e.in_force_from)
      from public.programme_editions as e
      where e.in_force_from <= at
        and e.in_force_from > (select own.in_force_from from public.programme_editions as own where own.id = accepted.edition)), '[]'));
end;
$$;
comment on function public.read_offer(jsonb) is
  'The offer in force: { language } -> { edition, number, inForceFrom, language, sha256, changes }; for a person of a partner also { isAccepted, owners: [name], acceptance?: { at, by, edition, receipt }, changedSince?: [{ edition, number, inForceFrom, material, changes }] }, the editions that came after the accepted one. isAccepted is false while the partner has to accept before it registers. Anybody may ask; what belongs to a partner comes under the policies of the caller. Raises PT503 edition_not_published.';

create function public.announce_editions() returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  at timestamptz := private.now();
  edition public.programme_editions := private.edition_in_force(at);
  owner record;
  told integer := 0;
begin
  for owner in
    select m.id, m.email, m.name, m.locale, p.id as partner_id, p.name as partner_name
    from public.members as m join public.partners as p on p.id = m.partner_id
    where m.active and m.role = 'owner' and p.status = 'active'
      -- Who has never accepted was asked when the application was approved.
      and exists (select from public.offer_acceptances as a where a.partner_id = p.id)
      and not private.has_accepted(p.id, at)
      and not exists (select from private.notifications as n where n.idempotency_key = 'offer_changed.' || edition.id || '.' || m.id)
  loop
    perform private.enqueue_notification('offer_changed', owner.email, owner.name, owner.locale,
      jsonb_build_object('edition', edition.id, 'number', edition.number, 'inForceFrom', edition.rules -> 'inForceFrom',
        'partnerName', owner.partner_name,
        'changes', coalesce(edition.rules #>> array['changes', owner.locale], edition.rules #>> '{changes,ru}', '')),
      'offer_changed.' || edition.id || '.' || owner.id);
    told := told + 1;
  end loop;
  return jsonb_build_object('told', told);
end;
$$;
comment on function public.announce_editions() is
  'Tells the owners of partners who accepted an older edition, once per edition and owner, that the offer has materially changed and has to be accepted again -> { told }. For the server''s schedule. Definer: it reads people, whom the server''s role may not see.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function public.accept_offer(jsonb), public.read_offer(jsonb), public.announce_editions()
  from public, anon, authenticated, service_role;

grant execute on function public.accept_offer(jsonb) to authenticated;
-- The offer is public: the server reads it for somebody who is not signed in.
grant execute on function public.read_offer(jsonb), private.now(), private.edition_in_force(timestamptz),
  private.has_accepted(uuid, timestamptz), private.utc_text(timestamptz), private.caller_partner_id()
  to authenticated, service_role;
grant execute on function public.announce_editions() to service_role;
