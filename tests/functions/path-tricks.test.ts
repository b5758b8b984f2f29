import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPrivatePath } from '../../functions/http/private-path.ts';
import { sealValue } from '../../functions/http/signed-value.ts';
import privatePages from '../../functions/private-pages.ts';
import { canaries } from '../helpers/build-output.ts';
import { functionContext, openSite } from '../helpers/function-backend.ts';
import { sessionOf, useSessionDouble } from '../helpers/session-double.ts';
import { decryptValue, encryptValue } from '../../functions/http/encrypted-value.ts';
import { openTestHost } from '../helpers/host-server.ts';
import { pathTricks } from '../helpers/path-tricks.ts';
import { rawRequest } from '../helpers/raw-http.ts';

let site: ReturnType<typeof openSite>;
let host: Awaited<ReturnType<typeof openTestHost>>;
beforeAll(async () => {
  site = openSite();
  useSessionDouble();
  host = await openTestHost(site.root);
});
afterAll(async () => {
  await host.close();
  site.remove();
});

const gated = [
  '/partner/',
  '/partner/kb/margin/',
  '/en/partner/',
  '/partner/_files/manual.1a2b.pdf',
  '/staff/',
  '/staff/decisions/',
  '/staff/_files/margins.csv',
];
const forStaff = [
  '/staff/',
  '/staff/decisions/',
  '/en/staff/',
  '/staff/_files/margins.csv',
  '/programme.json',
  '/pages.json',
  '/security-headers.json',
  '/partner/.hidden',
];
const noSession: [string, () => Record<string, string>][] = [
  ['no cookie', () => ({})],
  [
    'a forged cookie',
    () => ({ Cookie: `letok=${Buffer.from('[{"roles":["staff"]},9999999999]').toString('base64url')}.AAAA` }),
  ],
];
const partner = () => ({ Cookie: sessionOf(['member', 'owner']).cookie });
const anyCanary = new RegExp(Object.values(canaries).join('|'));
const staffCanary = new RegExp(`${canaries.staff}|${canaries.json}`);

/** Asks for each spelling, a few at a time, and lists those that gave a private word away or an error of ours. */
async function leaks(
  tricks: readonly string[],
  ask: (trick: string) => Promise<{ status: number; body: string }>,
  secret: RegExp,
): Promise<string[]> {
  const found: string[] = [];
  for (let at = 0; at < tricks.length; at += 16)
    await Promise.all(
      tricks.slice(at, at + 16).map(async (trick) => {
        const { status, body } = await ask(trick);
        if (secret.test(body) || status >= 500) found.push(`${status} ${trick}`);
      }),
    );
  return found;
}

const onHost = (headers: Record<string, string>) => (trick: string) => rawRequest(host.port, trick, headers);
const inFunction = (headers: Record<string, string>) => async (trick: string) => {
  const url = `http://localhost:4321${trick}`;
  if (!URL.canParse(url)) return { status: 400, body: '' };
  const response = await privatePages(new Request(url, { headers }), functionContext());
  return { status: response.status, body: await response.text() };
};

/** A gate as it should not be, for the control: decoded twice, the area judged by the first folder, the file joined to the path. */
const naive = async (trick: string) => {
  const decoded = decodeTwice(trick.replace(/^https?:\/\/[^/]*/, '').split(/[?#]/, 1)[0]!).replaceAll('\\', '/');
  const file = path.join(site.root, 'private', decoded);
  if (!/^\/(en\/)?partner\//i.test(decoded) || !file.startsWith(path.join(site.root, 'private')))
    return { status: 403, body: '' };
  const found = [file, path.join(file, 'index.html')].find(
    (name) => !name.includes('\0') && statSync(name, { throwIfNoEntry: false })?.isFile(),
  );
  return { status: found ? 200 : 404, body: found ? readFileSync(found, 'utf8') : '' };
};

describe('spellings of a private path', () => {
  it('are many', () => expect(pathTricks(gated).length).toBeGreaterThan(1000));

  it.each(noSession)('with %s give no byte away on the host', async (_, headers) => {
    expect(await leaks(pathTricks(gated), onHost(headers()), anyCanary)).toEqual([]);
  });

  it.each(noSession)('with %s give no byte away in the function', async (_, headers) => {
    expect(await leaks(pathTricks(gated), inFunction(headers()), anyCanary)).toEqual([]);
  });

  it('with a partner’s session open nothing of staff and no file of the server, on the host and in the function', async () => {
    expect(await leaks(pathTricks(forStaff), onHost(partner()), staffCanary)).toEqual([]);
    expect(await leaks(pathTricks(forStaff), inFunction(partner()), staffCanary)).toEqual([]);
  });

  it('are refused by the reading of the path alone, or read as exactly what they say', () => {
    for (const trick of pathTricks([...gated, ...forStaff])) {
      const pathname = trick.split(/[?#]/, 1)[0]!;
      const read = readPrivatePath(pathname);
      if (!read) continue;
      expect(`/${read.file}`.split('/').map(encodeURIComponent).join('/')).toBe(pathname);
      expect(read.file).toMatch(/^(ru\/|en\/)?(partner|staff)(\/[^./][^/]*)*\/?$/);
    }
  });

  it('are found to be dangerous where a gate is naive', async () => {
    expect((await leaks(pathTricks(forStaff), naive, staffCanary)).length).toBeGreaterThan(20);
  });
});

function decodeTwice(text: string): string {
  try {
    return decodeURIComponent(decodeURIComponent(text));
  } catch {
    return text;
  }
}

describe('headers and methods that some servers believe', () => {
  const headers: Record<string, string>[] = [
    ...[
      'X-Original-URL',
      'X-Rewrite-URL',
      'X-Forwarded-Uri',
      'X-Original-Path',
      'X-Nf-Original-Path',
      'X-Forwarded-Prefix',
    ].map((name) => ({ [name]: '/partner/' })),
    { 'X-HTTP-Method-Override': 'GET' },
    { 'X-Forwarded-For': '127.0.0.1', 'X-Real-IP': '127.0.0.1' },
    { 'X-Forwarded-Host': 'localhost' },
    { Authorization: 'Bearer service_role' },
    { 'X-Nf-Request-Id': 'x', 'X-Nf-Account-Tier': 'internal' },
    { Purpose: 'prefetch', 'Sec-Purpose': 'prefetch' },
    { Range: 'bytes=0-' },
    { Accept: 'application/json' },
    { 'Service-Worker': 'script' },
  ];
  it.each(headers)('%j opens nothing', async (header) => {
    for (const target of ['/', '/kb/', ...gated])
      expect((await rawRequest(host.port, target, header)).body).not.toMatch(anyCanary);
  });

  it.each(['HEAD', 'POST', 'PUT', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH', 'QUERY', 'PURGE'])(
    '%s opens nothing',
    async (method) => {
      for (const target of gated) {
        const answer = await rawRequest(host.port, target, { 'Content-Length': '0' }, method);
        expect(answer.body).not.toMatch(anyCanary);
        expect(answer.status).toBeLessThan(500);
      }
    },
  );

  it('a session that has ended, or was sealed as something else, opens nothing', async () => {
    for (const cookie of [
      sessionOf(['staff'], -1).cookie,
      // One the database no longer knows.
      sessionOf([]).cookie,
      `letok=${sealValue('session', { roles: ['staff'] }, 60)}`,
      `letok=${encryptValue('another', decryptValue('session', sessionOf(['staff']).cookie.slice(6)))}`,
    ])
      for (const target of gated)
        expect((await rawRequest(host.port, target, { Cookie: cookie })).body).not.toMatch(anyCanary);
  });

  it('and with the right session the same host does give the page', async () => {
    expect((await rawRequest(host.port, '/partner/', partner())).body).toContain(canaries.partner);
  });
});
