import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../http/refusal.ts';
import { settings } from '../settings/read-settings.ts';

/**
 * Whether the vendor's CRM sends this request: it shows the token of the settings. Compared in constant time, and by hashes, so that
 * not even the length can be found out. A request without `Authorization` is anybody's.
 * @throws Refusal `token_wrong` where a token is shown that is not ours, or none is set
 */
export function isFromCrm(request: Request): boolean {
  const header = request.headers.get('authorization');
  if (header === null) return false;
  const shown = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  const token = settings().enquiryToken;
  const fits = timingSafeEqual(hashOf(shown), hashOf(token ?? ''));
  if (token === undefined || !fits) throw new Refusal('token_wrong');
  return true;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest();
