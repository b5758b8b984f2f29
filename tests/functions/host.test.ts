import { get } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MountedFunction } from '../../functions/host/function-table.ts';
import { canaries, fixtureSecurityHeaders } from '../helpers/build-output.ts';
import { openSite } from '../helpers/function-backend.ts';
import { openTestHost } from '../helpers/host-server.ts';
import { rawExchange, rawRequest, readAnswer } from '../helpers/raw-http.ts';

const extra: MountedFunction[] = [
  {
    name: 'echo',
    methods: [],
    preferStatic: false,
    schedule: undefined,
    routes: [(path) => path === '/api/echo'],
    handler: async (request, context) =>
      Response.json(
        { ip: context.ip, url: request.url, method: request.method, body: (await request.text()).length },
        {
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        },
      ),
  },
  {
    name: 'reads-nothing',
    methods: [],
    preferStatic: false,
    schedule: undefined,
    routes: [(path) => path === '/api/too-large'],
    handler: () => Response.json({}, { status: 413 }),
  },
  {
    name: 'throws',
    methods: [],
    preferStatic: false,
    schedule: undefined,
    routes: [(path) => path === '/api/throws'],
    handler: () => {
      throw new Error('on purpose');
    },
  },
  {
    name: 'after-files',
    methods: ['GET'],
    preferStatic: true,
    schedule: undefined,
    routes: [(path) => /^\/kb\/($|none)/.test(path)],
    handler: () => new Response('from the function'),
  },
];

let site: ReturnType<typeof openSite>;
let host: Awaited<ReturnType<typeof openTestHost>>;
beforeAll(async () => {
  site = openSite();
  host = await openTestHost(site.root, {}, extra);
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

  it('that refuses a body is heard although the body is still coming', async () => {
    const response = await fetch(`${host.url}/api/too-large`, { method: 'POST', body: new Uint8Array(3_000_000) });
    expect(response.status).toBe(413);
  });

  it.each(['/api/too-large', '/api/applications'])(
    'at %s that refuses a body leaves the connection good for the next request',
    async (path) => {
      const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
      const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const next = 'GET /favicon.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
      const answers = await rawExchange(host.port, `${head}${chunk.repeat(4)}0\r\n\r\n${next}`);
      expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
    },
  );

  it('does not take in a refused body without end', async () => {
    const socket = connect(host.port, '127.0.0.1');
    const closed = new Promise<number>((resolve) =>
      socket.on('error', () => {}).once('close', () => resolve(socket.bytesWritten)),
    );
    socket.write('POST /api/too-large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n');
    const more = () => {
      while (!socket.destroyed && socket.write(Buffer.alloc(1_000_000)));
    };
    socket.on('drain', more).resume();
    more();
    expect(await closed).toBeLessThan(60_000_000);
  });
});

const ipBehind = async (trustedProxies: number, headers: Record<string, string>) => {
  const behind = await openTestHost(site.root, { trustedProxies }, extra);
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

describe('bytes that are no HTTP', () => {
  it.each([
    ['nonsense', 'BLAH\r\n\r\n', 400],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a Host that is none', 'GET /nothing HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
    ['two lengths', 'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    [
      'a length and chunks',
      'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a bare line feed in a header', 'GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n', 400],
    ['a control character in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\u0001b\r\n\r\n', 400],
    ['headers of 64 kB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(65_536)}\r\n\r\n`, 431],
    ['an address of 64 kB', `GET /${'a'.repeat(65_536)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ])('%s is refused with the security headers', async (_, bytes, status) => {
    const answer = readAnswer(await rawExchange(host.port, bytes));
    expect(answer.status).toBe(status);
    expect(answer.headers['content-security-policy']).toBe(fixtureSecurityHeaders['Content-Security-Policy']);
  });

  it('a whole address as the target is the path in it', async () => {
    expect((await ask('http://localhost/kb/')).status).toBe(200);
    expect((await ask('*', {}, 'OPTIONS')).status).toBe(404);
  });

  it('a connection that says nothing, or never ends its headers, is closed, while others are served', async () => {
    const silent = Array.from({ length: 50 }, () => rawExchange(host.port, 'GET / HTTP/1.1\r\nHost: x\r\nX: ', 14_000));
    const begun = performance.now();
    expect((await ask('/')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(500);
    for (const text of await Promise.all(silent)) expect(text).toMatch(/^HTTP\/1\.1 408/);
    expect(performance.now() - begun).toBeLessThan(13_000);
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
