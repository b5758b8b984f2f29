import type { Config } from '@netlify/functions';
import { waitingListRequest } from '../src/features/clients/client-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readPageOfList, readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/waiting-list', answer: listPlaces },
  { method: 'POST', path: '/api/waiting-list', answer: joinWaitingList },
  { method: 'DELETE', path: '/api/waiting-list/:id', answer: leaveWaitingList },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/waiting-list', '/api/waiting-list/:id'] };

async function joinWaitingList(exchange: Exchange): Promise<Response> {
  const client = await readRequest(exchange, waitingListRequest);
  return Response.json(await callAsCaller(exchange, 'join_waiting_list', client), { status: 202 });
}

async function listPlaces(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_waiting_places', readPageOfList(exchange)));
}

async function leaveWaitingList(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'leave_waiting_list', { id: exchange.params['id'] }));
}
