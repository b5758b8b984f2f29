import type { Config } from '@netlify/functions';
import { appealRequest, type AppealReceived } from '../src/features/clients/client-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readPageOfList } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/appeals', answer: listAppeals },
  { method: 'POST', path: '/api/appeals', answer: submitAppeal },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/appeals'] };

async function listAppeals(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_appeals', readPageOfList(exchange)));
}

async function submitAppeal(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, appealRequest);
  const received = await callAsCaller<AppealReceived>(exchange, 'submit_appeal', { ...value, ...repetition });
  deliverSoon(exchange);
  return Response.json(received, { status: 202 });
}
