import { createHash } from 'node:crypto';
import type * as z from 'zod/mini';
import { readInput } from '../../src/api/problem-contract.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';
import type { Exchange } from './endpoint.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { languageOfBody } from './language.ts';
import { Refusal } from './refusal.ts';
import { bodyKind, readJson } from './request-body.ts';

/**
 * The body of a request in its clean form. JSON alone: a page of another site cannot send that unasked. An empty body counts as `{}`
 * where the contract lets it. @throws Refusal
 */
export async function readRequest<Schema extends z.ZodMiniType>(
  exchange: Exchange,
  schema: Schema,
  atMostBytes = 32 * 1024,
): Promise<z.output<Schema>> {
  bodyKind(exchange.request, ['json']);
  const body = await readJson(exchange.request, atMostBytes);
  exchange.language = languageOfBody(body) ?? exchange.language;
  const input = readInput(schema, body);
  if (!input.ok) throw new Refusal('invalid_input', { fields: input.fields });
  return input.value;
}

/** The same for creating requests, which may be repeated: what SQL takes to tell a repetition comes along. */
export async function readCreatingRequest<Schema extends z.ZodMiniType>(
  exchange: Exchange,
  schema: Schema,
  atMostBytes?: number,
): Promise<{ value: z.output<Schema>; repetition: { idempotencyKey: string | undefined; requestSha256: string } }> {
  const key = idempotencyKey(exchange.request);
  const value = await readRequest(exchange, schema, atMostBytes);
  // The address is part of what is asked: the same body to another application is another request.
  const asked = `${exchange.url.pathname} ${canonicalJson(value)}`;
  return {
    value,
    repetition: { idempotencyKey: key, requestSha256: createHash('sha256').update(asked).digest('hex') },
  };
}

/** `?limit=` (1 to 200, default 50) and `?cursor=` of a list. */
export function readPageOfList({ url }: Exchange): { limit: number; cursor: string | undefined } {
  const limit = Number(url.searchParams.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new Refusal('invalid_input', { fields: { limit: 'number_range' } });
  const cursor = url.searchParams.get('cursor') || undefined;
  if (cursor && (cursor.length > 200 || cursor.includes('\0')))
    throw new Refusal('invalid_input', { fields: { cursor: 'invalid' } });
  return { limit, cursor };
}
