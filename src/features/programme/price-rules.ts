/** A line of a solution's price list, as far as sums are concerned. */
interface PriceLine {
  sku: string;
  priceKopecks: number;
  launchWeeks: number;
}

/** «Цена от». Infinity where there are no lines. */
export const lowestPrice = (lines: readonly PriceLine[]): number =>
  Math.min(...lines.map(({ priceKopecks }) => priceKopecks));

/** The price of a line, of the cheapest when none is named; undefined when there is no such line. */
export function priceOf(lines: readonly PriceLine[], sku?: string): number | undefined {
  if (sku !== undefined) return lines.find((line) => line.sku === sku)?.priceKopecks;
  return lines.length > 0 ? lowestPrice(lines) : undefined;
}

/** What a partner gets of a sum, in whole kopecks. */
export const shareOf = (priceKopecks: number, percent: number): number => Math.round((priceKopecks * percent) / 100);

/** The shortest and the longest launch of a price list, in weeks; undefined where there are no lines. */
export function launchOf(lines: readonly PriceLine[]): { from: number; to: number } | undefined {
  const weeks = lines.map(({ launchWeeks }) => launchWeeks);
  return weeks.length > 0 ? { from: Math.min(...weeks), to: Math.max(...weeks) } : undefined;
}
