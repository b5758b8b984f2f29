import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProtectionEnd } from '../../src/features/clients/protection-feed-contract.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

type Who = keyof typeof people;
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  await database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(1), { name: 'Заря' }) });
});

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const make = (who: Who, token: string) =>
  database.callAs<{ madeAt: string }>(people[who], 'make_protection_feed', { tokenSha256: hashOf(token) });
const read = (token: string, networkAddress = '192.0.2.7') =>
  database.call<{ locale: string; ends: ProtectionEnd[] } | null>('read_protection_feed', {
    tokenSha256: hashOf(token),
    networkAddress,
  });
const own = async (who: Who) =>
  (
    await database.queryAsPerson<{ own: { feed?: { lastReadAt?: string } } }>(
      people[who],
      'select public.own_protection_feed() as own',
    )
  )[0]!.own;
const revoke = (who: Who) => database.queryAsPerson(people[who], 'select public.revoke_protection_feed()');

test('a link shows the clients of its person’s company, and that it was read', async () => {
  await make('anton', 'one');
  expect(await own('anton')).toMatchObject({ feed: { madeAt: expect.any(String) } });
  expect((await own('anton')).feed).not.toHaveProperty('lastReadAt');
  const feed = await read('one');
  expect(feed).toMatchObject({ locale: 'ru', ends: [{ clientName: 'Заря', mayGoOn: true, extensions: 0 }] });
  expect((await own('anton')).feed).toHaveProperty('lastReadAt');
  expect(await own('anna')).toEqual({});
});

test('of a link only its hash is kept, and nobody may read even that', async () => {
  await make('anna', 'secret-of-anna');
  const rows = JSON.stringify(await database.query('select * from private.protection_feeds'));
  expect(rows).toContain(hashOf('secret-of-anna'));
  expect(rows).not.toContain('secret-of-anna');
  expect(await problemOf(database.callAs(people.anna, 'read_protection_feed', {}))).toMatchObject({ code: '42501' });
});

test('a new link replaces the one before, a revoked one leads nowhere; those of others stay', async () => {
  await make('anna', 'first');
  await make('anton', 'his');
  await make('anna', 'second');
  expect([await read('first'), await read('unknown')]).toEqual([null, null]);
  expect(await read('second')).not.toBeNull();
  await revoke('anna');
  await revoke('anna');
  expect(await read('second')).toBeNull();
  expect(await own('anna')).toEqual({});
  expect(await read('his')).not.toBeNull();
});

test('nobody reads by the link of a person who was removed, and it does not come back with the person', async () => {
  await make('anton', 'his');
  await database.query('update public.members set active = false where email = $1', [people.anton]);
  expect(await read('his')).toBeNull();
  await database.query('update public.members set active = true where email = $1', [people.anton]);
  expect(await read('his')).toBeNull();
});

test('nobody reads while the company is suspended', async () => {
  await make('anna', 'hers');
  await database.query(`update public.partners set status = 'suspended' where tax_id = '0012345673'`);
  expect(await read('hers')).toBeNull();
});

test('a client given up is in the calendar no more', async () => {
  await make('anna', 'hers');
  const [end] = (await read('hers'))!.ends;
  await database.callAs(people.anna, 'release_pin', { clientId: end!.clientId });
  expect((await read('hers'))!.ends).toEqual([]);
});

test('what a rival’s link shows is the rival’s', async () => {
  await make('boris', 'rival');
  expect(await read('rival')).toMatchObject({ ends: [] });
});

test('the vendor’s people have no clients and no link', async () => {
  expect(
    await problemOf(database.callAs(people.maria, 'make_protection_feed', { tokenSha256: hashOf('x') })),
  ).toMatchObject({
    code: 'PT403',
  });
});

test('a link is read sixty times an hour, and sixty wrong ones are tried from one address', async () => {
  await make('anna', 'hers');
  for (let n = 0; n < 60; n += 1) await read('hers');
  expect(await problemOf(read('hers'))).toMatchObject({ code: 'PT429' });
  for (let n = 0; n < 60; n += 1) expect(await read(`guess ${n}`)).toBeNull();
  expect(await problemOf(read('guess'))).toMatchObject({ code: 'PT429' });
  expect(await read('guess', '192.0.2.8')).toBeNull();
});
