import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { searchMiss } from '../../src/features/search/search-miss-contract.ts';
import { openTestDatabase, problemOf, type ApiRole, type TestDatabase } from '../helpers/database-pglite.ts';
import { testEdition } from '../helpers/database-requests.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.empty();
  await database.call('publish_edition', testEdition());
});

const day = 86_400;
const miss = (query: string, host = 5, language = 'ru') =>
  database.call('record_search_miss', { query, language, networkAddress: `203.0.113.${host}` });
const kept = () =>
  database.query<{ query: string; count: number }>(
    'select query, count from private.search_misses order by day, query',
  );
const shown = async (since: string | null = null) =>
  (
    await database.queryAs<{ query: string; count: number }>(
      'service_role',
      'select query, count from public.search_misses($1)',
      [since],
    )
  ).map(({ query, count }) => [query, count]);
const daysAgo = (days: number) => new Date(Date.now() - days * day * 1000).toISOString().slice(0, 10);

describe('a query that found nothing', () => {
  test('is counted in its plain form, however it was typed', async () => {
    expect(await miss('  Учёт   ОТПУСКОВ ')).toEqual({});
    await miss('учет отпусков', 6);
    await miss('ＵＣＨＥＴ', 7);
    expect(await kept()).toEqual([
      { query: 'uchet', count: 1 },
      { query: 'учет отпусков', count: 2 },
    ]);
  });

  test('is kept with language, day and count, and nothing of the sender', async () => {
    await miss('отпуск');
    const [row] = await database.query<{ all: string }>('select to_jsonb(m)::text as all from private.search_misses m');
    expect(JSON.parse(row!.all)).toEqual({ query: 'отпуск', language: 'ru', day: daysAgo(0), count: 1 });
    const limits = await database.query<{ all: string }>('select to_jsonb(l)::text as all from private.rate_limits l');
    for (const { all } of limits) expect(all).not.toMatch(/отпуск|203\.0\.113/);
  });

  test('counts once in 24 hours from one network, and anew the next day', async () => {
    for (let n = 0; n < 4; n += 1) await miss('отпуск');
    expect(await kept()).toEqual([{ query: 'отпуск', count: 1 }]);
    await database.shiftClock(day + 1);
    await miss('отпуск');
    expect(await kept()).toEqual([
      { query: 'отпуск', count: 1 },
      { query: 'отпуск', count: 1 },
    ]);
  });

  test.each([
    ['ivan@firma.example'],
    ['почта ivan＠firma.example'],
    ['инн 77070'],
    ['12 дом 345'],
    ['договор １２３４５'],
    ['как мне найти где лежит договор с новым клиентом'],
    ['х'.repeat(81)],
    ['   '],
  ])('that looks personal is answered alike and not kept: %j', async (query) => {
    expect(await miss(query)).toEqual({});
    expect(await kept()).toEqual([]);
  });

  test.each(['1с 8.3', 'битрикс24 портал', 'один два три четыре пять шесть семь восемь', 'х'.repeat(80), 'цена 2026'])(
    'that looks harmless is kept: %j',
    async (query) => {
      await miss(query);
      expect(await kept()).toEqual([{ query, count: 1 }]);
    },
  );

  test('is accepted so often an hour from one network as the edition says', async () => {
    const { searchMissesPerHour } = testEdition().rules.limits;
    for (let n = 0; n < searchMissesPerHour; n += 1) await miss('отпуск');
    expect(await problemOf(miss('отпуск'))).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
    await miss('отпуск', 6);
  });

  test('is refused while no edition is in force', async () => {
    await database.empty();
    expect(await problemOf(miss('отпуск'))).toMatchObject({ code: 'PT503', message: 'edition_not_published' });
  });

  test('that the contract accepts, the database accepts', async () => {
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 90 }),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'ёЁЙйİıßΣς ﬁ1@\t\u00a0\u2003\u0301'), maxLength: 30 }),
    );
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(typed, async (query) => {
        const read = searchMiss.safeParse({ query, language: 'ru' });
        if (!read.success) return;
        await database.query('truncate private.rate_limits');
        await miss(read.data.query);
        sent += 1;
      }),
      { numRuns: 400 },
    );
    expect(sent).toBeGreaterThan(200);
  });
});

describe('the table', () => {
  const insert = (changed: object) => {
    const {
      query,
      language,
      day: on,
      count,
    } = { query: 'отпуск', language: 'ru', day: daysAgo(0), count: 1, ...changed };
    const sql = 'insert into private.search_misses (query, language, day, count) values ($1, $2, $3, $4)';
    return database.query(sql, [query, language, on, count]);
  };

  test.each<[object, string]>([
    [{ query: 'Отпуск' }, 'search_misses_query_is_in_lower_case'],
    [{ query: 'учёт' }, 'search_misses_query_is_in_lower_case'],
    [{ query: 'два  пробела' }, 'search_misses_query_is_in_lower_case'],
    [{ query: 'a@b' }, 'search_misses_query_names_nobody'],
    [{ query: '12345' }, 'search_misses_query_names_nobody'],
    [{ query: 'а б в г д е ж з и' }, 'search_misses_query_names_nobody'],
    [{ query: '' }, 'search_misses_query_is_one_line'],
    [{ language: 'RU' }, 'search_misses_language_is_two_letters'],
    [{ count: 0 }, 'search_misses_count_counts_from_one'],
  ])('refuses %j by the rule %s', async (changed, constraint) => {
    expect(await problemOf(insert(changed))).toMatchObject({ constraint });
  });
});

describe('search_misses()', () => {
  test('shows no query that was asked on one occasion only', async () => {
    for (let n = 0; n < 5; n += 1) await miss('мария сотова');
    await miss('отпуск', 6);
    await miss('отпуск', 7);
    expect(await shown()).toEqual([['отпуск', 2]]);
    await database.shiftClock(day + 1);
    await miss('мария сотова');
    expect(await shown()).toEqual([
      ['мария сотова', 2],
      ['отпуск', 2],
    ]);
  });

  test('keeps languages apart, puts the most frequent first, and counts from the day that is asked for', async () => {
    await database.shiftClock(-10 * day);
    for (const host of [1, 2, 3]) await miss('оклад', host);
    await database.shiftClock(0);
    for (const host of [4, 5]) await miss('отпуск', host);
    await miss('оклад', 6);
    await miss('отпуск', 7, 'en');
    expect(await shown()).toEqual([
      ['оклад', 4],
      ['отпуск', 2],
    ]);
    expect(await shown(daysAgo(2))).toEqual([
      ['отпуск', 2],
      ['оклад', 1],
    ]);
  });

  test('shows nothing older than 90 days, and the next query that is recorded sweeps it out', async () => {
    await miss('старое', 1);
    await miss('старое', 2);
    await database.shiftClock(90 * day);
    expect(await shown()).toEqual([['старое', 2]]);
    await miss('новое');
    expect(await kept()).toHaveLength(2);
    await database.shiftClock(91 * day);
    expect(await shown('2000-01-01')).toEqual([]);
    await miss('новое');
    expect((await kept()).map(({ query }) => query)).not.toContain('старое');
  });

  test.each<ApiRole>(['anon', 'authenticated'])('is closed to %s, and so is the table', async (role) => {
    await miss('отпуск', 1);
    await miss('отпуск', 2);
    for (const sql of ['select * from public.search_misses()', 'select from private.search_misses'])
      expect(await problemOf(database.queryAs(role, sql))).toMatchObject({ code: '42501' });
    await database.query(`grant usage on schema private to ${role}; `);
    await database.query(`grant select on private.search_misses to ${role}`);
    expect(await database.queryAs(role, 'select from private.search_misses')).toEqual([]);
    await database.query(`revoke select on private.search_misses from ${role}`);
    await database.query(`revoke usage on schema private from ${role}`);
  });
});
