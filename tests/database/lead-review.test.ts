import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

interface Registered {
  id: string;
  number: string;
  status: string;
  reason?: string;
  answerBy?: string;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

const register = (who: keyof typeof people, taxId: string, more: Parameters<typeof leadOf>[1] = {}) =>
  database.callAs<Registered>(people[who], 'register_lead', { lead: leadOf(taxId, more) });
const stand = (standing: string, taxId: string) =>
  database.callAs(people.maria, 'set_client_standing', {
    client: { name: 'Клиент', country: 'RU', taxId },
    standing,
    reason: 'проверка',
  });

describe('a registration goes to a person', () => {
  test('a company with another tax id and the site of a known one', async () => {
    await register('boris', taxIdNumber(1), { site: 'romashka.example' });
    const answer = await register('anna', taxIdNumber(2), { site: 'romashka.example' });
    expect(answer).toMatchObject({
      status: 'in_review',
      reason: 'manual',
      rule: { id: 'promise.answerBusinessDays' },
    });
    expect(answer.answerBy).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(answer).not.toHaveProperty('pin');
    const kinds = await database.query<{ kind: string }>(
      `select kind from private.notifications where idempotency_key like '%' || $1 || '%' and channel = 'mail' order by kind`,
      [answer.number],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['lead_in_review', 'lead_waiting']);
  });

  test('the domain of the contact counts too, that of a free mail provider does not', async () => {
    const contact = (email: string) => ({ name: 'Вера Пример', email, consent: true });
    await register('boris', taxIdNumber(1), { contact: contact('vera@romashka.example') });
    expect(await register('anna', taxIdNumber(2), { contact: contact('oleg@romashka.example') })).toMatchObject({
      status: 'in_review',
    });
    await register('boris', taxIdNumber(3), { contact: contact('vera@mail.ru') });
    expect(await register('anna', taxIdNumber(4), { contact: contact('oleg@mail.ru') })).toMatchObject({
      status: 'pinned',
    });
  });

  test('a site counts while its client is held, in review, direct or blocked, and no longer', async () => {
    const site = 'romashka.example';
    await register('boris', taxIdNumber(1), { site });
    const [client] = await database.query<{ id: string }>('select id from public.clients');
    await database.callAs(people.boris, 'release_pin', { clientId: client!.id });
    expect(await register('anna', taxIdNumber(2), { site })).toMatchObject({ status: 'pinned' });
    expect(await register('boris', taxIdNumber(3), { site })).toMatchObject({ status: 'in_review' });
    const [row] = await database.query<{ id: string }>(
      `select id from public.clients where tax_id = '${taxIdNumber(2)}'`,
    );
    await database.callAs(people.anna, 'release_pin', { clientId: row!.id });
    // The lead in review speaks for the site, until it is declined.
    expect(await register('anna', taxIdNumber(4), { site })).toMatchObject({ status: 'in_review' });
    await database.query(
      `update public.leads set status = 'declined', closed_at = private.now() where status = 'in_review'`,
    );
    await stand('direct', taxIdNumber(4));
    expect(await register('anna', taxIdNumber(5), { site })).toMatchObject({ status: 'in_review' });
    await database.query(
      `update public.leads set status = 'declined', closed_at = private.now() where status = 'in_review'`,
    );
    await stand('open', taxIdNumber(4));
    expect(await register('anna', taxIdNumber(6), { site })).toMatchObject({ status: 'pinned' });
  });

  test('a client somebody else has in review: no second one comes first', async () => {
    await register('boris', taxIdNumber(1), { site: 'romashka.example' });
    await register('anna', taxIdNumber(2), { site: 'romashka.example' });
    expect(await register('boris', taxIdNumber(2))).toMatchObject({ status: 'in_review', reason: 'manual' });
  });

  test('why, as far as it speaks of other companies, staff read and the partner does not', async () => {
    await register('boris', taxIdNumber(1), { site: 'romashka.example' });
    const answers = [
      await register('anna', taxIdNumber(2), { site: 'romashka.example' }),
      await register('boris', taxIdNumber(2)),
    ];
    const reasons = await database.query<{ reasons: string[] }>(
      'select reasons from public.lead_reviews order by opened_at',
    );
    expect(reasons).toEqual([{ reasons: ['domain_known'] }, { reasons: ['other_lead'] }]);
    const { items } = await database.callAs<{ items: { facts: { reason: string } }[] }>(
      people.maria,
      'staff_inbox',
      {},
    );
    expect(items.map(({ facts }) => facts.reason).toSorted()).toEqual(['domain_known', 'other_lead']);
    // Answers, lists and letters are alike but for the partner's own words and numbers.
    expect(answers.map(({ reason }) => reason)).toEqual(['manual', 'manual']);
    const read = [
      await database.callAs<object>(people.anna, 'read_lead', { id: answers[0]!.id }),
      await database.callAs<object>(people.boris, 'read_lead', { id: answers[1]!.id }),
    ];
    const letters = await database.query(
      `select payload from private.notifications where kind = 'lead_in_review' order by sequence`,
    );
    expect(letters).toHaveLength(2);
    expect(JSON.stringify([answers, read, letters])).not.toMatch(/domain_known|other_lead/);
    expect(Object.keys(read[0]!).filter((key) => !(key in read[1]!))).toEqual([]);
    expect(await database.queryAsPerson(people.anna, 'select from public.lead_reviews')).toEqual([]);
  });
});
