import type { Config } from '@netlify/functions';
import type { LeadCase } from '../src/features/staff/case-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { caseNamed } from './http/case-named.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';

const routes: Route[] = [{ method: 'GET', path: '/api/staff/leads/:id', answer: readLead }];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/leads/:id'] };

async function readLead(exchange: Exchange): Promise<Response> {
  const { id } = exchange.params;
  return Response.json(await callAsCaller<LeadCase>(exchange, 'read_lead_case', caseNamed(id)));
}
