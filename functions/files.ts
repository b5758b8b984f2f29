import type { Config } from '@netlify/functions';
import { readAttachment } from './files/attachment.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';

const routes: Route[] = [
  { method: 'POST', path: '/api/files', answer: addFile },
  { method: 'GET', path: '/api/files/:id', answer: readFile },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/files', '/api/files/:id'] };

async function addFile(exchange: Exchange): Promise<Response> {
  const file = await readAttachment(exchange);
  return Response.json(await callAsCaller(exchange, 'add_file', file), { status: 201 });
}

/** Never shown inside the site: it is downloaded, and even opened in the browser it may run nothing. */
async function readFile(exchange: Exchange): Promise<Response> {
  const file = await callAsCaller<{ name: string; mediaType: string; base64: string }>(exchange, 'read_file', {
    id: exchange.params['id'],
  });
  return new Response(Buffer.from(file.base64, 'base64'), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
