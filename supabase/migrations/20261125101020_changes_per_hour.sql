-- How many changes of one kind a person makes within an hour: more than anybody busy ever makes, fewer than a program run wild would.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.accept_change(caller private.caller, what text) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  at_most integer;
begin
  -- Without an else: what is not named here fails.
  case what
    when 'lead_stages', 'lead_changes', 'lead_note_changes', 'lessons' then at_most := 300;
    when 'waiting_places', 'notice_changes' then at_most := 120;
    when 'profile_changes', 'member_roles' then at_most := 60;
    -- The vendor's people.
    when 'support_answers', 'support_assignments', 'undone_decisions', 'partner_changes', 'client_standings', 'notification_retries' then at_most := 300;
    when 'client_transfers' then at_most := 120;
    when 'event_lists', 'figures', 'staff_changes', 'erasures' then at_most := 60;
  end case;
  perform private.accept_within_limit(what || '_per_hour', caller.id::text, at_most, interval '1 hour');
end;
$$;
comment on function private.accept_change(private.caller, text) is
  'Counts one change of a kind for the person who makes it. Raises PT429 too_many_requests (detail = seconds to wait) when there were too many within an hour. Called after what is refused or told again without a change.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function private.accept_change(private.caller, text) from public, anon, authenticated, service_role;
