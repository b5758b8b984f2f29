import { authOfSupabase } from '../../functions/database/connect.ts';
import { sealSession } from '../../functions/http/session.ts';
import { sessionCookieHeader } from '../../functions/http/session-tokens.ts';
import { readSettings, useSettings } from '../../functions/settings/read-settings.ts';
import type { Role } from '../../functions/http/session.ts';
import type { FunctionBackend } from './function-backend.ts';

/** The cookie of a session for a running site; until sign-in exists this is the only way to have one. */
export function sessionCookieFor(site: string, secret: string, roles: Role[]) {
  useSettings(readSettings({ PORT: new URL(site).port, LETOK_SECRET: secret }, { secret }));
  return { name: 'letok', value: sealSession({ roles }), url: site };
}

/** The headers of a person who is signed in: `{ cookie }`. Whether the database knows the person is not asked. */
export async function signIn(backend: FunctionBackend, email: string): Promise<{ cookie: string }> {
  const { error } = await authOfSupabase().signInWithOtp({ email });
  if (error) throw error;
  const code = await untilMailed(backend, email);
  const { data, error: refused } = await authOfSupabase().verifyOtp({ email, token: code, type: 'email' });
  if (refused || !data.session) throw refused ?? new Error(`No session for ${email}`);
  const { access_token: accessToken, refresh_token: refreshToken } = data.session;
  const header = sessionCookieHeader({ accessToken, refreshToken, endsAt: Date.now() / 1000 + 12 * 3600 });
  return { cookie: header.slice(0, header.indexOf(';')) };
}

async function untilMailed({ codes }: FunctionBackend, email: string): Promise<string> {
  for (let tries = 0; tries < 400; tries += 1) {
    const mailed = codes.findLast(({ to }) => to === email);
    if (mailed) {
      codes.splice(codes.indexOf(mailed), 1);
      return mailed.code;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`No code was mailed to ${email}`);
}
