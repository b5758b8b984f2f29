import type { Config } from '@netlify/functions';
import { appealRequest, type AppealReceived } from '../src/features/clients/client-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readJsonInput, readListQuery, repeatable } from './http/json-input.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/appeals', answer: listAppeals },
  { method: 'POST', path: '/api/appeals', answer: submitAppeal },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/appeals'] };

async function listAppeals(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_appeals', readListQuery(exchange)));
}

async function submitAppeal(exchange: Exchange): Promise<Response> {
  const appeal = await readJsonInput(exchange, appealRequest);
  const request = { ...appeal, ...repeatable(exchange, appeal) };
  const received = await callAsCaller<AppealReceived>(exchange, 'submit_appeal', request);
  deliverSoon(exchange);
  return Response.json(received, { status: 202 });
}
