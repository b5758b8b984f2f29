-- /api/course: which lessons of the course a partner's person has done.

create table public.lesson_completions (
  member_id uuid not null,
  lesson text not null,
  completed_at timestamptz not null default private.now(),

  constraint lesson_completions_pkey primary key (member_id, lesson),
  constraint lesson_completions_member_id_fkey foreign key (member_id) references public.members (id) on delete cascade,
  constraint lesson_completions_lesson_is_module_and_lesson check (
    char_length(lesson) <= 200 and lesson ~ '^[a-z0-9]+([-.][a-z0-9]+)*$' and position('.' in lesson) > 0)
);

comment on table public.lesson_completions is
  'That a person has done a lesson. The person''s own note, which it may take back: a row is deleted with it, nothing of it is recorded.';
comment on column public.lesson_completions.member_id is 'Who.';
comment on column public.lesson_completions.lesson is
  'Which lesson: the names of its module and of itself in its address, "programme.how-both-earn". Personal data.';
comment on column public.lesson_completions.completed_at is 'When, for the first time (UTC).';

alter table public.lesson_completions enable row level security;

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.read_course(request jsonb) returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
begin
  return jsonb_build_object('completed', coalesce((
    select jsonb_agg(jsonb_build_object('lesson', c.lesson, 'at', private.utc_text(c.completed_at)) order by c.completed_at, c.lesson)
    from public.lesson_completions as c where c.member_id = caller.id), '[]'));
end;
$$;
comment on function public.read_course(jsonb) is
  'What the caller has done of the course: {} -> { completed: [{ lesson, at }] }, the first done on top. Definer: nobody reads the table; it gives the caller''s own rows. Raises PT401 session_required, PT403 wrong_role (the vendor''s people read the course without marks).';

create function public.complete_lesson(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
  done public.lesson_completions;
begin
  perform private.accept_change(caller, 'lessons');
  insert into public.lesson_completions as c (member_id, lesson) values (caller.id, request ->> 'lesson')
  -- Not "do nothing": of two at once the second gets the row of the first.
  on conflict on constraint lesson_completions_pkey do update set completed_at = c.completed_at
  returning * into done;
  return jsonb_build_object('lesson', done.lesson, 'at', private.utc_text(done.completed_at));
end;
$$;
comment on function public.complete_lesson(jsonb) is
  'The caller has done a lesson: { lesson } -> { lesson, at }. A second time it answers the first moment. The server knows which lessons there are and asks for no others. Definer: nobody writes the table. Raises PT401 session_required, PT403 wrong_role, PT429 too_many_requests (300 an hour and person).';

create function public.reopen_lesson(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_member();
begin
  delete from public.lesson_completions as c where c.member_id = caller.id and c.lesson = request ->> 'lesson';
  return '{}';
end;
$$;
comment on function public.reopen_lesson(jsonb) is
  'The caller takes back that a lesson is done: { lesson } -> {}. A second time it changes nothing. Definer: nobody writes the table. Raises PT401 session_required, PT403 wrong_role.';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.lesson_completions from public, anon, authenticated, service_role;
revoke all on function public.read_course(jsonb), public.complete_lesson(jsonb), public.reopen_lesson(jsonb)
  from public, anon, authenticated, service_role;

grant execute on function public.read_course(jsonb), public.complete_lesson(jsonb), public.reopen_lesson(jsonb) to authenticated;
