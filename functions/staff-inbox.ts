import type { Config } from '@netlify/functions';
import * as z from 'zod/mini';
import type { InboxPage } from '../src/features/staff/decision-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readListQuery } from './http/read-request.ts';

const routes: Route[] = [{ method: 'GET', path: '/api/staff/inbox', answer: tellInbox }];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/inbox'] };

const filters = {
  kind: z.optional(z.string().check(z.regex(/^[a-z_]{1,20}$/, 'choice_unknown'))),
  mine: z.optional(z.enum(['true'], 'choice_unknown')),
};

async function tellInbox(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<InboxPage>(exchange, 'staff_inbox', readListQuery(exchange, filters)));
}
