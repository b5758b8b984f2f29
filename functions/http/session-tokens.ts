import * as z from 'zod';
import { cookieOf, isSecureSite, setCookie } from './cookies.ts';
import { decryptValue, encryptValue } from './encrypted-value.ts';

/** What the cookie of a signed-in person holds. It is encrypted: nobody speaks to Supabase with these tokens but the server. */
const tokens = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1),
  /** Seconds since 1970. Neither a renewal of the tokens nor anything else moves it. */
  endsAt: z.number(),
});
export type SessionTokens = z.infer<typeof tokens>;

/** `__Host-` binds the cookie to this very host over https; browsers refuse the prefix on plain http. */
export const sessionCookie = () => (isSecureSite() ? '__Host-letok' : 'letok');

/** Browsers keep no cookie that is longer, name and attributes included. */
const atMostBytes = 4096;

/** The `Set-Cookie` of a session. */
export function sessionCookieHeader(session: SessionTokens, now = Date.now()): string {
  const livesSeconds = Math.max(0, Math.ceil(session.endsAt - now / 1000));
  const header = setCookie(sessionCookie(), encryptValue('session', session), { path: '/', livesSeconds });
  if (header.length > atMostBytes) throw new Error(`A session of ${header.length} bytes does not fit into a cookie`);
  return header;
}

/** The `Set-Cookie` that takes the session away. */
export const noSessionCookieHeader = () => setCookie(sessionCookie(), '', { path: '/', livesSeconds: 0 });

/** The tokens of a request; undefined when there is no session, it has ended, or it is not ours. */
export function readSessionTokens(request: Request, now = Date.now()): SessionTokens | undefined {
  const cookie = cookieOf(request, sessionCookie());
  const read = cookie ? tokens.safeParse(decryptValue('session', cookie)).data : undefined;
  return read && read.endsAt * 1000 > now ? read : undefined;
}
