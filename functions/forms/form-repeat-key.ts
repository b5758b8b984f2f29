import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/features/programme/programme-rules.ts';

/** The idempotency key of a form without JavaScript: the same answers from the same opened page are sent once. */
export function formRepeatKey(stamp: string, body: object): string {
  return `form:${createHash('sha256').update(stamp).update('\n').update(canonicalJson(body)).digest('hex')}`;
}
