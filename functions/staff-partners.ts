import type { Config } from '@netlify/functions';
import { partnerChange, partnerFilters, staffChange } from '../src/features/staff/staff-partner-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readListQuery, readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/partners', answer: listPartners },
  { method: 'GET', path: '/api/staff/partners/:id', answer: readPartner },
  { method: 'PUT', path: '/api/staff/partners/:id', answer: changePartner },
  { method: 'GET', path: '/api/staff/people', answer: listStaff },
  { method: 'PUT', path: '/api/staff/people', answer: setStaff },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/partners', '/api/staff/partners/:id', '/api/staff/people'] };

async function listPartners(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_partners', readListQuery(exchange, partnerFilters)));
}

async function readPartner(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'read_partner_card', { id: exchange.params['id'] }));
}

async function listStaff(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_staff'));
}

async function changePartner(exchange: Exchange): Promise<Response> {
  const change = await readRequest(exchange, partnerChange);
  return Response.json(await callAsCaller(exchange, 'change_partner', { ...change, id: exchange.params['id'] }));
}

async function setStaff(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'set_staff', await readRequest(exchange, staffChange)));
}
