/*
 * Direct writes at random, as the owner of the database writes who passes by all functions: new pins, moved, prolonged, shortened, given
 * to another client, many at once. Periods end and begin on a grid, so that they touch, overlap by an instant and contain each other
 * often. Runs in the database: `writes` attempts, each a transaction of its own as far as its effect goes.
 */
export const randomWritesSql = (writes: number, seed: number): string => `
do $writes$
declare
  clients uuid[] := array(select id from public.clients order by id limit 12);
  lead public.leads;
  starts timestamptz;
  span tstzrange;
  accepted integer := 0;
  refused integer := 0;
begin
  perform setseed(${seed / 10_000});
  select * into lead from public.leads limit 1;
  for attempt in 1 .. ${writes} loop
    starts := timestamptz '2026-01-01 00:00:00Z' + make_interval(hours => 24 * floor(random() * 400)::integer)
      + case when random() < 0.2 then interval '1 microsecond' * (floor(random() * 3) - 1) else interval '0' end;
    span := tstzrange(starts, starts + make_interval(hours => 24 * (1 + floor(random() * 90)::integer)),
      (array['[)', '[)', '[)', '[)', '[]', '(]', '()'])[1 + floor(random() * 7)::integer]);
    begin
      case floor(random() * 6)::integer
        when 0, 1, 2 then
          insert into public.client_pins (client_id, partner_id, lead_id, granted_at, protected_until, period, edition, rule)
          values (clients[1 + floor(random() * array_length(clients, 1))::integer], lead.partner_id, lead.id, lower(span), upper(span), span, lead.edition, 'pin.protectionDays');
        when 3 then
          update public.client_pins p set period = span, granted_at = lower(span), protected_until = upper(span)
          where p.id = (select id from public.client_pins offset floor(random() * 200)::integer limit 1);
        when 4 then
          update public.client_pins p set client_id = clients[1 + floor(random() * array_length(clients, 1))::integer]
          where p.id in (select id from public.client_pins offset floor(random() * 200)::integer limit 2);
        else
          update public.client_pins p set ended_by = 'released', period = tstzrange(lower(p.period), lower(p.period) + (upper(p.period) - lower(p.period)) / 2, '[)')
          where p.id = (select id from public.client_pins offset floor(random() * 200)::integer limit 1);
      end case;
      -- Room for more, or soon everything is taken.
      if attempt % 50 = 0 then
        delete from public.client_pins where id in (select id from public.client_pins order by random() limit 8);
      end if;
      accepted := accepted + 1;
    exception when exclusion_violation or check_violation or deadlock_detected then
      refused := refused + 1;
    end;
  end loop;
  insert into writes_done values (accepted, refused);
end $writes$;`;

/** Before the first: twelve clients, one lead, and a place for the count. The triggers of the register sleep, or it would be the test. */
export const prepareWritesSql = `
create table writes_done (accepted integer not null, refused integer not null);
set session_replication_role = replica;
insert into public.clients (country, tax_id, name) select 'RU', '0088' || lpad(n::text, 6, '0'), 'Клиент ' || n from generate_series(1, 12) n;
insert into public.leads (partner_id, client_id, source, status, client_name, country, tax_id, edition, rule)
select gen_random_uuid(), c.id, 'partner', 'pinned', c.name, c.country, c.tax_id, '2020-01', 'pin' from public.clients c limit 1;
reset session_replication_role;`;

export const sleepingSql = 'set session_replication_role = replica;';

export const overlapsSql = `
select count(*)::integer as overlaps from public.client_pins a join public.client_pins b
  on b.client_id = a.client_id and b.id > a.id and b.period && a.period`;

export const dropConstraintSql = 'alter table public.client_pins drop constraint client_pins_one_partner_at_a_time;';
