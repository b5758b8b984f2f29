-- Which tables are audited, by which key, and which of their columns hold personal values or words a person wrote.
-- A table of "public" that is not here fails tests/database/audit.test.ts until it is, or is declared there as not audited.

do $$
begin
  perform private.audit_table('public.programme_editions', 'id');
  perform private.audit_table('public.partners', 'id');
  perform private.audit_table('public.members', 'id', 'name', 'email');
  perform private.audit_table('public.staff', 'id', 'name', 'email');
  perform private.audit_table('public.applications', 'id',
    'contact_name', 'contact_email', 'contact_phone', 'contact_position', 'decision_reason');
  perform private.audit_table('public.invitations', 'id', 'email', 'name');
  perform private.audit_table('public.decisions', 'id', 'reason', 'comment');
  perform private.audit_table('public.offers', 'sha256');
  perform private.audit_table('public.offer_acceptances', 'id', 'full_name', 'position', 'network_address');
  perform private.audit_table('public.clients', 'id');
  perform private.audit_table('public.leads', 'id', 'contact_name', 'contact_email', 'contact_phone', 'need', 'next_step');
  perform private.audit_table('public.lead_events', 'id', 'details');
  perform private.audit_table('public.lead_reviews', 'lead_id');
  perform private.audit_table('public.client_pins', 'id');
  perform private.audit_table('public.pin_extensions', 'id', 'activity');
  perform private.audit_table('public.receipts', 'id');
  perform private.audit_table('public.waiting_list', 'id');
  perform private.audit_table('public.files', 'id', 'name', 'bytes');
  perform private.audit_table('public.appeals', 'id', 'statement', 'agreed_reason', 'agreed_comment');
  perform private.audit_table('public.enquiries', 'id', 'contact_name', 'contact_email', 'contact_phone', 'message');
  perform private.audit_table('public.passed_leads', 'id', 'need', 'comment');
  perform private.audit_table('public.consents', 'id', 'person_email', 'network_address', 'note');
  perform private.audit_table('public.erasures', 'id', 'reason');
end
$$;
