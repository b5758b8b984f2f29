import { authOfSupabase } from '../database/connect.ts';
import { callWithToken } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { openSession } from '../http/open-session.ts';
import { Refusal } from '../http/refusal.ts';
import { noSessionCookieHeader } from '../http/session-tokens.ts';
import { forgetUser } from '../http/signed-in-user.ts';

/** Ends the session of the request, and with it every copy of its cookie. Without one there is nothing to end, and nothing wrong. */
export async function endSession(exchange: Exchange): Promise<void> {
  const session = await openSession(exchange);
  if (session) {
    await callWithToken(session.accessToken, 'end_session').catch((error: unknown) => {
      if (!(error instanceof Refusal && error.code === 'session_required')) throw error;
    });
    forgetUser(session.accessToken);
    exchange.waitUntil(endTokens(session.accessToken));
  }
  // Also instead of the cookie of a renewed session.
  exchange.answerHeaders.set('set-cookie', noSessionCookieHeader());
}

/** Takes the refresh token out of use. The access token lives on, but the database no longer knows its session. */
export async function endTokens(accessToken: string): Promise<void> {
  await authOfSupabase()
    .admin.signOut(accessToken, 'local')
    .catch(() => {});
}
