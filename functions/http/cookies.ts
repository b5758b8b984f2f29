import { parse } from 'hono/utils/cookie';
import { settings } from '../settings/read-settings.ts';

/** https, as the visitor sees it; false only for plain http on this machine (settings refuse any other). */
export const isSecureSite = () => settings().siteUrl.startsWith('https:');

export function cookieOf(request: Request, name: string): string | undefined {
  const header = request.headers.get('cookie');
  return header === null ? undefined : parse(header, name)[name];
}

/** A `Set-Cookie` that no script reads and no other site sends along. `path` is `/` for `__Host-` names. */
export function setCookie(
  name: string,
  value: string,
  { path, livesSeconds }: { path: string; livesSeconds: number },
): string {
  return `${name}=${value}; Path=${path}; Max-Age=${livesSeconds}; HttpOnly; SameSite=Lax${isSecureSite() ? '; Secure' : ''}`;
}
