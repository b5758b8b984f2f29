import type { Config } from '@netlify/functions';
import { deadFilters, retryRequest, type DeliveryHealth } from '../src/features/delivery/delivery-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readListQuery, readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/delivery', answer: tellHealth },
  { method: 'GET', path: '/api/staff/notifications', answer: tellDead },
  { method: 'POST', path: '/api/staff/notifications/retry', answer: retryAll },
  { method: 'POST', path: '/api/staff/notifications/:id/retry', answer: retry },
];

export default endpoint(routes);

export const config: Config = {
  path: [
    '/api/staff/delivery',
    '/api/staff/notifications',
    '/api/staff/notifications/retry',
    '/api/staff/notifications/:id/retry',
  ],
};

/** How the outbox does: counts and moments. */
async function tellHealth(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<DeliveryHealth>(exchange, 'delivery_health'));
}

/** What was given up, to whom it should have gone and why it did not. */
async function tellDead(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'dead_notifications', readListQuery(exchange, deadFilters)));
}

async function retry(exchange: Exchange): Promise<Response> {
  const answer = await callAsCaller<object>(exchange, 'retry_notification', { id: exchange.params['id'] });
  deliverSoon(exchange);
  return Response.json(answer);
}

async function retryAll(exchange: Exchange): Promise<Response> {
  const wanted = await readRequest(exchange, retryRequest);
  const answer = await callAsCaller<object>(exchange, 'retry_notifications', wanted);
  deliverSoon(exchange);
  return Response.json(answer);
}
