import type { Config } from '@netlify/functions';
import { serverDatabase } from './database/connect.ts';
import { endpoint, type Route } from './http/endpoint.ts';
import { Refusal } from './http/refusal.ts';

const routes: Route[] = [{ method: 'GET', path: '/api/health', answer: answerHealth }];

export default endpoint(routes);

export const config: Config = { path: '/api/health' };

/** 200 when the database answers; whatever is wrong with it, a monitor sees 503. */
async function answerHealth(): Promise<Response> {
  const { error } = await serverDatabase().rpc('health');
  if (error) throw new Refusal('database_unavailable', { retryAfterSeconds: 10 });
  return Response.json({ status: 'ok' });
}
