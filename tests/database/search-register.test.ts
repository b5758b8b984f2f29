import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AuditRecord } from '../../src/features/audit/audit-contract.ts';
import { sha256 } from '../helpers/database-requests.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;
let number: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  const contact = { name: 'Пётр Скрытный', email: 'petr@tajna.example', phone: '+7 900 111-22-33', consent: true };
  const lead = await database.callAs<{ number: string }>(people.anna, 'register_lead', {
    lead: leadOf(taxIdNumber(1), { contact }),
  });
  number = lead.number;
});

interface Found {
  items: AuditRecord[];
  next?: string;
}
const search = (request: object = {}) => database.callAs<Found>(people.maria, 'search_register', request);
const state = async (email: string) => {
  const [row] = await database.queryAsPerson<{ answer: object }>(email, 'select public.register_state() as answer');
  return row!.answer;
};

test('by the number of a lead staff find all that happened to it, in whose name and by which rule', async () => {
  const { items } = await search({ search: number.toLowerCase() });
  expect(new Set(items.map(({ table }) => table))).toEqual(
    new Set(['leads', 'lead_events', 'client_pins', 'receipts']),
  );
  expect(items.find(({ table, operation }) => table === 'client_pins' && operation === 'insert')).toMatchObject({
    action: 'register_lead',
    actor: { kind: 'member', name: 'Анна Ветрова, Северный контур' },
    rule: 'lead',
    subject: expect.stringContaining(number),
  });
});

test('what a record hides stays hidden: no personal value and no words of a reason', async () => {
  const [partner] = await database.query<{ id: string }>(`select id from public.partners limit 1`);
  await database.callAs(people.lead, 'change_partner', { id: partner!.id, status: 'suspended', reason: 'Личное' });
  const texts = JSON.stringify([
    await search({ limit: 200 }),
    await database.callAs(people.lead, 'export_register', {}),
  ]);
  for (const hidden of ['Скрытный', 'petr@tajna.example', '111-22-33', 'Личное', 'anna@sever.example'])
    expect(texts).not.toContain(hidden);
  expect((await search({ action: 'change_partner' })).items[0]).toMatchObject({ hasReason: true });
});

test('it is narrowed by table, action, person and time, and read page by page without a gap', async () => {
  const all = (await search({ limit: 200 })).items;
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page: Found = await search({ limit: 3, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor);
  expect(seen).toEqual(all.map(({ id }) => id));
  expect((await search({ table: 'members' })).items).toHaveLength(3);
  expect(
    (await search({ action: 'register_lead', limit: 200 })).items.every((one) => one.action === 'register_lead'),
  ).toBe(true);
  const anna = all.find(({ actor }) => actor.kind === 'member')!.actor.id;
  expect((await search({ who: anna, limit: 200 })).items).toEqual(all.filter(({ actor }) => actor.id === anna));
  expect((await search({ who: 'database', limit: 200 })).items.length).toBeGreaterThan(5);
  expect((await search({ until: '2020-01-01T00:00:00Z' })).items).toEqual([]);
  expect((await search({ from: '2020-01-01T00:00:00Z', limit: 200 })).items).toHaveLength(all.length);
  expect((await search({ record: all[2]!.id })).items).toEqual([all[2]]);
  expect((await search({ table: 'audit_reasons' })).items).toEqual([]);
  expect(await problemOf(search({ cursor: 'x' }))).toMatchObject({ message: 'invalid_input' });
});

test('what is handed out carries the text whose checksum stands beside it', async () => {
  const { items } = await database.callAs<{ items: { content: string; sha256: string; position: number | null }[] }>(
    people.lead,
    'export_register',
    { search: number },
  );
  expect(items.length).toBeGreaterThan(3);
  for (const { content, sha256: sum } of items) expect(sha256(content)).toBe(sum);
});

test('what a partner notes and keeps for itself is not there for the vendor, not even that there is something', async () => {
  const [lead] = await database.query<{ id: string }>('select id from public.leads');
  const pdf = { mediaType: 'application/pdf', base64: Buffer.from('%PDF-1.7 x').toString('base64') };
  const { id: noteId } = await database.callAs<{ id: string }>(people.anna, 'add_lead_note', {
    id: lead!.id,
    text: 'Для своих',
  });
  const ownFile = await database.callAs<{ id: string }>(people.anna, 'add_lead_file', {
    id: lead!.id,
    ...pdf,
    name: 'Для своих.pdf',
  });
  const told = await database.callAs<{ id: string }>(people.anna, 'add_file', { ...pdf, name: 'Для вендора.pdf' });
  // As an erasure does: the record of the change alone does not say with which lead the file is kept.
  const other = `bytes = '\\x255044462d', sha256 = encode(sha256('\\x255044462d'::bytea), 'hex')`;
  await database.query(`update public.files set ${other}`);
  await database.callAs(people.anna, 'delete_lead_note', { id: lead!.id, noteId });
  const seen = JSON.stringify([
    await search({ limit: 200 }),
    await search({ search: noteId }),
    await search({ search: ownFile.id }),
    await search({ table: 'lead_notes' }),
    await search({ action: 'add_lead_note' }),
    await database.callAs(people.lead, 'export_register', {}),
    await state(people.maria),
  ]);
  for (const hidden of [noteId, ownFile.id, 'lead_note', 'lead_file']) expect(seen).not.toContain(hidden);
  expect((await search({ search: told.id })).items.map(({ operation }) => operation)).toEqual(['update', 'insert']);
  await database.callAs(people.anna, 'delete_lead_file', { id: lead!.id, fileId: ownFile.id });
  expect((await search({ search: ownFile.id })).items).toEqual([]);
  // The register itself lacks nothing.
  const [row] = await database.query<{ n: number }>(
    `select count(*)::integer as n from private.audit_records where content::jsonb ->> 'row' = $1`,
    [ownFile.id],
  );
  expect(row!.n).toBe(3);
});

test('an export is for programme leads, is a record itself with its rows, and there are twenty an hour', async () => {
  const take = (email: string, request: object = {}) =>
    database.callAs<{ items: object[] }>(email, 'export_register', request);
  expect(await problemOf(take(people.maria))).toMatchObject({ code: 'PT403', message: 'wrong_role' });
  const { items } = await take(people.lead, { search: number, table: 'leads' });
  const [recorded] = (await search({ table: 'staff_exports' })).items;
  expect(recorded).toMatchObject({
    action: 'staff_export',
    actor: { kind: 'staff', name: 'Глеб Медунов' },
    after: { what: 'register', row_count: items.length, filters: { table: 'leads' } },
  });
  for (let n = 1; n < 20; n += 1) await take(people.lead, { table: 'offers' });
  expect(await problemOf(take(people.lead))).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
  expect((await search({ table: 'staff_exports', limit: 200 })).items).toHaveLength(20);
  await database.shiftClock(3601);
  expect((await take(people.lead, { table: 'offers' })).items.length).toBeGreaterThan(0);
});

test('a long register is searched by its indexes, whatever it is narrowed by', async () => {
  await database.pglite.exec(`
    set session_replication_role = replica;
    insert into private.audit_records (id, content, sha256) overriding system value
    select 1000000 + n, c, encode(sha256(convert_to(c, 'UTF8')), 'hex') from (
      select n, jsonb_build_object('id', 1000000 + n, 'at', private.utc_text('2026-01-01'::timestamptz + n * interval '1 minute'),
        'actor', jsonb_build_object('kind', 'member', 'id', gen_random_uuid()), 'action', 'change_lead', 'operation', 'update',
        'table', 'public.leads', 'row', gen_random_uuid())::text as c from generate_series(1, 20000) as n) as g;
    reset session_replication_role; analyze private.audit_records`);
  const read = async () => {
    const [row] = await database.query<{ n: number }>(
      `select (seq_tup_read + idx_tup_fetch)::integer as n from pg_stat_xact_all_tables where relid = 'private.audit_records'::regclass`,
    );
    return row!.n;
  };
  const asked = [
    {},
    { table: 'partners' },
    { action: 'register_lead' },
    { action: 'nothing' },
    { who: 'database' },
    { who: '99999999-0000-4000-8000-000000000000' },
    { from: '2026-01-03T00:00:00Z', until: '2026-01-03T01:00:00Z' },
    { from: '2031-01-01T00:00:00Z' },
    { search: number },
    { table: 'lead_notes' },
  ];
  for (const request of asked) {
    await database.pglite.exec('begin');
    await database.query(`select from private.found_records($1::jsonb, 51)`, [JSON.stringify(request)]);
    const rows = await read();
    await database.pglite.exec('rollback');
    expect(rows, JSON.stringify(request)).toBeLessThan(500);
  }
});

test('the state of the chain is told: what waits, where the head is, when it was checked', async () => {
  expect(await state(people.maria)).toMatchObject({ head: { position: 0 }, waiting: expect.any(Number) });
  await database.queryAs('service_role', 'select public.seal_audit_records(1000)');
  await database.call('note_register_check', { links: 5, tables: 24 });
  expect(await state(people.maria)).toMatchObject({
    head: { position: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    waiting: 0,
    lastCheck: { links: 5, tables: 24 },
    actions: expect.arrayContaining(['register_lead']),
    tables: expect.arrayContaining(['leads', 'quarter_figures']),
  });
  const sealed = (await search({ limit: 1 })).items[0]!;
  expect(sealed.position).toBeGreaterThan(0);
});

test('nobody but staff reads it', async () => {
  expect(await problemOf(database.callAs(people.anna, 'search_register', {}))).toMatchObject({ message: 'wrong_role' });
  expect(await problemOf(database.callAs(people.anna, 'export_register', {}))).toMatchObject({ message: 'wrong_role' });
  expect(await problemOf(state(people.anna))).toMatchObject({ message: 'wrong_role' });
});
