import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureSecurityHeaders } from '../helpers/build-output.ts';
import { openSite } from '../helpers/function-backend.ts';
import { hostFunctions } from '../helpers/host-functions.ts';
import { openTestHost } from '../helpers/host-server.ts';
import { rawExchange, rawRequest, readAnswer } from '../helpers/raw-http.ts';

let site: ReturnType<typeof openSite>;
let host: Awaited<ReturnType<typeof openTestHost>>;
beforeAll(async () => {
  site = openSite();
  host = await openTestHost(site.root, {}, hostFunctions);
});
afterAll(async () => {
  await host.close();
  site.remove();
});

const ask = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
  rawRequest(host.port, target, headers, method);

describe('a function', () => {
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
