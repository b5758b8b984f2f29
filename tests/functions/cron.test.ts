import { describe, expect, it } from 'vitest';
import { isDue } from '../../functions/host/cron.ts';

describe('a schedule', () => {
  it.each([
    ['* * * * *', '2026-11-24T10:17:00Z', true],
    ['*/15 * * * *', '2026-11-24T10:45:00Z', true],
    ['*/15 * * * *', '2026-11-24T10:46:00Z', false],
    ['5,35 8-18 * * 1-5', '2026-11-24T08:35:30Z', true],
    ['5,35 8-18 * * 1-5', '2026-11-22T08:35:00Z', false],
    ['0 0 1 * *', '2026-12-01T00:00:00Z', true],
    ['10-20/5 * * * *', '2026-12-01T00:15:00Z', true],
    ['10-20/5 * * * *', '2026-12-01T00:25:00Z', false],
    ['@hourly', '2026-12-01T07:00:59Z', true],
    ['@daily', '2026-12-01T07:00:00Z', false],
    ['@weekly', '2026-11-22T00:00:00Z', true],
    ['@monthly', '2026-11-01T00:00:00Z', true],
  ])('%s at %s: %s', (expression, at, due) => expect(isDue(expression, new Date(at))).toBe(due));

  it.each(['', '* * * *', '61 * * * *', '*/0 * * * *', 'x * * * *', '1-70 * * * *'])('%j is refused', (expression) =>
    expect(() => isDue(expression, new Date())).toThrow('Not a'),
  );
});
