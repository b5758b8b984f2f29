import { get } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canaries, fixtureSecurityHeaders } from '../helpers/build-output.ts';
import { openSite } from '../helpers/function-backend.ts';
import { hostFunctions } from '../helpers/host-functions.ts';
import { openTestHost } from '../helpers/host-server.ts';
import { rawExchange, rawRequest, readAnswer } from '../helpers/raw-http.ts';

let site: ReturnType<typeof openSite>;
let host: Awaited<ReturnType<typeof openTestHost>>;
beforeAll(async () => {
  site = openSite();
  host = await openTestHost(site.root, {}, hostFunctions);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterAll(async () => {
  await host.close();
  site.remove();
});

const ask = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
  rawRequest(host.port, target, headers, method);
/** The bytes of an answer, not decompressed. */
const bytesOf = (target: string, headers: Record<string, string>) =>
  new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    get({ port: host.port, host: '127.0.0.1', path: target, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });

describe('a film', () => {
  it.each([
    ['bytes=0-3', 206, 'bytes 0-3/10', '0123'],
    ['bytes=8-', 206, 'bytes 8-9/10', '89'],
    ['bytes=4-99', 206, 'bytes 4-9/10', '456789'],
    ['bytes=-2', 206, 'bytes 8-9/10', '89'],
    ['bytes=10-', 416, 'bytes */10', ''],
    ['bytes=3-2', 200, undefined, '0123456789'],
    ['bytes=0-1,4-5', 200, undefined, '0123456789'],
    ['pages=1-2', 200, undefined, '0123456789'],
  ])('asked for %s is answered with %i, %s', async (range, status, where, body) => {
    const answer = await ask('/_astro/cell.webm', { Range: range });
    expect([answer.status, answer.headers['content-range'], answer.body]).toEqual([status, where, body]);
    expect(answer.headers['content-length']).toBe(String(body.length));
  });

  it('is sent whole where the part was of an earlier one, and a page is never sent in parts', async () => {
    const { headers } = await ask('/_astro/cell.webm');
    const ifRange = (etag: string) => ask('/_astro/cell.webm', { Range: 'bytes=0-3', 'If-Range': etag });
    expect([(await ifRange(headers['etag']!)).status, (await ifRange('"earlier"')).status]).toEqual([206, 200]);
    expect((await ask('/', { Range: 'bytes=0-3' })).status).toBe(200);
  });
});

describe('a public file', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/en/', 'text/html; charset=utf-8', 'no-cache'],
    ['/_astro/site.Bx3kQ1.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/pagefind/fragment/ru_1a2b3c.pf_fragment', 'application/octet-stream', 'public, max-age=31536000, immutable'],
    ['/pagefind/pagefind-entry.json', 'application/json; charset=utf-8', 'no-cache'],
    ['/favicon.svg', 'image/svg+xml; charset=utf-8', 'no-cache'],
    ['/kb/%D0%B7%D0%B0%D0%BA%D1%80%D0%B5%D0%BF%D0%BB%D0%B5%D0%BD%D0%B8%D0%B5/', 'text/html; charset=utf-8', 'no-cache'],
    ['/?utm=1', 'text/html; charset=utf-8', 'no-cache'],
  ])('%s is served as %s, %s', async (target, type, caching) => {
    const { status, headers } = await ask(target);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, caching]);
    expect(headers['etag']).toMatch(/^"[\w-]{22}"$/);
  });

  it('comes compressed as the visitor takes it, and says that it varies', async () => {
    const plain = (await bytesOf('/', {})).body;
    const br = await bytesOf('/', { 'accept-encoding': 'gzip, deflate, br' });
    const gzip = await bytesOf('/', { 'accept-encoding': 'gzip, br;q=0' });
    const neither = await bytesOf('/', { 'accept-encoding': 'br;q=0, gzip;q=0.0' });
    expect([
      br.headers['content-encoding'],
      gzip.headers['content-encoding'],
      neither.headers['content-encoding'],
    ]).toEqual(['br', 'gzip', undefined]);
    expect(brotliDecompressSync(br.body)).toEqual(plain);
    expect(gunzipSync(gzip.body)).toEqual(plain);
    for (const answer of [br, gzip, neither]) expect(answer.headers['vary']).toBe('Accept-Encoding');
    expect(new Set([br.headers['etag'], gzip.headers['etag'], neither.headers['etag']]).size).toBe(3);
  });

  it('known to the visitor is 304 without a body', async () => {
    const { headers } = await ask('/');
    for (const known of [headers['etag']!, `W/${headers['etag']}, "other"`, '*']) {
      const again = await ask('/', { 'If-None-Match': known });
      expect([again.status, again.body, again.headers['etag'], again.headers['content-type']]).toEqual([
        304,
        '',
        headers['etag'],
        undefined,
      ]);
    }
    expect((await ask('/', { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('asked by HEAD has the headers alone, and takes no other method', async () => {
    const head = await ask('/', {}, 'HEAD');
    expect([head.status, head.body]).toEqual([200, '']);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(100);
    const post = await ask('/', { 'Content-Length': '0' }, 'POST');
    expect([post.status, post.headers['allow'], JSON.parse(post.body).code]).toEqual([
      405,
      'GET, HEAD',
      'method_not_allowed',
    ]);
  });

  it.each([
    '/_headers',
    '/_redirects',
    '/index.html.br',
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/private/programme.json',
    '/dist/index.html',
    '//',
    '/.letok/keys.json',
    '/functions/host/start.ts',
  ])('%s is not one', async (target) => {
    const { status, body } = await ask(target);
    expect(status).toBe(404);
    expect(body).not.toMatch(new RegExp(Object.values(canaries).join('|')));
  });
});

describe('an address that is none', () => {
  it.each([
    ['/kb', 301, '/kb/'],
    ['/kb?x=1', 301, '/kb/?x=1'],
    ['/kb/index.html', 301, '/kb/'],
    ['/old/', 301, '/kb/'],
    ['/old', 301, '/kb/'],
    ['/%D1%81%D1%82%D0%B0%D1%80%D0%BE%D0%B5/', 302, '/kb/'],
  ])('%s leads by %i to %s', async (target, status, location) => {
    const answer = await ask(target);
    expect([answer.status, answer.headers['location']]).toEqual([status, location]);
  });

  it('shows the 404 page, and problem+json under /api/', async () => {
    const page = await ask('/nothing/here/');
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.body).toContain('Эта ячейка пуста');
    const api = await ask('/api/nothing');
    expect([api.status, api.headers['content-type'], JSON.parse(api.body).code]).toEqual([
      404,
      'application/problem+json',
      'not_found',
    ]);
  });

  it.each(['//evil.example', '/\\evil.example', '//evil.example/%2e%2e', '/%5cevil.example/..'])(
    '%s never leads to another site',
    async (target) => {
      expect((await ask(target)).headers['location'] ?? '').not.toMatch(/^(\/\/|\/\\|https?:)/);
    },
  );
});

describe('a function', () => {
  it('gets the request as it was, and its cookies come back one by one', async () => {
    const answer = await rawExchange(
      host.port,
      `POST /api/echo?a=%2F HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello`,
    );
    expect(answer).toContain('set-cookie: a=1\r\nset-cookie: b=2\r\n');
    expect(JSON.parse(readAnswer(answer).body)).toEqual({
      ip: '127.0.0.1',
      url: 'http://localhost/api/echo?a=%2F',
      method: 'POST',
      body: 5,
    });
  });

  it('goes before a file of the same address unless it prefers the file', async () => {
    expect((await ask('/apply/thanks/')).headers['x-robots-tag']).toBe('noindex');
    expect((await ask('/kb/')).body).toContain('База знаний');
    expect((await ask('/kb/none/')).body).toContain('from the function');
  });

  it('that throws is answered by 500 without the reason', async () => {
    const answer = await ask('/api/throws');
    expect([answer.status, answer.body.includes('on purpose')]).toEqual([500, false]);
  });
});

const ipBehind = async (trustedProxies: number, headers: Record<string, string>) => {
  const behind = await openTestHost(site.root, { trustedProxies }, hostFunctions);
  const answer = await rawRequest(behind.port, '/api/echo', headers);
  await behind.close();
  return /"ip":"([^"]*)"/.exec(answer.body)?.[1];
};

describe('the network address a function is told', () => {
  it.each([
    [0, '203.0.113.5', '127.0.0.1'],
    [1, '203.0.113.5', '203.0.113.5'],
    [1, '6.6.6.6, 203.0.113.5', '203.0.113.5'],
    [2, '6.6.6.6, 203.0.113.5, 10.0.0.2', '203.0.113.5'],
    [2, '203.0.113.5', '203.0.113.5'],
    [1, '[2001:db8::1]:4711', '2001:db8::1'],
    [1, '::ffff:203.0.113.5', '203.0.113.5'],
    [1, 'unknown', '127.0.0.1'],
    [1, '', '127.0.0.1'],
  ])('with %i trusted proxies and X-Forwarded-For %j is %s', async (proxies, header, expected) => {
    expect(await ipBehind(proxies, { 'X-Forwarded-For': header })).toBe(expected);
  });
});

describe('every answer of the host', () => {
  it.each([
    ['/', 'GET'],
    ['/kb', 'GET'],
    ['/nothing', 'GET'],
    ['/api/nothing', 'GET'],
    ['/api/throws', 'GET'],
    ['/api/applications', 'GET'],
    ['/partner/', 'GET'],
    ['/partner/x.pdf', 'GET'],
    ['/_astro/site.Bx3kQ1.css', 'GET'],
    ['/', 'TRACE'],
    ['/', 'DELETE'],
    ['/api/applications', 'OPTIONS'],
  ])('to %s by %s has the security headers, and tells nothing about the server', async (target, method) => {
    const { headers } = await ask(target, {}, method);
    for (const [name, value] of Object.entries(fixtureSecurityHeaders))
      expect([name, headers[name.toLowerCase()]]).toEqual([name, value]);
    for (const name of ['server', 'x-powered-by']) expect(headers[name]).toBeUndefined();
  });
});
