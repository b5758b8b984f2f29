import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

const day = 86_400;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  await register('anna', 1);
});

const register = (who: keyof typeof people, n: number) =>
  database.callAs<{ status?: string; refused?: string }>(people[who], 'register_lead', {
    lead: leadOf(taxIdNumber(n)),
  });
const release = async (who: keyof typeof people) => {
  const { items } = await database.callAs<{ items: { id: string }[] }>(people[who], 'list_clients', {});
  await database.callAs(people[who], 'release_pin', { clientId: items[0]!.id });
};
const join = (n: number, who: keyof typeof people = 'boris') =>
  database.callAs(people[who], 'join_waiting_list', { country: 'RU', taxId: taxIdNumber(n) });
const stand = (standing: string) =>
  database.callAs(people.maria, 'set_client_standing', {
    client: { name: 'Клиент', country: 'RU', taxId: taxIdNumber(1) },
    standing,
    reason: 'проверка',
  });
const told = async () =>
  (
    await database.query<{ to: string }>(
      `select recipient_email as "to" from private.notifications where kind = 'client_free' order by sequence`,
    )
  ).map(({ to }) => to);
const waiting = async () => (await database.query('select 1 from public.waiting_list where told_at is null')).length;
const waitingFor = async (who: keyof typeof people = 'boris') => {
  await register(who, 1);
  await join(1, who);
};

/** What a partner's room says of it: places with the day it was told, and the tasks of the front page. */
const seenBy = async (who: keyof typeof people = 'boris') => {
  const { items } = await database.callAs<{ items: { client: { taxId: string }; toldAt?: string }[] }>(
    people[who],
    'list_waiting_places',
    {},
  );
  const { tasks } = await database.callAs<{ tasks: { kind: string; name: string }[] }>(people[who], 'read_home', {});
  return [
    items.map(({ client, toldAt }) => `${Number(client.taxId)} ${toldAt ? 'told' : 'waits'}`),
    tasks.filter(({ kind }) => kind === 'client_free').map(({ name }) => name),
  ];
};
const client1 = `Клиент ${taxIdNumber(1)}`;

test('what was told to be free stands in the room for 14 days, for this partner alone', async () => {
  await waitingFor();
  expect(await seenBy()).toEqual([['1 waits'], []]);
  await release('anna');
  expect(await seenBy()).toEqual([['1 told'], [client1]]);
  expect(await seenBy('anna')).toEqual([[], []]);
  await database.shiftClock(13.9 * day);
  expect(await seenBy()).toEqual([['1 told'], [client1]]);
  await database.shiftClock(14.1 * day);
  expect(await seenBy()).toEqual([[], []]);
});

test('it is gone once the partner has the client, and tells nothing of a rival that was faster', async () => {
  await waitingFor();
  await release('anna');
  await register('boris', 1);
  expect(await seenBy()).toEqual([[], []]);

  await release('boris');
  expect(await seenBy(), 'given up again, not told anew').toEqual([[], []]);
  await register('anna', 1);
  await waitingFor();
  await release('anna');
  await register('anna', 1);
  expect(await seenBy(), 'the letter stands, whoever has registered meanwhile').toEqual([['1 told'], [client1]]);
  await register('boris', 1);
  expect(await seenBy(), 'a refusal says more than the letter').toEqual([[], []]);
  await join(1);
  expect(await seenBy()).toEqual([['1 waits'], []]);
});

test('takes only whoever was refused, with the same answer for everybody', async () => {
  expect(await join(1)).toEqual({});
  expect(await join(77)).toEqual({});
  expect(await database.query('select 1 from public.waiting_list')).toEqual([]);
  await register('boris', 1);
  expect(await join(1)).toEqual({});
  expect(await join(1)).toEqual({});
  expect(await database.query('select client_name from public.waiting_list')).toHaveLength(1);
  expect(await told()).toEqual([]);
});

test('whoever joins when the client is free already hears at once, with the same answer; and may wait anew', async () => {
  await register('boris', 1);
  await release('anna');
  expect(await join(1)).toEqual({});
  expect([await told(), await waiting()]).toEqual([[people.boris], 0]);
  await register('anna', 1);
  expect(await join(1)).toEqual({});
  expect([await told(), await waiting()]).toEqual([[people.boris], 1]);
});

test('the end of time counts, whether the clock has run or not', async () => {
  await register('boris', 1);
  await database.shiftClock(98 * day);
  await join(1);
  expect(await told()).toEqual([people.boris]);
});

test.each(['direct', 'blocked'])('says nothing while the client is %s, and keeps the place', async (standing) => {
  await waitingFor();
  await stand(standing);
  await release('anna');
  expect([await told(), await waiting()]).toEqual([[], 1]);
  expect(await join(1)).toEqual({});
  expect([await told(), await waiting()]).toEqual([[], 1]);
  await stand('open');
  expect([await told(), await waiting()]).toEqual([[people.boris], 0]);
  expect(await register('boris', 1)).toMatchObject({ status: 'pinned' });
});

test('a client that is open again while somebody holds it is not free', async () => {
  await waitingFor();
  await stand('direct');
  await stand('open');
  expect([await told(), await waiting()]).toEqual([[], 1]);
});

test('an end told late says nothing of a client that is held anew', async () => {
  await waitingFor();
  await database.shiftClock(98 * day);
  await register('anna', 1);
  await database.query('select public.run_clock()');
  expect([await told(), await waiting()]).toEqual([[], 1]);
});

test('when the person has left, the colleague who asked last is told, else the owners', async () => {
  await makeRegisterWorld(database);
  await register('boris', 1);
  await waitingFor('anton');
  await database.query('update public.members set active = false where email = $1', [people.anton]);
  await release('boris');
  expect(await told()).toEqual([people.anna]);

  await makeRegisterWorld(database);
  await register('boris', 1);
  await waitingFor('anna');
  await join(1, 'anton');
  await release('boris');
  expect(await told()).toEqual([people.anton]);
});
