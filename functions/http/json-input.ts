import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { readInput } from '../../src/api/problem-contract.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';
import type { Exchange } from './endpoint.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { Refusal } from './refusal.ts';
import { bodyKind, readJson } from './request-body.ts';

/** Text of the largest form, need and statement included, is about 20 kB. */
const usualBytes = 64 * 1024;

/**
 * The body of a request in its clean form. JSON alone: a page of another site cannot send that unasked.
 * @throws Refusal with the fields at fault
 */
export async function readJsonInput<Schema extends z.core.$ZodType>(
  { request }: Exchange,
  schema: Schema,
  atMostBytes = usualBytes,
): Promise<z.output<Schema>> {
  bodyKind(request, ['json']);
  const read = readInput(schema, await readJson(request, atMostBytes));
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  return read.value;
}

/** What an SQL function takes beside its input to know a repetition: the sender's key and the hash of what was sent. */
export function repeatable({ request }: Exchange, input: unknown): { idempotencyKey?: string; requestSha256?: string } {
  const key = idempotencyKey(request);
  if (key === undefined) return {};
  return { idempotencyKey: key, requestSha256: createHash('sha256').update(canonicalJson(input)).digest('hex') };
}

const list = z.object({
  limit: z.optional(z.pipe(z.string().check(z.regex(/^\d{1,3}$/, 'number_range')), z.transform(Number))),
  cursor: z.optional(z.string().check(z.maxLength(200, 'too_long'))),
  search: z.optional(z.string().check(z.maxLength(100, 'too_long'))),
});

/** `?limit=` (1 to 200, default 50), `?cursor=` and `?search=` of a list. @throws Refusal */
export function readListQuery({ url }: Exchange): z.output<typeof list> {
  const read = readInput(list, Object.fromEntries(['limit', 'cursor', 'search'].map((name) => [name, url.searchParams.get(name) || undefined])));
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  return read.value;
}
