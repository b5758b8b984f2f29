import type { TestDatabase } from './database-pglite.ts';
import { testEdition } from './database-requests.ts';

/** People of the world in which the register is tested. */
export const people = {
  anna: 'anna@sever.example',
  anton: 'anton@sever.example',
  boris: 'boris@most.example',
  maria: 'maria@uley.example',
  lead: 'lead@uley.example',
} as const;

/** Two partners that have accepted the offer, an account manager and a programme lead; as the owner of the database. */
export const registerWorldSql = `
insert into public.staff (name, email, role, locale) values
  ('Мария Сотова', 'maria@uley.example', 'account_manager', 'ru'), ('Глеб Медунов', 'lead@uley.example', 'programme_lead', 'ru');
insert into public.partners (name, country, tax_id, site) values
  ('Северный контур', 'RU', '0012345673', 'sever.example'), ('Южный мост', 'RU', '0023456784', 'most.example');
insert into public.members (partner_id, name, email, role)
select p.id, m.name, m.email, m.role from public.partners p join (values
  ('0012345673', 'Анна Ветрова', 'anna@sever.example', 'owner'), ('0012345673', 'Антон Ладный', 'anton@sever.example', 'member'),
  ('0023456784', 'Борис Причалов', 'boris@most.example', 'owner')) as m (tax_id, name, email, role) on m.tax_id = p.tax_id;
insert into public.offers (edition, language, sha256, text)
select e.id, 'ru', encode(sha256(convert_to('Оферта', 'UTF8')), 'hex'), 'Оферта' from public.programme_editions e
on conflict do nothing;
insert into public.offer_acceptances (partner_id, edition, language, sha256, full_name, position, authority, accepted_by, accepted_at)
select m.partner_id, o.edition, o.language, o.sha256, m.name, 'Директор', 'charter', m.id, private.now()
from public.members m cross join lateral (
  select o.* from public.offers o join public.programme_editions e on e.id = o.edition
  where o.language = 'ru' and e.in_force_from <= private.now() order by e.in_force_from desc limit 1) o
where m.role = 'owner';
`;

/** Changes of the rules for one test, by their dotted keys: `{ 'quota.openRegistrations': 2 }`. */
export type RuleChanges = Record<string, unknown>;

/** Empties the database, publishes the test's edition (with changes) and puts the world in. */
export async function makeRegisterWorld(database: TestDatabase, changes: RuleChanges = {}): Promise<void> {
  await database.empty();
  await database.call('publish_edition', editionWith(changes));
  await database.pglite.exec(registerWorldSql);
}

/** The ids of the partners by their names. */
export async function partnerIds(database: TestDatabase): Promise<Record<string, string>> {
  const rows = await database.query<{ id: string; name: string }>('select id, name from public.partners');
  return Object.fromEntries(rows.map(({ id, name }) => [name, id]));
}

/** The id of a client's letter, as Maria has filed it. */
export async function fileLetter(database: TestDatabase): Promise<string> {
  const file = await database.callAs<{ id: string }>(people.maria, 'add_file', {
    name: 'письмо.pdf',
    mediaType: 'application/pdf',
    base64: Buffer.from('%PDF-1.7 письмо').toString('base64'),
  });
  return file.id;
}

export function editionWith(changes: RuleChanges) {
  const edition = structuredClone(testEdition());
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop()!;
    const place = keys.reduce<Record<string, unknown>>(
      (at, key) => at[key] as Record<string, unknown>,
      edition.rules as unknown as Record<string, unknown>,
    );
    place[last] = value;
  }
  return edition;
}

/** A registration of the client with this tax id, as the function `leads` hands it over. */
export const leadOf = (
  taxId: string,
  more: { name?: string; site?: string; contact?: object; country?: string } = {},
) => ({
  client: {
    name: more.name ?? `Клиент ${taxId}`,
    country: more.country ?? 'RU',
    taxId,
    ...(more.site && { site: more.site }),
  },
  ...(more.contact && { contact: more.contact }),
  solutions: [],
  need: 'Хотят корпоративный портал.',
});

/** Tax ids in the shape of the database, each another: region code 00 is never issued. */
export const taxIdNumber = (n: number) => `00${String(n).padStart(8, '0')}`;

/** Tax ids with a right checksum and the region code 00, which is never issued. */
export function checkedTaxId(n: number): string {
  const digits = `00${String(n).padStart(7, '0')}`;
  const sum = [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + ((sum % 11) % 10);
}
