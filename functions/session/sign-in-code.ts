import { authOfSupabase } from '../database/connect.ts';
import { callDatabase } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { unexpectedError } from '../http/unexpected-error.ts';

/** Belongs to nobody (RFC 2606), so nobody gets a mail. */
const nobody = 'nobody@letok.invalid';

/**
 * Counts the request and has the code mailed, after the answer: neither what it says nor how long it takes tells who is known.
 * @throws Refusal `too_many_requests`, for known and unknown alike
 */
export async function sendSignInCode(exchange: Exchange, email: string): Promise<void> {
  const { networkAddress } = exchange;
  const { send } = await callDatabase<{ send: boolean }>('request_sign_in_code', { email, networkAddress });
  exchange.waitUntil(new Promise(setImmediate).then(() => mailCode(email, send)));
}

/** Whoever is not known costs about the same work, or the next request on the same database would wait less. */
async function mailCode(email: string, send: boolean): Promise<void> {
  try {
    const { error } = send
      ? await authOfSupabase().signInWithOtp({ email, options: { shouldCreateUser: true } })
      : await authOfSupabase().signInWithOtp({ email: nobody, options: { shouldCreateUser: false } });
    if (error && send) throw error;
  } catch (error) {
    unexpectedError(error, 'sign-in code');
  }
}
