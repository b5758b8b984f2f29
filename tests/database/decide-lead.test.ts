import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

interface Lead {
  id: string;
  number: string;
  status: string;
}
interface InboxItem {
  kind: string;
  id: string;
  number: string;
  facts: Record<string, unknown>;
}

let database: TestDatabase;
let lead: Lead;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
/** Anna holds one client; Boris has another company with the same site in review. */
beforeEach(async () => {
  await makeRegisterWorld(database);
  await register('anna', 1);
  lead = await register('boris', 2);
});

const register = (who: keyof typeof people, n: number) =>
  database.callAs<Lead>(people[who], 'register_lead', {
    lead: leadOf(taxIdNumber(n), { name: 'ООО «Ромашка»', site: 'romashka.example' }),
  });
const decide = (decision: string, who: keyof typeof people = 'maria', id = lead.id) =>
  database.callAs<{ decision: { id: string } }>(people[who], 'decide_lead', {
    id,
    decision,
    reason: 'Сверили реквизиты',
  });
const undo = (id: string) => database.callAs(people.maria, 'undo_decision', { id, reason: 'Ошибка' });
const statusOf = async (number = lead.number) =>
  (await database.query<{ status: string }>('select status from public.leads where number = $1', [number]))[0]!.status;
const inbox = async (who: keyof typeof people = 'maria') =>
  (await database.callAs<{ items: InboxItem[] }>(people[who], 'staff_inbox', {})).items;
const clientsOf = async (who: keyof typeof people) =>
  (
    await database.callAs<{
      items: { id: string; taxId: string; pin: { receipt: string; from: string; until: string } }[];
    }>(people[who], 'list_clients', {})
  ).items;
const letters = async (like: string) =>
  database.query<{ kind: string; recipient_email: string; wait: number }>(
    `select kind, recipient_email, round(extract(epoch from due_at - created_at))::int as wait from private.notifications where kind like $1 order by kind, recipient_email`,
    [like],
  );

describe('a lead in review', () => {
  test('stands in the inbox with what a person needs: the reason, the other company of the site, similar names', async () => {
    const [item] = await inbox();
    expect(item).toMatchObject({
      kind: 'lead',
      number: lead.number,
      facts: {
        reason: 'domain_known',
        partner: { name: 'Южный мост' },
        sameDomain: [{ taxId: taxIdNumber(1), domain: 'romashka.example' }],
        similarNames: [{ taxId: taxIdNumber(1), similarity: 1 }],
      },
    });
  });

  test('approved: pinned at once, told after ten seconds', async () => {
    await decide('approve');
    expect(await statusOf()).toBe('pinned');
    expect(await clientsOf('boris')).toHaveLength(1);
    expect(await letters('lead_pinned')).toContainEqual({
      kind: 'lead_pinned',
      recipient_email: people.boris,
      wait: 10,
    });
    expect(await inbox()).toEqual([]);
  });

  test.each([
    ['return', 'returned_for_correction'],
    ['decline', 'declined'],
  ])('%s: %s, with the reason in its history', async (decision, status) => {
    await decide(decision);
    expect(await statusOf()).toBe(status);
    const read = await database.callAs<{ history: { kind: string; reason?: string }[] }>(people.boris, 'read_lead', {
      id: lead.id,
    });
    expect(read.history.at(-1)).toMatchObject({ kind: status, reason: 'Сверили реквизиты' });
  });

  test('is decided once, by staff alone', async () => {
    expect(await problemOf(decide('approve', 'anna'))).toMatchObject({ message: 'wrong_role' });
    await decide('decline');
    expect(await problemOf(decide('approve'))).toMatchObject({ code: 'PT409', message: 'already_decided' });
    expect(await problemOf(decide('approve', 'maria', 'nothing'))).toMatchObject({ code: 'PT404' });
  });

  test('whose client has been pinned or made direct meanwhile is not approved', async () => {
    const client = { name: 'Ромашка', country: 'RU', taxId: taxIdNumber(2) };
    await database.callAs(people.maria, 'set_client_standing', { client, standing: 'direct', reason: 'Наш' });
    expect(await problemOf(decide('approve'))).toMatchObject({ code: 'PT409', message: 'client_unavailable' });
    expect(await statusOf()).toBe('in_review');
  });
});

describe('taking a decision back', () => {
  test.each(['approve', 'decline', 'return'])(
    '%s: the lead waits again, nothing is told, the register keeps both',
    async (what) => {
      const { decision } = await decide(what);
      await undo(decision.id);
      expect(await statusOf()).toBe('in_review');
      expect(await clientsOf('boris')).toEqual([]);
      expect(await letters('lead_pinned')).not.toContainEqual(
        expect.objectContaining({ recipient_email: people.boris }),
      );
      expect(await letters('lead_declined')).toEqual([]);
      expect(await inbox()).toHaveLength(1);
      await decide('approve');
      expect(await statusOf()).toBe('pinned');
    },
  );

  test('is too late after ten seconds', async () => {
    const { decision } = await decide('decline');
    await database.shiftClock(11);
    expect(await problemOf(undo(decision.id))).toMatchObject({ code: 'PT409', message: 'undo_too_late' });
  });

  test.each(['extend_pin', 'release_pin'])('is too late once the partner has used the pin: %s', async (name) => {
    const { decision } = await decide('approve');
    const [client] = await clientsOf('boris');
    await database.callAs(people.boris, name, { clientId: client!.id, activity: 'Показ.' });
    expect(await problemOf(undo(decision.id))).toMatchObject({ code: 'PT409', message: 'undo_too_late' });
    expect(
      await database.query(`select r.action from public.receipts r join public.client_pins p on p.id = r.pin_id
        join public.leads l on l.id = p.lead_id where l.number = '${lead.number}'`),
    ).toHaveLength(2);
  });
});

describe('an appeal', () => {
  const appeal = (more: object = { leadNumber: lead.number }) =>
    database.callAs<{ number: string; answerBy: string }>(people.boris, 'submit_appeal', {
      statement: 'Это наш проект',
      ...more,
    });
  const decideAppeal = async (decision: string, who: keyof typeof people = 'lead') =>
    database.callAs<{ decision: { id: string } }>(people[who], 'decide_appeal', {
      id: (await inbox(who)).find(({ kind }) => kind === 'appeal')?.id,
      decision,
      reason: 'Документы подтверждают',
    });

  test('of a declined lead is decided by somebody else than who declined it', async () => {
    await decide('decline');
    expect(await appeal()).toMatchObject({ number: expect.stringMatching(/^P-[0-9A-HJKMNP-TV-Z]{8}$/) });
    expect((await inbox()).find(({ kind }) => kind === 'appeal')).toMatchObject({
      facts: { isOwnDecision: true, firstDecidedBy: { name: 'Мария Сотова' } },
    });
    expect(await problemOf(decideAppeal('approve', 'maria'))).toMatchObject({
      code: 'PT403',
      message: 'other_person_needed',
    });
    await decideAppeal('approve');
    expect(await clientsOf('boris')).toHaveLength(1);
    expect(
      await database.callAs(people.boris, 'read_receipt', { number: (await clientsOf('boris'))[0]!.pin.receipt }),
    ).toMatchObject({ action: 'reinstated' });
  });

  test('of an immediate refusal moves the client, and the former partner is told why', async () => {
    await register('boris', 1);
    await appeal({ client: { country: 'RU', taxId: taxIdNumber(1) } });
    const { decision } = await decideAppeal('approve', 'maria');
    expect(await clientsOf('anna')).toEqual([]);
    expect((await clientsOf('boris')).map(({ taxId }) => taxId)).toEqual([taxIdNumber(1)]);
    expect(await letters('pin_transferred_%')).toEqual([
      { kind: 'pin_transferred_away', recipient_email: people.anna, wait: 10 },
      { kind: 'pin_transferred_to', recipient_email: people.boris, wait: 10 },
    ]);
    // What was written to the appellant is not shown to the other.
    const { items } = await database.callAs<{ items: { history: { kind: string; reason?: string }[] }[] }>(
      people.anna,
      'list_leads',
      {},
    );
    expect(items[0]!.history.at(-1)).toMatchObject({ kind: 'taken_on_appeal' });
    expect(JSON.stringify(items)).not.toContain('Документы подтверждают');
    const [before] = await database.query<{ protected_until: Date }>(
      `select protected_until from public.client_pins where ended_by = 'appeal'`,
    );
    await undo(decision.id);
    expect(await clientsOf('boris')).toEqual([]);
    const [back] = await clientsOf('anna');
    // The term goes on as if nothing had happened.
    expect(Date.parse(back!.pin.until)).toBe(before!.protected_until.getTime());
    expect(await letters('pin_transferred_%')).toEqual([]);
  });

  test('is not taken back when its partner has let the client go: the receipt of that stays', async () => {
    await register('boris', 1);
    await appeal({ client: { country: 'RU', taxId: taxIdNumber(1) } });
    const { decision } = await decideAppeal('approve', 'maria');
    const [client] = await clientsOf('boris');
    const released = await database.callAs<{ receipt: string }>(people.boris, 'release_pin', { clientId: client!.id });
    expect(await problemOf(undo(decision.id))).toMatchObject({ code: 'PT409', message: 'undo_too_late' });
    const rows = await database.query<{ number: string }>(
      `select number from public.receipts where action = 'released'`,
    );
    expect(JSON.stringify(released)).toContain(rows[0]!.number);
  });

  test('is granted or not: there is nothing to return, and the inbox says who would lose the client', async () => {
    await register('boris', 1);
    await appeal({ client: { country: 'RU', taxId: taxIdNumber(1) } });
    expect(await problemOf(decideAppeal('return'))).toMatchObject({ code: 'PT422', detail: 'decision' });
    const item = (await inbox('lead')).find(({ kind }) => kind === 'appeal');
    expect(item).toMatchObject({ facts: { heldBy: { partner: 'Северный контур' } } });
  });

  test('denied changes nothing and says why', async () => {
    await decide('decline');
    await appeal();
    await decideAppeal('decline');
    expect(await clientsOf('boris')).toEqual([]);
    const { items } = await database.callAs<{ items: { status: string }[] }>(people.boris, 'list_appeals', {});
    expect(items).toMatchObject([{ status: 'denied' }]);
  });

  test('waits once per client, and stands on something that was refused', async () => {
    await decide('decline');
    await appeal();
    expect(await problemOf(appeal())).toMatchObject({ code: 'PT409', message: 'appeal_waiting' });
    expect(await problemOf(appeal({ client: { country: 'RU', taxId: taxIdNumber(1) } }))).toMatchObject({
      code: 'PT404',
    });
    const [foreign] = await database.query<{ number: string }>(
      `select number from public.leads where status = 'pinned'`,
    );
    expect(await problemOf(appeal({ leadNumber: foreign!.number }))).toMatchObject({ code: 'PT404' });
  });
});
