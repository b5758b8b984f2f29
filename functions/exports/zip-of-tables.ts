import { strToU8, zipSync } from 'fflate';
import type { OwnData } from '../../src/features/own-company/export-contract.ts';
import { stringsOf, type Language } from '../i18n/words.ts';
import { tableOfRows, tablesOf } from './table-of-rows.ts';

/** A zip with a table for each part that has rows, and a text that says what is in which. */
export function zipOfTables({ at, parts }: OwnData, language: Language): Uint8Array<ArrayBuffer> {
  const words = stringsOf(language).ownExport;
  const named = words.parts as Record<string, string>;
  const list = Object.entries(parts).map(
    ([part, rows]) => `${fileOf(part)} — ${named[part] ?? part}: ${rows.length || words.none}`,
  );
  const about = [words.fileTitle, at, '', ...words.fileNotes, '', ...list, ''].join('\r\n');
  const files = Object.entries(parts)
    .flatMap(([part, rows]) => tablesOf(part, rows))
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => [fileOf(name), strToU8(tableOfRows(rows, language))] as const);
  const zipped = zipSync(
    { [words.fileName]: strToU8(`\uFEFF${about}`), ...Object.fromEntries(files) },
    { level: 6, mtime: new Date(at) },
  );
  return new Uint8Array(zipped);
}

const fileOf = (part: string) => `${part.replaceAll('_', '-')}.csv`;
