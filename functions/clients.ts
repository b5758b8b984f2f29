import type { Config } from '@netlify/functions';
import type * as z from 'zod/mini';
import { clientFilters, clientReasonRequest, extensionRequest } from '../src/features/clients/client-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readListQuery } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/clients', answer: listClients },
  { method: 'GET', path: '/api/clients/:id', answer: readClient },
  { method: 'POST', path: '/api/clients/:id/extension', answer: (one) => change(one, 'extend_pin', extensionRequest) },
  { method: 'POST', path: '/api/clients/:id/renewal', answer: (one) => change(one, 'renew_pin', clientReasonRequest) },
  {
    method: 'POST',
    path: '/api/clients/:id/release',
    answer: (one) => change(one, 'release_pin', clientReasonRequest),
  },
];

export default endpoint(routes);

export const config: Config = {
  path: [
    '/api/clients',
    '/api/clients/:id',
    '/api/clients/:id/extension',
    '/api/clients/:id/renewal',
    '/api/clients/:id/release',
  ],
};

async function listClients(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_clients', readListQuery(exchange, clientFilters)));
}

async function readClient(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'read_own_client', { id: exchange.params['id'] }));
}

async function change(
  exchange: Exchange,
  name: 'extend_pin' | 'renew_pin' | 'release_pin',
  schema: z.ZodMiniType<object>,
): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, schema);
  const answer = await callAsCaller(exchange, name, { ...value, ...repetition, clientId: exchange.params['id'] });
  deliverSoon(exchange);
  return Response.json(answer);
}
