import privatePages from '../../functions/private-pages.ts';
import session from '../../functions/session.ts';
import { decryptValue } from '../../functions/http/encrypted-value.ts';
import type { SessionTokens } from '../../functions/http/session-tokens.ts';
import { functionContext } from './function-backend.ts';
import { origin, postJsonTo } from './post.ts';

type Headers = Record<string, string>;

export const anna = 'anna@sever.example';

export const ask = (email: unknown, headers: Headers = {}, ip?: string) =>
  session(postJsonTo('/api/session/code', { email }, headers), functionContext(ip));
export const enter = (email: string, code: string, headers: Headers = {}) =>
  session(postJsonTo('/api/session', { email, code }, headers), functionContext());
export const who = (headers: Headers) => session(new Request(`${origin}/api/session`, { headers }), functionContext());
export const leave = (headers: Headers) =>
  session(new Request(`${origin}/api/session`, { method: 'DELETE', headers }), functionContext());
export const openPrivate = (path: string, headers: Headers) =>
  privatePages(new Request(origin + path, { headers }), functionContext());

export const problemCodeOf = async (response: Response) => ((await response.clone().json()) as { code?: string }).code;
/** A code that is not this one. */
export const otherCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
/** What a cookie holds. */
export const tokensIn = (cookie: string) =>
  decryptValue('session', cookie.slice(cookie.indexOf('=') + 1)) as SessionTokens;
