import type { Config } from '@netlify/functions';
import { exportRequest, type OwnData, type PastExports } from '../src/features/own-company/export-contract.ts';
import { zipOfTables } from './exports/zip-of-tables.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'POST', path: '/api/export', answer: exportOwnData },
  { method: 'GET', path: '/api/exports', answer: listExports },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/export', '/api/exports'] };

async function exportOwnData(exchange: Exchange): Promise<Response> {
  const { format } = await readRequest(exchange, exportRequest);
  const data = await callAsCaller<OwnData>(exchange, 'export_own_data', { format });
  const name = `letok-${data.at.slice(0, 10)}`;
  return format === 'json'
    ? download(JSON.stringify(data, null, 2), 'application/json; charset=utf-8', `${name}.json`)
    : download(zipOfTables(data, exchange.language), 'application/zip', `${name}.zip`);
}

const download = (body: string | Uint8Array<ArrayBuffer>, type: string, name: string) =>
  new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });

async function listExports(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<PastExports>(exchange, 'list_exports'));
}
