import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { site } from '#tests/helpers/built-site.ts';

const headers = JSON.parse(readFileSync(path.join(site.private, 'security-headers.json'), 'utf8')) as Record<
  string,
  string
>;

/** What is weak in a set of security headers; nothing when they are strict. */
function weaknesses(given: Record<string, string>): string[] {
  const byName = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const policy = new Map(
    (byName.get('content-security-policy') ?? '').split(';').map((part) => {
      const [directive = '', ...sources] = part.trim().split(/\s+/);
      return [directive, sources];
    }),
  );
  const found: string[] = [];
  const demand = (isKept: boolean, what: string) => isKept || found.push(what);
  const only = (directive: string, ...sources: string[]) =>
    demand(policy.get(directive)?.join(' ') === sources.join(' '), `${directive} ${policy.get(directive)?.join(' ')}`);

  only('default-src', "'none'");
  only('base-uri', "'none'");
  only('frame-ancestors', "'none'");
  only('form-action', "'self'");
  only('connect-src', "'self'");
  for (const [directive, sources] of policy)
    for (const source of sources) {
      const isHash = /^'sha(256|384|512)-[A-Za-z0-9+/]+=*'$/.test(source);
      const isAllowed =
        ["'self'", "'none'"].includes(source) ||
        (isHash && ['script-src', 'style-src'].includes(directive)) ||
        (source === "'wasm-unsafe-eval'" && directive === 'script-src') ||
        (source === 'data:' && directive === 'img-src');
      demand(isAllowed, `${directive} ${source}`);
    }
  for (const directive of ['script-src', 'style-src', 'img-src', 'font-src'])
    demand(policy.has(directive), `no ${directive}`);

  const year = 31_536_000;
  demand(
    Number(/max-age=(\d+)/.exec(byName.get('strict-transport-security') ?? '')?.[1] ?? 0) >= year,
    'HSTS shorter than a year',
  );
  const exact = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
  for (const [name, value] of Object.entries(exact)) demand(byName.get(name) === value, `${name}: ${byName.get(name)}`);
  demand(
    /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/.test(
      byName.get('referrer-policy') ?? '',
    ),
    'referrer',
  );
  for (const feature of ['camera', 'microphone', 'geolocation'])
    demand((byName.get('permissions-policy') ?? '').includes(`${feature}=()`), feature);
  for (const [name, value] of byName)
    demand(/^[\x20-\x7e]+$/.test(value), `${name} has a sign that a header cannot hold`);
  return found;
}

/** The headers of a Netlify `_headers` file by path. */
function netlifyHeaders(text: string): Map<string, Record<string, string>> {
  const byPath = new Map<string, Record<string, string>>();
  let current: Record<string, string> = {};
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    if (!line.startsWith(' ')) byPath.set(line, (current = {}));
    else current[line.slice(0, line.indexOf(':')).trim()] = line.slice(line.indexOf(':') + 1).trim();
  }
  return byPath;
}

describe('the security headers', () => {
  it('are the same on Netlify, for every path, and in what functions and the Node host read', () => {
    const written = netlifyHeaders(readFileSync(path.join(site.dist, '_headers'), 'utf8'));
    expect([...written]).toEqual([['/*', headers]]);
  });

  it('are strict', () => {
    expect(weaknesses(headers)).toEqual([]);
  });

  const csp = headers['Content-Security-Policy']!;
  it.each<[string, Record<string, string>]>([
    [
      'inline scripts',
      { 'Content-Security-Policy': csp.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'") },
    ],
    [
      'inline styles',
      { 'Content-Security-Policy': csp.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") },
    ],
    ['eval', { 'Content-Security-Policy': csp.replace("'wasm-unsafe-eval'", "'unsafe-eval'") }],
    [
      'another host',
      { 'Content-Security-Policy': csp.replace("font-src 'self'", "font-src 'self' https://fonts.example") },
    ],
    ['any host', { 'Content-Security-Policy': csp.replace("img-src 'self'", 'img-src *') }],
    ['every https host', { 'Content-Security-Policy': csp.replace("connect-src 'self'", 'connect-src https:') }],
    ['data as scripts', { 'Content-Security-Policy': csp.replace("script-src 'self'", "script-src 'self' data:") }],
    ['frames of others', { 'Content-Security-Policy': csp.replace("frame-ancestors 'none'", 'frame-ancestors *') }],
    ['another base', { 'Content-Security-Policy': csp.replace("; base-uri 'none'", '') }],
    ['everything not named', { 'Content-Security-Policy': csp.replace("default-src 'none'", "default-src 'self'") }],
    ['a short HSTS', { 'Strict-Transport-Security': 'max-age=3600' }],
    ['sniffing', { 'X-Content-Type-Options': '' }],
    ['the full referrer', { 'Referrer-Policy': 'unsafe-url' }],
    ['the camera', { 'Permissions-Policy': 'microphone=(), geolocation=()' }],
  ])('would be seen to be weak when they allowed %s', (_what, changed) => {
    expect(weaknesses({ ...headers, ...changed })).not.toEqual([]);
  });
});
