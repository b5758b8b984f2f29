import { sealSession } from '../../functions/http/session.ts';
import { readSettings, useSettings } from '../../functions/settings/read-settings.ts';
import type { Role } from '../../functions/http/session.ts';

/** The cookie of a session for a running site; until sign-in exists this is the only way to have one. */
export function sessionCookieFor(site: string, secret: string, roles: Role[]) {
  useSettings(readSettings({ PORT: new URL(site).port, LETOK_SECRET: secret }, { secret }));
  return { name: 'letok', value: sealSession({ roles }), url: site };
}
