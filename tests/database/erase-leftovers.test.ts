import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { submitRequest, testApplication, type SubmitAnswer } from '../helpers/database-requests.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/* What an erasure cannot find by looking for a person's values: rows that are gone, files, the log of Supabase Auth. */
let database: TestDatabase;

const person = 'zoja.zvonkova@prichal.example';
const fullName = 'Зоя Платоновна Звонкова';

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => makeRegisterWorld(database));
afterAll(() => database?.close());

const erase = (email = person) =>
  database.callAs<{ erased: Record<string, number>; filesToLookAt: { id: string; name: string }[] }>(
    people.lead,
    'erase_person',
    { email, reason: 'Просьба.' },
  );

test('the register keeps no salt of a row that is gone, for no erasure would find it', async () => {
  const application = { ...testApplication, contact: { ...testApplication.contact, email: person } };
  const { number } = await database.call<SubmitAnswer>('submit_application', submitRequest({ application }));
  const [row] = await database.query<{ id: string }>('select id from public.applications where number = $1', [number]);
  const { decision } = await database.callAs<{ decision: { id: string } }>(people.maria, 'decide_application', {
    id: row!.id,
    decision: 'approve',
    reason: 'Подходит.',
  });
  const salts = () =>
    database.query(
      `select column_name from private.value_salts where table_name = 'public.invitations' order by column_name`,
    );
  expect(await salts()).toEqual([{ column_name: 'email' }, { column_name: 'name' }]);
  await database.callAs(people.maria, 'undo_decision', { id: decision.id });
  expect(await salts()).toEqual([]);
});

test('files in which no search sees the person are named, for somebody to look at', async () => {
  const { id: leadId } = await database.callAs<{ id: string }>(people.anna, 'register_lead', {
    lead: leadOf(taxIdNumber(1), { contact: { name: fullName, email: person, consent: true } }),
  });
  const add = async (by: string, name: string) =>
    (
      await database.callAs<{ id: string }>(by, 'add_file', {
        name,
        mediaType: 'application/pdf',
        base64: Buffer.from(`%PDF-1.7 compressed ${name.length}`).toString('base64'),
      })
    ).id;
  const chosen = await add(people.anna, 'Выбор клиента.pdf');
  const scan = await add(people.boris, 'Скан.pdf');
  await add(people.boris, 'Чужой.pdf');
  const named = await add(people.boris, `Паспорт ${fullName}.pdf`);
  // A client's written choice hangs on the lead's history, the ground of an appeal on the appeal.
  await database.query(
    `insert into public.lead_events (lead_id, kind, by_kind, details)
     values ($1, 'pinned', 'staff', jsonb_build_object('fileId', $2::text))`,
    [leadId, chosen],
  );
  await database.query(
    `insert into public.appeals (partner_id, member_id, client_id, client_name, statement, file_id, edition, answer_by)
     select m.partner_id, m.id, c.id, 'Клиент', $1, $2, '2020-01', '2027-01-01'
     from public.members as m, public.clients as c where m.email = $3`,
    [`Договаривалась ${fullName}.`, scan, people.boris],
  );
  const { filesToLookAt } = await erase();
  expect(filesToLookAt.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
    { id: chosen, name: 'Выбор клиента.pdf' },
    { id: named, name: 'Паспорт ….pdf' },
    { id: scan, name: 'Скан.pdf' },
  ]);

  // Of a person of a partner everything it uploaded.
  const boris = await erase(people.boris);
  expect(boris.filesToLookAt.map(({ id }) => id)).toContain(named);
  expect(boris.filesToLookAt).toHaveLength(3);
  expect((await erase(people.boris)).filesToLookAt).toEqual([]);
});

test('the log of Supabase Auth loses the lines that hold the address, taken literally', async () => {
  await database.pglite.exec(`
    create schema if not exists auth;
    create table auth.audit_log_entries (id integer, payload json);
    insert into auth.audit_log_entries values
      (1, '{"action": "login", "actor_username": "Zoja.Zvonkova@prichal.example"}'),
      (2, '{"action": "user_signedup", "traits": {"user_email": "zoja.zvonkova@prichal.example"}}'),
      (3, '{"action": "login", "actor_username": "zojaxzvonkova@prichal.example"}'), (4, null)`);
  try {
    expect((await erase()).erased).toEqual({ 'auth.audit_log_entries': 2 });
    expect(await database.query('select id from auth.audit_log_entries order by id')).toEqual([{ id: 3 }, { id: 4 }]);
  } finally {
    await database.pglite.exec('drop table auth.audit_log_entries');
  }
});
