import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import applications from '../../functions/applications.ts';
import { deliverOutbox } from '../../functions/email/deliver-outbox.ts';
import health from '../../functions/health.ts';
import pageFeedback from '../../functions/page-feedback.ts';
import searchMisses from '../../functions/search-misses.ts';
import { postJson, sampleApplication } from '../helpers/applications.ts';
import { sampleRules } from '../helpers/build-output.ts';
import { backends } from '../helpers/database-backends.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';

/** What must not depend on which of its two databases the embedded Supabase stands on. */
describe.each(backends)('on %s', (database) => {
  let backend: FunctionBackend;
  beforeAll(async () => (backend = await openFunctionBackend({}, database)));
  afterAll(() => backend?.close());

  async function apply(change: object = {}, headers: Record<string, string> = {}, ip?: string) {
    const context = functionContext(ip);
    const response = await applications(postJson({ ...sampleApplication(), ...change }, headers), context);
    await context.settle();
    return { response, answer: (await response.json()) as Record<string, unknown> };
  }
  const client = (token?: string) =>
    createClient(backend.embedded.url, backend.embedded.anonKey, {
      global: { fetch: backend.embedded.fetch, headers: token ? { authorization: `Bearer ${token}` } : {} },
      auth: { persistSession: false, autoRefreshToken: false },
    });

  it('the server is well', async () => {
    const response = await health(new Request(`${origin}/api/health`), functionContext());
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('an application is kept with its consents, and its mails go out', async () => {
    const { response, answer } = await apply();
    expect([response.status, answer['number']]).toEqual([201, expect.stringMatching(/^A-/)]);
    const rows = await backend.embedded.query<Record<string, unknown>>(
      `select a.tax_id, a.fit, a.received_at, host(c.network_address) as address, c.given, c.purpose
       from public.applications a join public.consents c on c.subject_id = a.id where a.number = $1 order by purpose`,
      [answer['number']],
    );
    expect(rows).toMatchObject([
      { purpose: 'mailing', given: false, fit: { met: 5, of: 5 }, tax_id: '0034567895' },
      { purpose: 'processing', given: true, address: expect.stringMatching(/^10\./) },
    ]);
    expect(String(rows[0]!['received_at'])).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/);
    await deliverOutbox(5);
    expect(backend.mails.map(({ subject }) => subject).join()).toContain(String(answer['number']));
  });

  it('a repeated key gives the first answer, and the key with another body is refused', async () => {
    const key = { 'idempotency-key': 'once' };
    const first = await apply({}, key);
    expect((await apply({}, key)).answer['number']).toBe(first.answer['number']);
    const other = await apply({ company: { ...sampleApplication().company, headcount: 43 } }, key);
    expect([other.response.status, other.answer['code']]).toEqual([422, 'idempotency_key_reused']);
  });

  it('of many at once from one address exactly as many are accepted as the edition says, and none is answered with 5xx', async () => {
    const allowed = sampleRules().limits.applicationsPerHour;
    const answers = await Promise.all(Array.from({ length: allowed + 10 }, () => apply({}, {}, '198.51.100.20')));
    const statuses = answers.map(({ response }) => response.status).sort();
    expect(statuses).toEqual([...Array(allowed).fill(201), ...Array(10).fill(429)]);
    expect(
      Number(answers.find(({ response }) => response.status === 429)!.response.headers.get('retry-after')),
    ).toBeGreaterThan(3500);
    await backend.embedded.shiftClock(3601);
    expect((await apply({}, {}, '198.51.100.20')).response.status).toBe(201);
    await backend.embedded.shiftClock(0);
  });

  it('page feedback and failed searches are taken', async () => {
    const feedback = { path: '/kb/', useful: true, language: 'ru' };
    const miss = { query: 'учёт отпусков', language: 'ru' };
    expect((await pageFeedback(postJsonTo('/api/page-feedback', feedback), functionContext())).status).toBe(202);
    expect((await searchMisses(postJsonTo('/api/search-misses', miss), functionContext())).status).toBe(202);
  });

  it('a code signs in, its token is known and refreshed, and shows no row and lends no right to write', async () => {
    const email = 'anna@sever.example';
    expect((await client().auth.signInWithOtp({ email })).error).toBeNull();
    await expect.poll(() => backend.codes.at(-1)?.to).toBe(email);
    const code = backend.codes.at(-1)!.code;
    const { data, error } = await client().auth.verifyOtp({ email, token: code, type: 'email' });
    expect([error, data.user?.email]).toEqual([null, email]);
    const token = data.session!.access_token;
    expect((await client().auth.getUser(token)).data.user?.email).toBe(email);
    expect((await client(token).from('staff').select()).data).toEqual([]);
    expect((await client(token).from('staff').insert({ name: 'Анна' })).error?.code).toBe('42501');
    expect((await client().from('staff').select()).error?.code).toBe('42501');
    const refreshed = await client().auth.refreshSession({ refresh_token: data.session!.refresh_token });
    expect(refreshed.error).toBeNull();
  });

  it('what the API’s roles may do is what the migrations say, after all these requests', async () => {
    const granted = `select grantee, table_name from information_schema.role_table_grants
      where grantee in ('anon', 'authenticated') and table_schema in ('public', 'private')
        and (grantee = 'anon' or privilege_type <> 'SELECT')`;
    expect(await backend.embedded.query(granted)).toEqual([]);
  });

  it('names are compared with Cyrillic letters', async () => {
    const [row] = await backend.embedded.query<{ near: number }>(
      `select extensions.similarity('Гавань интеграций', 'Гавань интеграции') as near`,
    );
    expect(row!.near).toBeGreaterThan(0.7);
  });
});
