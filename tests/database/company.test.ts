import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => makeRegisterWorld(database));
afterAll(() => database?.close());

const { anna, anton, boris, maria } = people;
const readPartner = async (by: string) =>
  (await database.queryAsPerson<{ answer: Record<string, unknown> }>(by, 'select public.read_partner() as answer'))[0]!
    .answer;
const profile = {
  site: 'sever-kontur.example',
  phone: '+7 812 000-00-01',
  about: 'Внедряем порталы',
  regions: ['Санкт-Петербург', 'Карелия'],
  solutions: ['corporate-university'],
};

describe('the company', () => {
  test('is what the contract says and what an owner says of it; its people read it', async () => {
    expect(await readPartner(anton)).toMatchObject({
      name: 'Северный контур',
      country: 'RU',
      taxId: '0012345673',
      site: 'sever.example',
      regions: [],
      solutions: [],
      owners: ['Анна Ветрова'],
      isOwner: false,
    });
    await database.callAs(anna, 'change_partner_profile', profile);
    expect(await readPartner(anton)).toMatchObject({ ...profile, isOwner: false });
    expect(await readPartner(boris)).toMatchObject({ name: 'Южный мост', regions: [], isOwner: true });
  });

  test('is changed as a whole: what is left out is emptied, and the contract stays', async () => {
    await database.callAs(anna, 'change_partner_profile', profile);
    await database.callAs(anna, 'change_partner_profile', {
      name: 'Другое имя',
      taxId: '1',
      regions: [],
      solutions: [],
    });
    const read = await readPartner(anna);
    expect(read).toMatchObject({ name: 'Северный контур', taxId: '0012345673', regions: [], solutions: [] });
    for (const gone of ['site', 'phone', 'about']) expect(read).not.toHaveProperty(gone);
  });

  test('tells its people who of the vendor looks after it, once somebody does', async () => {
    expect(await readPartner(anton)).not.toHaveProperty('accountManager');
    const [column] = await database.query<{ is: boolean }>(
      `select exists (select from pg_attribute where attrelid = 'public.partners'::regclass and attname = 'account_manager_id' and not attisdropped) as is`,
    );
    if (!column!.is) return;
    await database.query(
      `update public.partners set account_manager_id = (select id from public.staff where email = $1) where name = 'Северный контур'`,
      [maria],
    );
    expect(await readPartner(anton)).toMatchObject({ accountManager: { name: 'Мария Сотова', email: maria } });
    expect(await readPartner(boris)).not.toHaveProperty('accountManager');
  });

  test('is in the register: who changed it and when, and no telephone', async () => {
    await database.callAs(anna, 'change_partner_profile', profile);
    const [record] = await database.query<{ content: string }>(
      `select content from private.audit_records where content::jsonb ->> 'table' = 'public.partner_profiles' order by id desc limit 1`,
    );
    expect(JSON.parse(record!.content)).toMatchObject({ action: 'change_partner_profile', actor: { kind: 'member' } });
    expect(record!.content.replaceAll(/\D/g, '')).not.toContain('8120000001');
  });

  test.each([
    [anton, 'PT403', 'wrong_role'],
    [maria, 'PT403', 'wrong_role'],
    ['nobody@other.example', 'PT401', 'session_required'],
  ])('%s changes neither profile nor logo', async (email, code, message) => {
    for (const asked of [
      database.callAs(email, 'change_partner_profile', profile),
      database.callAs(email, 'change_logo', {}),
    ])
      expect(await problemOf(asked)).toMatchObject({ code, message });
  });
});

describe('the logo', () => {
  const png = Buffer.from('89504e470d0a1a0a00', 'hex');
  const put = (bytes: Buffer, mediaType = 'image/png', by: string = anna) =>
    database.callAs(by, 'change_logo', {
      mediaType,
      base64: bytes.toString('base64'),
      width: 600,
      height: 200,
      tone: 'dark',
    });
  const read = async (by: string) =>
    (await database.queryAsPerson<{ answer: object }>(by, 'select public.read_logo() as answer'))[0]!.answer;

  test('belongs to one company: it is read, replaced, removed, and the rival finds none', async () => {
    await put(png);
    const sha256 = createHash('sha256').update(png).digest('hex');
    expect(await read(anton)).toEqual({ mediaType: 'image/png', sha256, base64: png.toString('base64') });
    expect(await readPartner(anton)).toMatchObject({ logo: { sha256, width: 600, height: 200, tone: 'dark' } });
    expect(await problemOf(read(boris))).toMatchObject({ code: 'PT404', message: 'not_found' });
    await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml');
    expect(await read(anna)).toMatchObject({ mediaType: 'image/svg+xml' });
    await database.callAs(anna, 'change_logo', {});
    expect(await problemOf(read(anna))).toMatchObject({ code: 'PT404' });
    expect(await readPartner(anna)).not.toHaveProperty('logo');
  });

  test.each([
    ['an HTML page said to be a PNG', Buffer.from('<html>'), 'image/png', 'partner_logos_are_what_they_say'],
    [
      'an SVG that does not begin with its element',
      Buffer.from('<?xml?><svg/>'),
      'image/svg+xml',
      'partner_logos_are_what_they_say',
    ],
    ['a GIF', Buffer.from('GIF89a'), 'image/gif', 'partner_logos_are_what_they_say'],
    ['more than 3 MB', Buffer.concat([png, Buffer.alloc(3 * 1024 * 1024)]), 'image/png', 'partner_logos_are_small'],
  ])('is refused by the table itself when it is %s', async (_, bytes, mediaType, constraint) => {
    expect(await problemOf(put(bytes, mediaType))).toMatchObject({ constraint });
  });
});

describe('the export', () => {
  const take = async (by: string) =>
    await database.callAs<{ at: string; parts: Record<string, Record<string, unknown>[]> }>(by, 'export_own_data', {
      format: 'json',
    });

  test('is everything of the company, part by part, and nothing of the rival', async () => {
    await database.callAs(anna, 'register_lead', { lead: leadOf(taxIdNumber(1), { name: 'Клиент Анны' }) });
    await database.callAs(boris, 'register_lead', { lead: leadOf(taxIdNumber(2), { name: 'Клиент Бориса' }) });
    await database.callAs(anna, 'invite_member', { email: 'vera@sever.example', name: 'Вера', role: 'member' });
    await database.callAs(boris, 'invite_member', { email: 'kirill@most.example', name: 'Кирилл', role: 'member' });
    await database.callAs(boris, 'change_partner_profile', { ...profile, about: 'Тайна Бориса' });
    await database.callAs(anton, 'change_notices', { wanted: { protection: false } });
    const { parts } = await take(anna);
    expect(Object.keys(parts)).toEqual(
      expect.arrayContaining(
        `acceptances appeals clients company exports extensions files invitations lead_history leads notices passed_leads people
         receipts waiting_list`.split(/\s+/),
      ),
    );
    expect(parts).toMatchObject({
      company: [{ name: 'Северный контур' }],
      people: expect.arrayContaining([expect.objectContaining({ email: anton, active: true })]),
      invitations: [{ email: 'vera@sever.example' }],
      acceptances: [{ fullName: 'Анна Ветрова' }],
      leads: [{ client: { name: 'Клиент Анны' } }],
      clients: [{ client: 'Клиент Анны' }],
      receipts: [{ client: 'Клиент Анны', action: 'pinned' }],
      notices: [{ email: anton, notice: 'protection', wanted: false }],
      exports: [{ by: anna, format: 'json' }],
    });
    expect(JSON.stringify(parts)).not.toMatch(/Борис|Кирилл|most\.example|Южный мост/);
  });

  test('reads every table of the company’s own, but for what opens something', async () => {
    const tables = await database.query<{ name: string }>(`
      select distinct c.relname as name from pg_class c join pg_policy p on p.polrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and pg_get_expr(p.polqual, p.polrelid) ~ 'caller_partner_id'`);
    const functions = await database.query<{ name: string; source: string }>(
      `select proname as name, prosrc as source from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace)`,
    );
    // What the parts call, and what that calls.
    const reached = new Set(functions.filter(({ name }) => name.startsWith('export_')).map(({ name }) => name));
    let read = '';
    for (const name of reached)
      for (const { source } of functions.filter((one) => one.name === name)) {
        read += source;
        for (const [, called] of source.matchAll(/(?:private|public)\.(\w+)\(/g)) reached.add(called!);
      }
    expect(tables.length).toBeGreaterThan(12);
    // The secret of a link to the calendar.
    const apart = new Set(['protection_feeds']);
    expect(
      tables
        .map(({ name }) => name)
        .filter((name) => !apart.has(name) && !new RegExp(`public\\.${name}\\b`).test(read)),
    ).toEqual([]);
  });

  test('is written down, and its owner sees who took it; twenty an hour are enough', async () => {
    for (let n = 0; n < 20; n++) await take(anna);
    expect(await problemOf(take(anna))).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
    const [row] = await database.queryAsPerson<{ answer: { items: object[] } }>(
      anna,
      'select public.list_exports() as answer',
    );
    expect(row!.answer.items).toHaveLength(5);
    expect(row!.answer.items[0]).toMatchObject({ by: 'Анна Ветрова', format: 'json' });
    expect(
      await database.query(`select from private.audit_records where content::jsonb ->> 'action' = 'export_own_data'`),
    ).toHaveLength(20);
  });

  test.each([
    [anton, 'PT403', 'wrong_role'],
    [maria, 'PT403', 'wrong_role'],
    ['nobody@other.example', 'PT401', 'session_required'],
  ])('%s gets none', async (email, code, message) => {
    expect(await problemOf(take(email))).toMatchObject({ code, message });
  });
});
