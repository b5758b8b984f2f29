import type { Config } from '@netlify/functions';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';

const routes: Route[] = [{ method: 'GET', path: '/api/receipts/:number', answer: readReceipt }];

export default endpoint(routes);

export const config: Config = { path: ['/api/receipts/:number'] };

async function readReceipt(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'read_receipt', { number: exchange.params['number'] }));
}
