/** Bounds of the five fields of a cron expression: minute, hour, day of the month, month, day of the week (0 = Sunday). */
const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

const names: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
};

/** Is a schedule due in the minute of `at` (UTC, as on Netlify)? Knows `*`, numbers, lists, ranges and steps. */
export function isDue(expression: string, at: Date): boolean {
  const fields = (names[expression] ?? expression).trim().split(/\s+/);
  if (fields.length !== 5) throw new Error(`Not a schedule: ${expression}`);
  const now = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()];
  return fields.every((field, index) => valuesOf(field, bounds[index]!).has(now[index]!));
}

function valuesOf(field: string, [least, most]: readonly [number, number]): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const {
      from,
      to,
      step = '1',
    } = /^(?:\*|(?<from>\d+)(?:-(?<to>\d+))?)(?:\/(?<step>\d+))?$/.exec(part)?.groups ?? { step: '0' };
    const first = Number(from ?? least);
    const last = Number(to ?? (from === undefined || part.includes('/') ? most : from));
    if (Number(step) < 1 || first < least || last > most) throw new Error(`Not a field of a schedule: ${field}`);
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return values;
}
