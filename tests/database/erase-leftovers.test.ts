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

test('a value that was overwritten leaves no salt either, so that an erasure leaves none of it', async () => {
  const contact = { name: fullName, email: person, phone: '+7 912 777-13-31', consent: true };
  const { id } = await database.callAs<{ id: string }>(people.anna, 'register_lead', {
    lead: leadOf(taxIdNumber(1), { contact }),
  });
  // Whoever knows the salts can try names, as the register tells the hash of each.
  const known = async () => {
    const [row] = await database.query<{ fits: number }>(
      `select count(*)::integer as fits from private.audit_records as r
       join private.value_salts as s on s.row_id = r.content::jsonb ->> 'row'
       cross join unnest($1::text[]) as v
       where r.content::jsonb::text like '%' || encode(sha256(s.salt || convert_to(v, 'UTF8')), 'hex') || '%'`,
      [[fullName, person, contact.phone]],
    );
    return row!.fits;
  };
  expect(await known()).toBe(3);
  const other = { name: 'Вера Гавань', email: 'vera@gavan.example' };
  await database.callAs(people.anna, 'change_lead', { id, contact: other });
  await database.callAs(people.anna, 'change_lead', { id, contact: { ...other, name: 'Вера Ильинична Гавань' } });
  await erase();
  expect(await known()).toBe(0);
  // What stands there now is still compared with its record.
  const compared = `select public.compare_register() -> 'problems' as problems`;
  expect(await database.queryAs('service_role', compared)).toEqual([{ problems: [] }]);
  await database.pglite.exec(
    `set session_replication_role = replica; update public.leads set contact_name = 'Подмена'; reset session_replication_role`,
  );
  expect(await database.queryAs('service_role', compared)).toMatchObject([{ problems: [{ column: 'contact_name' }] }]);
});

test('a person is taken out of the regions a company names, line by line', async () => {
  await database.query(
    `insert into public.members (partner_id, name, email, role)
    select partner_id, $1, $2, 'member' from public.members where email = 'anna@sever.example'`,
    [fullName, person],
  );
  await database.callAs(people.anna, 'change_partner_profile', {
    regions: [`Урал, ${fullName}`, fullName, 'Карелия', person],
  });
  const mentions = await database.callAs<{ mentions: { column: string }[] }>(people.lead, 'export_person', {
    email: person,
  });
  expect(mentions.mentions.map(({ column }) => column)).toEqual(['regions']);
  await erase();
  expect(await database.query('select regions from public.partner_profiles')).toEqual([
    { regions: ['Урал, …', '…', 'Карелия'] },
  ]);
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

test('so are files of leads a note names, of transfers, and of threads of support', async () => {
  const pdf = (name: string) => ({
    name,
    mediaType: 'application/pdf',
    base64: Buffer.from(`%PDF-1.7 ${name.length}`).toString('base64'),
  });
  const register = async (n: number) =>
    (await database.callAs<{ id: string }>(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(n)) })).id;
  const [noted, moved, silent] = [await register(1), await register(2), await register(3)];
  await database.query(
    `insert into public.members (partner_id, name, email, role)
    select partner_id, $1, $2, 'member' from public.members where email = 'anna@sever.example'`,
    [fullName, person],
  );
  await database.callAs(people.anton, 'add_lead_note', { id: noted, text: `Решает ${fullName}.` });
  for (const [id, name] of [
    [noted, 'Скан заметки.pdf'],
    [silent, 'Чужой.pdf'],
  ] as const)
    await database.callAs(people.anna, 'add_lead_file', { id, ...pdf(name) });

  const keep = async (by: string, name: string) =>
    (await database.callAs<{ id: string }>(by, 'add_file', pdf(name))).id;
  const transfer = (leadId: string, fileId: string, reason: string) =>
    database.query(
      `insert into public.client_transfers (client_id, partner_id, held_by, lead_id, reason, file_id, above, asked_by, answer_by, edition, status)
       select l.client_id, p.id, l.partner_id, l.id, $3, $2, '{daysLeft}', s.id, '2027-01-01', l.edition, 'declined'
       from public.leads as l, public.partners as p, public.staff as s
       where l.id = $1 and p.name = 'Южный мост' and s.email = $4`,
      [leadId, fileId, reason, people.maria],
    );
  await transfer(moved, await keep(people.maria, 'Письмо клиента.pdf'), `Письмо подписала ${fullName}.`);
  await transfer(noted, await keep(people.maria, 'Выбор клиента.pdf'), 'Клиент выбрал.');
  await transfer(silent, await keep(people.maria, 'Чужой выбор.pdf'), 'Клиент выбрал.');

  const asked = await database.callAs<{ id: string }>(people.anna, 'ask_support', {
    kind: 'presale',
    help: 'other',
    text: 'Вот снимок.',
    files: [await keep(people.anna, 'Снимок.pdf')],
  });
  await database.callAs(people.anton, 'write_support', { id: asked.id, text: `На снимке ${fullName}.` });

  const { filesToLookAt } = await erase();
  expect(filesToLookAt.map(({ name }) => name).toSorted()).toEqual([
    'Выбор клиента.pdf',
    'Письмо клиента.pdf',
    'Скан заметки.pdf',
    'Снимок.pdf',
  ]);
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
