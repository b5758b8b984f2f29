import type { Config } from '@netlify/functions';
import {
  staffSupportFilters,
  staffSupportMessage,
  supportAssignment,
  supportPlace,
  type StaffSupportList,
  type StaffSupportThread,
} from '../src/features/support/support-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readListQuery, readQuery, readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/support', answer: listStaffSupport },
  { method: 'GET', path: '/api/staff/support/:id', answer: readStaffSupport },
  { method: 'POST', path: '/api/staff/support/:id/messages', answer: answerSupport },
  { method: 'POST', path: '/api/staff/support/:id/solved', answer: settleSupport },
  { method: 'POST', path: '/api/staff/support/:id/assignee', answer: assignSupport },
];

export default endpoint(routes);

export const config: Config = {
  path: [
    '/api/staff/support',
    '/api/staff/support/:id',
    '/api/staff/support/:id/messages',
    '/api/staff/support/:id/solved',
    '/api/staff/support/:id/assignee',
  ],
};

async function listStaffSupport(exchange: Exchange): Promise<Response> {
  const asked = readListQuery(exchange, staffSupportFilters);
  return Response.json(await callAsCaller<StaffSupportList>(exchange, 'staff_support', asked));
}

async function readStaffSupport(exchange: Exchange): Promise<Response> {
  const asked = { ...readQuery(exchange, supportPlace), id: exchange.params['id'] };
  return Response.json(await callAsCaller<StaffSupportThread>(exchange, 'read_staff_support', asked));
}

async function answerSupport(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, staffSupportMessage);
  const id = exchange.params['id'];
  const thread = await callAsCaller<StaffSupportThread>(exchange, 'answer_support', { ...value, ...repetition, id });
  deliverSoon(exchange);
  return Response.json(thread, { status: 201 });
}

async function settleSupport(exchange: Exchange): Promise<Response> {
  const id = exchange.params['id'];
  const thread = await callAsCaller<StaffSupportThread>(exchange, 'settle_support', { id });
  deliverSoon(exchange);
  return Response.json(thread);
}

async function assignSupport(exchange: Exchange): Promise<Response> {
  const { personId } = await readRequest(exchange, supportAssignment);
  const id = exchange.params['id'];
  const thread = await callAsCaller<StaffSupportThread>(exchange, 'assign_support', { personId, id });
  deliverSoon(exchange);
  return Response.json(thread);
}
