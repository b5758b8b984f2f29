import type { ProgrammeRules } from './programme-contract.ts';

/** The edition in force at `at`: the one that began last. Undefined before the first. */
export function editionInForce<E extends { rules: Pick<ProgrammeRules, 'inForceFrom'> }>(
  editions: readonly E[],
  at: Date,
): E | undefined {
  return editions
    .filter((edition) => Date.parse(edition.rules.inForceFrom) <= at.getTime())
    .toSorted((a, b) => Date.parse(b.rules.inForceFrom) - Date.parse(a.rules.inForceFrom))[0];
}

/** The calendar date (`2026-11-23`) of an instant in the programme's time zone. */
export function dateInZone(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at);
}

/**
 * The date by which an answer is promised: `businessDays` working days after the day of `from`.
 * Weekends and non-working days of the edition do not count. `private.promised_date()` in SQL is the same rule;
 * tests/database/promised-date.test.ts holds the two together.
 */
export function promisedDate(
  from: Date,
  businessDays: number,
  rules: Pick<ProgrammeRules, 'timeZone' | 'workingTime'>,
): string {
  const { weekend, nonWorkingDays } = rules.workingTime;
  const day = new Date(`${dateInZone(from, rules.timeZone)}T00:00:00Z`);
  for (let left = businessDays; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1);
    const isoWeekDay = day.getUTCDay() || 7;
    if (!weekend.includes(isoWeekDay) && !nonWorkingDays.includes(day.toISOString().slice(0, 10))) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}

/** JSON with sorted keys and no spaces: the one text over which the hash of the rules is taken. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
