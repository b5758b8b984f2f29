import type { Config } from '@netlify/functions';
import { partnerChange, staffChange } from '../src/features/staff/staff-partner-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readPageOfList, readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/partners', answer: listPartners },
  { method: 'PUT', path: '/api/staff/partners/:id', answer: changePartner },
  { method: 'PUT', path: '/api/staff/people', answer: setStaff },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/partners', '/api/staff/partners/:id', '/api/staff/people'] };

async function listPartners(exchange: Exchange): Promise<Response> {
  const { search } = readPageOfList(exchange);
  return Response.json(await callAsCaller(exchange, 'list_partners', { search }));
}

async function changePartner(exchange: Exchange): Promise<Response> {
  const change = await readRequest(exchange, partnerChange);
  return Response.json(await callAsCaller(exchange, 'change_partner', { ...change, id: exchange.params['id'] }));
}

async function setStaff(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'set_staff', await readRequest(exchange, staffChange)));
}
