import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { submitRequest, testEdition } from '../helpers/database-requests.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => database.empty());

const publish = (edition: unknown) => database.call<{ id: string; published: boolean }>('publish_edition', edition);
const inForce = () => database.queryAs('service_role', 'select public.health() as health');
const future = { id: '2999-01', number: 9, inForceFrom: '2999-01-01T00:00:00+03:00' };

test('an edition is published once; a repetition changes nothing', async () => {
  expect(await publish(testEdition())).toEqual({ id: '2020-01', published: true });
  const [before] = await database.query('select * from public.programme_editions');
  expect(await publish(testEdition())).toEqual({ id: '2020-01', published: false });
  expect(await database.query('select * from public.programme_editions')).toEqual([before]);
  expect(before).toMatchObject({
    number: 1,
    sample: true,
    rules: testEdition().rules,
    in_force_from: new Date('2019-12-31T21:00:00Z'),
  });
});

test.each([
  ['a changed rule', testEdition({ countries: ['RU'] })],
  [
    'a changed rule under the old hash',
    { ...testEdition({ countries: ['RU'] }), rulesSha256: testEdition().rulesSha256 },
  ],
  ['another hash of the same rules', { ...testEdition(), rulesSha256: 'a'.repeat(64) }],
  ['a later begin', testEdition({ inForceFrom: '2999-01-01T00:00:00Z' })],
])('%s of an edition in force is refused', async (_, changed) => {
  await publish(testEdition());
  expect(await problemOf(publish(changed))).toEqual({ code: 'PT409', message: 'edition_immutable', detail: '2020-01' });
  expect(await database.query('select rules from public.programme_editions')).toEqual([{ rules: testEdition().rules }]);
});

test.each([
  ['an update', `update public.programme_editions set rules = jsonb_set(rules, '{sample}', 'false'), sample = false`],
  ['a deletion', 'delete from public.programme_editions'],
])('%s by the owner of the database is refused too', async (_, sql) => {
  await publish(testEdition());
  expect(await problemOf(database.query(sql))).toMatchObject({ code: 'PT409', message: 'edition_immutable' });
});

test('an edition that is not in force yet may change, and no more from the moment it is', async () => {
  await publish(testEdition(future));
  expect(await publish(testEdition({ ...future, countries: ['RU'] }))).toEqual({ id: '2999-01', published: true });
  await database.shiftClock((Date.parse(future.inForceFrom) - Date.now()) / 1000 + 1);
  expect(await problemOf(publish(testEdition(future)))).toMatchObject({ message: 'edition_immutable' });
});

test('the edition in force is the one that began last, as health() says', async () => {
  expect(await inForce()).toEqual([{ health: { status: 'ok', edition: null } }]);
  await publish(testEdition({ id: '2020-02', number: 2, inForceFrom: '2020-02-01T00:00:00Z' }));
  await publish(testEdition());
  await publish(testEdition(future));
  expect(await inForce()).toEqual([{ health: { status: 'ok', edition: '2020-02' } }]);
});

test('an edition that decided something cannot go', async () => {
  await publish(testEdition());
  await database.call('submit_application', submitRequest());
  await database.query('alter table public.programme_editions disable trigger user');
  try {
    expect(await problemOf(database.query('delete from public.programme_editions'))).toMatchObject({ code: '23503' });
  } finally {
    await database.query('alter table public.programme_editions enable trigger user');
  }
});
