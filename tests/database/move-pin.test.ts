import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, partnerIds, people, taxIdNumber } from '../helpers/register-world.ts';

interface Client {
  id: string;
  holder?: {
    partner: { id: string; name: string };
    pin: { from: string; until: string; extensions: number; edition: string };
  };
  pins: { partner: string; endedBy?: string }[];
  otherTaxIds?: string[];
}

let database: TestDatabase;
let partner: Record<string, string>;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  partner = await partnerIds(database);
});

const register = (who: keyof typeof people, n: number, name?: string) =>
  database.callAs<{ status?: string; refused?: string }>(people[who], 'register_lead', {
    lead: leadOf(taxIdNumber(n), name ? { name } : {}),
  });
const read = (n: number) => database.callAs<Client>(people.maria, 'read_client', { taxId: taxIdNumber(n) });
const merge = async (from: number, into: number, more: object = {}) =>
  database.callAs(people.maria, 'merge_clients', {
    clientId: (await read(from)).id,
    intoId: (await read(into)).id,
    reason: 'Одна компания',
    ...more,
  });
const file = (bytes = '%PDF-1.7 письмо', mediaType = 'application/pdf', who: keyof typeof people = 'maria') =>
  database.callAs<{ id: string; sha256: string }>(people[who], 'add_file', {
    name: 'письмо.pdf',
    mediaType,
    base64: Buffer.from(bytes).toString('base64'),
  });
const letters = () =>
  database.query<{ kind: string; recipient_email: string }>(
    `select kind, recipient_email from private.notifications where kind like 'pin_tr%' order by 1, 2`,
  );

describe('a client’s written choice', () => {
  const transfer = async (n: number, to: string, fileId: string) =>
    database.callAs(people.maria, 'transfer_client', {
      clientId: (await read(n)).id,
      partnerId: partner[to],
      reason: 'Письмо клиента',
      fileId,
    });

  test('gives the client to the other partner with a full new term; both are told', async () => {
    await register('anna', 1);
    await transfer(1, 'Южный мост', (await file()).id);
    const client = await read(1);
    expect(client.holder).toMatchObject({ partner: { name: 'Южный мост' } });
    expect((Date.parse(client.holder!.pin.until) - Date.parse(client.holder!.pin.from)) / 86_400_000).toBe(90);
    expect(client.pins).toMatchObject([
      { partner: 'Северный контур', endedBy: 'transferred' },
      { partner: 'Южный мост' },
    ]);
    expect(await letters()).toEqual([
      { kind: 'pin_transferred_away', recipient_email: people.anna },
      { kind: 'pin_transferred_to', recipient_email: people.boris },
    ]);
  });

  test('needs the file, an active partner and another one than the holder', async () => {
    await register('anna', 1);
    expect(await problemOf(transfer(1, 'Южный мост', '00000000-0000-4000-8000-000000000000'))).toMatchObject({
      code: 'PT422',
      detail: 'fileId',
    });
    const { id } = await file();
    expect(await problemOf(transfer(1, 'Северный контур', id))).toMatchObject({ message: 'client_already_yours' });
    await database.query(`update public.partners set status = 'suspended' where name = 'Южный мост'`);
    expect(await problemOf(transfer(1, 'Южный мост', id))).toMatchObject({ code: 'PT404' });
  });

  test('the former partner may appeal, and whoever carried it out does not decide', async () => {
    await register('anna', 1);
    await transfer(1, 'Южный мост', (await file()).id);
    await database.callAs(people.anna, 'submit_appeal', {
      client: { country: 'RU', taxId: taxIdNumber(1) },
      statement: 'Клиент не писал',
    });
    const { items } = await database.callAs<{ items: { id: string }[] }>(people.maria, 'staff_inbox', {});
    const decide = (who: 'maria' | 'lead') =>
      database.callAs(people[who], 'decide_appeal', {
        id: items[0]!.id,
        decision: 'approve',
        reason: 'Письмо подложное',
      });
    expect(await problemOf(decide('maria'))).toMatchObject({ message: 'other_person_needed' });
    await decide('lead');
    expect((await read(1)).holder).toMatchObject({ partner: { name: 'Северный контур' } });
  });
});

describe('two clients that are one', () => {
  test('a pin moves with its term, edition and extensions; both tax ids lead to it', async () => {
    await register('anna', 1);
    await register('anna', 2);
    await database.callAs(people.anna, 'release_pin', { clientId: (await read(2)).id });
    await database.callAs(people.anna, 'extend_pin', { clientId: (await read(1)).id, activity: 'Показ' });
    const before = (await read(1)).holder!.pin;
    await merge(1, 2);
    const after = await read(1);
    expect(after.holder!.pin).toMatchObject({
      from: before.from,
      until: before.until,
      extensions: 1,
      edition: before.edition,
    });
    expect(after.otherTaxIds).toEqual([taxIdNumber(1)]);
    expect((await read(2)).id).toBe(after.id);
    for (const n of [1, 2]) expect(await register('boris', n)).toMatchObject({ refused: 'client_unavailable' });
  });

  test('of two partners the one granted first keeps it, unless a person says otherwise; the other is told', async () => {
    await register('boris', 2);
    await register('anna', 1);
    await merge(1, 2);
    expect((await read(1)).holder).toMatchObject({ partner: { name: 'Южный мост' } });
    expect(await letters()).toEqual([{ kind: 'pin_transferred_away', recipient_email: people.anna }]);

    await makeRegisterWorld(database);
    await register('boris', 2);
    await register('anna', 1);
    const [{ id }] = (await database.query<{ id: string }>(
      `select id from public.partners where name = 'Северный контур'`,
    )) as [{ id: string }];
    await merge(1, 2, { partnerId: id });
    expect((await read(2)).holder).toMatchObject({ partner: { name: 'Северный контур' } });
  });

  test('of one partner the longer protection stays', async () => {
    await register('anna', 1);
    await register('anna', 2);
    await database.callAs(people.anna, 'extend_pin', { clientId: (await read(1)).id, activity: 'Показ' });
    const { until } = (await read(1)).holder!.pin;
    await merge(1, 2);
    expect((await read(2)).holder!.pin.until).toBe(until);
  });

  test('are merged once, and never a client with itself', async () => {
    await register('anna', 1);
    await register('anna', 2);
    expect(await problemOf(merge(1, 1))).toMatchObject({ code: 'PT404' });
    await merge(1, 2);
    expect(await problemOf(merge(1, 2))).toMatchObject({ code: 'PT404' });
  });

  test('whoever waits for one whose pin has ended, not yet dealt with, is told as of the other', async () => {
    await register('anna', 1);
    await register('boris', 1);
    await database.callAs(people.boris, 'join_waiting_list', { country: 'RU', taxId: taxIdNumber(1) });
    await database.shiftClock(98 * 86_400);
    await database.callAs(people.maria, 'set_client_standing', {
      client: leadOf(taxIdNumber(2)).client,
      standing: 'open',
      reason: 'Новая запись',
    });
    await merge(1, 2);
    await database.query('select public.run_clock()');
    expect(
      await database.query(`select recipient_email from private.notifications where kind = 'client_free'`),
    ).toEqual([{ recipient_email: people.boris }]);
  });

  test('whoever waits for either is told when it is free', async () => {
    await register('anna', 1);
    await register('boris', 1);
    await database.callAs(people.boris, 'join_waiting_list', { country: 'RU', taxId: taxIdNumber(1) });
    await register('anna', 2);
    await merge(1, 2);
    await database.callAs(people.anna, 'release_pin', { clientId: (await read(2)).id });
    expect(
      await database.query(`select recipient_email from private.notifications where kind = 'client_free'`),
    ).toEqual([{ recipient_email: people.boris }]);
  });
});

describe('names that look alike', () => {
  test.each([
    ['ООО «Ромашка»', 'РОМАШКА, ООО'],
    ['Закрытое акционерное общество "Ёлка"', 'ЗАО Елка'],
    ['ТОО «Мост»', 'TOO "Moст"'],
    ['Общество с ограниченной ответственностью «Веха»', 'веха'],
    ['ИП Пирсов О. В.', 'Пирсов О В'],
  ])('%s and %s are the same for comparing', async (one, other) => {
    const [row] = await database.query<{ one: string; other: string }>(
      'select private.normalised_name($1) as one, private.normalised_name($2) as other',
      [one, other],
    );
    expect(row!.one).toBe(row!.other);
  });

  test('are a hint for staff; a partner who asks is refused', async () => {
    await register('anna', 1, 'ООО «Северсталь-монтаж»');
    const ask = (who: keyof typeof people) =>
      database.callAs<{ items: unknown[] }>(people[who], 'similar_clients', { name: 'Северсталь монтаж' });
    expect((await ask('maria')).items).toHaveLength(1);
    expect(await problemOf(ask('boris'))).toMatchObject({ code: 'PT403', message: 'wrong_role' });
  });
});

describe('a file', () => {
  test('is what its first bytes say, and only its partner and staff see it', async () => {
    expect(await problemOf(file('MZ not a picture', 'image/png'))).toMatchObject({ code: 'PT422', detail: 'file' });
    const { id } = await file('%PDF-1.7 x', 'application/pdf', 'anna');
    expect(await database.callAs(people.maria, 'read_file', { id })).toMatchObject({ mediaType: 'application/pdf' });
    expect(await problemOf(database.callAs(people.boris, 'read_file', { id }))).toMatchObject({ code: 'PT404' });
  });
});
