import { Refusal } from './refusal.ts';

/** The `Idempotency-Key` of a request: 1 to 255 printable ASCII characters, kept 24 h by the database. */
export function idempotencyKey(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) throw new Refusal('idempotency_key_invalid');
  return key;
}
