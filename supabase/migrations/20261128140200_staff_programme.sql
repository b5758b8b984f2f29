-- What staff see of the programme: the edition in force, those to come and before, and who is bound by which.

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.staff_programme() returns jsonb
  language plpgsql stable security invoker set search_path = ''
as $$
declare
  at timestamptz := private.now();
  edition public.programme_editions := private.edition_in_force(at);
  material public.programme_editions;
begin
  perform private.require_staff();
  if edition.id is null then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  end if;
  -- The last edition that had to be accepted anew: from it on a partner that has not does not register.
  select * into material from public.programme_editions as e
  where e.in_force_from <= at and (e.rules ->> 'material')::boolean order by e.in_force_from desc limit 1;
  return jsonb_build_object('at', private.utc_text(at), 'inForce', edition.id,
    'editions', (
      select jsonb_agg(jsonb_build_object('id', e.id, 'number', e.number, 'inForceFrom', e.rules -> 'inForceFrom', 'publishedAt', e.published_at,
        'sample', e.sample, 'material', coalesce((e.rules ->> 'material')::boolean, false), 'changes', coalesce(e.rules -> 'changes', '{}'),
        'rulesSha256', e.rules_sha256, 'rules', e.rules,
        'accepted', (select count(*) from public.offer_acceptances as a where a.edition = e.id),
        'languages', (select coalesce(jsonb_agg(o.language order by o.language), '[]') from public.offers as o where o.edition = e.id))
        order by e.in_force_from desc)
      from public.programme_editions as e),
    'acceptance', (
      select jsonb_build_object(
        'partners', count(*), 'bound', count(*) filter (where private.has_accepted(p.id, at)),
        'requiredSince', material.rules -> 'inForceFrom', 'required', edition.rules #> '{lead,requireOffer}',
        'due', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', p.id, 'name', p.name,
            'acceptedEdition', private.accepted_edition(p.id),
            'since', private.utc_text(greatest(p.created_at, material.in_force_from)),
            'owners', (select jsonb_agg(m.name order by m.name) from public.members as m where m.partner_id = p.id and m.active and m.role = 'owner')))
          order by greatest(p.created_at, material.in_force_from), p.name) filter (where not private.has_accepted(p.id, at)), '[]'))
      from public.partners as p where p.status = 'active'));
end;
$$;
comment on function public.staff_programme() is
  'For staff -> StaffProgramme (staff-programme-contract.ts): every published edition with its rules and how many have accepted its offer, the newest first; which is in force; of the active partners how many are bound by it and who is not, and since when. Raises PT401 session_required, PT403 wrong_role, PT503 edition_not_published. Under the policies of the tables.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function public.staff_programme() from public, anon, authenticated, service_role;
grant execute on function public.staff_programme() to authenticated;
