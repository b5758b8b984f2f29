import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptSql, declaredCells, measure, operations } from '../helpers/access-attempts.ts';
import { makeAccessWorld, personas, type AccessWorld, type WorldTable } from '../helpers/access-world.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { accessMatrix, openPolicies } from './access-matrix.ts';

/*
 * The matrix: every person of access-world.ts x every table of the catalogue x read, insert, update, delete x own and foreign rows, each
 * cell tried and compared with access-matrix.ts. And the proof that it looks: every policy is dropped and loosened, every table opened,
 * and each time a cell has to differ.
 */

let database: TestDatabase;
let world: AccessWorld;

beforeAll(async () => {
  database = await openTestDatabase();
  world = await makeAccessWorld(database);
  await database.pglite.exec(attemptSql);
});
afterAll(() => database?.close());

const declared = (table: WorldTable) => declaredCells(table, accessMatrix[table.name] ?? {});

const differences = async (table: WorldTable) => {
  const [measured, wanted] = [await measure(database, world, table), declared(table)];
  return Object.keys({ ...measured, ...wanted })
    .filter((one) => measured[one] !== wanted[one])
    .map((one) => `${table.name}: ${one} is ${measured[one]}, declared ${wanted[one]}`);
};

/** The same after a change that is taken back. */
async function differencesAfter(change: string, table: WorldTable): Promise<string[]> {
  await database.pglite.exec(`begin; ${change}`);
  try {
    const closed = await rowSecurity(table.name);
    return [...(closed ? [] : [`${table.name} has no row level security`]), ...(await differences(table))];
  } finally {
    await database.pglite.exec('rollback');
  }
}

const rowSecurity = async (table: string) =>
  (
    await database.query<{ on: boolean }>(`select relrowsecurity as on from pg_class where oid = $1::regclass`, [table])
  )[0]!.on;

test('every table of the catalogue is declared, and no other', () => {
  expect(world.tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(accessMatrix).toSorted());
});

test('every table has a row of A and of B in this world, or belongs to no partner and has rows of nobody', async () => {
  for (const { name, owned } of world.tables) {
    const [row] = await database.query<{ count: number }>(`select count(*)::integer as count from ${name}`);
    expect(row!.count, `${name}, ${owned ? 'owned' : 'of nobody'}`).toBeGreaterThanOrEqual(3);
  }
});

test('every person gets of every table what is declared, and nothing else', async () => {
  const wrong: string[] = [];
  let cells = 0;
  for (const table of world.tables) {
    wrong.push(...(await differences(table)));
    cells += Object.keys(declared(table)).length;
  }
  expect(wrong).toEqual([]);
  const least = Object.keys(personas).length * world.tables.length * operations.length;
  expect(cells).toBeGreaterThan(least);
});

test('what stays hidden of a readable table are the declared columns', async () => {
  const rows = await database.query<{ name: string; hidden: string[] }>(`
    select n.nspname || '.' || c.relname as name,
      array_agg(a.attname::text order by a.attname) filter (where not has_column_privilege('authenticated', c.oid, a.attnum, 'select')) as hidden
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and n.nspname in ('public', 'private') and has_any_column_privilege('authenticated', c.oid, 'select')
    group by 1 order by 1`);
  const hidden = Object.fromEntries(rows.map((row) => [row.name, row.hidden ?? []]));
  const wanted = Object.entries(accessMatrix)
    .filter(([, { partners, owners, staff, leads, signedIn }]) => partners ?? owners ?? staff ?? leads ?? signedIn)
    .map(([name, table]) => [name, [...(table.hidden ?? [])].sort()]);
  expect(hidden).toEqual(Object.fromEntries(wanted));
});

describe('the matrix differs', () => {
  const byName = (name: string) => world.tables.find((table) => table.name === name)!;
  interface Policy {
    table: string;
    quoted: string;
    name: string;
    check: boolean;
    using: boolean;
  }
  const policies = () =>
    database.query<Policy>(`
      select n.nspname || '.' || c.relname as table, quote_ident(p.polname) as quoted, p.polname::text as name,
        p.polqual is not null as using, p.polwithcheck is not null as check
      from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace order by 1, 3`);

  test('when a policy is dropped, whichever', async () => {
    const unseen: string[] = [];
    const all = await policies();
    expect(all.length).toBeGreaterThan(10);
    for (const { table, quoted, name } of all)
      if ((await differencesAfter(`drop policy ${quoted} on ${table}`, byName(table))).length === 0)
        unseen.push(`${table}: ${name}`);
    expect(unseen).toEqual([]);
  });

  test('when the condition of a policy is replaced by true, whichever, but for those that are so', async () => {
    const unseen: string[] = [];
    for (const { table, quoted, name, using, check } of await policies()) {
      const loose = [using && 'using (true)', check && 'with check (true)'].filter(Boolean).join(' ');
      if ((await differencesAfter(`alter policy ${quoted} on ${table} ${loose}`, byName(table))).length === 0)
        unseen.push(`${table}: ${name}`);
    }
    expect(unseen).toEqual(openPolicies);
  });

  test('when row level security of a table is switched off, whichever', async () => {
    const unseen: string[] = [];
    for (const table of world.tables)
      if ((await differencesAfter(`alter table ${table.name} disable row level security`, table)).length === 0)
        unseen.push(table.name);
    expect(unseen).toEqual([]);
  });

  test('by its rows, and not by the flag alone, where a table may be read', async () => {
    for (const { name } of world.tables.filter(
      (table) => accessMatrix[table.name]!.partners ?? accessMatrix[table.name]!.staff,
    )) {
      const seen = await differencesAfter(`alter table ${name} disable row level security`, byName(name));
      expect(seen, name).toContainEqual(
        expect.stringContaining('a stranger with a valid token / select / foreign is rows'),
      );
    }
  });

  test('when somebody is granted an operation more, whichever', async () => {
    const unseen: string[] = [];
    for (const table of world.tables)
      for (const role of ['anon', 'authenticated']) {
        const grant = `grant usage on schema private to ${role}; grant ${operations.join(', ')} on ${table.name} to ${role}`;
        const seen = await differencesAfter(grant, table);
        const who = role === 'anon' ? 'nobody without a token' : 'a stranger with a valid token';
        for (const operation of operations) {
          if (operation === 'select' && role === 'authenticated' && isRead(table.name)) continue;
          if (!seen.some((one) => one.startsWith(`${table.name}: ${who} / ${operation} /`)))
            unseen.push(`${table.name}: ${operation} by ${role}`);
        }
      }
    expect(unseen).toEqual([]);
  });

  const isRead = (name: string) => {
    const { partners, owners, staff, leads, signedIn } = accessMatrix[name]!;
    return (partners ?? owners ?? staff ?? leads ?? signedIn) !== undefined;
  };
});
