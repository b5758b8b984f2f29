import type { Config } from '@netlify/functions';
import type * as z from 'zod/mini';
import type { CaseList, ClientCase, ClientLine } from '../src/features/staff/case-contract.ts';
import {
  clientFilters,
  clientMerge,
  clientSearch,
  clientStanding,
  clientTransfer,
  mergePreview,
  transferPreview,
} from '../src/features/staff/staff-client-contract.ts';
import { readInput } from '../src/api/problem-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readListQuery, readRequest } from './http/read-request.ts';
import { Refusal } from './http/refusal.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/clients', answer: findClients },
  { method: 'PUT', path: '/api/staff/clients/standing', answer: setStanding },
  { method: 'GET', path: '/api/staff/clients/:id', answer: readCase },
  {
    method: 'GET',
    path: '/api/staff/clients/:id/transfer',
    answer: (one) => preview(one, 'preview_transfer', transferPreview),
  },
  { method: 'GET', path: '/api/staff/clients/:id/merge', answer: (one) => preview(one, 'preview_merge', mergePreview) },
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
    '/api/staff/clients/:id',
    '/api/staff/clients/:id/transfer',
    '/api/staff/clients/:id/merge',
  ],
};

/** With a tax id the client of that number, as HTTP.md says; without one the list. */
function findClients(exchange: Exchange): Promise<Response> {
  return exchange.url.searchParams.has('taxId') ? readClient(exchange) : listClients(exchange);
}

async function listClients(exchange: Exchange): Promise<Response> {
  const query = readListQuery(exchange, clientFilters);
  return Response.json(await callAsCaller<CaseList<ClientLine>>(exchange, 'list_all_clients', query));
}

async function readCase(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<ClientCase>(exchange, 'read_client_case', { id: exchange.params['id'] }));
}

/** What would happen, before a person does it. */
async function preview<Schema extends z.ZodMiniObject>(
  exchange: Exchange,
  name: 'preview_transfer' | 'preview_merge',
  schema: Schema,
): Promise<Response> {
  const asked = Object.fromEntries(
    Object.keys(schema.shape).map((key) => [key, exchange.url.searchParams.get(key) || undefined]),
  );
  const read = readInput(schema, asked);
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  return Response.json(await callAsCaller(exchange, name, { ...read.value, clientId: exchange.params['id'] }));
}

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
