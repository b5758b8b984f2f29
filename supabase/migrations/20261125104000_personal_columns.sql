-- Where persons are written down. One list for export, erasure and the register's hashes: a column whose comment speaks of personal
-- data and which is not here fails tests/database/personal-columns.test.ts, and so does one here that the register keeps in plain.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.personal_columns()
  returns table (table_name text, key_column text, column_name text, treatment text, whose text, why text)
  language sql immutable security invoker set search_path = ''
as $$
  values
    ('public.members', 'id', 'name', 'own', 't.email = $1', null),
    ('public.members', 'id', 'email', 'own', 't.email = $1', null),
    ('public.staff', 'id', 'name', 'own', 't.email = $1', null),
    ('public.staff', 'id', 'email', 'own', 't.email = $1', null),
    ('public.applications', 'id', 'contact_name', 'own', 't.contact_email = $1', null),
    ('public.applications', 'id', 'contact_phone', 'own', 't.contact_email = $1', null),
    ('public.applications', 'id', 'contact_position', 'own', 't.contact_email = $1', null),
    ('public.applications', 'id', 'contact_email', 'own', 't.contact_email = $1', null),
    ('public.applications', 'id', 'decision_reason', 'words', null, null),
    ('public.invitations', 'id', 'name', 'own', 't.email = $1', null),
    ('public.invitations', 'id', 'email', 'own', 't.email = $1', null),
    ('public.decisions', 'id', 'reason', 'words', null, null),
    ('public.decisions', 'id', 'comment', 'words', null, null),
    ('public.offer_acceptances', 'id', 'full_name', 'kept', 't.accepted_by in (select m.id from public.members as m where m.email = $1)',
     'Who signed is part of the contract: without it neither side can prove the contract (ГК ст. 160, 438), and accounting keeps its documents for five years (402-ФЗ ст. 29). 152-ФЗ ст. 6 ч. 1 п. 5 allows it without consent.'),
    ('public.offer_acceptances', 'id', 'position', 'kept', 't.accepted_by in (select m.id from public.members as m where m.email = $1)',
     'As full_name: it says by what right the person signed.'),
    ('public.offer_acceptances', 'id', 'network_address', 'own',
     't.accepted_by in (select m.id from public.members as m where m.email = $1)', null),
    ('public.leads', 'id', 'contact_name', 'own', 't.contact_email = $1', null),
    ('public.leads', 'id', 'contact_phone', 'own', 't.contact_email = $1', null),
    ('public.leads', 'id', 'contact_email', 'own', 't.contact_email = $1', null),
    ('public.leads', 'id', 'need', 'words', null, null),
    ('public.leads', 'id', 'next_step', 'words', null, null),
    ('public.lead_events', 'id', 'details', 'words', null, null),
    ('public.lead_notes', 'id', 'text', 'words', null, null),
    ('public.pin_extensions', 'id', 'activity', 'words', null, null),
    ('public.partner_profiles', 'partner_id', 'phone', 'words', null, null),
    ('public.partner_profiles', 'partner_id', 'about', 'words', null, null),
    ('public.partner_profiles', 'partner_id', 'regions', 'words', null, null),
    ('public.files', 'id', 'name', 'words', null, null),
    ('public.files', 'id', 'bytes', 'words', null, null),
    ('public.appeals', 'id', 'statement', 'words', null, null),
    ('public.appeals', 'id', 'agreed_reason', 'words', null, null),
    ('public.appeals', 'id', 'agreed_comment', 'words', null, null),
    ('public.client_transfers', 'id', 'reason', 'words', null, null),
    ('public.enquiries', 'id', 'contact_name', 'own', 't.contact_email = $1', null),
    ('public.enquiries', 'id', 'contact_phone', 'own', 't.contact_email = $1', null),
    ('public.enquiries', 'id', 'message', 'own', 't.contact_email = $1', null),
    ('public.enquiries', 'id', 'contact_email', 'own', 't.contact_email = $1', null),
    ('public.passed_leads', 'id', 'need', 'words', null, null),
    ('public.passed_leads', 'id', 'comment', 'words', null, null),
    ('public.support_messages', 'id', 'text', 'words', null, null),
    ('public.consents', 'id', 'person_email', 'own', 't.person_email = $1', null),
    ('public.consents', 'id', 'network_address', 'own', 't.person_email = $1', null),
    ('public.consents', 'id', 'note', 'words', null, null),
    ('public.erasures', 'id', 'reason', 'words', null, null),
    ('public.lesson_completions', 'member_id', 'lesson', 'row', 't.member_id in (select m.id from public.members as m where m.email = $1)', null),
    ('public.page_feedback', 'id', 'comment', 'words', null, null),
    ('private.search_misses', 'query', 'query', 'words', null, null),
    ('private.notifications', 'id', 'recipient_name', 'own', 't.recipient_email = $1', null),
    ('private.notifications', 'id', 'payload', 'words', null, null),
    ('private.notifications', 'id', 'problem', 'words', null, null),
    ('private.notifications', 'id', 'recipient_email', 'own', 't.recipient_email = $1', null),
    ('private.idempotency_keys', 'key', 'answer', 'words', null, null),
    ('private.audit_reasons', 'record_id', 'reason', 'words', null, null);
$$;
comment on function private.personal_columns() is
  'Every column that holds personal data, and what erasure does with it. own: the cell belongs to the person of the row ("whose": a condition on the row t, $1 the mail address) and goes as a whole; row: the whole row is the person''s and goes; words: text somebody wrote, which may name anybody, of which the person''s values are taken out; kept: own, but it stays, and why. Of one table the address a condition asks for comes last.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function private.personal_columns() from public, anon, authenticated, service_role;
