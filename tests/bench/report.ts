/** One line for a machine: `bench <name> <value> <unit>`. */
export function say(name: string, value: number, unit: string): void {
  console.log(`bench ${name} ${rounded(value)} ${unit}`);
}

const rounded = (value: number) => (Number.isInteger(value) ? value : Number(value.toPrecision(3)));

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)]!;
}
