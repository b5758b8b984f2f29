import { describe, expect, it } from 'vitest';
import { launchOf, lowestPrice, priceOf, shareOf } from '#features/programme/price-rules.ts';

const lines = [
  { sku: 'cu-1000', priceKopecks: 118_000_000, launchWeeks: 9 },
  { sku: 'cu-250', priceKopecks: 64_000_000, launchWeeks: 6 },
];

describe('a figure of the price list', () => {
  it('is the cheapest line where none is named', () => {
    expect([lowestPrice(lines), priceOf(lines), priceOf([])]).toEqual([64_000_000, 64_000_000, undefined]);
  });

  it('is the line that is named, and nothing when there is none of that name', () => {
    expect([priceOf(lines, 'cu-1000'), priceOf(lines, 'cu-9')]).toEqual([118_000_000, undefined]);
  });

  it('is a share in whole kopecks', () => {
    expect([shareOf(118_000_000, 35), shareOf(101, 35)]).toEqual([41_300_000, 35]);
  });

  it('is a launch from the shortest line to the longest, whatever their order', () => {
    expect([launchOf(lines), launchOf([])]).toEqual([{ from: 6, to: 9 }, undefined]);
  });
});
