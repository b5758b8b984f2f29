import type { Config } from '@netlify/functions';
import type { SessionAnswer } from '../src/features/account/session-contract.ts';
import {
  auditFilters,
  type AuditRecord,
  type RegisterCheck,
  type RegisterState,
} from '../src/features/audit/audit-contract.ts';
import { exportedCsv, exportedLines } from './audit/export-records.ts';
import { callAsCaller, callDatabase } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readListQuery, readRequest } from './http/read-request.ts';
import { Refusal } from './http/refusal.ts';
import { checkRegister } from './register/read-chain.ts';
import * as z from 'zod/mini';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/audit', answer: search },
  { method: 'GET', path: '/api/staff/audit/state', answer: tellState },
  { method: 'POST', path: '/api/staff/audit/check', answer: check },
  { method: 'POST', path: '/api/staff/audit.jsonl', answer: exportedLines },
  { method: 'POST', path: '/api/staff/audit.csv', answer: exportedCsv },
];

export default endpoint(routes);

export const config: Config = {
  path: [
    '/api/staff/audit',
    '/api/staff/audit/state',
    '/api/staff/audit/check',
    '/api/staff/audit.jsonl',
    '/api/staff/audit.csv',
  ],
};

async function search(exchange: Exchange): Promise<Response> {
  const asked = readListQuery(exchange, auditFilters);
  return Response.json(await callAsCaller<{ items: AuditRecord[]; next?: string }>(exchange, 'search_register', asked));
}

async function tellState(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<RegisterState>(exchange, 'register_state'));
}

/** What `npm run verify-register` does, on demand: it reads the whole register, so it is for programme leads. */
async function check(exchange: Exchange): Promise<Response> {
  await readRequest(exchange, z.object({}));
  const { user } = await callAsCaller<SessionAnswer>(exchange, 'current_session');
  if (!user.roles.includes('programme_lead')) throw new Refusal('wrong_role');
  const report = await checkRegister((name, request) =>
    name === 'read_register' ? callDatabase(name, request ?? {}) : callDatabase(name),
  );
  const { links, tables, problem } = report;
  const noted = await callDatabase<{ at: string }>('note_register_check', { by: user.id, links, tables, problem });
  return Response.json({ at: noted.at, links, tables, ...(problem && { problem }) } satisfies RegisterCheck);
}
