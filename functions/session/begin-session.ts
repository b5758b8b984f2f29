import { isAuthRetryableFetchError, type AuthError } from '@supabase/supabase-js';
import type { SessionAnswer, SignedInUser } from '../../src/features/account/session-contract.ts';
import { authOfSupabase } from '../database/connect.ts';
import { callDatabase, callWithToken } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import { sessionCookieHeader } from '../http/session-tokens.ts';
import { endTokens } from './end-session.ts';

/** How long a session lives in all, whatever is done in it. Then a new code is needed. */
const livesSeconds = { partner: 14 * 86_400, staff: 12 * 3600 };

/**
 * Opens a session with a code: the answer to POST /api/session gets its cookie. The try is counted before anybody is asked about
 * the code, and Supabase is asked for unknown addresses too, so that they take as long.
 * @throws Refusal `code_wrong`, `too_many_tries`
 */
export async function beginSession(exchange: Exchange, email: string, code: string): Promise<SessionAnswer> {
  await callDatabase('try_sign_in_code', { email });
  const { data, error } = await authOfSupabase().verifyOtp({ email, token: code, type: 'email' });
  if (!data.session) throw refusalOf(error);
  const { access_token: accessToken, refresh_token: refreshToken } = data.session;
  try {
    const answer = await callWithToken<SessionAnswer>(accessToken, 'begin_session', {});
    const endsAt = Math.floor(Date.now() / 1000) + livesSeconds[sideOf(answer.user)];
    exchange.answerHeaders.append('set-cookie', sessionCookieHeader({ accessToken, refreshToken, endsAt }));
    return answer;
  } catch (refused) {
    exchange.waitUntil(endTokens(accessToken));
    // The right code of somebody who was suspended since it was asked for: as wrong as any other.
    throw refused instanceof Refusal && refused.status === 401 ? new Refusal('code_wrong') : refused;
  }
}

const sideOf = ({ roles }: SignedInUser) => (roles.includes('staff') ? 'staff' : 'partner');

function refusalOf(error: AuthError | null): Refusal {
  // Hosted Supabase has limits of its own, per network address; ours come first, so this is rare.
  if (error?.status === 429) return new Refusal('too_many_requests');
  const isAway = error && (isAuthRetryableFetchError(error) || (error.status ?? 0) >= 500);
  return new Refusal(isAway ? 'database_unavailable' : 'code_wrong');
}
