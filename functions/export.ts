import type { Config } from '@netlify/functions';
import { readInput } from '../src/api/problem-contract.ts';
import { exportFormat, type OwnData, type PastExports } from '../src/features/own-company/export-contract.ts';
import * as z from 'zod/mini';
import { zipOfTables } from './exports/zip-of-tables.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { Refusal } from './http/refusal.ts';
import { isLanguage } from './i18n/words.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/export', answer: exportOwnData },
  { method: 'GET', path: '/api/exports', answer: listExports },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/export', '/api/exports'] };

const asked = z.object({ format: z._default(exportFormat, 'json') });

async function exportOwnData(exchange: Exchange): Promise<Response> {
  const { searchParams } = exchange.url;
  const read = readInput(asked, { format: searchParams.get('format') ?? undefined });
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  const { format } = read.value;
  const language = searchParams.get('language');
  const data = await callAsCaller<OwnData>(exchange, 'export_own_data', { format });
  const name = `letok-${data.at.slice(0, 10)}`;
  return format === 'json'
    ? download(JSON.stringify(data, null, 2), 'application/json; charset=utf-8', `${name}.json`)
    : download(
        zipOfTables(data, isLanguage(language) ? language : exchange.language),
        'application/zip',
        `${name}.zip`,
      );
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
