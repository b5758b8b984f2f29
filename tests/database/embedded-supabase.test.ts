import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverDatabase, useDatabase } from '../../functions/database/connect.ts';
import { databaseProblem } from '../../functions/database/database-problem.ts';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { prepareDataFolder } from '../helpers/database-folder.ts';
import { migrationsFolder } from '../helpers/database-pglite.ts';
import { submitRequest, testEdition, type SubmitAnswer } from '../helpers/database-requests.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'letok-embedded-'));
let supabase: EmbeddedSupabase;
let visitor: SupabaseClient;
let server: SupabaseClient;
const mails: { to: string; code: string }[] = [];

beforeAll(async () => {
  await prepareDataFolder(dataFolder);
  supabase = await openEmbeddedSupabase({ dataFolder, migrationsFolder, sendMail: (mail) => void mails.push(mail) });
  const client = (key: string) =>
    createClient(supabase.url, key, {
      global: { fetch: supabase.fetch },
      auth: { persistSession: false, autoRefreshToken: false },
    });
  visitor = client(supabase.anonKey);
  server = client(supabase.serviceKey);
  useDatabase(supabase);
});
afterAll(async () => {
  await supabase?.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

describe('requests that start together', () => {
  // Signing the token takes lite to another tick in the midst of its transaction: there a neighbour's rollback can strike.
  test('do not undo a sign-in that was acknowledged', async () => {
    await server.rpc('publish_edition', { request: testEdition() });
    const email = 'gleb@prichal.example';
    for (let round = 0; round < 10; round += 1) {
      mails.length = 0;
      await visitor.auth.signInWithOtp({ email });
      await expect.poll(() => mails.length).toBe(1);
      const refused = () => server.rpc('publish_edition', { request: testEdition({ countries: ['RU'] }) });
      const verify = visitor.auth.verifyOtp({ email, token: mails[0]!.code, type: 'email' });
      const [{ data }] = await Promise.all([verify, refused(), refused(), refused(), refused()]);
      const { data: known } = await visitor.auth.getUser(data.session!.access_token);
      expect([round, known.user?.email]).toEqual([round, email]);
    }
    await supabase.script('truncate public.programme_editions cascade');
  });
});

describe('only the Data API and Auth answer', () => {
  test.each([
    '/_system/config',
    '/_system/info',
    '/_system/introspect',
    '/',
    '/studio',
    '/index.html',
    '/storage/v1/bucket',
    '/functions/v1/hello',
    '/rest/v1',
    '/rest/v1/',
    '/rest/v1/../../_system/config',
    '/rest/v1/%2e%2e/%2e%2e/_system/config',
    '/rest/v1/..%2f..%2f_system%2fconfig',
    '/rest/v1//_system/config',
    '/_system/config?/rest/v1/staff',
    '/REST/v1/staff',
    '/rest/v1\\..\\_system/config',
  ])('%s does not, not even with the secret key', async (path) => {
    const response = await supabase.fetch(`${supabase.url}${path}`, { headers: { apikey: supabase.serviceKey } });
    expect([response.status, await response.json()]).toEqual([404, { code: 'not_found', message: 'not_found' }]);
  });

  test.each([
    ['/rest/v1/staff', 200],
    ['/auth/v1/settings', 200],
  ])('%s does', async (path, status) => {
    expect((await supabase.fetch(`${supabase.url}${path}`, { headers: { apikey: supabase.serviceKey } })).status).toBe(
      status,
    );
  });
});

const staff = (headers: Record<string, string>, url = supabase.url) =>
  supabase.fetch(`${url}/rest/v1/staff`, { headers });
/** Part of a JSON Web Token. */
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('nobody is an administrator by default', () => {
  test.each(['http://localhost', 'http://127.0.0.1', 'http://embedded.localhost'])(
    'a request without a key to %s is refused',
    async (url) => {
      expect((await staff({}, url)).status).toBe(401);
      expect((await staff({ 'x-forwarded-for': '127.0.0.1' }, url)).status).toBe(401);
    },
  );

  test.each([
    'dev-secret-change-me',
    'unsafe-secret-change-me',
    'super-secret-jwt-token-with-at-least-32-characters-long',
    '',
  ])('a token signed with the published secret «%s» opens nothing', async (secret) => {
    const sub = '00000000-0000-4000-8000-000000000000';
    for (const alg of ['HS256', 'none']) {
      const body = `${part({ alg, typ: 'JWT' })}.${part({ role: 'service_role', sub, exp: 4102444800 })}`;
      const signature = alg === 'none' ? '' : createHmac('sha256', secret).update(body).digest('base64url');
      const response = await staff({ apikey: supabase.anonKey, authorization: `Bearer ${body}.${signature}` });
      expect(response.status).toBe(401);
    }
  });

  test('lite grants nothing on its own: after all these requests a visitor still has no right to a table, and a person none but to read', async () => {
    await visitor.from('staff').select();
    await server.from('staff').select();
    // What the migrations grant is declared in access.test.ts: reading, under policies, and nothing to a visitor.
    const granted = `select grantee, table_name, privilege_type from information_schema.role_table_grants
      where table_schema in ('public', 'private')
        and (grantee = 'anon' or grantee = 'authenticated' and (privilege_type <> 'SELECT' or table_schema = 'private'))`;
    expect(await supabase.query(granted)).toEqual([]);
    const byDefault = `select defaclacl::text as acl from pg_default_acl where defaclacl::text ~ '(anon|authenticated|service_role)='`;
    expect(await supabase.query(byDefault)).toEqual([]);
  });

  test.each(['anon', 'authenticated', 'service_role'])(
    'a function that runs as its caller may ask auth.uid() as %s',
    async (role) => {
      const asked = supabase.script(`do $$ begin set local role ${role}; perform auth.uid(); end $$`);
      await expect(asked).resolves.toBeUndefined();
    },
  );
});

describe('signing in by code', () => {
  test.each(['for the first time', 'again'])('works with type email, as on a hosted Supabase, %s', async () => {
    const email = 'anna@sever.example';
    mails.length = 0;
    expect((await visitor.auth.signInWithOtp({ email })).error).toBeNull();
    await expect.poll(() => mails).toEqual([{ to: email, code: expect.stringMatching(/^\d{6}$/) }]);
    const wrong = mails[0]!.code === '000000' ? '000001' : '000000';
    expect((await visitor.auth.verifyOtp({ email, token: wrong, type: 'email' })).error).not.toBeNull();
    const { data, error } = await visitor.auth.verifyOtp({ email, token: mails[0]!.code, type: 'email' });
    expect([error, data.user?.email]).toEqual([null, email]);
    expect((await visitor.auth.verifyOtp({ email, token: mails[0]!.code, type: 'email' })).error).not.toBeNull();
  });

  test('a code lives ten minutes', async () => {
    const email = 'boris@most.example';
    mails.length = 0;
    await visitor.auth.signInWithOtp({ email });
    await expect.poll(() => mails.length).toBe(1);
    await supabase.query(
      `update auth.users set recovery_sent_at = recovery_sent_at - interval '601 seconds' where email = $1`,
      [email],
    );
    expect((await visitor.auth.verifyOtp({ email, token: mails[0]!.code, type: 'email' })).error?.code).toBe(
      'otp_expired',
    );
  });
});

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const submit = (changed = {}) => serverDatabase().rpc('submit_application', { request: plain(submitRequest(changed)) });

describe('the functions’ way to it', () => {
  test('an application goes through, and what SQL refuses arrives with its code and detail', async () => {
    const publish = await serverDatabase().rpc('publish_edition', {
      request: plain(testEdition()),
    });
    expect(publish.data).toEqual({ id: '2020-01', published: true });
    const first = (await submit({ idempotencyKey: 'one' })).data as unknown as SubmitAnswer;
    expect((await submit({ idempotencyKey: 'one' })).data).toEqual({ ...first, replayed: true });
    const reused = await submit({ idempotencyKey: 'one', requestSha256: 'f'.repeat(64) });
    expect([reused.status, databaseProblem(reused.error)]).toEqual([422, { code: 'idempotency_key_reused' }]);
    for (let n = 1; n < 10; n += 1) await submit();
    const limited = await submit();
    expect([limited.status, databaseProblem(limited.error)]).toEqual([
      429,
      { code: 'too_many_requests', detail: expect.stringMatching(/^\d+$/) },
    ]);
    await supabase.shiftClock(3601);
    expect((await submit()).error).toBeNull();
    await supabase.shiftClock(0);
  });

  test('a broken request is internal, and the answer of the database is not the answer of the server', async () => {
    const { error } = await submit({ networkAddress: 'nowhere' });
    expect(databaseProblem(error)).toEqual({ code: 'internal' });
  });
});
