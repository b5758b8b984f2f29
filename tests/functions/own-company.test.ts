import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { harmless } from '../../functions/csv/harmless.ts';
import { tableOfRows, tablesOf } from '../../functions/exports/table-of-rows.ts';
import { functionOf, mountedFunctions, type MountedFunction } from '../../functions/host/function-table.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { logoReasons } from '../../src/features/own-company/logo-contract.ts';
import words from '../../src/i18n/strings.ru.json' with { type: 'json' };
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { bitmap, goodSvgs } from '../helpers/logo-files.ts';
import { origin } from '../helpers/post.ts';
import { signIn } from '../helpers/sign-in.ts';

let backend: FunctionBackend;
let functions: MountedFunction[];
let anna: { cookie: string };
let anton: { cookie: string };
let boris: { cookie: string };
let maria: { cookie: string };

beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  functions = await mountedFunctions();
  [anna, anton, boris, maria] = (await Promise.all(
    ['anna@sever.example', 'anton@sever.example', 'boris@most.example', 'maria@uley.example'].map((one) =>
      signIn(backend, one),
    ),
  )) as [typeof anna, typeof anna, typeof anna, typeof anna];
});
afterAll(() => backend?.close());

async function send(method: string, path: string, person: { cookie: string } | undefined, body?: unknown) {
  const isBytes = body instanceof Uint8Array;
  const request = new Request(origin + path, {
    method,
    headers: { ...person, ...(!isBytes && body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: (isBytes ? body : JSON.stringify(body)) as string }),
  });
  return functionOf(functions, new URL(path, origin).pathname, method)!.handler(request, functionContext());
}
const json = async (answer: Promise<Response>) => (await answer).json() as Promise<Record<string, unknown>>;

describe('the company', () => {
  test('is read by its people and changed by its owner; what the contract says is not taken from a body', async () => {
    const change = {
      site: 'https://www.Sever-Kontur.example/about',
      phone: ' +7 812 000-00-01 ',
      about: 'Внедряем\nпорталы',
      regions: ['Карелия', 'карелия', 'Санкт-Петербург'],
      solutions: ['corporate-university', 'corporate-university'],
      name: 'Чужое имя',
    };
    expect((await send('PUT', '/api/partner', anton, change)).status).toBe(403);
    expect(await json(send('PUT', '/api/partner', anna, change))).toMatchObject({
      name: 'Северный контур',
      site: 'sever-kontur.example',
      phone: '+7 812 000-00-01',
      about: 'Внедряем порталы',
      regions: ['Карелия', 'Санкт-Петербург'],
      solutions: ['corporate-university'],
    });
    expect(await json(send('GET', '/api/partner', anton))).toMatchObject({ phone: '+7 812 000-00-01', isOwner: false });
    expect(JSON.stringify(await json(send('GET', '/api/partner', boris)))).not.toContain('812 000-00-01');
    expect((await send('GET', '/api/partner', maria)).status).toBe(403);
    expect((await send('GET', '/api/partner', undefined)).status).toBe(401);
  });

  test.each([
    [{ regions: Array.from({ length: 21 }, (_, n) => `Город ${n}`) }, 'regions', 'too_many'],
    [{ regions: ['я'.repeat(61)] }, 'regions', 'too_long'],
    [{ solutions: ['Not a slug'] }, 'solutions', 'choice_unknown'],
    [{ phone: 'позвоните' }, 'phone', 'phone_format'],
    [{ site: 'не сайт' }, 'site', 'site_format'],
    [{ about: 'я'.repeat(301) }, 'about', 'too_long'],
  ])('refuses %o', async (wrong, field, problem) => {
    const answer = await send('PUT', '/api/partner', anna, { regions: [], solutions: [], ...wrong });
    expect([answer.status, ((await answer.json()) as { fields: object }).fields]).toEqual([422, { [field]: problem }]);
  });
});

describe('the logo', () => {
  test('is kept, served so that nothing in it runs, replaced and removed', async () => {
    const svg = Object.values(goodSvgs)[0]!;
    expect(await json(send('PUT', '/api/partner/logo', anna, svg))).toMatchObject({
      logo: { mediaType: 'image/svg+xml', width: 600, height: 200 },
    });
    const served = await send('GET', '/api/partner/logo', anton);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(await served.text()).toMatch(/^<svg /);
    await send('PUT', '/api/partner/logo', anna, new Uint8Array(await bitmap(400, 200)));
    expect((await send('GET', '/api/partner/logo', anna)).headers.get('content-type')).toBe('image/png');
    expect((await send('GET', '/api/partner/logo', boris)).status).toBe(404);
    expect(await json(send('DELETE', '/api/partner/logo', anna))).not.toHaveProperty('logo');
    expect((await send('GET', '/api/partner/logo', anna)).status).toBe(404);
  });

  test.each([
    ['a member', () => anton, 403],
    ['the vendor', () => maria, 403],
    ['a stranger', () => undefined, 401],
  ])('is not changed by %s', async (_, who, status) => {
    expect((await send('PUT', '/api/partner/logo', who(), goodSvgs[Object.keys(goodSvgs)[0]!])).status).toBe(status);
    expect((await send('DELETE', '/api/partner/logo', who())).status).toBe(status);
  });

  test('a refusal says why in a code that has words', async () => {
    const refused = async (bytes: Uint8Array) => {
      const answer = await send('PUT', '/api/partner/logo', anna, bytes);
      const { code, reason } = (await answer.json()) as { code: string; reason?: string };
      return [answer.status, code, reason];
    };
    expect(await refused(Buffer.from('GIF89a'))).toEqual([415, 'unsupported_media_type', 'kind']);
    expect(
      await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>x</text></svg>')),
    ).toEqual([422, 'logo_refused', 'svg_text']);
    expect(await refused(Buffer.alloc(3 * 1024 * 1024 + 1))).toEqual([413, 'too_large', undefined]);
    expect(Object.keys(words.company.refusals).toSorted()).toEqual([...logoReasons, 'large'].toSorted());
  });
});

describe('people', () => {
  test('an owner makes an owner and takes it back, and is not the last', async () => {
    const { items } = (await json(send('GET', '/api/members', anna))) as { items: { id: string; email: string }[] };
    const id = (email: string) => items.find((one) => one.email === email)!.id;
    const role = (person: { cookie: string }, of: string, to: string) =>
      send('PUT', `/api/members/${id(of)}/role`, person, { role: to });
    expect((await role(anton, 'anton@sever.example', 'owner')).status).toBe(403);
    expect(await json(role(anna, 'anna@sever.example', 'member'))).toMatchObject({ code: 'last_owner' });
    expect(await json(role(anna, 'anton@sever.example', 'owner'))).toMatchObject({ role: 'owner' });
    expect((await send('GET', '/api/members', anton)).status).toBe(200);
    expect((await role(boris, 'anton@sever.example', 'member')).status).toBe(404);
    expect(await json(role(anna, 'anton@sever.example', 'member'))).toMatchObject({ role: 'member' });
    expect((await send('GET', '/api/members', anton)).status).toBe(403);
    expect(await json(role(anna, 'anton@sever.example', 'king'))).toMatchObject({ fields: { role: 'choice_unknown' } });
  });
});

describe('letters', () => {
  test('each person says which come', async () => {
    const off = { wanted: { protection: false } };
    expect((await send('PUT', '/api/notices', maria, off)).status).toBe(403);
    expect((await json(send('PUT', '/api/notices', anton, off)))['items']).toContainEqual({
      notice: 'protection',
      wanted: false,
      promised: true,
    });
    expect((await json(send('GET', '/api/notices', anna)))['items']).toContainEqual({
      notice: 'protection',
      wanted: true,
      promised: true,
    });
    const answer = await send('PUT', '/api/notices', anton, { wanted: { decisions: false } });
    expect(answer.status).toBe(422);
  });
});

describe('the export', () => {
  test('in JSON holds what is Anna’s and nothing of Boris', async () => {
    const answer = await send('POST', '/api/export', anna, { format: 'json' });
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="letok-\d{4}-\d\d-\d\d\.json"$/);
    const { parts } = (await answer.json()) as { parts: Record<string, Record<string, unknown>[]> };
    expect(parts['clients']!.length).toBeGreaterThanOrEqual(3);
    expect(parts['leads']!.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(parts)).not.toMatch(/Борис|most\.example|Южный мост/);
  });

  test('in tables is a zip that Russian Excel reads, with a text that explains it', async () => {
    const answer = await send('POST', '/api/export', anna, { format: 'csv', locale: 'ru' });
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const text = (name: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(files[name]);
    expect(text('ПРОЧТИТЕ.txt')).toContain('clients.csv — клиенты и закрепления: ');
    const leads = text('leads.csv');
    expect(leads.startsWith('\uFEFF')).toBe(true);
    const rows = parse(leads, { bom: true, columns: true, delimiter: ';' }) as Record<string, string>[];
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows[0]!['client.taxId']).toMatch(/^'?\d{10}$/);
    expect(Object.keys(files)).not.toContain('appeals.csv');
  });

  test.each([
    ['a member', () => anton, 403],
    ['the vendor', () => maria, 403],
    ['a stranger', () => undefined, 401],
  ])('is not for %s, nor is the list of exports', async (_, who, status) => {
    expect((await send('POST', '/api/export', who(), {})).status).toBe(status);
    expect((await send('GET', '/api/exports', who())).status).toBe(status);
  });

  test('is made by its owner alone: no link, no page of another site and no form takes it', async () => {
    const exports = () => json(send('GET', '/api/exports', anna));
    const before = await exports();
    expect((await send('GET', '/api/export?format=json', anna)).status).toBe(405);
    const foreign = (headers: Record<string, string>, body: string) =>
      functionOf(functions, '/api/export', 'POST')!.handler(
        new Request(`${origin}/api/export`, { method: 'POST', headers: { ...anna, ...headers }, body }),
        functionContext(),
      );
    const type = { 'content-type': 'application/json' };
    expect((await foreign({ ...type, 'sec-fetch-site': 'cross-site' }, '{}')).status).toBe(403);
    expect((await foreign({ ...type, origin: 'https://elsewhere.example' }, '{}')).status).toBe(403);
    expect((await foreign({ 'content-type': 'application/x-www-form-urlencoded' }, 'format=json')).status).toBe(415);
    expect(await exports()).toEqual(before);
  });

  test('is written down for the owner; another format is refused', async () => {
    const { items } = (await json(send('GET', '/api/exports', anna))) as { items: object[] };
    expect(items[0]).toMatchObject({ by: expect.stringContaining('Анна'), format: 'csv' });
    expect(await json(send('POST', '/api/export', anna, { format: 'xml' }))).toMatchObject({
      fields: { format: 'choice_unknown' },
    });
  });
});

describe('a cell of a table', () => {
  test.each([
    '=1+1',
    '+7 900',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u00a0=1',
    '＝1',
    '＋1',
    '|x',
    '0012345673',
    '940140000385',
  ])('%j is text', (text) => {
    expect(harmless(text)).toBe(`'${text}`);
  });
  test.each(['Контур', '2026-11-25', '12', 'R-7K2M9QXA', 'a=b', ''])('%j stays as it is', (text) => {
    expect(harmless(text)).toBe(text);
  });

  test('a list within a row is a table of its own, each line with the row it belongs to', () => {
    const rows = [
      { number: 'S-1', tags: ['a'], messages: [{ text: 'x' }, { text: 'y' }] },
      { number: 'S-2', messages: [] },
    ];
    expect(tablesOf('support', rows)).toEqual([
      [
        'support',
        [
          { number: 'S-1', tags: ['a'] },
          { number: 'S-2', messages: [] },
        ],
      ],
      [
        'support_messages',
        [
          { support: 'S-1', text: 'x' },
          { support: 'S-1', text: 'y' },
        ],
      ],
    ]);
  });

  test('rows with other keys share their columns; what is inside has a dotted name; lists are one cell', () => {
    const table = tableOfRows(
      [
        { a: 1, b: { c: 'x;"y"' } },
        { d: ['x', 'y'], a: true, e: null },
      ],
      'ru',
    );
    expect(table).toBe('\uFEFFa;b.c;d\r\n1;"x;""y""";\r\ntrue;;x, y\r\n');
  });
});
