import type { Config } from '@netlify/functions';
import type * as z from 'zod/mini';
import {
  closeRequest,
  enquiryFilters,
  passRequest,
  returnRequest,
  type EnquiryLine,
  type EnquiryList,
  type Suggestion,
} from '../src/features/staff/staff-enquiry-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { caseNamed } from './http/case-named.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readListQuery } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/staff/enquiries', answer: listEnquiries },
  { method: 'GET', path: '/api/staff/enquiries/:id', answer: readEnquiry },
  { method: 'GET', path: '/api/staff/enquiries/:id/partners', answer: suggestPartners },
  { method: 'POST', path: '/api/staff/enquiries/:id/pass', answer: (one) => act(one, 'pass_enquiry', passRequest) },
  {
    method: 'POST',
    path: '/api/staff/enquiries/:id/return',
    answer: (one) => act(one, 'return_enquiry', returnRequest),
  },
  { method: 'POST', path: '/api/staff/enquiries/:id/close', answer: (one) => act(one, 'close_enquiry', closeRequest) },
];

export default endpoint(routes);

export const config: Config = {
  path: [
    '/api/staff/enquiries',
    '/api/staff/enquiries/:id',
    '/api/staff/enquiries/:id/partners',
    '/api/staff/enquiries/:id/pass',
    '/api/staff/enquiries/:id/return',
    '/api/staff/enquiries/:id/close',
  ],
};

async function listEnquiries(exchange: Exchange): Promise<Response> {
  const query = readListQuery(exchange, enquiryFilters);
  return Response.json(await callAsCaller<EnquiryList>(exchange, 'list_enquiries', query));
}

async function readEnquiry(exchange: Exchange): Promise<Response> {
  const { id } = exchange.params;
  return Response.json(await callAsCaller<EnquiryLine>(exchange, 'read_enquiry_case', caseNamed(id)));
}

async function suggestPartners(exchange: Exchange): Promise<Response> {
  const request = { enquiryId: exchange.params['id'] };
  return Response.json(await callAsCaller<{ items: Suggestion[] }>(exchange, 'suggest_partners', request));
}

/** What a person of the vendor does with an enquiry that waits. */
async function act(
  exchange: Exchange,
  name: 'pass_enquiry' | 'return_enquiry' | 'close_enquiry',
  schema: z.ZodMiniType<object>,
): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, schema, 64 * 1024);
  const request = { ...value, ...repetition, enquiryId: exchange.params['id'] };
  const answer = await callAsCaller(exchange, name, request);
  deliverSoon(exchange);
  return Response.json(answer);
}
