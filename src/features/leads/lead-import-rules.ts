import type { ImportedRow } from './lead-import-contract.ts';

/** Whether a row did not go in, or would not. */
export const isLeft = ({ outcome }: Pick<ImportedRow, 'outcome'>) =>
  outcome === 'refused' || outcome === 'duplicate' || outcome === 'invalid';

/**
 * The rows of a file that did not go in, as they stood there, under the same header: to be mended and loaded again. A row ends where the next
 * one begins, so one of several lines stays whole. `rows` are all rows of the file.
 */
export function leftRows(text: string, rows: readonly ImportedRow[]): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const begins = rows.map(({ line }) => line).toSorted((a, b) => a - b);
  const part = (from: number) => {
    const next = begins.find((line) => line > from) ?? lines.length + 1;
    const whole = lines.slice(from - 1, next - 1);
    // Empty lines between two rows belong to neither.
    return whole.slice(0, whole.findLastIndex((line) => line !== '') + 1);
  };
  const head = part(1);
  const left = rows.filter(isLeft).toSorted((a, b) => a.line - b.line);
  return `\uFEFF${[...head, ...left.flatMap(({ line }) => part(line))].join('\r\n')}\r\n`;
}
