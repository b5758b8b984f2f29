import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { sampleRules } from '../helpers/database-requests.ts';
import { fileLetter, leadOf, makeRegisterWorld, partnerIds, people, taxIdNumber } from '../helpers/register-world.ts';

/* Transfers above the edition's limit: one person asks, another decides. */

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
const register = (who: Who, n: number, more: object = {}) =>
  database.callAs(people[who], 'register_lead', { lead: { ...leadOf(taxIdNumber(n)), ...more } });
const read = (n: number) =>
  database.callAs<{ id: string; holder?: { partner: { name: string }; pin: { until: string; extensions: number } } }>(
    people.maria,
    'read_client',
    { taxId: taxIdNumber(n) },
  );
const holder = async (n: number) => (await read(n)).holder?.partner.name;
interface Asked {
  waiting?: { id: string; number: string; above: string[] };
  pin?: object;
}
const transfer = async (n: number, more: object = {}, who: Who = 'maria') =>
  database.callAs<Asked>(people[who], 'transfer_client', {
    clientId: (await read(n)).id,
    partnerId: partner['Южный мост'],
    reason: 'Письмо клиента',
    fileId: await fileLetter(database),
    ...more,
  });
const decide = (who: Who, id: string, decision = 'approve') =>
  database.callAs<{ decision: { id: string } }>(people[who], 'decide_transfer', { id, decision, reason: 'Проверено' });
const letters = () =>
  database.query<{ kind: string; recipient_email: string }>(
    `select kind, recipient_email from private.notifications where kind like '%transfer%' order by 1, 2`,
  );
const inbox = (who: Who, request: object = {}) =>
  database.callAs<{ items: { id: string; kind: string; facts: Record<string, unknown> }[]; counts: object }>(
    people[who],
    'staff_inbox',
    request,
  );

describe('above the limit', () => {
  test('a transfer waits for another person, who is told and sees what is at stake', async () => {
    await register('anna', 1);
    const { waiting } = await transfer(1);
    expect(waiting).toMatchObject({ number: expect.stringMatching(/^C-/), above: ['daysLeft'] });
    expect(await holder(1)).toBe('Северный контур');
    expect(await letters()).toEqual([{ kind: 'transfer_waiting', recipient_email: people.lead }]);
    const { items, counts } = await inbox('lead');
    expect(items).toMatchObject([
      {
        kind: 'transfer',
        facts: {
          partner: { name: 'Южный мост' },
          heldBy: { partner: 'Северный контур' },
          askedBy: { name: 'Мария Сотова' },
          isOwnRequest: false,
          above: ['daysLeft'],
          limits: { daysLeft: 30 },
        },
      },
    ]);
    expect(counts).toEqual({ all: 1, mine: 0, kinds: { transfer: 1 } });
    expect((await inbox('maria')).items[0]!.facts['isOwnRequest']).toBe(true);
  });

  test('the other person carries it out; both partners are told, and neither of the two hears an appeal', async () => {
    await register('anna', 1);
    const { waiting } = await transfer(1);
    expect(await problemOf(decide('maria', waiting!.id))).toMatchObject({ message: 'other_person_needed' });
    await decide('lead', waiting!.id);
    expect(await holder(1)).toBe('Южный мост');
    expect((await letters()).slice(0, 2)).toEqual([
      { kind: 'pin_transferred_away', recipient_email: people.anna },
      { kind: 'pin_transferred_to', recipient_email: people.boris },
    ]);
    // What was written to the partner that loses the client is read by nobody else.
    const told = await database.callAs<{ items: object[] }>(people.boris, 'list_leads', {});
    expect(told.items).toMatchObject([{ status: 'pinned' }]);
    expect(JSON.stringify(told)).not.toMatch(/"reason"/);
    expect((await inbox('lead')).items).toEqual([]);
    await database.callAs(people.anna, 'submit_appeal', {
      client: { country: 'RU', taxId: taxIdNumber(1) },
      statement: 'Клиент не писал',
    });
    for (const who of ['maria', 'lead'] as const)
      expect((await inbox(who)).items).toMatchObject([{ kind: 'appeal', facts: { isOwnDecision: true } }]);
  });

  test('everybody who may decide is told, whatever the role, and not who asked; nobody else there, the staff address', async () => {
    await register('anna', 1);
    await transfer(1, {}, 'lead');
    expect(await letters()).toEqual([{ kind: 'transfer_waiting', recipient_email: people.maria }]);
    await database.query(`update public.client_transfers set status = 'declined'`);
    await database.query('delete from private.notifications');
    const again = {
      clientId: (await read(1)).id,
      partnerId: partner['Южный мост'],
      reason: 'Письмо клиента',
      fileId: await fileLetter(database),
    };
    await database.query('update public.staff set active = false where email = $1', [people.maria]);
    await database.callAs(people.lead, 'transfer_client', again);
    expect(await letters()).toEqual([{ kind: 'transfer_waiting', recipient_email: null }]);
  });

  test('declined, everything stays and nobody outside hears of it; whoever asked may take it back', async () => {
    await register('anna', 1);
    await decide('lead', (await transfer(1)).waiting!.id, 'decline');
    await decide('maria', (await transfer(1)).waiting!.id, 'decline');
    expect(await holder(1)).toBe('Северный контур');
    expect((await letters()).filter(({ kind }) => kind !== 'transfer_waiting')).toEqual([]);
  });

  test('what is expected of the client counts as well as the days left', async () => {
    await register('anna', 1, { expectedAmountKopecks: 50_000_000 });
    await database.shiftClock(80 * 86_400);
    expect((await transfer(1)).waiting).toMatchObject({ above: ['expectedAmountKopecks'] });
    await register('anna', 2, { expectedAmountKopecks: 49_999_999 });
    await database.shiftClock(150 * 86_400);
    expect(await transfer(2)).toHaveProperty('pin');
  });

  test('a client nobody holds goes at once', async () => {
    await register('anna', 1);
    await database.callAs(people.anna, 'release_pin', { clientId: (await read(1)).id });
    expect(await transfer(1)).toHaveProperty('pin');
  });

  test('one transfer of a client waits at a time, and nothing is approved once somebody else holds it', async () => {
    await register('anna', 1);
    const { waiting } = await transfer(1);
    expect(await problemOf(transfer(1))).toMatchObject({ code: 'PT409', message: 'transfer_waiting' });
    await database.callAs(people.anna, 'release_pin', { clientId: (await read(1)).id });
    await register('boris', 1);
    expect(await problemOf(decide('lead', waiting!.id))).toMatchObject({ message: 'client_already_yours' });
  });

  test('the second to decide is told who decided what', async () => {
    await register('anna', 1);
    const { waiting } = await transfer(1);
    await decide('lead', waiting!.id, 'decline');
    const { code, message, detail } = await problemOf(decide('maria', waiting!.id, 'decline'));
    expect([code, message, JSON.parse(detail!)]).toEqual([
      'PT409',
      'already_decided',
      { decision: 'decline', by: 'Глеб Медунов', reason: 'Проверено', at: expect.any(String) },
    ]);
  });
});

describe('within ten seconds', () => {
  const undo = (id: string) => database.callAs(people.lead, 'undo_decision', { id });

  test('an approval is taken back: the pin goes on with its term, it waits again, no partner hears of it', async () => {
    await register('anna', 1);
    await database.callAs(people.anna, 'extend_pin', { clientId: (await read(1)).id, activity: 'Показ' });
    const before = (await read(1)).holder!.pin;
    const { waiting } = await transfer(1);
    await undo((await decide('lead', waiting!.id)).decision.id);
    expect((await read(1)).holder).toMatchObject({
      partner: { name: 'Северный контур' },
      pin: { until: before.until, extensions: 1 },
    });
    expect(await letters()).toEqual([{ kind: 'transfer_waiting', recipient_email: people.lead }]);
    await decide('lead', waiting!.id);
    expect(await holder(1)).toBe('Южный мост');
  });

  test('a decline is taken back, unless somebody has asked anew', async () => {
    await register('anna', 1);
    const { waiting } = await transfer(1);
    const { decision } = await decide('lead', waiting!.id, 'decline');
    await undo(decision.id);
    expect((await inbox('lead')).items).toHaveLength(1);
    const again = await decide('lead', waiting!.id, 'decline');
    await transfer(1);
    expect(await problemOf(undo(again.decision.id))).toMatchObject({ message: 'undo_too_late' });
  });
});

test('a preview says what would happen, to staff alone', async () => {
  await register('anna', 1, { expectedAmountKopecks: 70_000_000 });
  const request = { clientId: (await read(1)).id, partnerId: partner['Южный мост'] };
  const preview = (who: Who) => database.callAs(people[who], 'preview_transfer', request);
  expect(await preview('maria')).toMatchObject({
    loses: { partner: { name: 'Северный контур' }, expectedAmountKopecks: 70_000_000, leads: 1 },
    gets: { partner: { name: 'Южный мост' } },
    isHolder: false,
    secondPerson: { above: ['daysLeft', 'expectedAmountKopecks'] },
  });
  expect(await problemOf(preview('boris'))).toMatchObject({ code: 'PT403' });
});

test('a merge says before whose pin ends', async () => {
  await register('boris', 2);
  await register('anna', 1);
  const preview = async (more: object = {}) =>
    database.callAs(people.maria, 'preview_merge', {
      clientId: (await read(1)).id,
      intoId: (await read(2)).id,
      ...more,
    });
  expect(await preview()).toMatchObject({
    keeps: { partner: { name: 'Южный мост' } },
    loses: { partner: { name: 'Северный контур' }, isSamePartner: false },
    moves: { leads: 1 },
  });
  expect(await preview({ partnerId: partner['Северный контур'] })).toMatchObject({
    keeps: { partner: { name: 'Северный контур' } },
    loses: { partner: { name: 'Южный мост' } },
  });
});
