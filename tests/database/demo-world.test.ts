import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishProgramme } from '../../functions/host/publish-programme.ts';
import { demoLessons } from '../../functions/host/demo-life.ts';
import { demoApplication, demoPartners, seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { serverDatabase, useDatabase } from '../../functions/database/connect.ts';
import { readInput } from '../../src/api/problem-contract.ts';
import { applicationRequest } from '../../src/features/applications/application-contract.ts';
import { checkTaxId } from '../../src/features/companies/tax-id-rules.ts';
import { prepareDataFolder } from '../helpers/database-folder.ts';
import { migrationsFolder } from '../helpers/database-pglite.ts';
import { sha256, testEdition } from '../helpers/database-requests.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'letok-embedded-'));
let supabase: EmbeddedSupabase;

beforeAll(async () => {
  await prepareDataFolder(dataFolder);
  supabase = await openEmbeddedSupabase({ dataFolder, migrationsFolder, sendMail: () => {} });
  useDatabase(supabase);
});
afterAll(async () => {
  await supabase?.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

const people = (table: string) =>
  supabase.query<{ email: string; role: string; sample: boolean }>(
    `select email, role, sample from public.${table} order by email`,
  );

test('the demo world waits for the programme', async () => {
  await expect(seedDemoWorld(supabase)).rejects.toThrow('publish the programme first');
  expect(await people('staff')).toEqual([]);
});

test('the programme is published once, and a change of an edition in force is told in a sentence', async () => {
  const offers = [{ edition: '2020-01', lang: 'ru', sha256: sha256('Оферта'), text: 'Оферта' }];
  expect(await publishProgramme(serverDatabase(), { editions: [testEdition()], offers })).toEqual(['2020-01']);
  expect(await publishProgramme(serverDatabase(), { editions: [testEdition()], offers })).toEqual([]);
  await expect(
    publishProgramme(serverDatabase(), { editions: [testEdition({ countries: ['RU'] })], offers: [] }),
  ).rejects.toThrow(
    /^The edition 2020-01 of the programme is in force and cannot be changed any more: restore the folder content\/programme\/2020-01 /,
  );
  await expect(
    publishProgramme(serverDatabase(), { editions: [testEdition({ id: 'x' })], offers: [] }),
  ).rejects.toThrow(/^The edition x of the programme was not published/);
});

test('it is seeded once, whole, and marked as invented', async () => {
  expect(await seedDemoWorld(supabase)).toBe(true);
  expect(await people('members')).toEqual([
    { email: 'anna@sever.example', role: 'owner', sample: true },
    { email: 'anton@sever.example', role: 'member', sample: true },
    { email: 'boris@most.example', role: 'owner', sample: true },
  ]);
  expect(await people('staff')).toEqual([
    { email: 'lead@uley.example', role: 'programme_lead', sample: true },
    { email: 'maria@uley.example', role: 'account_manager', sample: true },
  ]);
  const partners =
    'select p.name, count(m.id)::int as people, bool_and(p.sample) as sample from public.partners p join public.members m on m.partner_id = p.id group by p.name order by 1';
  expect(await supabase.query(partners)).toEqual([
    { name: 'Северный контур', people: 2, sample: true },
    { name: 'Южный мост', people: 1, sample: true },
  ]);
  expect(
    await supabase.query(
      'select m.email, a.edition from public.offer_acceptances a join public.members m on m.id = a.accepted_by order by 1',
    ),
  ).toEqual([
    { email: 'anna@sever.example', edition: '2020-01' },
    { email: 'boris@most.example', edition: '2020-01' },
  ]);
  expect(await supabase.query('select status, sample, known_company from public.applications')).toEqual([
    { status: 'waiting', sample: true, known_company: false },
  ]);
  expect(
    await supabase.query("select kind, recipient_email from private.notifications where channel = 'mail' order by 1"),
  ).toEqual([
    { kind: 'application_received', recipient_email: demoApplication.contact.email },
    { kind: 'application_waiting', recipient_email: 'maria@uley.example' },
  ]);
  expect(await seedDemoWorld(supabase)).toBe(false);
  expect((await people('staff')).length).toBe(2);
});

test('its rooms show life: sales on their way, lessons done that the course has, help answered and help asked for', async () => {
  const stages =
    'select l.stage, l.sample, l.next_step_on > private.programme_date() as ahead from public.leads l order by 1';
  expect(await supabase.query(stages)).toEqual([
    { stage: 'contact', sample: true, ahead: true },
    { stage: 'contact', sample: true, ahead: true },
    { stage: 'demo', sample: true, ahead: true },
    { stage: 'proposal', sample: true, ahead: true },
  ]);
  const done = await supabase.query<{ lesson: string }>(
    'select lesson from public.lesson_completions where completed_at < private.now() order by completed_at',
  );
  expect(done.map(({ lesson }) => lesson)).toEqual(demoLessons.lessons);
  const names = readdirSync('content/course/ru', { recursive: true, encoding: 'utf8' }).map((file) =>
    file
      .replace(/\.mdx$/, '')
      .replaceAll(/\d\d-/g, '')
      .replace('/', '.'),
  );
  expect(demoLessons.lessons.filter((lesson) => !names.includes(lesson))).toEqual([]);
  expect(
    await supabase.query(
      `select r.state, r.sample, r.lead_id is not null as about, r.answer_by > private.now() as in_time, count(m.id)::int as lines
       from public.support_requests r join public.support_messages m on m.request_id = r.id group by r.id order by 1`,
    ),
  ).toEqual([
    { state: 'waiting_for_partner', sample: true, about: true, in_time: null, lines: 2 },
    { state: 'waiting_for_vendor', sample: true, about: true, in_time: true, lines: 1 },
  ]);
});

test('its companies are nobody’s: region 00 with a right checksum, addresses under .example', () => {
  const companies = [...demoPartners, demoApplication.company];
  for (const { taxId, site } of companies) {
    expect([taxId.slice(0, 2), checkTaxId('RU', taxId)]).toEqual(['00', { ok: true, taxId }]);
    expect(site).toMatch(/\.example$/);
  }
  expect(new Set(companies.map(({ taxId }) => taxId)).size).toBe(companies.length);
});

test('its application is one the contract accepts as it stands, and misses one criterion', async () => {
  const { fit } = testEdition().rules;
  expect(readInput(applicationRequest(fit), demoApplication)).toEqual({ ok: true, value: demoApplication });
  const [row] = await supabase.query<{ fit: { met: number; of: number } }>('select fit from public.applications');
  expect(row!.fit).toMatchObject({ met: 4, of: 5 });
});
