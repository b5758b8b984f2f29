-- Revenue by quarter, as staff enter it: of the vendor in all, and through partners.

create table public.quarter_figures (
  id uuid not null default gen_random_uuid(),
  quarter text not null,
  total_revenue_kopecks bigint not null,
  partner_revenue_kopecks bigint not null,
  entered_by uuid,
  entered_at timestamptz not null,
  sample boolean not null default false,

  constraint quarter_figures_pkey primary key (id),
  constraint quarter_figures_entered_by_fkey foreign key (entered_by) references public.staff (id),
  constraint quarter_figures_quarter_is_one check (quarter ~ '^20[0-9]{2}-Q[1-4]$'),
  constraint quarter_figures_amounts_are_in_range check (total_revenue_kopecks between 0 and 1000000000000000),
  constraint quarter_figures_part_is_within_the_whole check (partner_revenue_kopecks between 0 and total_revenue_kopecks),
  constraint quarter_figures_somebody_enters check (sample or entered_by is not null)
);

create unique index quarter_figures_order_idx on public.quarter_figures (quarter, entered_at desc);
create index quarter_figures_entered_by_idx on public.quarter_figures (entered_by);

comment on table public.quarter_figures is
  'Revenue of a quarter as staff have entered it. A correction is a new row; the newest of a quarter counts, the others are its history.';
comment on column public.quarter_figures.id is 'Opaque id.';
comment on column public.quarter_figures.quarter is 'Calendar quarter in the programme''s time zone, such as 2026-Q4.';
comment on column public.quarter_figures.total_revenue_kopecks is 'Revenue of the vendor in that quarter, kopecks.';
comment on column public.quarter_figures.partner_revenue_kopecks is 'What of it came through partners, kopecks.';
comment on column public.quarter_figures.entered_by is 'Who entered it; null in the demo world.';
comment on column public.quarter_figures.entered_at is 'When (UTC).';
comment on column public.quarter_figures.sample is 'Belongs to the invented demo world.';

alter table public.quarter_figures enable row level security;

create policy "The vendor's people see the revenue that was entered" on public.quarter_figures for select to authenticated
  using ((select private.caller_is_staff()));

select private.audit_table('public.quarter_figures', 'id');

-- Private helpers ------------------------------------------------------------------------------------------------------------

create function private.quarter_of(day date) returns text
  language sql immutable security invoker set search_path = ''
as $$
  select extract(year from day)::integer || '-Q' || extract(quarter from day)::integer;
$$;
comment on function private.quarter_of(date) is 'The calendar quarter of a day, such as 2026-Q4.';

create function private.first_day(quarter text) returns date
  language plpgsql immutable security invoker set search_path = ''
as $$
begin
  if quarter is null or quarter !~ '^20[0-9]{2}-Q[1-4]$' then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'quarter';
  end if;
  return make_date(left(quarter, 4)::integer, right(quarter, 1)::integer * 3 - 2, 1);
end;
$$;
comment on function private.first_day(text) is 'The first day of a quarter. Raises PT422 invalid_input (quarter) for what is none.';

create function private.entered_figure(figure public.quarter_figures) returns jsonb
  language sql stable security invoker set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object('quarter', figure.quarter, 'totalRevenueKopecks', figure.total_revenue_kopecks,
    'partnerRevenueKopecks', figure.partner_revenue_kopecks, 'by', (select s.name from public.staff as s where s.id = figure.entered_by),
    'at', private.utc_text(figure.entered_at), 'sample', figure.sample));
$$;
comment on function private.entered_figure(public.quarter_figures) is 'What was entered for a quarter (EnteredFigure in figures-contract.ts).';

-- Public functions -----------------------------------------------------------------------------------------------------------

create function public.enter_figures(request jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = ''
as $$
declare
  caller private.caller := private.require_staff();
  answer jsonb := private.begin_request_of(caller, 'enter_figures', request);
  at timestamptz;
  quarter text := request ->> 'quarter';
  total bigint := (request ->> 'totalRevenueKopecks')::bigint;
  through bigint := (request ->> 'partnerRevenueKopecks')::bigint;
  known public.quarter_figures;
begin
  if answer is not null then
    return answer;
  end if;
  perform private.accept_change(caller, 'figures');
  perform pg_advisory_xact_lock(hashtextextended('enter_figures:' || quarter, 0));
  at := private.now();
  if private.first_day(quarter) > (at at time zone ((private.edition_in_force(at)).rules ->> 'timeZone'))::date then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'quarter';
  end if;
  if through > total then
    raise sqlstate 'PT422' using message = 'invalid_input', detail = 'partnerRevenueKopecks';
  end if;
  select * into known from public.quarter_figures as f where f.quarter = request ->> 'quarter' order by f.entered_at desc limit 1;
  if known.id is null or (known.total_revenue_kopecks, known.partner_revenue_kopecks) <> (total, through) then
    -- Who corrects a figure others have seen says why.
    if known.id is not null and request ->> 'reason' is null then
      raise sqlstate 'PT422' using message = 'invalid_input', detail = 'reason';
    end if;
    perform private.because('enter_figures', request ->> 'reason');
    insert into public.quarter_figures (quarter, total_revenue_kopecks, partner_revenue_kopecks, entered_by, entered_at)
    values (enter_figures.request ->> 'quarter', total, through, caller.id, at) returning * into known;
  end if;
  return private.finish_request_of(caller, 'enter_figures', request, private.entered_figure(known));
end;
$$;
comment on function public.enter_figures(jsonb) is
  'For staff: the revenue of a quarter, or its correction, which keeps what stood there: { quarter, totalRevenueKopecks, partnerRevenueKopecks, reason?, idempotencyKey?, requestSha256? } -> EnteredFigure. The same figures again change nothing. Definer: written by functions only. Raises PT401 session_required, PT403 wrong_role, PT422 idempotency_key_reused, PT422 invalid_input (quarter: none, or one that has not begun; partnerRevenueKopecks: more than the total; reason: a correction without one), PT429 too_many_requests (60 an hour and person).';

-- Grants ---------------------------------------------------------------------------------------------------------------------

revoke all on public.quarter_figures from public, anon, authenticated, service_role;
revoke all on function
  private.quarter_of(date), private.first_day(text), private.entered_figure(public.quarter_figures), public.enter_figures(jsonb)
  from public, anon, authenticated, service_role;

grant select on public.quarter_figures to authenticated;
grant execute on function
  private.quarter_of(date), private.first_day(text), private.entered_figure(public.quarter_figures), public.enter_figures(jsonb)
  to authenticated;
