import { authOfSupabase } from '../database/connect.ts';
import { callDatabase } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { unexpectedError } from '../http/unexpected-error.ts';
import { settings } from '../settings/read-settings.ts';

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

/**
 * Whoever is not known costs the same work: on the embedded database the next request waits for it, and would tell. A code for nobody is
 * made there and thrown away (functions/host/mail-sign-in-code.ts); a Supabase project would mail it, so it is only looked up there.
 */
async function mailCode(email: string, send: boolean): Promise<void> {
  try {
    const options = { shouldCreateUser: send || settings().supabase === null };
    const { error } = await authOfSupabase().signInWithOtp({ email: send ? email : nobody, options });
    if (error && send) throw error;
  } catch (error) {
    unexpectedError(error, 'sign-in code');
  }
}
