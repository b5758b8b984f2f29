import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogueSql, grantsSql } from '../helpers/database-catalogue.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { startPostgres } from '../helpers/database-postgres.ts';
import {
  sha256,
  submitRequest,
  testEdition,
  type SubmitAnswer,
  type SubmitRequest,
} from '../helpers/database-requests.ts';

const postgres = await startPostgres(
  'the same migrations on PostgreSQL and PGlite, equal grants in old and new projects, and every race (claims, idempotency, limits, numbers)',
);

let pglite: TestDatabase;

beforeAll(async () => {
  pglite = await openTestDatabase();
});
afterAll(async () => {
  await pglite?.close();
  await postgres?.stop();
});

const literal = (value: unknown) => `$json$${JSON.stringify(value)}$json$`;
const asServer = (sql: string) => `set role service_role; ${sql}`;
const submitSql = (changed: Partial<SubmitRequest> = {}) =>
  asServer(`select public.submit_application(${literal(submitRequest(changed))});`);
const publishSql = asServer(`select public.publish_edition(${literal(testEdition())});`);

const run = (database: string, sql: string) => postgres!.run(database, sql);

const answers = (lines: string[]) =>
  lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as SubmitAnswer);

/** As many connections as statements. They wait for one moment, or the first would be done before the last is there. */
const atOnce = (database: string, statements: string[]) => {
  const moment = new Date(Date.now() + 400 + 25 * statements.length).toISOString();
  const wait = `do $$ begin perform pg_sleep(extract(epoch from timestamptz '${moment}' - clock_timestamp())); end $$;`;
  return Promise.allSettled(statements.map((sql) => run(database, `${wait} ${sql}`)));
};

/** What each connection was answered last, or its error. */
const outcomes = async (database: string, statements: string[]) =>
  (await atOnce(database, statements)).map((one) =>
    one.status === 'fulfilled' ? one.value.at(-1)! : (one.reason as Error).message,
  );

describe.runIf(postgres)('on a real PostgreSQL', () => {
  beforeAll(async () => {
    await postgres!.createDatabase('letok');
    await run('letok', publishSql);
  });

  test('the migrations make the same tables, constraints, functions and comments as on PGlite', async () => {
    // In base64, because a function has many lines and psql prints one row a line.
    const encoded = `replace(encode(convert_to(line, 'UTF8'), 'base64'), e'\\n', '')`;
    const ofPostgres = await run('letok', `select ${encoded} from (${catalogueSql}) everything;`);
    const ofPglite = await pglite.query<{ line: string }>(catalogueSql);
    expect(ofPostgres.map((line) => Buffer.from(line, 'base64').toString())).toEqual(ofPglite.map(({ line }) => line));
  });

  test('the grants are the same in an old project, which grants everything by default, as in a new one and on PGlite', async () => {
    const before = `
      alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
      alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
      alter default privileges in schema public grant all on functions to anon, authenticated, service_role;`;
    await postgres!.createDatabase('old_project', { before });
    const [old, fresh] = [await run('old_project', `${grantsSql};`), await run('letok', `${grantsSql};`)];
    expect(old).toEqual(fresh);
    expect(fresh).toEqual((await pglite.query<{ line: string }>(grantsSql)).map(({ line }) => line));
  });

  test('two workers never claim the same notification, and together they claim all', async () => {
    const enqueue = `select private.enqueue_notification('application_received', 'a@b.example', 'А', 'ru', '{}', 'claim-' || n)
      from generate_series(1, 400) n;`;
    await run('letok', asServer(enqueue));
    const worker = asServer(
      Array.from({ length: 25 }, () => "select id from public.claim_notifications('mail', 5, 600);").join('\n'),
    );
    const workers = await atOnce('letok', Array<string>(8).fill(worker));
    const claimed = workers.map((one) => (one.status === 'fulfilled' ? one.value : [])).filter((ids) => ids.length > 0);
    expect(claimed.length).toBeGreaterThan(1);
    expect(claimed.flat().length).toBe(400);
    expect(new Set(claimed.flat()).size).toBe(400);
  });

  test('the events of the CRM are with one worker at a time', async () => {
    const enqueue = `select private.enqueue_crm_event('lead_registered', jsonb_build_object('number', 'L-' || n), 'crm-' || n)
      from generate_series(1, 100) n;`;
    await run('letok', asServer(enqueue));
    const workers = await atOnce(
      'letok',
      Array<string>(8).fill(asServer("select id from public.claim_notifications('crm', 5, 600);")),
    );
    const claimed = workers.map((one) => (one.status === 'fulfilled' ? one.value : [])).filter((ids) => ids.length > 0);
    expect(claimed).toEqual([expect.objectContaining({ length: 5 })]);
  });

  test('twenty parallel requests with one idempotency key are one application', async () => {
    const request = submitSql({ idempotencyKey: 'race', networkAddress: '198.51.100.1' });
    const all = answers(
      await outcomes(
        'letok',
        Array.from({ length: 20 }, () => request),
      ),
    );
    expect(all.length).toBe(20);
    expect(new Set(all.map(({ number }) => number)).size).toBe(1);
    expect(all.filter(({ replayed }) => !replayed).length).toBe(1);
  });

  test('of two parallel requests with one key and two bodies one is refused', async () => {
    const bodies = ['a', 'b'].map((body) =>
      submitSql({ idempotencyKey: 'two bodies', networkAddress: '198.51.100.2', requestSha256: sha256(body) }),
    );
    const lines = await outcomes('letok', bodies);
    expect(answers(lines).length).toBe(1);
    expect(lines.filter((line) => line.includes('PT422: idempotency_key_reused')).length).toBe(1);
  });

  test('thirty parallel requests from one address: exactly as many are accepted as the edition says', async () => {
    const { applicationsPerHour } = testEdition().rules.limits;
    const lines = await outcomes(
      'letok',
      Array.from({ length: 30 }, () => submitSql({ networkAddress: '198.51.100.3' })),
    );
    expect(answers(lines).length).toBe(applicationsPerHour);
    expect(lines.filter((line) => line.includes('PT429: too_many_requests')).length).toBe(30 - applicationsPerHour);
  });

  test('of ten parallel applications of one company exactly one is from an unknown company', async () => {
    const company = { ...submitRequest().application.company, taxId: '0067890125' };
    const application = { ...submitRequest().application, company };
    const requests = Array.from({ length: 10 }, (_, n) =>
      submitSql({ application, networkAddress: `198.51.101.${n}` }),
    );
    expect(answers(await outcomes('letok', requests)).length).toBe(10);
    const known = `select count(*) filter (where known_company) from public.applications where tax_id = '0067890125';`;
    expect(await run('letok', known)).toEqual(['9']);
  });

  test('the same query from twenty networks at once counts twenty, from one network once', async () => {
    const missSql = (query: string, host: number) =>
      asServer(
        `select public.record_search_miss(${literal({ query, language: 'ru', networkAddress: `198.51.102.${host}` })});`,
      );
    const misses = Array.from({ length: 20 }, (_, n) => [missSql('отовсюду', n), missSql('упрямый', 99)]).flat();
    expect(new Set(await outcomes('letok', misses))).toEqual(new Set(['{}']));
    const counted = `select query, count from private.search_misses order by query;`;
    expect(await run('letok', counted)).toEqual(['отовсюду|20', 'упрямый|1']);
  });

  test('ten parallel answers under one id, and ten second clicks without one, are one answer each', async () => {
    const feedback = { path: '/kb/', language: 'ru', useful: true, networkAddress: '198.51.103.1' };
    const named = { ...feedback, id: '0b9f2c56-5f0e-4a8b-9d6a-0c7a1b2c3d4e' };
    const answersSql = Array.from({ length: 10 }, () => [named, feedback])
      .flat()
      .map((request) => asServer(`select public.submit_page_feedback(${literal(request)});`));
    expect(new Set(await outcomes('letok', answersSql))).toEqual(new Set(['{}']));
    expect(await run('letok', 'select count(*) from public.page_feedback;')).toEqual(['2']);
  });

  test('six hosts that start at once publish each of twenty editions once', async () => {
    const publish = Array.from({ length: 20 }, (_, n) => {
      const edition = testEdition({ id: `29${n + 10}-01`, number: n + 10, inForceFrom: `29${n + 10}-01-01T00:00:00Z` });
      return `select public.publish_edition(${literal(edition)});`;
    });
    const host = asServer(publish.join('\n'));
    const all = await atOnce('letok', Array<string>(6).fill(host));
    expect(all.filter(({ status }) => status === 'rejected')).toEqual([]);
    const lines = all.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    expect(lines.length).toBe(120);
    expect(lines.filter((line) => JSON.parse(line).published).length).toBe(20);
  });
});
