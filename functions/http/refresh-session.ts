import { createHash } from 'node:crypto';
import { authOfSupabase } from '../database/connect.ts';
import type { SessionTokens } from './session-tokens.ts';

/** Tokens with less than this are renewed before they are used. */
const renewBeforeSeconds = 300;

/**
 * One renewal per refresh token and process, and its outcome is kept for a while: browsers send several requests with the same
 * cookie at once, and an answer with the new cookie may get lost, but a refresh token is good only once.
 */
const renewals = new Map<string, Promise<SessionTokens | undefined>>();
const keptMs = 10 * 60_000;

/** The tokens, renewed when they end soon; undefined when they have ended and cannot be renewed. */
export async function freshTokens(tokens: SessionTokens, now = Date.now()): Promise<SessionTokens | undefined> {
  const leftSeconds = expiryOf(tokens.accessToken) - now / 1000;
  if (leftSeconds > renewBeforeSeconds) return tokens;
  const key = createHash('sha256').update(tokens.refreshToken).digest('base64');
  let renewal = renewals.get(key);
  if (!renewal) {
    renewal = renew(tokens);
    renewals.set(key, renewal);
    setTimeout(() => renewals.delete(key), keptMs).unref();
  }
  // Another process may have used the refresh token a moment ago. What is left of the access token is good enough to go on with.
  return (await renewal) ?? (leftSeconds > 0 ? tokens : undefined);
}

async function renew(tokens: SessionTokens): Promise<SessionTokens | undefined> {
  const { data, error } = await authOfSupabase().refreshSession({ refresh_token: tokens.refreshToken });
  if (error || !data.session) return undefined;
  return { ...tokens, accessToken: data.session.access_token, refreshToken: data.session.refresh_token };
}

/** When an access token ends, in seconds since 1970; 0 when it does not say. Not a check: the database checks it. */
export function expiryOf(accessToken: string): number {
  try {
    const { exp } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as {
      exp?: unknown;
    };
    return typeof exp === 'number' ? exp : 0;
  } catch {
    return 0;
  }
}
