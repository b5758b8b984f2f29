import { createHash } from 'node:crypto';
import { readInput } from '../../src/api/problem-contract.ts';
import { leadRequest, type LeadRequest } from '../../src/features/leads/lead-contract.ts';
import {
  importBytesAtMost,
  importColumns,
  type ImportedRow,
  type LeadsImported,
} from '../../src/features/leads/lead-import-contract.ts';
import { deliverSoon } from '../email/deliver-outbox.ts';
import { callAsCaller } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { idempotencyKey } from '../http/idempotency-key.ts';
import { bodyKind, readBytes } from '../http/request-body.ts';
import { leadOfRow } from './lead-of-row.ts';
import { readCsv, type CsvRow } from './read-csv.ts';
import { ruleOfRefusal } from './rule-of-refusal.ts';

/** `POST /api/leads/import?dryRun=true`: each row by the rules of the form, with a line in the answer for each. */
export async function importLeads(exchange: Exchange): Promise<Response> {
  bodyKind(exchange.request, ['csv']);
  const key = idempotencyKey(exchange.request);
  const dryRun = exchange.url.searchParams.get('dryRun') === 'true';
  const bytes = await readBytes(exchange.request, importBytesAtMost);
  const rows = readCsv(bytes);
  const { wellFormed, told } = readRows(rows);
  const answer = await callAsCaller<LeadsImported>(exchange, 'import_leads', {
    rows: wellFormed,
    dryRun,
    idempotencyKey: key,
    requestSha256: createHash('sha256').update(bytes).digest('hex'),
  }).catch(async (error: unknown) => {
    throw await ruleOfRefusal(error);
  });
  if (!dryRun) deliverSoon(exchange);
  const clients = new Map(rows.map(({ line, cells }) => [line, clientIn(cells)]));
  const outcomes = [...told, ...answer.rows].map((row) => ({ ...row, client: clients.get(row.line) }));
  return Response.json({ rows: outcomes.toSorted((a, b) => a.line - b.line) });
}

/** `GET /api/leads/import`: an empty file with the columns. The mark at its beginning tells Excel that it is UTF-8. */
export function importTemplate(): Response {
  return new Response(`\uFEFF${Object.keys(importColumns).join(';')}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="leads.csv"',
    },
  });
}

/** Of which client a row speaks, so that a page can say it beside the outcome. */
const clientIn = ({ 'client.name': name, 'client.taxId': taxId }: CsvRow['cells']) => ({
  ...(name && { name: name.slice(0, 200) }),
  ...(taxId && { taxId: taxId.slice(0, 40) }),
});

interface ReadRows {
  wellFormed: { line: number; lead: LeadRequest }[];
  /** Rows that are not handed to the database: badly formed, or the same client as a row before. */
  told: ImportedRow[];
}

function readRows(rows: CsvRow[]): ReadRows {
  const read: ReadRows = { wellFormed: [], told: [] };
  const clients = new Set<string>();
  for (const { line, cells } of rows) {
    const lead = readInput(leadRequest, leadOfRow(cells));
    if (!lead.ok) {
      const [[field, code] = ['body', 'invalid']] = Object.entries(lead.fields);
      read.told.push({ line, outcome: 'invalid', field: columnOfField(field), code });
      continue;
    }
    const client = `${lead.value.client.country}:${lead.value.client.taxId}`;
    if (clients.has(client)) read.told.push({ line, outcome: 'duplicate', field: 'client.taxId' });
    else read.wellFormed.push({ line, lead: lead.value });
    clients.add(client);
  }
  return read;
}

/** The form counts in kopecks, the file in roubles. */
const columnOfField = (field: string) => (field === 'expectedAmountKopecks' ? 'expectedAmountRub' : field);
