import type { BuiltPage } from './split-output.ts';

/**
 * The headers of every response. Scripts and styles come from our own host; what Astro inlines is named by its hash;
 * `wasm-unsafe-eval` is for Pagefind, the one exception.
 */
export function securityHeaders(pages: readonly BuiltPage[]): Record<string, string> {
  const union = (pick: (page: BuiltPage) => Set<string>) =>
    [...new Set(pages.flatMap((page) => [...pick(page)]))].sort().join(' ');
  const policy = {
    'default-src': "'none'",
    'script-src': `'self' 'wasm-unsafe-eval' ${union(({ scriptHashes }) => scriptHashes)}`,
    'style-src': `'self' ${union(({ styleHashes }) => styleHashes)}`,
    'img-src': "'self' data:",
    'media-src': "'self'",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'worker-src': "'self'",
    'frame-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources.trim()}`)
      .join('; '),
    'Strict-Transport-Security': 'max-age=31536000',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

/** The same for Netlify, in the form of its `_headers` file. */
export function netlifyHeaders(headers: Record<string, string>): string {
  return `/*\n${Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}`)
    .join('\n')}\n`;
}
