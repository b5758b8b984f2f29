import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, editionInForce, promisedDate } from '../../src/features/programme/programme-rules.ts';

const rules = {
  timeZone: 'Europe/Moscow',
  workingTime: { weekend: [6, 7], nonWorkingDays: ['2026-12-31', '2027-01-01'] },
};

describe('the promised date', () => {
  test.each([
    ['2026-11-23T09:00:00Z', 2, '2026-11-25', 'Monday -> Wednesday'],
    ['2026-11-27T09:00:00Z', 2, '2026-12-01', 'Friday -> Tuesday, over the weekend'],
    ['2026-11-28T09:00:00Z', 1, '2026-11-30', 'Saturday -> Monday'],
    ['2026-12-30T09:00:00Z', 1, '2027-01-04', 'over the holidays and the weekend after them'],
    ['2026-11-23T21:30:00Z', 1, '2026-11-25', 'late in the evening UTC it is already the next day in Moscow'],
  ])('%s + %i business days is %s (%s)', (from, days, expected) => {
    expect(promisedDate(new Date(from), days, rules)).toBe(expected);
  });

  test('is always a working day, and more days are never earlier', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 30 }),
        (from, days) => {
          const date = promisedDate(from, days, rules);
          expect([0, 6]).not.toContain(new Date(`${date}T00:00:00Z`).getUTCDay());
          expect(promisedDate(from, days + 1, rules) > date).toBe(true);
        },
      ),
    );
  });
});

describe('the edition in force', () => {
  const edition = (inForceFrom: string) => ({ rules: { inForceFrom } });
  const editions = [edition('2027-03-01T00:00:00+03:00'), edition('2026-11-01T00:00:00+03:00')];

  test('is the one that began last, to the instant', () => {
    expect(editionInForce(editions, new Date('2026-10-31T20:59:59.999Z'))).toBeUndefined();
    expect(editionInForce(editions, new Date('2026-10-31T21:00:00Z'))).toBe(editions[1]);
    expect(editionInForce(editions, new Date('2027-02-28T20:59:59.999Z'))).toBe(editions[1]);
    expect(editionInForce(editions, new Date('2027-02-28T21:00:00Z'))).toBe(editions[0]);
  });
});

test('canonical JSON is the same for any order of keys, and is JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
