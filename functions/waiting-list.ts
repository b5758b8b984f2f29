import type { Config } from '@netlify/functions';
import { waitingListRequest } from '../src/features/clients/client-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readRequest } from './http/read-request.ts';

const routes: Route[] = [{ method: 'POST', path: '/api/waiting-list', answer: joinWaitingList }];

export default endpoint(routes);

export const config: Config = { path: ['/api/waiting-list'] };

async function joinWaitingList(exchange: Exchange): Promise<Response> {
  const client = await readRequest(exchange, waitingListRequest);
  return Response.json(await callAsCaller(exchange, 'join_waiting_list', client), { status: 202 });
}
