import type { Exchange } from './endpoint.ts';
import { readSessionTokens, sessionCookieHeader, type SessionTokens } from './session-tokens.ts';
import { freshTokens } from './refresh-session.ts';

const opened = new WeakMap<Request, Promise<SessionTokens | undefined>>();

/**
 * The session of a request, its tokens good for some minutes more: they are renewed where they are about to end, and the answer
 * then brings the new cookie. Undefined: nobody is signed in. Whether the person may still enter is for the database to say.
 */
export function openSession(exchange: Exchange): Promise<SessionTokens | undefined> {
  const known = opened.get(exchange.request) ?? openOnce(exchange);
  opened.set(exchange.request, known);
  return known;
}

async function openOnce({ request, answerHeaders }: Exchange): Promise<SessionTokens | undefined> {
  const read = readSessionTokens(request);
  if (!read) return undefined;
  const fresh = await freshTokens(read);
  if (fresh && fresh.refreshToken !== read.refreshToken) answerHeaders.append('set-cookie', sessionCookieHeader(fresh));
  return fresh;
}
