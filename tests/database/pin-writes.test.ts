import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import {
  dropConstraintSql,
  overlapsSql,
  prepareWritesSql,
  randomWritesSql,
  sleepingSql,
} from '../helpers/pin-writes.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.pglite.exec(prepareWritesSql);
});
afterAll(() => database?.close());

async function write(writes: number) {
  await database.pglite.exec(
    `truncate writes_done; ${sleepingSql} ${randomWritesSql(writes, 42)} reset session_replication_role;`,
  );
  const [counted] = await database.query<{ accepted: number; refused: number }>('select * from writes_done');
  const [found] = await database.query<{ overlaps: number }>(overlapsSql);
  return { ...counted!, ...found! };
}

test('five thousand random direct writes make no two pins of a client that overlap', async () => {
  const { accepted, refused, overlaps } = await write(5000);
  expect(overlaps).toBe(0);
  // Both happened often, so the writes did come near the rule.
  expect(accepted).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
});

test('the same writes without the constraint do', async () => {
  await database.pglite.exec(dropConstraintSql);
  expect((await write(1000)).overlaps).toBeGreaterThan(50);
});
