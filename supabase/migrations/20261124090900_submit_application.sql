-- POST /api/applications: everything an application changes, in one transaction.

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.is_known_company(country text, tax_id text) returns boolean
  language sql stable security invoker set search_path = ''
as $$
  select
    exists (select from public.partners as p where p.country = is_known_company.country and p.tax_id = is_known_company.tax_id)
    or exists (select from public.applications as a
               where a.country = is_known_company.country and a.tax_id = is_known_company.tax_id
                 and a.suspicion is distinct from 'honeypot');
$$;
comment on function private.is_known_company(text, text) is
  'True when a partner or an earlier application (suspected spam apart) has this country and tax id.';

create function private.insert_application(request jsonb, received timestamptz, edition public.programme_editions)
  returns public.applications
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  company jsonb := request #> '{application,company}';
  contact jsonb := request #> '{application,contact}';
  known boolean;
  stored public.applications;
begin
  -- Two applications of one company at the same moment: the second sees the first.
  perform pg_advisory_xact_lock(hashtextextended('company:' || (company ->> 'country') || ':' || (company ->> 'taxId'), 0));
  known := private.is_known_company(company ->> 'country', company ->> 'taxId');

  -- 40 random bits: a number that is taken is one in many millions, and then the next one is tried.
  while stored.id is null loop
    insert into public.applications (
      edition, company_name, country, tax_id, site, headcount, client_sizes, fields, expertise, aim, contact_name, contact_email,
      contact_phone, contact_position, locale, fit, channel, suspicion, known_company, received_at, answer_by)
    values (
      edition.id, company ->> 'name', company ->> 'country', company ->> 'taxId', company ->> 'site',
      (company ->> 'headcount')::integer,
      array(select jsonb_array_elements_text(company -> 'clientSizes')),
      array(select jsonb_array_elements_text(company -> 'fields')),
      array(select jsonb_array_elements_text(company -> 'expertise')),
      request #>> '{application,aim}', contact ->> 'name', lower(contact ->> 'email'), contact ->> 'phone', contact ->> 'position',
      request #>> '{application,locale}', request -> 'fit', request ->> 'channel', request ->> 'suspicion', known, received,
      private.promised_date(received, (edition.rules #>> '{promise,answerBusinessDays}')::integer, edition.rules))
    on conflict on constraint applications_number_is_unique do nothing
    returning * into stored;
  end loop;

  insert into public.consents (
    subject_kind, subject_id, person_email, purpose, given, shown_text, shown_text_sha256, version, locale, network_address, answered_at)
  select 'application', stored.id, stored.contact_email, shown ->> 'purpose', (shown ->> 'given')::boolean, shown ->> 'text',
    shown ->> 'textSha256', shown ->> 'version', stored.locale, (request ->> 'networkAddress')::inet, received
  from jsonb_array_elements(request -> 'consents') as shown;

  -- Without consent to processing nothing of a person may be kept.
  if not exists (select from public.consents as c where c.subject_id = stored.id and c.purpose = 'processing') then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'consents.processing';
  end if;
  return stored;
end;
$$;
comment on function private.insert_application(jsonb, timestamptz, public.programme_editions) is
  'The rows of one application and its consents from the request of submit_application(). Raises PT422 invalid_input without a record of the consent to processing.';

create function private.tell_about_application(application public.applications) returns void
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  facts jsonb := jsonb_build_object(
    'number', application.number, 'companyName', application.company_name, 'contactName', application.contact_name,
    'answerBy', application.answer_by, 'fit', application.fit, 'edition', application.edition);
  facts_for_staff jsonb := facts || jsonb_build_object(
    'applicationId', application.id, 'country', application.country, 'taxId', application.tax_id,
    'knownCompany', application.known_company, 'suspicion', application.suspicion);
begin
  perform private.enqueue_notification('application_received', application.contact_email, application.contact_name,
    application.locale, facts, 'application_received.' || application.number);

  perform private.enqueue_staff_notification('account_manager', 'application_waiting', facts_for_staff,
    'application_waiting.' || application.number);
  perform private.enqueue_crm_event('application_received',
    jsonb_strip_nulls(jsonb_build_object(
      'number', application.number, 'companyName', application.company_name, 'country', application.country,
      'taxId', application.tax_id, 'contactName', application.contact_name, 'contactEmail', application.contact_email,
      'contactPhone', application.contact_phone)),
    'crm.application_received.' || application.number);
end;
$$;
comment on function private.tell_about_application(public.applications) is
  'Mails of a new application: application_received to the applicant, application_waiting to each active account manager, or to the staff address of the settings while there is none.';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.submit_application(request jsonb) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  operation constant text := 'submit_application';
  key text := request ->> 'idempotencyKey';
  edition public.programme_editions;
  stored public.applications;
  answer jsonb;
begin
  if key is not null then
    answer := private.begin_request(operation, key, request ->> 'requestSha256');
    if answer is not null then
      return answer || jsonb_build_object('replayed', true);
    end if;
  end if;

  edition := private.edition_in_force(private.now());
  if edition.id is null or edition.id is distinct from request ->> 'edition'
    or edition.rules_sha256 is distinct from request ->> 'rulesSha256' then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  end if;

  perform private.accept_within_limit('applications_per_hour', private.network_subject((request ->> 'networkAddress')::inet),
    (edition.rules #>> '{limits,applicationsPerHour}')::integer, interval '1 hour');

  perform private.because('submit_application', null, 'promise.answerBusinessDays', edition.id);
  stored := private.insert_application(request, private.now(), edition);
  if stored.suspicion is distinct from 'honeypot' then
    perform private.tell_about_application(stored);
  end if;

  answer := jsonb_build_object('number', stored.number, 'fit', stored.fit, 'answerBy', stored.answer_by);
  if key is not null then
    perform private.finish_request(operation, key, answer);
  end if;
  return answer || jsonb_build_object('replayed', false);
end;
$$;
comment on function public.submit_application(jsonb) is
  'Takes an application: { application: ApplicationRequest, fit: Fit, edition, rulesSha256, networkAddress, idempotencyKey?, requestSha256, consents: [{ purpose, given, text, textSha256, version }], channel: "json"|"form", suspicion?: "honeypot"|"no_stamp" } -> { number, fit, answerBy: date, replayed }. One transaction: application, consents, mails, idempotency key, count of the limit. A known company and suspected spam get the same answer as everybody. For the server alone: it takes facts only the server knows, such as the network address and the fit. Raises PT422 idempotency_key_reused, PT422 invalid_input, PT429 too_many_requests (detail = seconds to wait), PT503 edition_not_published (unknown, not in force now, or other rules).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on function
  private.is_known_company(text, text), private.insert_application(jsonb, timestamptz, public.programme_editions),
  private.tell_about_application(public.applications), public.submit_application(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function
  private.is_known_company(text, text), private.insert_application(jsonb, timestamptz, public.programme_editions),
  private.tell_about_application(public.applications), public.submit_application(jsonb)
  to service_role;
