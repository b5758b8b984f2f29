import type { Config } from '@netlify/functions';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readPageOfList } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/notifications', answer: tellDead },
  { method: 'POST', path: '/api/staff/notifications/:id/retry', answer: retry },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/notifications', '/api/staff/notifications/:id/retry'] };

/** What was given up, to whom it should have gone and why it did not. */
async function tellDead(exchange: Exchange): Promise<Response> {
  const { limit } = readPageOfList(exchange);
  return Response.json(await callAsCaller(exchange, 'dead_notifications', { limit }));
}

async function retry(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'retry_notification', { id: exchange.params['id'] }));
}
