import type { Config } from '@netlify/functions';
import type * as z from 'zod/mini';
import { readInput } from '../src/api/problem-contract.ts';
import {
  eventLeadRow,
  eventLeadsRequest,
  type EventLeadsAdded,
  type EventRowOutcome,
} from '../src/features/staff/event-lead-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest } from './http/read-request.ts';

const routes: Route[] = [{ method: 'POST', path: '/api/staff/event-leads', answer: addEventLeads }];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/event-leads'] };

/** A thousand contacts. */
const atMostBytes = 1024 * 1024;

async function addEventLeads(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, eventLeadsRequest, atMostBytes);
  const { wellFormed, told } = readRows(value.rows);
  const answer = await callAsCaller<EventLeadsAdded>(exchange, 'add_event_leads', {
    partnerId: value.partnerId,
    event: value.event,
    rows: wellFormed,
    ...repetition,
  });
  deliverSoon(exchange);
  const rows = [...told, ...answer.rows].toSorted((a, b) => a.line - b.line);
  return Response.json({ rows, counts: answer.counts });
}

/** A badly formed row is told in its place and does not stop the others: somebody has typed a thousand of them. */
function readRows(rows: unknown[]) {
  const wellFormed: (z.output<typeof eventLeadRow> & { line: number })[] = [];
  const told: EventRowOutcome[] = [];
  for (const [index, row] of rows.entries()) {
    const read = readInput(eventLeadRow, row);
    if (read.ok) wellFormed.push({ ...read.value, line: index + 1 });
    else told.push({ line: index + 1, outcome: 'invalid', fields: read.fields });
  }
  return { wellFormed, told };
}
