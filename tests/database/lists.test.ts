import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';

/** What every list of the rooms stands on (20261124090050_lists.sql): order, cursor, and the place where a page goes on. */
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.query(`create table private.things (id uuid default gen_random_uuid(), name text)`);
  await database.query(`insert into private.things (name) values
    ('«Яхта»'), ('ёлка'), ('Ель'), ('Ель'), ('еж'), ('Ясень'), ('Акация'), ('2-й дом'), (null)`);
});
afterAll(() => database?.close());

const pageOf = (request: object) =>
  database.query<{ name: string | null; cursor: string }>(
    `with asked as (select private.list_order_of($1, array['name', 'id']) as by, private.list_place_of($1) as place)
     select r.name, private.list_cursor(private.sort_text(r.name), r.id) as cursor
     from private.things as r, asked
     where (asked.place is null or private.comes_after(private.sort_text(r.name), r.id, asked.place, (asked.by).descending))
     order by case when not (asked.by).descending then private.sort_text(r.name) end collate "C",
       case when (asked.by).descending then private.sort_text(r.name) end collate "C" desc,
       case when not (asked.by).descending then r.id end, case when (asked.by).descending then r.id end desc
     limit 2`,
    [JSON.stringify(request)],
  );

async function readAll(sort: string): Promise<(string | null)[]> {
  const names: (string | null)[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await pageOf({ sort, cursor });
    names.push(...page.map(({ name }) => name));
    if (page.length < 2) return names;
    cursor = page.at(-1)!.cursor;
  }
}

test('page by page every row comes once, sorted as people sort names, also the other way round', async () => {
  const names = [null, '2-й дом', 'Акация', 'еж', 'ёлка', 'Ель', 'Ель', 'Ясень', '«Яхта»'];
  expect(await readAll('name')).toEqual(names);
  expect(await readAll('-name')).toEqual(names.toReversed());
});

test('a cursor fits into an address, whatever the name', async () => {
  const [row] = await database.query<{ cursor: string }>(
    `select private.list_cursor(private.sort_text(repeat('щ', 300)), gen_random_uuid()) as cursor`,
  );
  expect(row!.cursor).toMatch(/^[\w-]{1,300}$/);
});

test('an order nobody offers and a cursor nobody gave are named as such', async () => {
  for (const sort of ['price', '--name', '-', 'name desc'])
    expect(await problemOf(pageOf({ sort }))).toMatchObject({ message: 'invalid_input', detail: 'sort' });
  for (const cursor of ['x', 'abcd', 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', '_-_-', '0'])
    expect(await problemOf(pageOf({ cursor })), cursor).toMatchObject({ message: 'invalid_input', detail: 'cursor' });
});
