import type { Config } from '@netlify/functions';
import {
  supportFilters,
  supportMessage,
  supportPlace,
  supportRequest,
  type SupportThread,
} from '../src/features/support/support-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readListQuery, readQuery } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/support', answer: listSupport },
  { method: 'POST', path: '/api/support', answer: askSupport },
  { method: 'GET', path: '/api/support/:id', answer: readSupport },
  { method: 'POST', path: '/api/support/:id/messages', answer: writeSupport },
  { method: 'POST', path: '/api/support/:id/solved', answer: solveSupport },
];

export default endpoint(routes);

export const config: Config = {
  path: ['/api/support', '/api/support/:id', '/api/support/:id/messages', '/api/support/:id/solved'],
};

async function listSupport(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_support', readListQuery(exchange, supportFilters)));
}

async function askSupport(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, supportRequest);
  const thread = await callAsCaller<SupportThread>(exchange, 'ask_support', { ...value, ...repetition });
  deliverSoon(exchange);
  return Response.json(thread, { status: 201 });
}

async function readSupport(exchange: Exchange): Promise<Response> {
  const asked = { ...readQuery(exchange, supportPlace), id: exchange.params['id'] };
  return Response.json(await callAsCaller<SupportThread>(exchange, 'read_support', asked));
}

async function writeSupport(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, supportMessage);
  const id = exchange.params['id'];
  const thread = await callAsCaller<SupportThread>(exchange, 'write_support', { ...value, ...repetition, id });
  deliverSoon(exchange);
  return Response.json(thread, { status: 201 });
}

async function solveSupport(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<SupportThread>(exchange, 'solve_support', { id: exchange.params['id'] }));
}
