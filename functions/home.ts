import type { Config } from '@netlify/functions';
import type { Home } from '../src/features/home/home-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';

const routes: Route[] = [{ method: 'GET', path: '/api/home', answer: readHome }];

export default endpoint(routes);

export const config: Config = { path: ['/api/home'] };

async function readHome(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<Home>(exchange, 'read_home', {}));
}
