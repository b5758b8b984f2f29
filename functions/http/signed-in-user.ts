import { createHash } from 'node:crypto';
import type { SessionAnswer, SignedInUser, UserRole } from '../../src/features/account/session-contract.ts';
import { callWithToken } from './call-database.ts';
import type { Exchange } from './endpoint.ts';
import { openSession } from './open-session.ts';
import { Refusal } from './refusal.ts';

/** Whose session opens which part. The vendor's people may see what partners see, or they could not help them with it. */
const mayOpen: Record<'partner' | 'staff', readonly UserRole[]> = {
  partner: ['member', 'owner', 'staff', 'programme_lead'],
  staff: ['staff', 'programme_lead'],
};

/** A page of texts with its pictures is many requests; who reads is asked once for all of them. */
const rememberedMs = 30_000;
const remembered = new Map<string, { at: number; user: Promise<SignedInUser> }>();

/**
 * Who is signed in, for reading what is closed; undefined: nobody. A suspension, a change of role or a sign-out in another process
 * shows after half a minute at most; what writes asks the database itself (callAsCaller) and knows at once.
 */
export async function signedInUser(exchange: Exchange): Promise<SignedInUser | undefined> {
  const session = await openSession(exchange);
  if (!session) return undefined;
  try {
    return await rememberedUser(session.accessToken);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'session_required') return undefined;
    throw error;
  }
}

/** Does this person's session open this part of the site? */
export const opens = (user: SignedInUser, area: 'partner' | 'staff') =>
  user.roles.some((role) => mayOpen[area].includes(role));

/** After a sign-out in this process. */
export function forgetUser(accessToken: string): void {
  remembered.delete(keyOf(accessToken));
}

/** After somebody's access has changed in this process: whose tokens these are is not known here, so everybody is asked again. */
export function forgetUsers(): void {
  remembered.clear();
}

function rememberedUser(accessToken: string): Promise<SignedInUser> {
  const key = keyOf(accessToken);
  const now = Date.now();
  const known = remembered.get(key);
  if (known && now - known.at < rememberedMs) return known.user;
  const user = callWithToken<SessionAnswer>(accessToken, 'current_session').then((answer) => answer.user);
  user.catch(() => remembered.delete(key));
  for (const [old, { at }] of remembered) if (now - at >= rememberedMs) remembered.delete(old);
  remembered.set(key, { at: now, user });
  return user;
}

const keyOf = (accessToken: string) => createHash('sha256').update(accessToken).digest('base64');
