import * as z from 'zod';
import { cookieOf } from './cookies.ts';
import { sessionCookie } from './session-tokens.ts';
import { openValue, sealValue } from './signed-value.ts';

/** Who may open what; `owner` and `member` belong to a partner company, the others to the vendor. */
export const roles = ['member', 'owner', 'staff', 'programme_lead'] as const;
export type Role = (typeof roles)[number];

const session = z.object({ roles: z.array(z.enum(roles)).min(1) });
export type Session = z.infer<typeof session>;

/** Whose session opens which part. The vendor's people may see what partners see, or they could not help them with it. */
export const mayOpen: Record<'partner' | 'staff', readonly Role[]> = {
  partner: ['member', 'owner', 'staff', 'programme_lead'],
  staff: ['staff', 'programme_lead'],
};

/** The cookie's value for a session. Until sign-in exists only tests make one. */
export function sealSession(value: Session, livesSeconds = 12 * 3600, now = Date.now()): string {
  return sealValue('session', value, livesSeconds, now);
}

/** The session of a request; undefined when there is none, it has ended, or it is not ours. */
export function readSession(request: Request, now = Date.now()): Session | undefined {
  const cookie = cookieOf(request, sessionCookie());
  const opened = cookie === undefined ? undefined : openValue('session', cookie, now);
  return opened?.ok ? session.safeParse(opened.value).data : undefined;
}
