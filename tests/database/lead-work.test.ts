import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';
import { leadLostReasons, leadStages } from '../../src/features/leads/lead-stage-contract.ts';
import type { LeadBoard, LeadCard } from '../../src/features/leads/lead-contract.ts';
import type { LeadNote, LeadPage } from '../../src/features/leads/lead-work-contract.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

const register = (email: string, n: number, more: object = {}) =>
  database.callAs<{ id: string }>(email, 'register_lead', { lead: { ...leadOf(taxIdNumber(n)), ...more } });
const move = (email: string, id: string, more: object) =>
  database.callAs<LeadCard>(email, 'change_lead_stage', { id, ...more });
const change = (email: string, id: string, more: object) =>
  database.callAs<LeadPage>(email, 'change_lead', { id, ...more });
const read = (email: string, id: string) => database.callAs<LeadPage>(email, 'read_lead', { id });
const board = (more: object = {}, email: string = people.anna) =>
  database.callAs<LeadBoard>(email, 'read_lead_board', more);
const stageOf = (found: LeadBoard, name: string) => found.stages.find(({ stage }) => stage === name)!;

describe('the stage of a lead', () => {
  test('begins with the first, moves anywhere and is written into the history of the lead', async () => {
    const { id } = await register(people.anna, 1);
    expect(await read(people.anna, id)).toMatchObject({ stage: 'new', status: 'pinned' });
    expect(await move(people.anton, id, { stage: 'proposal' })).toMatchObject({ stage: 'proposal', status: 'pinned' });
    const { history } = await read(people.anna, id);
    expect(history.at(-1)).toMatchObject({
      kind: 'stage_changed',
      by: 'member',
      stage: 'proposal',
      stageBefore: 'new',
    });
    await move(people.anna, id, { stage: 'proposal' });
    expect((await read(people.anna, id)).history).toHaveLength(history.length);
  });

  test('won carries amount and date, lost a reason, and both go when it is moved back', async () => {
    const { id } = await register(people.anna, 1);
    const won = { stage: 'won', wonAmountKopecks: 5_000_00, wonOn: '2026-11-20' };
    expect(await move(people.anna, id, won)).toMatchObject(won);
    expect(stageOf(await board(), 'won')).toMatchObject({ count: 1, amountKopecks: 5_000_00 });
    const back = await move(people.anna, id, { stage: 'contract' });
    expect(back).not.toHaveProperty('wonOn');
    expect(await problemOf(move(people.anna, id, { stage: 'lost' }))).toMatchObject({
      code: 'PT422',
      detail: 'lostReason',
    });
    expect(await move(people.anna, id, { stage: 'lost', lostReason: 'no_need' })).toMatchObject({
      lostReason: 'no_need',
    });
    expect((await move(people.anna, id, { stage: 'won' })).wonOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('is one of the contract, in the database too, and so is the reason', async () => {
    const { id } = await register(people.anna, 1);
    for (const stage of leadStages.filter((one) => one !== 'lost'))
      expect(await move(people.anna, id, { stage })).toMatchObject({ stage });
    for (const lostReason of leadLostReasons)
      expect(await move(people.anna, id, { stage: 'lost', lostReason })).toMatchObject({ lostReason });
    expect(await problemOf(move(people.anna, id, { stage: 'dream' }))).toMatchObject({
      code: 'PT422',
      detail: 'stage',
    });
    expect(await problemOf(move(people.anna, id, { stage: 'lost', lostReason: 'mood' }))).toMatchObject({
      code: 'PT422',
    });
  });

  test('of a foreign lead is neither read nor moved: as if there were none', async () => {
    const { id } = await register(people.anna, 1);
    expect(await problemOf(move(people.boris, id, { stage: 'demo' }))).toMatchObject({ code: 'PT404' });
    expect(await problemOf(change(people.boris, id, { nextStep: { text: 'Мой' } }))).toMatchObject({ code: 'PT404' });
    expect((await board({}, people.boris)).stages.every(({ count }) => count === 0)).toBe(true);
    expect(await problemOf(move(people.maria, id, { stage: 'demo' }))).toMatchObject({ code: 'PT403' });
  });
});

describe('what a partner keeps of its lead', () => {
  test('is changed piece by piece; null takes away', async () => {
    const { id } = await register(people.anna, 1, { expectedAmountKopecks: 100 });
    const { people: colleagues } = await read(people.anna, id);
    const anton = colleagues.find(({ name }) => name === 'Антон Ладный')!;
    const changed = await change(people.anna, id, {
      nextStep: { text: 'Показ', on: '2026-12-01' },
      responsibleId: anton.id,
      contact: { name: 'Вера Гавань', email: 'Vera@gavan.example' },
    });
    expect(changed).toMatchObject({
      expectedAmountKopecks: 100,
      nextStep: { text: 'Показ', on: '2026-12-01' },
      responsible: { name: 'Антон Ладный' },
      registeredBy: { name: 'Анна Ветрова' },
      contact: { name: 'Вера Гавань', email: 'vera@gavan.example' },
    });
    const [row] = await database.query<{ at: string | null }>(
      'select contact_consent_at as at from public.leads where id = $1',
      [id],
    );
    expect(row!.at).not.toBeNull();
    const less = await change(people.anna, id, { nextStep: null, responsibleId: null, expectedAmountKopecks: null });
    expect(less).not.toHaveProperty('nextStep');
    expect(less).not.toHaveProperty('expectedAmountKopecks');
    expect(less).toMatchObject({ responsible: { name: 'Анна Ветрова' }, contact: { name: 'Вера Гавань' } });
  });

  test('is led by an active person of the own company alone', async () => {
    const { id } = await register(people.anna, 1);
    const [boris] = await database.query<{ id: string }>(`select id from public.members where email = $1`, [
      people.boris,
    ]);
    expect(await problemOf(change(people.anna, id, { responsibleId: boris!.id }))).toMatchObject({
      code: 'PT422',
      detail: 'responsibleId',
    });
  });
});

describe('notes', () => {
  const note = (email: string, id: string, text: string, more: object = {}) =>
    database.callAs<LeadNote>(email, 'add_lead_note', { id, text, ...more });

  test('are read by the own people alone, changed and deleted by who wrote them, and come back within an hour', async () => {
    const { id } = await register(people.anna, 1);
    const { id: noteId } = await note(people.anna, id, 'Директор ждёт показа');
    expect((await read(people.anton, id)).notes).toMatchObject([
      { text: 'Директор ждёт показа', author: { name: 'Анна Ветрова' } },
    ]);
    const seen = await database.queryAsPerson(people.maria, 'select * from public.lead_notes');
    expect(seen).toEqual([]);
    const [theirs, unknown] = ['delete_lead_note', 'change_lead_note'].map((name) =>
      problemOf(database.callAs(people.anton, name, { id, noteId, text: 'Моё' })),
    );
    expect([await theirs, await unknown]).toMatchObject([{ code: 'PT403' }, { code: 'PT403' }]);
    expect(await problemOf(database.callAs(people.boris, 'delete_lead_note', { id, noteId }))).toMatchObject({
      code: 'PT404',
    });
    expect(
      await database.callAs(people.anna, 'change_lead_note', { id, noteId, text: 'Показ в пятницу' }),
    ).toMatchObject({ text: 'Показ в пятницу', changedAt: expect.any(String) });
    await database.callAs(people.anna, 'delete_lead_note', { id, noteId });
    expect((await read(people.anna, id)).notes).toEqual([]);
    await database.callAs(people.anna, 'restore_lead_note', { id, noteId });
    expect((await read(people.anna, id)).notes).toHaveLength(1);
  });

  test('that were deleted go for good after an hour', async () => {
    const { id } = await register(people.anna, 1);
    const { id: noteId } = await note(people.anna, id, 'Лишнее');
    await database.callAs(people.anna, 'delete_lead_note', { id, noteId });
    await database.shiftClock(3700);
    expect(await problemOf(database.callAs(people.anna, 'restore_lead_note', { id, noteId }))).toMatchObject({
      code: 'PT404',
    });
    const stands = () => database.query('select from public.lead_notes');
    for (let n = 0; n < 10; n += 1) await database.queryAs('service_role', 'select public.run_clock()');
    expect(await stands()).toEqual([]);
    const [record] = await database.query<{ content: string }>(
      `select content from private.audit_records where content::jsonb ->> 'operation' = 'delete' and content::jsonb ->> 'row' = $1`,
      [noteId],
    );
    expect(JSON.parse(record!.content)).toMatchObject({ action: 'sweep_lead_notes', actor: { kind: 'server' } });
    expect(await database.query('select from private.value_salts where row_id = $1', [noteId])).toEqual([]);
  });

  test('that were deleted less than an hour ago stay until then', async () => {
    const { id } = await register(people.anna, 1);
    const { id: noteId } = await note(people.anna, id, 'Пока ещё');
    await database.callAs(people.anna, 'delete_lead_note', { id, noteId });
    await database.shiftClock(3500);
    for (let n = 0; n < 5; n += 1) await database.queryAs('service_role', 'select public.run_clock()');
    await database.callAs(people.anna, 'restore_lead_note', { id, noteId });
    expect((await read(people.anna, id)).notes).toHaveLength(1);
  });

  test('sent twice with one key are one', async () => {
    const { id } = await register(people.anna, 1);
    const once = { idempotencyKey: 'k', requestSha256: 'a'.repeat(64) };
    const [first, second] = [await note(people.anna, id, 'Раз', once), await note(people.anna, id, 'Раз', once)];
    expect(second).toEqual(first);
    expect((await read(people.anna, id)).notes).toHaveLength(1);
  });
});

describe('attachments', () => {
  const pdf = {
    name: 'расчёт.pdf',
    mediaType: 'application/pdf',
    base64: Buffer.from('%PDF-1.7 x').toString('base64'),
  };
  const attach = (email: string, id: string, more: object = {}) =>
    database.callAs<{ id: string }>(email, 'add_lead_file', { id, ...pdf, ...more });
  const open = (email: string, id: string) => database.callAs<{ name: string }>(email, 'read_file', { id });

  test('are read by the own people, and neither by the vendor nor by another partner', async () => {
    const { id } = await register(people.anna, 1);
    const file = await attach(people.anna, id);
    expect((await read(people.anton, id)).files).toMatchObject([{ name: 'расчёт.pdf', bytes: 10 }]);
    expect(await open(people.anton, file.id)).toMatchObject({ name: 'расчёт.pdf' });
    for (const email of [people.maria, people.boris])
      expect(await problemOf(open(email, file.id)), email).toMatchObject({ code: 'PT404' });
    expect(await problemOf(attach(people.boris, id))).toMatchObject({ code: 'PT404' });
  });

  test('are what their first bytes say, and deleted by who uploaded them or an owner', async () => {
    const { id } = await register(people.anna, 1);
    expect(await problemOf(attach(people.anna, id, { base64: Buffer.from('<svg').toString('base64') }))).toMatchObject({
      code: 'PT422',
    });
    const { id: fileId } = await attach(people.anna, id);
    const remove = (email: string, file: string) => database.callAs(email, 'delete_lead_file', { id, fileId: file });
    expect(await problemOf(remove(people.anton, fileId))).toMatchObject({ code: 'PT403' });
    await remove(people.anna, fileId);
    expect((await read(people.anna, id)).files).toEqual([]);
    const own = await attach(people.anton, id);
    await remove(people.anna, own.id);
    expect((await database.query('select from public.files')).length).toBe(0);
  });
});

test('a person is erased from notes, next steps and the files of the leads that name it', async () => {
  const { id } = await register(people.anna, 1, {
    contact: { name: 'Вера Гавань', email: 'vera@gavan.example', consent: true },
  });
  await change(people.anna, id, { nextStep: { text: 'Звонок, Вера Гавань' } });
  await database.callAs(people.anna, 'add_lead_note', { id, text: 'Вера Гавань просит скидку' });
  await database.callAs(people.anna, 'add_lead_file', {
    id,
    name: 'скан.pdf',
    mediaType: 'application/pdf',
    base64: Buffer.from('%PDF-1.7 scan').toString('base64'),
  });
  const found = await database.callAs<object>(people.lead, 'erase_person', {
    email: 'vera@gavan.example',
    reason: 'Просьба человека',
  });
  expect(JSON.stringify(found)).toBeTruthy();
  const page = await read(people.anna, id);
  expect(JSON.stringify(page)).not.toContain('Вера');
  expect(page.notes[0]!.text).toBe('… просит скидку');
  expect(page.nextStep!.text).toBe('Звонок, …');
});

test('all of it is in the export of a partner’s own data, and of no other', async () => {
  const { id } = await register(people.anna, 1);
  await register(people.boris, 2);
  await move(people.anna, id, { stage: 'demo' });
  await database.callAs(people.anna, 'add_lead_note', { id, text: 'Показ удался' });
  const [row] = await database.query<{ work: { stage: string; notes: object[] }[] }>(
    `select private.export_lead_work(p.id) as work from public.partners p where p.name = 'Северный контур'`,
  );
  expect(row!.work).toMatchObject([{ stage: 'demo', notes: [{ author: 'Анна Ветрова', text: 'Показ удался' }] }]);
});

describe('the waiting list', () => {
  test('is shown to who waits, and a place is given up', async () => {
    await register(people.boris, 1);
    await register(people.anna, 1);
    const client = { country: 'RU', taxId: taxIdNumber(1) };
    await database.callAs(people.anna, 'join_waiting_list', client);
    const places = (email: string) =>
      database.callAs<{ items: { id: string }[] }>(email, 'list_waiting_places', {}).then(({ items }) => items);
    const [place] = await places(people.anton);
    expect(place).toMatchObject({ client, by: { name: 'Анна Ветрова' } });
    expect(await places(people.boris)).toEqual([]);
    expect(await problemOf(database.callAs(people.boris, 'leave_waiting_list', { id: place!.id }))).toMatchObject({
      code: 'PT404',
    });
    await database.callAs(people.anna, 'leave_waiting_list', { id: place!.id });
    expect(await places(people.anna)).toEqual([]);
    await database.callAs(people.anna, 'join_waiting_list', client);
    expect(await places(people.anna)).toHaveLength(1);
  });

  test('an appeal says what was answered once it can no longer be taken back', async () => {
    await register(people.boris, 1);
    await register(people.anna, 1);
    await database.callAs(people.anna, 'submit_appeal', {
      client: { country: 'RU', taxId: taxIdNumber(1) },
      statement: 'Клиент выбрал нас письмом.',
    });
    const appeals = (email: string) =>
      database.callAs<{ items: object[] }>(email, 'list_appeals', {}).then(({ items }) => items);
    const [waiting] = await database.query<{ id: string }>('select id from public.appeals');
    await database.callAs(people.maria, 'decide_appeal', {
      id: waiting!.id,
      decision: 'decline',
      reason: 'Нет письма.',
    });
    expect((await appeals(people.anna))[0]).not.toHaveProperty('answer');
    await database.shiftClock(11);
    expect(await appeals(people.anna)).toMatchObject([{ status: 'denied', answer: { reason: 'Нет письма.' } }]);
    expect(await appeals(people.boris)).toEqual([]);
  });
});
