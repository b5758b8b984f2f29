import { auditFilters } from '../../src/features/audit/audit-contract.ts';
import { downloadAnswer, csvAnswer, writeCsv } from '../csv/write-csv.ts';
import { callAsCaller } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { readListQuery, readRequest } from '../http/read-request.ts';
import * as z from 'zod/mini';

/** A record word for word: `sha256` is that of `content`. */
interface Exported {
  record: number;
  position: number | null;
  sealedAt: string | null;
  chainSha256: string | null;
  sha256: string;
  content: string;
}

/** One export is one call: it is counted and written down with the number of its records. */
async function found(exchange: Exchange): Promise<Exported[]> {
  const asked = readListQuery(exchange, auditFilters);
  await readRequest(exchange, z.object({}));
  return (await callAsCaller<{ items: Exported[] }>(exchange, 'export_register', asked)).items;
}

/** One JSON object a line: whoever has them can take the checksum of `content` and compare. */
export async function exportedLines(exchange: Exchange): Promise<Response> {
  const lines = (await found(exchange)).map((record) => `${JSON.stringify(record)}\n`).join('');
  return downloadAnswer('register.jsonl', 'application/x-ndjson; charset=utf-8', lines);
}

export async function exportedCsv(exchange: Exchange): Promise<Response> {
  const columns = [
    'record',
    'position',
    'at',
    'actor',
    'action',
    'operation',
    'table',
    'row',
    'rule',
    'edition',
    'sha256',
    'content',
  ];
  const rows = (await found(exchange)).map(({ record, position, sha256, content }) => {
    const said = JSON.parse(content) as Record<string, string> & { actor: { kind: string; id?: string } };
    const actor = [said.actor.kind, said.actor.id].filter(Boolean).join(' ');
    return [
      record,
      position,
      said['at'],
      actor,
      said['action'],
      said['operation'],
      said['table'],
      said['row'],
      said['rule'],
      said['edition'],
      sha256,
      content,
    ];
  });
  return csvAnswer('register.csv', writeCsv(columns, rows));
}
