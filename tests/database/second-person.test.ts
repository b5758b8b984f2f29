import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { sampleRules } from '../helpers/database-requests.ts';
import { fileLetter, leadOf, makeRegisterWorld, partnerIds, people, taxIdNumber } from '../helpers/register-world.ts';

/* What a client's choice needs two people for is not done in another way by one. */

let database: TestDatabase;
let partner: Record<string, string>;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database, { transfer: sampleRules.transfer });
  partner = await partnerIds(database);
});

type Who = keyof typeof people;
const register = (who: Who, n: number) =>
  database.callAs(people[who], 'register_lead', { lead: leadOf(taxIdNumber(n)) });
const read = (n: number) =>
  database.callAs<{ id: string; holder?: { partner: { name: string } } }>(people.maria, 'read_client', {
    taxId: taxIdNumber(n),
  });
const holder = async (n: number) => (await read(n)).holder?.partner.name;
const inbox = (who: Who) =>
  database.callAs<{ items: { id: string; kind: string; facts: Record<string, unknown> }[] }>(
    people[who],
    'staff_inbox',
    {},
  );
/** Asked for by Maria, approved by the programme lead. */
async function transferToMost(n: number, whenWaiting: () => Promise<unknown>) {
  const { waiting } = await database.callAs<{ waiting: { id: string } }>(people.maria, 'transfer_client', {
    clientId: (await read(n)).id,
    partnerId: partner['Южный мост'],
    reason: 'Письмо клиента',
    fileId: await fileLetter(database),
  });
  await whenWaiting();
  await database.callAs(people.lead, 'decide_transfer', { id: waiting.id, decision: 'approve', reason: 'Проверено' });
}

describe('what a transfer needs two people for', () => {
  const merge = async (from: number, into: number, keeper?: string) =>
    database.callAs(people.maria, 'merge_clients', {
      clientId: (await read(from)).id,
      intoId: (await read(into)).id,
      reason: 'Одна компания',
      ...(keeper && { partnerId: partner[keeper] }),
    });
  const preview = async (from: number, into: number) =>
    database.callAs<{ transferNeeded?: object }>(people.maria, 'preview_merge', {
      clientId: (await read(from)).id,
      intoId: (await read(into)).id,
      partnerId: partner['Южный мост'],
    });
  const appealed = async (n: number) => {
    await database.callAs(people.boris, 'register_lead', { lead: leadOf(taxIdNumber(n)) });
    await database.callAs(people.boris, 'submit_appeal', {
      client: { country: 'RU', taxId: taxIdNumber(n) },
      statement: 'Это наш проект',
    });
    return (await inbox('lead')).items.find(({ kind }) => kind === 'appeal')!.id;
  };
  /** Who was told that an appeal waits. */
  const told = async (key = 'number') =>
    (
      await database.query<{ to: string }>(
        `select recipient_email as "to" from private.notifications where kind = 'appeal_waiting' and payload ? $1 order by 1`,
        [key],
      )
    ).map(({ to }) => to);
  const hear = (who: Who, id: string, decision = 'approve') =>
    database.callAs<{ waiting?: object; decision?: { id: string } }>(people[who], 'decide_appeal', {
      id,
      decision,
      reason: 'Проект ведёт заявитель',
      comment: 'Звонили клиенту',
    });

  test('a merge does not do by the way: it is refused, and the preview says so', async () => {
    await register('anna', 1);
    await register('boris', 2);
    expect(await preview(1, 2)).toMatchObject({
      transferNeeded: { clientId: (await read(1)).id, above: ['daysLeft'], limits: { daysLeft: 30 } },
    });
    expect(await problemOf(merge(1, 2, 'Южный мост'))).toMatchObject({ message: 'transfer_needed' });
    expect([await holder(1), await holder(2)]).toEqual(['Северный контур', 'Южный мост']);
    // When the client has chosen and two people have agreed, the two records are one partner's.
    await transferToMost(1, async () =>
      expect(await problemOf(merge(1, 2))).toMatchObject({ message: 'transfer_waiting' }),
    );
    await merge(1, 2);
    expect(await holder(2)).toBe('Южный мост');
  });

  test('below the limit a merge takes the client as before', async () => {
    await register('anna', 1);
    await register('boris', 2);
    await database.shiftClock(61 * 86_400);
    expect(await preview(1, 2)).not.toHaveProperty('transferNeeded');
    await merge(1, 2, 'Южный мост');
    expect(await holder(2)).toBe('Южный мост');
  });

  test('one person does not do by an appeal either, where the programme has refused by itself', async () => {
    await register('anna', 1);
    const id = await appealed(1);
    expect(await told()).toEqual([people.lead, people.maria]);
    expect(await hear('maria', id)).toEqual({ waiting: { number: expect.stringMatching(/^P-/), above: ['daysLeft'] } });
    expect(await told('agreedBy')).toEqual([people.lead]);
    expect(await holder(1)).toBe('Северный контур');
    expect(await problemOf(hear('maria', id))).toMatchObject({ message: 'other_person_needed' });
    expect((await inbox('maria')).items[0]!.facts).toMatchObject({ isOwnAgreement: true, isOwnDecision: false });
    expect((await inbox('lead')).items[0]!.facts).toMatchObject({
      agreedBy: { name: 'Мария Сотова', reason: 'Проект ведёт заявитель', comment: 'Звонили клиенту' },
      isOwnAgreement: false,
    });
    expect((await hear('lead', id)).decision).toBeDefined();
    expect(await holder(1)).toBe('Южный мост');
    // Neither of the two hears the appeal of the partner that has lost the client.
    await database.callAs(people.anna, 'submit_appeal', {
      client: { country: 'RU', taxId: taxIdNumber(1) },
      statement: 'Клиент наш',
    });
    for (const who of ['maria', 'lead'] as const)
      expect((await inbox(who)).items).toMatchObject([{ kind: 'appeal', facts: { isOwnDecision: true } }]);
  });

  test('whoever agreed may still decline, and one person is enough for that', async () => {
    await register('anna', 1);
    const id = await appealed(1);
    await hear('maria', id);
    await hear('maria', id, 'decline');
    expect(await holder(1)).toBe('Северный контур');
    expect((await inbox('lead')).items).toEqual([]);
  });
});
