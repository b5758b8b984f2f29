import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../src/features/editions/edition-difference-rules.ts';
import { kopecksOf, partPercent, sharePercent } from '../../src/features/figures/figures-rules.ts';

describe('what changes between two editions', () => {
  test('is told rule by rule, things with a name by their names', () => {
    const before = { id: '1', pin: { days: 90, warn: [14, 7] }, rewards: [{ id: 'a', percent: 35 }], old: 1 };
    const after = {
      id: '2',
      pin: { days: 60, warn: [7] },
      rewards: [
        { id: 'b', percent: 1 },
        { id: 'a', percent: 30 },
      ],
    };
    expect(differenceOf(before, after)).toEqual([
      { path: 'pin.days', was: 90, becomes: 60 },
      { path: 'pin.warn', was: [14, 7], becomes: [7] },
      { path: 'rewards.b.id', was: undefined, becomes: 'b' },
      { path: 'rewards.b.percent', was: undefined, becomes: 1 },
      { path: 'rewards.a.percent', was: 35, becomes: 30 },
      { path: 'old', was: 1, becomes: undefined },
    ]);
    expect(differenceOf(before, { ...before, id: '3', number: 3 })).toEqual([]);
  });
});

describe('figures', () => {
  test('a share is of something', () => {
    expect(sharePercent({ totalRevenueKopecks: 800, partnerRevenueKopecks: 107 })).toBe(13.4);
    expect(sharePercent({ totalRevenueKopecks: 0, partnerRevenueKopecks: 0 })).toBeUndefined();
    expect(partPercent(0, 0)).toBeUndefined();
    expect(partPercent(2, 3)).toBe(67);
  });

  test.each([
    ['1 250 000,50', 125000050],
    ['1250000.5', 125000050],
    ['0', 0],
    ['12 ₽', 1200],
  ])('%s is an amount', (typed, kopecks) => expect(kopecksOf(typed)).toBe(kopecks));

  test.each(['', '-1', '1,234', 'сто', '1e3', '1 000,00,00'])('%s is none', (typed) =>
    expect(kopecksOf(typed)).toBeUndefined(),
  );
});
