import type { TestDatabase } from './database-pglite.ts';

export { people } from './register-world.ts';

/** Two partners with their people, and the vendor's, as in the demo world. Gives the ids of the partners. */
export async function seedPartners(database: TestDatabase): Promise<{ sever: string; most: string }> {
  await database.query(`
    insert into public.staff (name, email, role) values
      ('Мария Сотова', 'maria@uley.example', 'account_manager'), ('Глеб Медунов', 'lead@uley.example', 'programme_lead')`);
  await database.query(`
    insert into public.partners (name, country, tax_id, site) values
      ('Северный контур', 'RU', '0012345673', 'sever.example'), ('Южный мост', 'RU', '0023456784', 'most.example')`);
  await database.query(`
    insert into public.members (partner_id, name, email, role)
    select p.id, m.name, m.email, m.role
    from (values ('0012345673', 'Анна Ветрова', 'anna@sever.example', 'owner'),
                 ('0012345673', 'Антон Ладный', 'anton@sever.example', 'member'),
                 ('0023456784', 'Борис Причалов', 'boris@most.example', 'owner')) as m (tax_id, name, email, role)
    join public.partners as p on p.tax_id = m.tax_id`);
  const [ids] = await database.query<{ sever: string; most: string }>(`
    select (select id from public.partners where tax_id = '0012345673') as sever,
           (select id from public.partners where tax_id = '0023456784') as most`);
  return ids!;
}
