import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

interface Registered {
  id: string;
  number: string;
  status: string;
  refused?: string;
  reason?: string;
  answerBy?: string;
  rule: { edition: string; id: string };
  pin?: { until: string; receipt: string };
  quota?: { used: number; of: number };
  replayed: boolean;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

const register = (
  who: keyof typeof people,
  taxId: string,
  more: Parameters<typeof leadOf>[1] & { key?: string } = {},
) =>
  database.callAs<Registered>(people[who], 'register_lead', {
    lead: leadOf(taxId, more),
    ...(more.key && { idempotencyKey: more.key, requestSha256: 'a'.repeat(64) }),
  });
const stand = (standing: string, taxId: string) =>
  database.callAs(people.maria, 'set_client_standing', {
    client: { name: 'Клиент', country: 'RU', taxId },
    standing,
    reason: 'проверка',
  });
const count = async (table: string) =>
  (await database.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;

test('a free client is pinned at once, with a receipt, a letter and an event for the CRM', async () => {
  const answer = await register('anton', taxIdNumber(1));
  expect(answer).toMatchObject({
    status: 'pinned',
    rule: { edition: '2020-01', id: 'pin.protectionDays' },
    quota: { used: 1, of: 25 },
    replayed: false,
  });
  expect(answer.number).toMatch(/^L-[0-9A-HJKMNP-TV-Z]{8}$/);
  const [pin] = await database.query<{ days: number; grace: number }>(
    `select extract(epoch from protected_until - granted_at) / 86400 as days, extract(epoch from upper(period) - protected_until) / 86400 as grace
     from public.client_pins`,
  );
  expect({ days: Number(pin!.days), grace: Number(pin!.grace) }).toEqual({ days: 90, grace: 7 });
  expect(await database.call('verify_receipt', { number: answer.pin!.receipt })).toMatchObject({ genuine: true });
  const told = await database.query('select kind, channel, recipient_email from private.notifications order by kind');
  expect(told).toEqual([
    { kind: 'lead_pinned', channel: 'mail', recipient_email: people.anton },
    { kind: 'lead_registered', channel: 'crm', recipient_email: null },
  ]);
});

describe('a client that cannot be had', () => {
  test.each(['pinned', 'direct', 'blocked'])(
    '%s: is refused with the same answer, and nothing is left behind',
    async (why) => {
      if (why === 'pinned') await register('boris', taxIdNumber(1));
      else await stand(why, taxIdNumber(1));
      const before = [
        await count('public.leads'),
        await count('public.client_pins'),
        await count('private.notifications'),
      ];
      const answer = await register('anna', taxIdNumber(1));
      expect(answer).toEqual({
        refused: 'client_unavailable',
        rule: { edition: '2020-01', id: 'pin.exclusive' },
        replayed: false,
      });
      expect([
        await count('public.leads'),
        await count('public.client_pins'),
        await count('private.notifications'),
      ]).toEqual(before);
    },
  );

  test('says until when only where the edition discloses it', async () => {
    await makeRegisterWorld(database, { 'pin.discloseProtectedUntil': true });
    await register('boris', taxIdNumber(1));
    expect(await register('anna', taxIdNumber(1))).toHaveProperty('protectedUntil');
  });

  test('is known by country and tax id, whatever it is called', async () => {
    await register('boris', taxIdNumber(1), { name: 'ООО «Ромашка»' });
    expect(await register('anna', taxIdNumber(1), { name: 'Совсем другое имя' })).toMatchObject({
      refused: 'client_unavailable',
    });
    expect(await register('anna', '123456789', { country: 'BY' })).toMatchObject({ status: 'pinned' });
  });

  test('is free again the moment its grace is over, and not before', async () => {
    await register('boris', taxIdNumber(1));
    await database.shiftClock(97 * 86_400 - 5);
    expect(await register('anna', taxIdNumber(1))).toMatchObject({ refused: 'client_unavailable' });
    await database.shiftClock(97 * 86_400 + 60);
    expect(await register('anna', taxIdNumber(1))).toMatchObject({ status: 'pinned' });
  });
});

test('a client that is the own already is no foreign one', async () => {
  await register('anna', taxIdNumber(1));
  expect(await problemOf(register('anton', taxIdNumber(1)))).toMatchObject({
    code: 'PT409',
    message: 'client_already_yours',
  });
});

test('a refused attempt counts, and after so many a day a person looks at every registration, free or not', async () => {
  await makeRegisterWorld(database, { 'quota.refusalsPerDay': 2 });
  await register('boris', taxIdNumber(1));
  await stand('blocked', taxIdNumber(2));
  for (let attempt = 0; attempt < 2; attempt += 1)
    expect(await register('anna', taxIdNumber(1))).toHaveProperty('refused');
  for (const taxId of [1, 2, 3].map(taxIdNumber))
    expect(await register('anna', taxId)).toMatchObject({ status: 'in_review', reason: 'many_refusals' });
  await database.shiftClock(86_400 + 60);
  expect(await register('anna', taxIdNumber(4))).toMatchObject({ status: 'pinned' });
});

describe('who may register', () => {
  test('nobody without a session, and none of the vendor', async () => {
    expect(
      await problemOf(database.callAs('nobody@sever.example', 'register_lead', { lead: leadOf(taxIdNumber(1)) })),
    ).toMatchObject({ message: 'session_required' });
    expect(await problemOf(register('maria', taxIdNumber(1)))).toMatchObject({ code: 'PT403', message: 'wrong_role' });
  });

  test('only a partner that has accepted the offer, unless the edition asks for none', async () => {
    await database.query('delete from public.offer_acceptances');
    expect(await problemOf(register('anna', taxIdNumber(1)))).toMatchObject({
      code: 'PT403',
      message: 'offer_not_accepted',
    });
    await makeRegisterWorld(database, { 'lead.requireOffer': false });
    await database.query('delete from public.offer_acceptances');
    expect(await register('anna', taxIdNumber(1))).toMatchObject({ status: 'pinned' });
  });

  test('where the edition asks for the course, only a partner that has it waived', async () => {
    await makeRegisterWorld(database, { 'lead.requireCourse': true });
    expect(await problemOf(register('anna', taxIdNumber(1)))).toMatchObject({ message: 'course_not_passed' });
    await database.query('update public.partners set course_waived_at = now()');
    expect(await register('anna', taxIdNumber(1))).toMatchObject({ status: 'pinned' });
  });

  test('nobody of a suspended partner', async () => {
    await database.query(`update public.partners set status = 'suspended'`);
    expect(await problemOf(register('anna', taxIdNumber(1)))).toMatchObject({
      code: 'PT401',
      message: 'session_required',
    });
  });
});

describe('quotas', () => {
  test('open registrations are counted with those in review; the answer says when a place becomes free', async () => {
    await makeRegisterWorld(database, { 'quota.openRegistrations': 2 });
    await register('boris', taxIdNumber(9), { site: 'romashka.example' });
    await register('anna', taxIdNumber(1));
    await register('anna', taxIdNumber(2), { site: 'romashka.example' });
    const problem = await problemOf(register('anna', taxIdNumber(3)));
    expect(problem).toMatchObject({ code: 'PT429', message: 'quota_exhausted' });
    expect(Number(problem.detail)).toBeGreaterThan(96 * 86_400);
    // The same for a client somebody holds: nothing is learnt for free.
    expect(await problemOf(register('anna', taxIdNumber(9)))).toMatchObject({ message: 'quota_exhausted' });
  });

  test('registrations of a minute, refused ones included', async () => {
    await makeRegisterWorld(database, { 'quota.registrationsPerMinute': 2 });
    await register('boris', taxIdNumber(1));
    await register('anna', taxIdNumber(1));
    await register('anna', taxIdNumber(2));
    expect(await problemOf(register('anton', taxIdNumber(3)))).toMatchObject({
      code: 'PT429',
      message: 'too_many_requests',
    });
  });
});

test('the same key gives the first answer again, refusals too; another person may use the same key', async () => {
  const first = await register('anna', taxIdNumber(1), { key: 'k' });
  expect(await register('anna', taxIdNumber(1), { key: 'k' })).toEqual({ ...first, replayed: true });
  const refused = await register('boris', taxIdNumber(1), { key: 'k' });
  expect(refused).toHaveProperty('refused');
  expect(await register('boris', taxIdNumber(1), { key: 'k' })).toEqual({ ...refused, replayed: true });
  expect(await count('private.lead_refusals')).toBe(1);
});

test('every change of a registration stands in the register, with who, why and by which rule', async () => {
  await register('anna', taxIdNumber(1));
  const records = await database.query<{ content: Record<string, unknown> }>(
    `select content::jsonb as content from private.audit_records where content::jsonb ->> 'action' = 'register_lead' order by id`,
  );
  const [{ id }] = (await database.query<{ id: string }>(`select id from public.members where email = $1`, [
    people.anna,
  ])) as [{ id: string }];
  expect(new Set(records.map(({ content }) => content['table']))).toEqual(
    new Set(['public.clients', 'public.leads', 'public.lead_events', 'public.client_pins', 'public.receipts']),
  );
  for (const { content } of records)
    expect(content).toMatchObject({ actor: { kind: 'member', id }, rule: 'lead', edition: '2020-01' });
  // What a person wrote is there as a salted hash only.
  expect(JSON.stringify(records)).not.toContain('корпоративный портал');
});
