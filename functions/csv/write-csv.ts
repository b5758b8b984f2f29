import { harmless } from './harmless.ts';

/** What a cell may hold. */
export type Cell = string | number | boolean | null | undefined;

/**
 * A table for a spreadsheet: UTF-8 with the mark Excel looks for, semicolons, every cell in quotes. A text that a spreadsheet would take
 * for a formula gets an apostrophe in front, so that nobody's name computes anything on the reader's machine.
 */
export function writeCsv(columns: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [columns, ...rows].map((row) => row.map(cellText).join(';'));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '""';
  if (typeof cell === 'number') return String(cell);
  const text = String(cell);
  return `"${harmless(text).replaceAll('"', '""')}"`;
}

/** A file to keep, under this name. */
export const csvAnswer = (name: string, text: string): Response =>
  downloadAnswer(name, 'text/csv; charset=utf-8', text);

export const downloadAnswer = (name: string, type: string, body: string): Response =>
  new Response(body, { headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` } });
