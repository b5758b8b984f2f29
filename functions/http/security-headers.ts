import { readPrivateJson } from '../site/site-files.ts';

/** For a process that runs without a build: nothing may be loaded, embedded or remembered. */
const strictest: Record<string, string> = {
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
};

/**
 * The security headers of every response, static or computed: the build writes them, because the policy holds hashes of what it
 * has inlined.
 */
export async function securityHeaders(): Promise<Record<string, string>> {
  return ((await readPrivateJson('security-headers.json')) as Record<string, string> | undefined) ?? strictest;
}
