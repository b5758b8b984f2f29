import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { promisedDate } from '../../src/features/programme/programme-rules.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { testEdition } from '../helpers/database-requests.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

interface Case {
  from: Date;
  businessDays: number;
  rules: { timeZone: string; workingTime: { weekend: number[]; nonWorkingDays: string[] } };
}

/** Asked in one statement, so that thousands of cases take a second. */
async function inSql(cases: Case[]): Promise<string[]> {
  const rows = await database.query<{ date: string }>(
    `select private.promised_date((c ->> 'from')::timestamptz, (c ->> 'businessDays')::integer, c -> 'rules')::text as date
     from jsonb_array_elements($1::jsonb) with ordinality as given (c, at) order by at`,
    [JSON.stringify(cases)],
  );
  return rows.map(({ date }) => date);
}

const inTypeScript = (cases: Case[]) =>
  cases.map(({ from, businessDays, rules }) => promisedDate(from, businessDays, rules));

const { rules } = testEdition();

test('every hour around the new year and the May holidays of the sample edition gives the date TypeScript gives', async () => {
  const cases = ['2026-12-28', '2027-04-29', '2027-02-19', '2026-11-02'].flatMap((day) =>
    Array.from({ length: 24 * 6 }, (_, hour) => ({
      from: new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000),
      businessDays: 1 + (hour % 3),
      rules,
    })),
  );
  expect(await inSql(cases)).toEqual(inTypeScript(cases));
});

test('two business days from the last working day of 2026 end after the holidays', async () => {
  const from = new Date('2026-12-30T12:00:00+03:00');
  expect(await inSql([{ from, businessDays: 2, rules }])).toEqual(['2027-01-12']);
});

test('whatever the moment, the zone, the weekend and the holidays: SQL and TypeScript give the same date', async () => {
  const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2036-12-31'), noInvalidDate: true });
  const anyCase = fc.record({
    from: day,
    businessDays: fc.integer({ min: 0, max: 40 }),
    rules: fc.record({
      timeZone: fc.constantFrom(
        'Europe/Moscow',
        'Europe/Minsk',
        'Asia/Vladivostok',
        'Asia/Yekaterinburg',
        'UTC',
        'America/New_York',
      ),
      workingTime: fc.record({
        weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
        nonWorkingDays: fc.array(
          day.map((date) => date.toISOString().slice(0, 10)),
          { maxLength: 30 },
        ),
      }),
    }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyCase, { minLength: 100, maxLength: 200 }), async (cases) => {
      // Holidays close to the moment, or hardly any would count.
      const near = cases.map((one, n) => {
        const shift = (days: number) => new Date(one.from.getTime() + days * 86_400_000).toISOString().slice(0, 10);
        const nonWorkingDays = [...one.rules.workingTime.nonWorkingDays, shift(1), shift(2 + (n % 5)), shift(9)];
        return { ...one, rules: { ...one.rules, workingTime: { ...one.rules.workingTime, nonWorkingDays } } };
      });
      expect(await inSql(near)).toEqual(inTypeScript(near));
    }),
    { numRuns: 20 },
  );
});
