import type { Config } from '@netlify/functions';
import * as z from 'zod/mini';
import type { ApplicationCase, ApplicationLine, CaseList } from '../src/features/staff/case-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { caseNamed } from './http/case-named.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readListQuery } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/applications', answer: listApplications },
  { method: 'GET', path: '/api/staff/applications/:id', answer: readApplication },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/applications', '/api/staff/applications/:id'] };

const filters = { status: z.optional(z.enum(['waiting', 'approved', 'returned', 'declined'], 'choice_unknown')) };

async function listApplications(exchange: Exchange): Promise<Response> {
  const query = readListQuery(exchange, filters);
  return Response.json(await callAsCaller<CaseList<ApplicationLine>>(exchange, 'list_applications', query));
}

async function readApplication(exchange: Exchange): Promise<Response> {
  const { id } = exchange.params;
  return Response.json(await callAsCaller<ApplicationCase>(exchange, 'read_application_case', caseNamed(id)));
}
