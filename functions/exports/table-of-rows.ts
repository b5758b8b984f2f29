import { stringify } from 'csv-stringify/sync';
import { harmless } from '../csv/harmless.ts';
import type { Language } from '../i18n/words.ts';

export type Row = Record<string, unknown>;

/** Excel separates by what its language has for lists: a semicolon where a comma stands in numbers. */
const delimiters: Record<string, ';' | ','> = { ru: ';', en: ',' };

/**
 * Rows as a table for Excel: UTF-8 with the mark it needs, one column for each value, `client.name` for one inside another.
 * No cell is a formula, and no number loses its zeros.
 */
export function tableOfRows(rows: readonly Row[], language: Language): string {
  const flat = rows.map((row) => new Map(flattened(row)));
  const columns = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  return stringify(
    flat.map((row) => columns.map((column) => row.get(column) ?? '')),
    { columns, header: true, bom: true, delimiter: delimiters[language] ?? ',', record_delimiter: 'windows' },
  );
}

/**
 * Lists within rows, such as the messages of a request, as tables of their own: `support` and `support_messages`, whose first column says
 * to which row a line belongs.
 */
export function tablesOf(part: string, rows: readonly Row[]): [name: string, rows: Row[]][] {
  const inner = new Map<string, Row[]>();
  const outer = rows.map((row, at) => {
    const kept: Row = {};
    for (const [key, value] of Object.entries(row))
      if (Array.isArray(value) && value.length > 0 && value.every((one) => one !== null && typeof one === 'object')) {
        const lines = inner.get(key) ?? [];
        inner.set(key, lines);
        for (const one of value)
          lines.push({ [part]: row['number'] ?? row['lead'] ?? row['id'] ?? at + 1, ...(one as Row) });
      } else kept[key] = value;
    return kept;
  });
  return [[part, outer], ...[...inner].map(([key, lines]): [string, Row[]] => [`${part}_${key}`, lines])];
}

function flattened(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [[path, harmless(value.map(cellOf).join(', '))]];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => flattened(inner, path ? `${path}.${key}` : key));
  return [[path, typeof value === 'string' ? harmless(value) : String(value)]];
}

const cellOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
