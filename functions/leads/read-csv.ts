import { parse } from 'csv-parse/sync';
import {
  importColumns,
  importRowsAtMost,
  requiredImportColumns,
  type ImportColumn,
  type ImportRow,
} from '../../src/features/leads/lead-import-contract.ts';
import { Refusal } from '../http/refusal.ts';

/** A row of the file and the line on which it begins, from 1. */
export interface CsvRow {
  line: number;
  cells: ImportRow;
}

/**
 * The rows of a file of leads. Cells are text whatever they look like: a formula is not computed, a number keeps its zeros.
 * @throws Refusal `csv_encoding`, `csv_malformed`, `csv_too_many_rows`, or `invalid_input` with the columns that are missing
 */
export function readCsv(bytes: Uint8Array): CsvRow[] {
  const text = decoded(bytes);
  const [head, ...rows] = recordsOf(text, delimiterOf(text));
  if (!head) throw new Refusal('csv_malformed');
  if (rows.length > importRowsAtMost) throw new Refusal('csv_too_many_rows');
  const columns = head.cells.map(columnOf);
  const missing = requiredImportColumns.filter((name) => !columns.includes(name));
  if (missing.length === requiredImportColumns.length) throw new Refusal('csv_malformed');
  if (missing.length > 0)
    throw new Refusal('invalid_input', { fields: Object.fromEntries(missing.map((name) => [name, 'required'])) });
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(cells.flatMap((cell, at) => (columns[at] ? [[columns[at], cell]] : []))),
  }));
}

/** The older Excel writes windows-1251: read as UTF-8 its letters would be rubbish, so it is told and not guessed. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('csv_encoding');
  }
}

/** Russian Excel separates by semicolons: whichever finds more columns in the first line. */
function delimiterOf(text: string): ';' | ',' | '\t' {
  const [head = ''] = text.split(/\r?\n|\r/, 1);
  const known = (delimiter: string) =>
    head.split(delimiter).filter((name) => columnOf(name.replace(/^"|"$/g, ''))).length;
  return ([';', ',', '\t'] as const).toSorted((a, b) => known(b) - known(a))[0]!;
}

interface ParsedRecord {
  record: string[];
  info: { lines: number };
  raw: string;
}

function recordsOf(text: string, delimiter: string): { line: number; cells: string[] }[] {
  try {
    const options = {
      delimiter,
      info: true,
      raw: true,
      relaxColumnCount: true,
      // ="0012345673" in the middle of a row.
      relaxQuotes: true,
      skipEmptyLines: true,
      trim: true,
    } as const;
    const records = parse(text, options) as unknown as ParsedRecord[];
    return records
      .map(({ record, info, raw }) => ({ line: info.lines - breaksWithin(raw), cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch {
    throw new Refusal('csv_malformed');
  }
}

const breaksWithin = (raw: string) => raw.trim().match(/\r\n|\r|\n/g)?.length ?? 0;

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .replace(/^\uFEFF/, '')
    .trim();
const columnByName = new Map<string, ImportColumn>(
  Object.entries(importColumns).flatMap(([column, names]) =>
    names.map((name): [string, ImportColumn] => [plain(name), column as ImportColumn]),
  ),
);
const columnOf = (name: string): ImportColumn | undefined => columnByName.get(plain(name));
