-- POST /api/page-feedback: readers tell whether a page was useful. Nothing here leads back to a person.

-- Before the table, because a constraint asks it.
create function private.masked(value text) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select regexp_replace(
    regexp_replace(value, '\S+\s[@＠]\s\S+|\S*[@＠]\S*', '…', 'g'),
    '\+?[0-9]([\s().‐‑–—−/-]{0,3}[0-9]){6,}', '…', 'g');
$$;
comment on function private.masked(text) is
  'The text with an ellipsis in place of what names a person or a company: mail addresses and @names, and seven or more digits (with the signs people write between them), which are telephones and tax ids; dates and long sums go with them. Masking twice changes nothing.';

create table public.page_feedback (
  id uuid not null default gen_random_uuid(),
  path text not null,
  language text not null,
  useful boolean not null,
  comment text,
  checked_on date,
  created_at timestamptz not null default private.now(),

  constraint page_feedback_pkey primary key (id),
  constraint page_feedback_path_is_an_address_of_a_page check (
    char_length(path) <= 300 and path ~ '^/([^/?#%\\[:space:][:cntrl:]]+/)*$'),
  constraint page_feedback_language_is_two_letters check (language ~ '^[a-z]{2}$'),
  constraint page_feedback_comment_is_one_line check (private.is_line(comment, 500)),
  constraint page_feedback_comment_is_masked check (comment = private.masked(comment))
);

create index page_feedback_path_idx on public.page_feedback (path, created_at);

comment on table public.page_feedback is
  'Answers to the question at the end of an article, whether it was useful. Who answered is not kept, neither an address nor its hash.';
comment on column public.page_feedback.id is 'Opaque id; a page with a script makes it, so that a comment sent after the answer joins the answer.';
comment on column public.page_feedback.path is 'Address of the page within the site, such as /kb/pinning/pin-a-client/.';
comment on column public.page_feedback.language is 'Language of the page: two letters, such as ru.';
comment on column public.page_feedback.useful is 'The answer.';
comment on column public.page_feedback.comment is 'What was missing, 1..500 characters, masked by private.masked(); null when nothing was written. May hold personal data.';
comment on column public.page_feedback.checked_on is 'The day the page was last checked, as the page that was read said: tells what was written about an older text. Null for pages without such a day.';
comment on column public.page_feedback.created_at is 'When the answer came (UTC).';

alter table public.page_feedback enable row level security;

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.submit_page_feedback(request jsonb) returns jsonb
  language plpgsql volatile security invoker set search_path = ''
as $$
declare
  operation constant text := 'submit_page_feedback';
  key text := request ->> 'idempotencyKey';
  subject text := private.network_subject((request ->> 'networkAddress')::inet);
  given_id uuid := (request ->> 'id')::uuid;
  masked_comment text := private.masked(request ->> 'comment');
  edition public.programme_editions;
begin
  if key is not null and private.begin_request(operation, key, request ->> 'requestSha256') is not null then
    return '{}';
  end if;

  edition := private.edition_in_force(private.now());
  if edition.id is null then
    raise sqlstate 'PT503' using message = 'edition_not_published';
  end if;
  perform private.accept_within_limit('page_feedback_per_hour', subject,
    (edition.rules #>> '{limits,feedbackPerHour}')::integer, interval '1 hour');

  -- A form without a script has no id: the same answer from the same network within a minute is a second click.
  if given_id is not null
    or private.accept_once('page_feedback_answer', concat_ws(' ', subject, request ->> 'path', request ->> 'useful', masked_comment),
         interval '1 minute') then
    insert into public.page_feedback as answer (id, path, language, useful, comment, checked_on)
    values (coalesce(given_id, gen_random_uuid()), request ->> 'path', request ->> 'language', (request ->> 'useful')::boolean,
            masked_comment, (request ->> 'checkedOn')::date)
    on conflict on constraint page_feedback_pkey do update
      set useful = excluded.useful, comment = coalesce(excluded.comment, answer.comment)
      where answer.path = excluded.path and answer.created_at > private.now() - interval '1 hour';
  end if;

  if key is not null then
    perform private.finish_request(operation, key, '{}');
  end if;
  return '{}';
end;
$$;
comment on function public.submit_page_feedback(jsonb) is
  'Takes an answer: { path, language, useful, comment?, checkedOn?: date, id?: uuid, networkAddress, idempotencyKey?, requestSha256? } -> {}. Masks the comment. An id sent again within an hour changes its answer and adds the comment; the same answer without an id within a minute is kept once. For the server alone: it knows the network address, which is counted by the limit and not kept, and that the page exists and its reader may read it. Raises PT422 idempotency_key_reused, PT429 too_many_requests (detail = seconds to wait), PT503 edition_not_published.';

create function public.page_feedback_by_page()
  returns table (path text, useful integer, not_useful integer, last_at timestamptz, comments jsonb)
  language sql stable security invoker set search_path = ''
as $$
  select
    answer.path,
    (count(*) filter (where answer.useful))::integer,
    (count(*) filter (where not answer.useful))::integer,
    max(answer.created_at),
    coalesce((
      select jsonb_agg(jsonb_build_object(
        'comment', last.comment, 'useful', last.useful, 'checkedOn', last.checked_on, 'at', last.created_at)
        order by last.created_at desc)
      from (
        select said.comment, said.useful, said.checked_on, said.created_at from public.page_feedback as said
        where said.path = answer.path and said.comment is not null
        order by said.created_at desc
        limit 5
      ) as last
    ), '[]')
  from public.page_feedback as answer
  group by answer.path
  order by 3 desc, 2, 1;
$$;
comment on function public.page_feedback_by_page() is
  'For editors: per page how many found it useful and how many did not, when the last answer came, and the last five comments, newest first; pages with most complaints first. For the server, which has read a session of staff.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.page_feedback from public, anon, authenticated, service_role;
revoke all on function private.masked(text), public.submit_page_feedback(jsonb), public.page_feedback_by_page()
  from public, anon, authenticated, service_role;

-- Update: a comment joins its answer.
grant select, insert, update on public.page_feedback to service_role;
grant execute on function private.masked(text), public.submit_page_feedback(jsonb), public.page_feedback_by_page()
  to service_role;
