import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

interface Pin {
  until: string;
  graceUntil: string;
  daysLeft: number;
  state: string;
  extensions: number;
  canExtend: boolean;
  canRenew: boolean;
  extendsUntil?: string;
  receipt: string;
}
interface Client {
  id: string;
  name: string;
  taxId: string;
  pin: Pin;
}

const day = 86_400;
let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  await register('anna', 1);
  client = (await clientsOf('anna'))[0]!;
});

const register = (who: keyof typeof people, n: number) =>
  database.callAs<{ status?: string; refused?: string; number: string }>(people[who], 'register_lead', {
    lead: leadOf(taxIdNumber(n)),
  });
const clientsOf = async (who: keyof typeof people) =>
  (await database.callAs<{ items: Client[] }>(people[who], 'list_clients', {})).items;
const change = (who: keyof typeof people, name: string, more: object = {}) =>
  database.callAs<{ pin: Pin; receipt?: string }>(people[who], name, { clientId: client.id, ...more });
const extend = (who: keyof typeof people = 'anna', activity = 'Показали портал') =>
  change(who, 'extend_pin', { activity });
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / (day * 1000);
const toldKinds = async () =>
  (
    await database.query<{ kind: string }>(
      `select kind from private.notifications where channel = 'mail' order by created_at`,
    )
  ).map(({ kind }) => kind);

describe('extension', () => {
  test('adds its days to the end, keeps the grace, and gives a new receipt', async () => {
    const { pin } = await extend();
    expect(daysBetween(client.pin.until, pin.until)).toBe(30);
    expect(daysBetween(pin.until, pin.graceUntil)).toBe(7);
    expect(pin).toMatchObject({ extensions: 1, canExtend: true });
    expect(pin.receipt).not.toBe(client.pin.receipt);
    expect(await database.callAs(people.anton, 'read_receipt', { number: pin.receipt })).toMatchObject({
      action: 'extended',
      client: { taxId: taxIdNumber(1) },
      rule: 'pin.extensionDays',
    });
    expect(await toldKinds()).toContain('pin_extended');
  });

  test('ends at the cap, counted from the grant: the last one is as long as what is left', async () => {
    await makeRegisterWorld(database, { 'pin.capDays': 130 });
    await register('anna', 1);
    client = (await clientsOf('anna'))[0]!;
    await extend();
    const { pin } = await extend();
    expect(daysBetween(client.pin.until, pin.until)).toBe(40);
    expect(pin).toMatchObject({ canExtend: false });
    expect(pin).not.toHaveProperty('extendsUntil');
    expect(await problemOf(extend())).toMatchObject({ code: 'PT409', message: 'extension_not_possible' });
  });

  test('is not possible in grace', async () => {
    await database.shiftClock(91 * day);
    expect(await problemOf(extend())).toMatchObject({ message: 'extension_not_possible' });
  });

  test('is counted in hours: no clock change of any time zone makes it longer', async () => {
    const until: string[] = [];
    for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
      await makeRegisterWorld(database);
      await database.query(`select set_config('timezone', '${zone}', false)`);
      await register('anna', 1);
      const [row] = await database.query<{ days: string }>(
        'select extract(epoch from protected_until - granted_at) / 86400 as days from public.client_pins',
      );
      until.push(String(Number(row!.days)));
      await database.query(`select set_config('timezone', 'UTC', false)`);
    }
    expect(until).toEqual(['90', '90', '90', '90']);
  });
});

describe('the edition of a pin governs it to its end', () => {
  test('a new edition shortens neither the extension nor the cap nor the grace', async () => {
    const { editionWith } = await import('../helpers/register-world.ts');
    await database.call(
      'publish_edition',
      editionWith({
        id: '2020-02',
        number: 2,
        inForceFrom: '2020-02-01T00:00:00+03:00',
        material: false,
        'pin.extensionDays': 1,
        'pin.capDays': 91,
        'pin.graceDays': 1,
      }),
    );
    const { pin } = await extend();
    expect(daysBetween(client.pin.until, pin.until)).toBe(30);
    expect(daysBetween(pin.until, pin.graceUntil)).toBe(7);
  });
});

describe('renewal', () => {
  test('in grace the same partner renews; nobody else gets the client meanwhile', async () => {
    await database.shiftClock(91 * day);
    expect((await clientsOf('anna'))[0]!.pin).toMatchObject({
      state: 'in_grace',
      daysLeft: -1,
      canRenew: true,
      canExtend: false,
    });
    expect(await register('boris', 1)).toMatchObject({ refused: 'client_unavailable' });
    const { pin } = await change('anna', 'renew_pin');
    expect(daysBetween(client.pin.until, pin.until)).toBe(30);
    expect(pin).toMatchObject({ state: 'active', extensions: 1 });
  });

  test('is neither possible before the end nor after the grace', async () => {
    expect(await problemOf(change('anna', 'renew_pin'))).toMatchObject({
      code: 'PT409',
      message: 'renewal_not_possible',
    });
    await database.shiftClock(97 * day + 60);
    expect(await problemOf(change('anna', 'renew_pin'))).toMatchObject({ code: 'PT404', message: 'not_found' });
  });

  test('does not pass the cap', async () => {
    for (let n = 0; n < 3; n += 1) await extend();
    await database.shiftClock(181 * day);
    expect(await problemOf(change('anna', 'renew_pin'))).toMatchObject({ message: 'renewal_not_possible' });
  });
});

describe('release', () => {
  test('frees the client at once and without grace, and tells whoever waits', async () => {
    await register('boris', 1);
    await database.callAs(people.boris, 'join_waiting_list', { country: 'RU', taxId: taxIdNumber(1) });
    const { receipt } = await change('anna', 'release_pin', { reason: 'Проект закрыт' });
    expect(await database.callAs(people.anna, 'read_receipt', { number: receipt })).toMatchObject({
      action: 'released',
    });
    expect(await clientsOf('anna')).toEqual([]);
    const [told] = await database.query(
      `select recipient_email, payload from private.notifications where kind = 'client_free'`,
    );
    expect(told).toEqual({ recipient_email: people.boris, payload: { clientName: `Клиент ${taxIdNumber(1)}` } });
    expect(await register('boris', 1)).toMatchObject({ status: 'pinned' });
  });

  test('the same key releases once and answers twice', async () => {
    const again = { idempotencyKey: 'k', requestSha256: 'b'.repeat(64) };
    const first = await change('anna', 'release_pin', again);
    expect(await change('anna', 'release_pin', again)).toEqual(first);
  });
});

test.each(['extend_pin', 'renew_pin', 'release_pin'])('%s: a foreign client is as unknown as none', async (name) => {
  const foreign = await problemOf(change('boris', name, { activity: 'Показ' }));
  client = { ...client, id: '00000000-0000-4000-8000-000000000000' };
  const unknown = await problemOf(change('boris', name, { activity: 'Показ' }));
  expect(foreign).toEqual(unknown);
  expect(foreign).toMatchObject({ code: 'PT404', message: 'not_found' });
  client = { ...client, id: 'no uuid at all' };
  expect(await problemOf(change('boris', name, { activity: 'Показ' }))).toEqual(unknown);
});

test('a list goes on where it stopped, whatever is asked of it', async () => {
  for (const n of [2, 3, 4, 5]) await register('anna', n);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await database.callAs<{ items: Client[]; next?: string }>(people.anton, 'list_clients', {
      limit: 2,
      cursor,
    });
    seen.push(...page.items.map(({ taxId }) => taxId));
    cursor = page.next;
  } while (cursor);
  expect(seen).toEqual([1, 2, 3, 4, 5].map(taxIdNumber));
  const found = await database.callAs<{ items: Client[] }>(people.anna, 'list_clients', {
    search: taxIdNumber(4).slice(3),
  });
  expect(found.items).toHaveLength(1);
  expect((await database.callAs<{ items: Client[] }>(people.anna, 'list_clients', { search: '%' })).items).toEqual([]);
  expect((await database.callAs<{ items: unknown[] }>(people.boris, 'list_leads', {})).items).toEqual([]);
});
