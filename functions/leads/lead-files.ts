import { createHash } from 'node:crypto';
import { readAttachment } from '../files/attachment.ts';
import { callAsCaller } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { idempotencyKey } from '../http/idempotency-key.ts';

/** `POST /api/leads/:id/attachments?name=`. */
export async function addAttachment(exchange: Exchange): Promise<Response> {
  const key = idempotencyKey(exchange.request);
  const file = await readAttachment(exchange);
  const asked = `${exchange.url.pathname} ${file.name} ${file.base64}`;
  const request = {
    ...file,
    id: exchange.params['id'],
    idempotencyKey: key,
    requestSha256: createHash('sha256').update(asked).digest('hex'),
  };
  return Response.json(await callAsCaller(exchange, 'add_lead_file', request), { status: 201 });
}

/** `DELETE /api/leads/:id/attachments/:fileId`. */
export async function deleteAttachment(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'delete_lead_file', exchange.params));
}
