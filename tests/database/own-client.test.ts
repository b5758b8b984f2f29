import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClientList, ClientPage } from '../../src/features/clients/client-contract.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

type Who = keyof typeof people;
const day = 86_400;
let database: TestDatabase;
let id: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  await register('anna', 1, { name: 'Заря', contact: { name: 'Олег Пирсов', email: 'oleg@zarya.example' } });
  id = (await database.callAs<ClientList>(people.anna, 'list_clients', {})).items[0]!.id;
});

const register = (who: Who, n: number, more: Parameters<typeof leadOf>[1] = {}) =>
  database.callAs<{ status?: string; number: string }>(people[who], 'register_lead', {
    lead: leadOf(taxIdNumber(n), more),
  });
const read = (who: Who, client = id) => database.callAs<ClientPage>(people[who], 'read_own_client', { id: client });
const change = (name: string, more: object = {}, who: Who = 'anna') =>
  database.callAs(people[who], name, { clientId: id, ...more });
const kinds = ({ history }: ClientPage) => history.map(({ kind }) => kind);
const partnerOf = async (email: string) =>
  (await database.query<{ id: string }>('select partner_id as id from public.members where email = $1', [email]))[0]!
    .id;
const transfer = async (email: string) => {
  const file = await database.callAs<{ id: string }>(people.maria, 'add_file', {
    name: 'письмо.pdf',
    mediaType: 'application/pdf',
    base64: Buffer.from('%PDF-1.7').toString('base64'),
  });
  await database.callAs(people.maria, 'transfer_client', {
    clientId: id,
    partnerId: await partnerOf(email),
    reason: 'Клиент так написал',
    fileId: file.id,
  });
};

describe('a client that is held', () => {
  test('shows its protection, contact, leads, receipts and who brought it', async () => {
    const client = await read('anton');
    expect(client).toMatchObject({
      id,
      name: 'Заря',
      taxId: taxIdNumber(1),
      broughtBy: { name: 'Анна Ветрова' },
      pin: { state: 'active', canExtend: true },
      contact: { name: 'Олег Пирсов', email: 'oleg@zarya.example' },
      leads: [{ source: 'partner', status: 'pinned', number: expect.stringMatching(/^L-/) }],
      receipts: [{ action: 'pinned', number: expect.stringMatching(/^R-/) }],
    });
    expect(client).not.toHaveProperty('ended');
  });

  test('tells the newest first what happened, by which rule, why and by whom', async () => {
    await change('extend_pin', { activity: 'Показали портал' });
    await database.shiftClock(123 * day);
    await change('renew_pin', { reason: 'Работаем дальше' });
    const { history, receipts } = await read('anna');
    expect(history).toMatchObject([
      {
        kind: 'renewed',
        by: 'member',
        person: 'Анна Ветрова',
        reason: 'Работаем дальше',
        rule: { id: 'pin.extensionDays' },
      },
      { kind: 'extended', reason: 'Показали портал', rule: { id: 'pin.extensionDays' }, receipt: receipts[1]!.number },
      {
        kind: 'pinned',
        by: 'programme',
        rule: { id: 'pin.protectionDays', edition: expect.any(String) },
        receipt: receipts[2]!.number,
      },
      { kind: 'registered', by: 'member', person: 'Анна Ветрова' },
    ]);
  });
});

describe('a client that was lost keeps its page', () => {
  test('after a release, with the reason that was given', async () => {
    await change('release_pin', { reason: 'Проект закрыт' });
    const client = await read('anna');
    expect(client).toMatchObject({ ended: { how: 'released' } });
    expect(client).not.toHaveProperty('pin');
    expect(client.history[0]).toMatchObject({ kind: 'released', reason: 'Проект закрыт', rule: { id: 'pin' } });
  });

  test('after its time, when the grace is over', async () => {
    await database.shiftClock(98 * day);
    await database.query('select public.run_clock()');
    const client = await read('anna');
    expect(client).toMatchObject({ ended: { how: 'expired' } });
    expect(client.history[0]).toMatchObject({ kind: 'expired', by: 'programme', rule: { id: 'pin.graceDays' } });
  });

  test('after a transfer: the former partner reads the rule and the reason, and no word of the new one', async () => {
    await transfer(people.boris);
    const lost = await read('anna');
    expect(lost).toMatchObject({ ended: { how: 'transferred' } });
    expect(lost.history[0]).toMatchObject({
      kind: 'transferred',
      by: 'staff',
      reason: 'Клиент так написал',
      rule: { id: 'pin.clientChoice' },
    });
    expect(JSON.stringify(lost)).not.toMatch(/Южный|Борис/);

    const won = await read('boris');
    expect(kinds(won)).toEqual(['pinned']);
    expect(won.history[0]).toMatchObject({ rule: { id: 'pin.clientChoice' }, receipt: won.receipts[0]!.number });
    expect(JSON.stringify(won)).not.toMatch(/Северный|Анна|Антон|Олег|Показали/);
  });

  test('what ended with the pin is told once, however many leads there are', async () => {
    await database.query(
      `insert into public.leads (partner_id, client_id, source, status, client_name, country, tax_id, edition, rule)
       select partner_id, client_id, 'returned', 'pinned', client_name, country, tax_id, edition, rule from public.leads where client_id = $1`,
      [id],
    );
    await change('release_pin');
    const client = await read('anna');
    expect(client.leads).toHaveLength(2);
    expect(kinds(client).filter((kind) => kind === 'released')).toHaveLength(1);
  });

  test('after a merge it is found under the id it had', async () => {
    await register('boris', 2, { name: 'Другая' });
    const into = (await database.callAs<ClientList>(people.boris, 'list_clients', {})).items[0]!.id;
    await database.callAs(people.boris, 'release_pin', { clientId: into });
    await database.callAs(people.maria, 'merge_clients', { clientId: id, intoId: into, reason: 'Одна компания' });
    const client = await read('anna');
    expect(client).toMatchObject({ id: into, name: 'Заря', pin: { state: 'active' } });
    expect(await read('anna', into)).toEqual(client);
    expect(JSON.stringify(client)).not.toContain('Другая');
  });
});

test('a client one has only asked about shows the question and no protection', async () => {
  await register('anna', 5, { name: 'Порт', site: 'port.example' });
  await register('boris', 6, { name: 'Порт Юг', site: 'port.example' });
  const [waiting] = (await database.callAs<ClientList>(people.boris, 'list_clients', {})).inReview!;
  const client = await read('boris', waiting!.id);
  expect(client).toMatchObject({ inReview: { number: waiting!.number }, receipts: [] });
  expect(client).not.toHaveProperty('pin');
  expect(client).not.toHaveProperty('ended');
});

test('an appeal after an immediate refusal stands in the history of the client it won', async () => {
  await register('boris', 1, { name: 'Заря' });
  const client = { country: 'RU', taxId: taxIdNumber(1) };
  await database.callAs(people.boris, 'submit_appeal', { client, statement: 'Клиент выбрал нас письменно' });
  const [appeal] = await database.query<{ id: string }>('select id from public.appeals');
  await database.callAs(people.lead, 'decide_appeal', { id: appeal!.id, decision: 'approve', reason: 'Письмо верное' });
  const won = await read('boris');
  expect(won.history).toMatchObject([
    { kind: 'pinned', by: 'staff', reason: 'Письмо верное', rule: { id: 'pin.appeal' } },
    { kind: 'appealed', by: 'member', person: 'Борис Причалов', rule: { id: 'pin.appeal' } },
  ]);
  const lost = await read('anna');
  expect(lost).toMatchObject({ ended: { how: 'appeal' } });
  expect(lost.history[0]).toMatchObject({ kind: 'taken_on_appeal', rule: { id: 'pin.appeal' } });
  expect(JSON.stringify(lost)).not.toMatch(/Борис|Южный|Письмо верное|письменно/);
});

test('an appeal after an immediate refusal that is denied stands there too, with the reason', async () => {
  await register('boris', 1, { name: 'Заря' });
  const client = { country: 'RU', taxId: taxIdNumber(1) };
  await database.callAs(people.boris, 'submit_appeal', { client, statement: 'Клиент выбрал нас письменно' });
  const [appeal] = await database.query<{ id: string }>('select id from public.appeals');
  await database.callAs(people.lead, 'decide_appeal', { id: appeal!.id, decision: 'decline', reason: 'Письма нет' });
  await change('release_pin', { reason: 'Проект закрыт' });
  await register('boris', 1, { name: 'Заря' });
  // While it can be taken back it is no answer yet.
  expect(kinds(await read('boris'))).not.toContain('appeal_decided');
  await database.shiftClock(11);
  expect((await read('boris')).history).toContainEqual(
    expect.objectContaining({ kind: 'appeal_decided', by: 'staff', reason: 'Письма нет' }),
  );
  expect(JSON.stringify(await read('anna'))).not.toContain('Письма нет');
});

test('a foreign client is as unknown to a rival as none, and the vendor’s people have pages of their own', async () => {
  const refused = await problemOf(read('boris'));
  expect(refused).toMatchObject({ code: 'PT404', message: 'not_found' });
  expect(await problemOf(read('boris', '0b6f0c1e-0000-4000-8000-000000000101'))).toEqual(refused);
  expect(await problemOf(read('boris', 'x'))).toEqual(refused);
  expect(await problemOf(read('maria'))).toEqual({ code: 'PT403', message: 'wrong_role' });
});
