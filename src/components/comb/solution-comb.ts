import type { CombCell } from './Comb.astro';

/** A comb of so many filled cells in rows of four, rounded up with empty ones: the cover of a solution. */
export function solutionComb(filled: number, labels: readonly string[] = []): CombCell[][] {
  const rows: CombCell[][] = [];
  for (let placed = 0; placed < filled;) {
    const width = 4;
    rows.push(
      Array.from({ length: width }, (_, column) => {
        const index = placed + column;
        return index < filled
          ? { state: 'done' as const, ...(labels[index] && { label: labels[index] }) }
          : { state: 'empty' as const };
      }),
    );
    placed += width;
  }
  return rows;
}
