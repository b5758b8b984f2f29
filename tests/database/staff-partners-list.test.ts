import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

interface Listed {
  items: { id: string; name: string; clients: number; accountManager?: { name: string } }[];
  next?: string;
  total: number;
}
const list = (request: object = {}) => database.callAs<Listed>(people.maria, 'list_partners', request);
const names = async (request: object) => (await list(request)).items.map(({ name }) => name);
const staffSeenBy = async (email: string) => {
  const sql = `select public.list_staff() as answer`;
  const [row] = await database.queryAsPerson<{ answer: { items: { email: string; isYou: boolean }[] } }>(email, sql);
  return row!.answer.items;
};
const idOf = async (table: string, where: string) =>
  (await database.query<{ id: string }>(`select id from public.${table} where ${where}`))[0]!.id;
const partner = () => idOf('partners', `name = 'Северный контур'`);

test('the list is sorted both ways and read page by page, every partner once', async () => {
  await database.pglite.exec(
    `insert into public.partners (name, country, tax_id) select 'Партнёр ' || n, 'RU', '00' || lpad((n + 900)::text, 8, '0') from generate_series(1, 7) n`,
  );
  for (const sort of ['name', '-name', 'since', '-clients', 'leads']) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Listed = await list({ sort, limit: 4, ...(cursor && { cursor }) });
      expect(page.total).toBe(9);
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size, sort).toBe(9);
    expect(seen).toHaveLength(9);
  }
  expect((await names({ sort: '-name' }))[0]).toBe('Южный мост');
  expect(await problemOf(list({ sort: 'salt' }))).toMatchObject({ message: 'invalid_input' });
});

test('it is narrowed by state, account manager and what was accepted', async () => {
  expect(await names({ status: 'suspended' })).toEqual([]);
  expect(await names({ accountManager: 'none' })).toHaveLength(2);
  expect(await names({ accepted: 'yes' })).toHaveLength(2);
  expect(await names({ accepted: '2020-01' })).toHaveLength(2);
  await database.pglite.exec(
    `delete from public.offer_acceptances where partner_id = (select id from public.partners where name = 'Южный мост')`,
  );
  expect(await names({ accepted: 'due' })).toEqual(['Южный мост']);
  expect(await names({ accepted: 'none' })).toEqual(['Южный мост']);
  expect(await names({ search: 'SEVER.example' })).toEqual(['Северный контур']);
});

test('any of the staff names the account manager; suspension stays with the programme lead', async () => {
  const id = await partner();
  const maria = await idOf('staff', `email = '${people.maria}'`);
  await database.callAs(people.maria, 'change_partner', { id, accountManagerId: maria });
  expect((await list({ accountManager: maria })).items).toMatchObject([{ accountManager: { name: 'Мария Сотова' } }]);
  expect(
    await problemOf(
      database.callAs(people.maria, 'change_partner', { id, accountManagerId: null, status: 'suspended' }),
    ),
  ).toMatchObject({ message: 'wrong_role' });
  // Nobody of a partner, and nobody who has left.
  for (const accountManagerId of [await idOf('members', `email = '${people.boris}'`), 'x'])
    expect(await problemOf(database.callAs(people.maria, 'change_partner', { id, accountManagerId }))).toMatchObject({
      message: 'invalid_input',
    });
  await database.callAs(people.maria, 'change_partner', { id, accountManagerId: null });
  expect((await list({ accountManager: 'none' })).items).toHaveLength(2);
});

test('the card holds people, acceptances, counts, what waits, and what staff changed and why', async () => {
  const id = await partner();
  await database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(1)) });
  await database.callAs(people.lead, 'change_partner', { id, status: 'suspended', reason: 'Долг по отчётам' });
  await database.callAs(people.lead, 'change_partner', { id, status: 'active', reason: 'Отчёты сданы' });
  expect(await database.callAs(people.maria, 'read_partner_card', { id })).toMatchObject({
    name: 'Северный контур',
    clients: 1,
    leads: 1,
    leadsByStatus: { pinned: 1 },
    quota: { used: 1, of: 25 },
    people: [{ name: 'Анна Ветрова', role: 'owner' }, { name: 'Антон Ладный' }],
    acceptances: [{ edition: '2020-01', by: 'Анна Ветрова' }],
    changes: [
      { status: 'active', reason: 'Отчёты сданы', by: 'Глеб Медунов' },
      { status: 'suspended', reason: 'Долг по отчётам' },
    ],
  });
  for (const unknown of ['00000000-0000-4000-8000-000000000000', 'x', null])
    expect(await problemOf(database.callAs(people.maria, 'read_partner_card', { id: unknown }))).toMatchObject({
      message: 'not_found',
    });
  for (const name of ['read_partner_card', 'list_partners'])
    expect(await problemOf(database.callAs(people.anna, name, { id }))).toMatchObject({ message: 'wrong_role' });
  expect(await problemOf(staffSeenBy(people.anna))).toMatchObject({ message: 'wrong_role' });
});

test('staff see each other, and which of them they are', async () => {
  const items = await staffSeenBy(people.maria);
  expect(items.map(({ email, isYou }) => [email, isYou])).toEqual([
    [people.lead, false],
    [people.maria, true],
  ]);
});
