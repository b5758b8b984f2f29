-- How many changes of one kind a person makes within an hour: more than anybody busy ever makes, fewer than a program run wild would.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.accept_change(caller private.caller, what text) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at_most integer := case what
    -- People of a partner.
    when 'lead_stages' then 300
    when 'lead_changes' then 300
    when 'lead_note_changes' then 300
    when 'waiting_places' then 120
    when 'lessons' then 300
    when 'profile_changes' then 60
    when 'notice_changes' then 120
    when 'member_roles' then 60
    -- The vendor's people.
    when 'support_answers' then 300
    when 'support_assignments' then 300
    when 'undone_decisions' then 300
    when 'partner_changes' then 300
    when 'client_standings' then 300
    when 'client_transfers' then 120
    when 'event_lists' then 60
    when 'notification_retries' then 300
    when 'figures' then 60
    when 'staff_changes' then 60
    when 'erasures' then 60
  end;
begin
  if at_most is null then
    raise exception 'no changes are called %', what;
  end if;
  perform private.accept_within_limit(what || '_per_hour', caller.id::text, at_most, interval '1 hour');
end;
$$;
comment on function private.accept_change(private.caller, text) is
  'Counts one change of a kind for the person who makes it. Raises PT429 too_many_requests (detail = seconds to wait) when there were too many within an hour. Called after what is refused or told again without a change.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function private.accept_change(private.caller, text) from public, anon, authenticated, service_role;
