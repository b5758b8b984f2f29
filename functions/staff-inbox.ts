import type { Config } from '@netlify/functions';
import type { InboxItem } from '../src/features/staff/decision-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readPageOfList } from './http/read-request.ts';

const routes: Route[] = [{ method: 'GET', path: '/api/staff/inbox', answer: tellInbox }];

export default endpoint(routes);

export const config: Config = { path: ['/api/staff/inbox'] };

async function tellInbox(exchange: Exchange): Promise<Response> {
  const page = readPageOfList(exchange);
  return Response.json(await callAsCaller<{ items: InboxItem[]; next?: string }>(exchange, 'staff_inbox', page));
}
