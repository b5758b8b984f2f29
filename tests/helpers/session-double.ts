import { useDatabase } from '../../functions/database/connect.ts';
import { sessionCookieHeader } from '../../functions/http/session-tokens.ts';
import type { SessionAnswer, UserRole } from '../../src/features/account/session-contract.ts';

/*
 * Sessions for tests of the gate, without a database: the cookie is a real one, sealed and read by the site's own code, and behind
 * it stands a double of Supabase that answers one question, whose session this is. Real sessions are in sign-in.ts.
 */
const sessions = new Map<string, SessionAnswer>();

/** From now on the database is the double. */
export function useSessionDouble(): void {
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
    if (new URL(request.url).pathname !== '/rest/v1/rpc/current_session')
      throw new Error(`No double of ${request.url}`);
    const answer = sessions.get(token);
    return answer
      ? Response.json(answer)
      : Response.json({ code: 'PT401', message: 'session_required', details: null, hint: null }, { status: 401 });
  };
  useDatabase({ url: 'http://double.localhost', anonKey: 'sb_publishable_x', serviceKey: 'sb_secret_x', fetch });
}

/** An access token that lives an hour, of somebody with these roles; with none it is one the database does not know. */
export function knownToken(...roles: UserRole[]): string {
  const claims = { sub: roles.join('+'), exp: Math.floor(Date.now() / 1000) + 3600 };
  const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  if (roles.length > 0)
    sessions.set(token, { user: { id: roles.join('+'), name: 'Анна', email: 'anna@sever.example', roles } });
  return token;
}

/** The headers of such a person: `{ cookie }`. */
export function sessionOf(roles: UserRole[], livesSeconds = 3600): { cookie: string } {
  const endsAt = Math.floor(Date.now() / 1000) + livesSeconds;
  const header = sessionCookieHeader({ accessToken: knownToken(...roles), refreshToken: 'x', endsAt });
  return { cookie: header.slice(0, header.indexOf(';')) };
}
