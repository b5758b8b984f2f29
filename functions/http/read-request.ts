import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { readInput } from '../../src/api/problem-contract.ts';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';
import { isLanguage } from '../i18n/words.ts';
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
  refuseUnspoken(input.value);
  return input.value;
}

/** The contracts know what a language looks like, the site which ones it speaks: somebody would be written to in another one. @throws Refusal */
function refuseUnspoken(value: unknown): void {
  const { locale } = { ...(value as { locale?: unknown }) };
  if (locale !== undefined && !isLanguage(locale))
    throw new Refusal('invalid_input', { fields: { locale: 'choice_unknown' } });
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

const pageOfList = z.object({
  limit: z.optional(
    z.pipe(
      z.string().check(z.regex(/^\d{1,3}$/, 'number_range')),
      z.pipe(z.transform(Number), z.int().check(z.minimum(1, 'number_range'), z.maximum(200, 'number_range'))),
    ),
  ),
  cursor: z.optional(z.string().check(z.maxLength(400, 'invalid'), z.regex(/^[\w+/=-]*$/, 'invalid'))),
  search: z.optional(z.string().check(z.maxLength(100, 'too_long'))),
  sort: z.optional(z.string().check(z.maxLength(40, 'invalid'), z.regex(/^-?[a-zA-Z]+$/, 'invalid'))),
});

/** `?limit=` (1 to 200, default 50), `?cursor=`, `?search=` and `?sort=` of a list, without which SQL takes its first order. @throws Refusal */
export function readPageOfList(exchange: Exchange): z.output<typeof pageOfList> {
  return readQuery(exchange, pageOfList);
}

/** The same with what else a list can be narrowed by: one word of the address per key of `filters`. @throws Refusal */
export function readListQuery<Filters extends z.core.$ZodLooseShape>(exchange: Exchange, filters: Filters) {
  return readQuery(exchange, z.extend(pageOfList, filters));
}

/** The words of an address that a schema names. @throws Refusal */
export function readQuery<Schema extends z.ZodMiniObject>({ url }: Exchange, schema: Schema): z.output<Schema> {
  const names = Object.keys(schema.shape);
  const given = Object.fromEntries(names.map((name) => [name, url.searchParams.get(name) || undefined]));
  const read = readInput(schema, given);
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  return read.value;
}
