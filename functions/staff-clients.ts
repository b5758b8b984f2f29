import type { Config } from '@netlify/functions';
import type * as z from 'zod/mini';
import {
  clientMerge,
  clientSearch,
  clientStanding,
  clientTransfer,
} from '../src/features/staff/staff-client-contract.ts';
import { readInput } from '../src/api/problem-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readRequest } from './http/read-request.ts';
import { Refusal } from './http/refusal.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/clients', answer: readClient },
  { method: 'PUT', path: '/api/staff/clients/standing', answer: setStanding },
  {
    method: 'POST',
    path: '/api/staff/clients/:id/transfer',
    answer: (one) => move(one, 'transfer_client', clientTransfer),
  },
  { method: 'POST', path: '/api/staff/clients/:id/merge', answer: (one) => move(one, 'merge_clients', clientMerge) },
];

export default endpoint(routes);

export const config: Config = {
  path: [
    '/api/staff/clients',
    '/api/staff/clients/standing',
    '/api/staff/clients/:id/transfer',
    '/api/staff/clients/:id/merge',
  ],
};

/** Who holds a client, and the history. */
async function readClient(exchange: Exchange): Promise<Response> {
  const { searchParams } = exchange.url;
  const asked = { taxId: searchParams.get('taxId') ?? undefined, country: searchParams.get('country') || undefined };
  const read = readInput(clientSearch, asked);
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  return Response.json(await callAsCaller(exchange, 'read_client', read.value));
}

async function setStanding(exchange: Exchange): Promise<Response> {
  return Response.json(
    await callAsCaller(exchange, 'set_client_standing', await readRequest(exchange, clientStanding)),
  );
}

/** Letters are due in ten seconds, so nothing is delivered here. */
async function move(exchange: Exchange, name: 'transfer_client' | 'merge_clients', schema: z.ZodMiniType<object>) {
  const { value, repetition } = await readCreatingRequest(exchange, schema);
  return Response.json(
    await callAsCaller(exchange, name, { ...value, ...repetition, clientId: exchange.params['id'] }),
  );
}
