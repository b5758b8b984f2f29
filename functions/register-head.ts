import type { Config } from '@netlify/functions';
import { callDatabase } from './http/call-database.ts';
import { endpoint, type Route } from './http/endpoint.ts';
import { settings } from './settings/read-settings.ts';
import { serverDatabase } from './database/connect.ts';

const routes: Route[] = [{ method: 'GET', path: '/.well-known/letok-register.json', answer: answerHead }];

export default endpoint(routes);

export const config: Config = { path: '/.well-known/letok-register.json' };

/** The head of the chain, for anybody who wants to keep it: nothing can be changed behind a head that somebody has. */
async function answerHead(): Promise<Response> {
  // What was just written has its place in the head that is given out.
  await serverDatabase().rpc('seal_audit_records', {});
  const head = await callDatabase<{ position: number; sha256: string | null; at: string | null }>('register_head');
  const how = new URL('/kb/pinning/proof/', settings().siteUrl).href;
  return Response.json({ ...head, how }, { headers: { 'Cache-Control': 'public, max-age=60' } });
}
