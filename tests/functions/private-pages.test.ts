import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../functions/database/connect.ts';
import privatePages from '../../functions/private-pages.ts';
import { canaries } from '../helpers/build-output.ts';
import { functionContext, openSite } from '../helpers/function-backend.ts';
import { sessionOf, useSessionDouble } from '../helpers/session-double.ts';
import type { UserRole } from '../../src/features/account/session-contract.ts';

let site: ReturnType<typeof openSite>;
beforeAll(() => {
  site = openSite();
  useSessionDouble();
});
afterAll(() => site.remove());

const cookieOf = (...roles: UserRole[]) => sessionOf(roles);
const open = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  privatePages(new Request(`http://localhost:4321${path}`, { method, headers }), functionContext());

describe('without a session', () => {
  it.each([
    ['/partner/', '/sign-in/?next=%2Fpartner%2F'],
    [
      '/partner/kb/margin/?from=mail&x=//evil',
      '/sign-in/?next=%2Fpartner%2Fkb%2Fmargin%2F%3Ffrom%3Dmail%26x%3D%2F%2Fevil',
    ],
    [
      '/partner/kb/%D0%BC%D0%B0%D1%80%D0%B6%D0%B0/',
      '/sign-in/?next=%2Fpartner%2Fkb%2F%25D0%25BC%25D0%25B0%25D1%2580%25D0%25B6%25D0%25B0%2F',
    ],
    ['/en/staff/decisions', '/en/sign-in/?next=%2Fen%2Fstaff%2Fdecisions'],
    ['/staff/there-is-no-such-page/', '/sign-in/?next=%2Fstaff%2Fthere-is-no-such-page%2F'],
  ])('the page %s leads to sign-in and back', async (path, location) => {
    const response = await open(path);
    expect([response.status, response.headers.get('location')]).toEqual([302, location]);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const next = new URL(new URL(location, 'http://localhost:4321').searchParams.get('next')!, 'http://localhost:4321');
    expect(next.origin).toBe('http://localhost:4321');
  });

  it.each([
    '/partner/_files/manual.1a2b.pdf',
    '/partner/pagefind/pagefind.js',
    '/partner/pagefind/no-such.pf_fragment',
    '/staff/_files/margins.csv',
  ])('the asset %s is refused, whether it exists or not', async (path) => {
    const response = await open(path);
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'session_required' }),
    ]);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });
});

describe('with a session', () => {
  it.each([
    ['/partner/', 'text/html; charset=utf-8'],
    ['/partner/kb/%D0%BC%D0%B0%D1%80%D0%B6%D0%B0/', 'text/html; charset=utf-8'],
    ['/en/partner/kb/margin/', 'text/html; charset=utf-8'],
    ['/partner/_files/manual.1a2b.pdf', 'application/pdf'],
    ['/partner/pagefind/pagefind.js', 'text/javascript; charset=utf-8'],
    ['/partner/pagefind/fragment/ru_9f8e.pf_fragment', 'application/octet-stream'],
  ])('of a partner %s opens, for this visitor alone', async (path, type) => {
    const response = await open(path, cookieOf('member'));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(canaries.partner);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'private, no-store',
      vary: 'Cookie',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    });
    for (const name of ['etag', 'last-modified', 'accept-ranges', 'set-cookie'])
      expect(response.headers.has(name)).toBe(false);
  });

  it.each<[UserRole, string, number]>([
    ['member', '/staff/', 403],
    ['owner', '/en/staff/decisions/', 403],
    ['owner', '/staff/_files/margins.csv', 403],
    ['owner', '/staff/there-is-no-such-page/', 403],
    ['staff', '/staff/decisions/', 200],
    ['programme_lead', '/en/staff/', 200],
    ['staff', '/partner/', 200],
  ])('a %s asking for %s gets %i', async (role, path, status) => {
    const response = await open(path, cookieOf(role));
    expect(response.status).toBe(status);
    expect((await response.text()).includes(path.includes('staff') ? canaries.staff : canaries.partner)).toBe(
      status === 200,
    );
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  it('of the wrong role shows the page that explains it, in the language of the path', async () => {
    expect(await (await open('/staff/', cookieOf('member'))).text()).toContain('Не для вашей роли');
    expect(await (await open('/en/staff/', cookieOf('member'))).text()).toContain('Not for your role');
  });

  it('answers 404 with the page of the site where there is none', async () => {
    const response = await open('/partner/kb/none/', cookieOf('member'));
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Эта ячейка пуста');
  });

  it('leads from a folder without a slash to the one with it', async () => {
    const response = await open('/partner/kb/margin?x=1', cookieOf('member'));
    expect([response.status, response.headers.get('location')]).toEqual([308, '/partner/kb/margin/?x=1']);
  });

  it('answers HEAD without a body, ignores Range of a page and conditions, and takes no other method', async () => {
    const head = await open('/partner/', cookieOf('member'), 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
    const part = await open('/partner/', {
      ...cookieOf('member'),
      range: 'bytes=0-3',
      'if-none-match': '*',
      'if-modified-since': new Date().toUTCString(),
    });
    expect([part.status, (await part.text()).length > 4]).toEqual([200, true]);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await open('/partner/', cookieOf('member'), method);
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD, OPTIONS']);
    }
  });

  it.each([
    '/programme.json',
    '/pages.json',
    '/partner/../pages.json',
    '/security-headers.json',
    '/partner/.hidden',
    '/partner/../programme.json',
    '/kb/',
  ])('does not open %s', async (path) => {
    const response = await open(path, cookieOf('staff', 'member'));
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(new RegExp(Object.values(canaries).join('|')));
  });
});

describe('while the database does not answer', () => {
  it('pages explain, assets refuse, and nothing private is shown', async () => {
    // Not one the gate remembers from the half minute before.
    const stranger = cookieOf('owner', 'staff');
    useDatabase({
      url: 'http://double.localhost',
      anonKey: 'x',
      serviceKey: 'x',
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    const page = await open('/partner/', stranger);
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await page.text()).toContain('База не отвечает');
    const asset = await open('/partner/_files/manual.1a2b.pdf', stranger);
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([503, 'private, no-store']);
    useSessionDouble();
  });
});

describe('a part of a private file', () => {
  it('is sent to whom the whole is open, and to nobody else', async () => {
    const whole = await (await open('/partner/_files/manual.1a2b.pdf', cookieOf('member'))).text();
    const part = await open('/partner/_files/manual.1a2b.pdf', { ...cookieOf('member'), range: 'bytes=1-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 1-4/${whole.length}`,
      whole.slice(1, 5),
    ]);
    expect(part.headers.get('cache-control')).toBe('private, no-store');
    expect((await open('/partner/_files/manual.1a2b.pdf', { range: 'bytes=1-4' })).status).toBe(401);
  });
});
