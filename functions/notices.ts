import type { Config } from '@netlify/functions';
import { noticesChange, type Notices } from '../src/features/own-company/notice-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/notices', answer: readNotices },
  { method: 'PUT', path: '/api/notices', answer: changeNotices },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/notices'] };

async function readNotices(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<Notices>(exchange, 'read_notices'));
}

async function changeNotices(exchange: Exchange): Promise<Response> {
  const change = await readRequest(exchange, noticesChange);
  return Response.json(await callAsCaller<Notices>(exchange, 'change_notices', change));
}
