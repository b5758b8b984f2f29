import { inject } from 'vitest';
import type { signedInPeople } from './site-sign-in.ts';

declare module 'vitest' {
  interface ProvidedContext {
    sessions: Record<keyof typeof signedInPeople, string>;
  }
}

/** The cookie of somebody who is signed in at the running site. They share one session: nobody gets many codes. */
export function sessionCookieFor(site: string, person: keyof typeof signedInPeople) {
  return { name: 'letok', value: inject('sessions')[person], url: site };
}
