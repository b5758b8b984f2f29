import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pageFeedback from '../../functions/page-feedback.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import type { UserRole } from '../../src/features/account/session-contract.ts';
import type { FieldProblemCode } from '../../src/api/problem-contract.ts';
import { sampleRules } from '../helpers/build-output.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { postFormTo, postJsonTo } from '../helpers/post.ts';
import { sessionOf } from '../helpers/session-double.ts';
import { signIn } from '../helpers/sign-in.ts';

let backend: FunctionBackend;
beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
});
afterAll(() => backend.close());
beforeEach(() => backend.embedded.query('truncate public.page_feedback'));

const address = '/api/page-feedback';
const sample = { path: '/kb/', useful: true, language: 'ru' };
const id = '0b9f2c56-5f0e-4a8b-9d6a-0c7a1b2c3d4e';

async function answerOf(request: Request, ip?: string) {
  const response = await pageFeedback(request, functionContext(ip));
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { response, text, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
}
const send = (body: unknown, headers?: Record<string, string>, ip?: string) =>
  answerOf(postJsonTo(address, body, headers), ip);
const sendForm = (fields: Record<string, string>, headers?: Record<string, string>) =>
  answerOf(postFormTo(address, new URLSearchParams(fields), headers));
const form = { path: '/kb/закрепление/', useful: 'no', comment: '', language: 'ru', checkedOn: '2026-11-01' };
const as = (role: UserRole) =>
  signIn(
    backend,
    {
      member: 'anton@sever.example',
      owner: 'anna@sever.example',
      staff: 'maria@uley.example',
      programme_lead: 'lead@uley.example',
    }[role],
  );

const rows = () =>
  backend.embedded.query<Record<string, unknown>>(
    `select path, language, useful, comment, to_char(checked_on, 'YYYY-MM-DD') as checked_on from public.page_feedback`,
  );

describe('POST /api/page-feedback', () => {
  it('answers 202 with an empty object and keeps what was said, masked and on one line', async () => {
    const comment = 'Нет примера.\n Мой адрес ivan@firma.example, ИНН 7707083893';
    const { response, body } = await send({ ...sample, useful: false, comment, checkedOn: '2026-11-01' });
    expect([response.status, body]).toEqual([202, {}]);
    expect(await rows()).toEqual([
      {
        path: '/kb/',
        language: 'ru',
        useful: false,
        comment: 'Нет примера. Мой адрес … ИНН …',
        checked_on: '2026-11-01',
      },
    ]);
  });

  it('sent again under its id is one answer, which the comment joins', async () => {
    await send({ ...sample, id });
    await send({ ...sample, id });
    const { response } = await send({ ...sample, id, comment: 'Спасибо' });
    expect(response.status).toBe(202);
    expect(await rows()).toMatchObject([{ useful: true, comment: 'Спасибо' }]);
  });

  it('repeated under an Idempotency-Key counts once, and refuses the key with another body', async () => {
    const key = { 'idempotency-key': `feedback ${Math.random()}` };
    await send(sample, key);
    expect((await send(sample, key)).response.status).toBe(202);
    const other = await send({ ...sample, useful: false }, key);
    expect([other.response.status, other.body['code']]).toEqual([422, 'idempotency_key_reused']);
    expect(await rows()).toHaveLength(1);
  });

  it('accepts so many an hour from one network address as the edition says, then answers 429 with Retry-After', async () => {
    const ip = '198.51.100.9';
    const { feedbackPerHour } = sampleRules().limits;
    for (let n = 0; n < feedbackPerHour; n += 1)
      expect((await send({ ...sample, id }, {}, ip)).response.status).toBe(202);
    const { response, body } = await send(sample, {}, ip);
    expect([response.status, body['code']]).toEqual([429, 'too_many_requests']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(3500);
    expect((await send(sample)).response.status).toBe(202);
  });

  it.each<[Record<string, unknown>, string, FieldProblemCode]>([
    [{ path: undefined }, 'path', 'required'],
    [{ path: 5 }, 'path', 'not_text'],
    [{ path: 'kb/' }, 'path', 'invalid'],
    [{ path: '/kb' }, 'path', 'invalid'],
    [{ path: '//evil.example/' }, 'path', 'invalid'],
    [{ path: '/kb/../staff/' }, 'path', 'invalid'],
    [{ path: '/kb/?q=1' }, 'path', 'invalid'],
    [{ path: '/kb/\r\nset-cookie: a=b/' }, 'path', 'invalid'],
    [{ path: 'https://evil.example/kb/' }, 'path', 'invalid'],
    [{ path: `/${'a'.repeat(300)}/` }, 'path', 'too_long'],
    [{ useful: undefined }, 'useful', 'required'],
    [{ useful: 'yes' }, 'useful', 'invalid'],
    [{ useful: 1 }, 'useful', 'invalid'],
    [{ comment: 'я'.repeat(501) }, 'comment', 'too_long'],
    [{ comment: ['я'] }, 'comment', 'not_text'],
    [{ checkedOn: '2026-02-30' }, 'checkedOn', 'invalid'],
    [{ id: 'mine' }, 'id', 'invalid'],
    [{ language: 'RU' }, 'language', 'choice_unknown'],
    [{ language: 'de' }, 'language', 'choice_unknown'],
  ])('%j: %s is %s, and nothing is kept', async (changed, field, code) => {
    const { response, body } = await send({ ...sample, ...changed });
    expect([response.status, body['code'], body['fields']]).toEqual([422, 'invalid_input', { [field]: code }]);
    expect(await rows()).toEqual([]);
  });

  it('is refused for an address that is none of the site, so that no path becomes a second comment', async () => {
    for (const path of ['/nothing-here/', '/позвоните-мне-89001234567/', '/toString/', '/KB/']) {
      const { response, body } = await send({ ...sample, path });
      expect([path, response.status, body['code']]).toEqual([path, 404, 'not_found']);
    }
    expect(await rows()).toEqual([]);
  });

  it('is refused in another form: method, media type, size, origin', async () => {
    const refused: [Request, number, string][] = [
      [new Request(`http://localhost:4321${address}`), 405, 'method_not_allowed'],
      [postJsonTo(address, sample, { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
      [postJsonTo(address, sample, { 'content-type': 'multipart/form-data' }), 415, 'unsupported_media_type'],
      [postJsonTo(address, sample, { 'content-encoding': 'gzip' }), 415, 'unsupported_media_type'],
      [postJsonTo(address, '{"path":'), 400, 'malformed_json'],
      [postJsonTo(address, { ...sample, comment: 'x'.repeat(17_000) }), 413, 'too_large'],
      [postFormTo(address, new URLSearchParams({ ...form, comment: 'x'.repeat(17_000) })), 413, 'too_large'],
      [postJsonTo(address, sample, { 'sec-fetch-site': 'cross-site' }), 403, 'foreign_origin'],
      [postJsonTo(address, sample, { 'sec-fetch-site': 'same-site' }), 403, 'foreign_origin'],
      [postJsonTo(address, sample, { origin: 'https://evil.example' }), 403, 'foreign_origin'],
      [postFormTo(address, new URLSearchParams(form), { origin: 'null' }), 403, 'foreign_origin'],
    ];
    for (const [request, status, code] of refused) {
      const { response, body } = await answerOf(request);
      expect([response.status, body['code']]).toEqual([status, code]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect(await rows()).toEqual([]);
  });
});

describe('about a private page', () => {
  it.each<[string, UserRole | undefined, number]>([
    ['/partner/kb/margin/', undefined, 401],
    ['/partner/kb/no-such-page/', undefined, 401],
    ['/en/partner/kb/margin/', undefined, 401],
    ['/partner/kb/margin/', 'member', 202],
    ['/en/partner/kb/margin/', 'owner', 202],
    ['/partner/kb/margin/', 'staff', 202],
    ['/partner/kb/no-such-page/', 'member', 404],
    ['/staff/decisions/', undefined, 401],
    ['/staff/decisions/', 'member', 403],
    ['/staff/no-such-page/', 'owner', 403],
    ['/staff/decisions/', 'programme_lead', 202],
  ])('%s, a session of %s: %i', async (path, role, status) => {
    const { response } = await send({ ...sample, path }, role && (await as(role)));
    expect(response.status).toBe(status);
    expect(await rows()).toHaveLength(status === 202 ? 1 : 0);
  });

  it('a forged or expired session is none', async () => {
    const { cookie: ofAnton } = await as('member');
    for (const cookie of [
      sessionOf(['member'], -1).cookie,
      sessionOf(['member']).cookie,
      'letok=e30.x',
      `${ofAnton}x`,
    ]) {
      const { response } = await send({ ...sample, path: '/partner/kb/margin/' }, { cookie });
      expect(response.status).toBe(401);
    }
  });
});

describe('a form without JavaScript', () => {
  it('gets 303 back to its page, where the address shows the thanks', async () => {
    const { response } = await sendForm({ ...form, comment: 'Без скриптов' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`${encodeURI(form.path)}#page-feedback-thanks`);
    expect(await rows()).toEqual([
      { path: form.path, language: 'ru', useful: false, comment: 'Без скриптов', checked_on: '2026-11-01' },
    ]);
  });

  it('clicked twice is one answer', async () => {
    const body = () => postFormTo(address, new URLSearchParams(form));
    const both = await Promise.all([answerOf(body(), '198.51.100.7'), answerOf(body(), '198.51.100.7')]);
    expect(both.map(({ response }) => response.status)).toEqual([303, 303]);
    expect(await rows()).toHaveLength(1);
  });

  it('of a page without a day of its last check is kept without one', async () => {
    expect((await sendForm({ ...form, checkedOn: '' })).response.status).toBe(303);
    expect(await rows()).toMatchObject([{ checked_on: null, comment: null }]);
  });

  it('that is refused gets a page that explains it, or the problem where there is none', async () => {
    const refused = await sendForm({ ...form, useful: 'maybe' });
    expect([refused.response.status, refused.response.headers.get('content-type')]).toEqual([
      422,
      'text/html; charset=utf-8',
    ]);
    expect(refused.text).toContain('<h1>Исправьте поля</h1>');
    const unknown = await sendForm({ ...form, path: '/nothing-here/' });
    expect([unknown.response.status, unknown.body['code']]).toEqual([404, 'not_found']);
    const closed = await sendForm({ ...form, path: '/partner/kb/margin/' });
    expect(closed.response.status).toBe(401);
    expect(await rows()).toEqual([]);
  });

  it('that is sent too often gets the page of its language and Retry-After', async () => {
    const ip = '198.51.100.8';
    const { feedbackPerHour } = sampleRules().limits;
    for (let n = 0; n < feedbackPerHour; n += 1) await send({ ...sample, id }, {}, ip);
    const english = new URLSearchParams({ ...form, language: 'en' });
    const { response, text } = await answerOf(postFormTo(address, english), ip);
    expect(response.status).toBe(429);
    expect(text).toContain('<h1>Too many</h1>');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(3500);
  });

  it('is never led to another site', async () => {
    for (const path of ['//evil.example/', 'https://evil.example/', '/\\evil.example/', '/\tevil.example/']) {
      const { response } = await sendForm({ ...form, path });
      expect([path, response.status, response.headers.get('location')]).toEqual([path, 422, null]);
    }
  });
});
