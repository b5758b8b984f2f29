/**
 * Clients of the first partner of the register's world, pinned `n` times; every third by Антон, every seventh extended, their ends spread from
 * grace to the far end. As the owner of the database, past the quota: what is measured is reading.
 */
export const manyClientsSql = (n: number, partnerTaxId = '0012345673') => `
set session_replication_role = replica;
with made as (
  select i, gen_random_uuid() as client_id, gen_random_uuid() as lead_id, gen_random_uuid() as pin_id,
    '00' || lpad(i::text, 8, '0') as tax_id,
    (array['Завод', 'Верфь', 'Пекарня', 'Лесхоз', 'Типография', 'Обсерватория'])[1 + i % 6] || ' № ' || i as name,
    private.now() + interval '1 hour' * (i % 2160 - 100) as until
  from generate_series(1, ${n}) as i),
of_partner as (select p.id from public.partners as p where p.tax_id = '${partnerTaxId}'),
edition as (select e.id from public.programme_editions as e where e.in_force_from <= private.now() order by e.in_force_from desc limit 1),
c as (insert into public.clients (id, country, tax_id, name) select client_id, 'RU', tax_id, name from made),
l as (insert into public.leads (id, partner_id, client_id, source, status, client_name, country, tax_id, need, edition, rule, registered_by)
  select lead_id, (select id from of_partner), client_id, 'partner', 'pinned', name, 'RU', tax_id, 'Портал', (select id from edition), 'pin.protectionDays',
    (select m.id from public.members as m where m.partner_id = (select id from of_partner)
     order by m.name = case when i % 3 = 0 then 'Антон Ладный' else 'Анна Ветрова' end desc, m.name limit 1)
  from made),
p as (insert into public.client_pins (id, client_id, partner_id, lead_id, granted_at, protected_until, period, edition, rule, extensions)
  select pin_id, client_id, (select id from of_partner), lead_id, until - interval '2160 hours', until,
    tstzrange(until - interval '2160 hours', until + interval '168 hours', '[)'), (select id from edition), 'pin.protectionDays',
    case when i % 7 = 0 then 1 else 0 end
  from made)
insert into public.receipts (action, pin_id, partner_id, client_name, issued_at, protected_until, edition, rule, record_id, record_sha256)
select 'pinned', pin_id, (select id from of_partner), name, until - interval '2160 hours', until, (select id from edition), 'pin.protectionDays', i,
  repeat('a', 64)
from made;
reset session_replication_role;
analyze public.client_pins, public.leads, public.receipts;
`;
