import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import {
  sha256,
  submitRequest,
  testApplication,
  testEdition,
  type SubmitAnswer,
} from '../helpers/database-requests.ts';
import { seedPartners } from '../helpers/partners.ts';
import { people } from '../helpers/register-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.empty();
  await seedPartners(database);
  await database.call('publish_edition', testEdition());
});
afterAll(() => database?.close());

interface DecisionAnswer {
  decision: { id: string; kind: string; at: string; undoUntil: string };
  partner?: { id: string; name: string; isNew: boolean; role: string; isInvited: boolean };
}

const applicant = testApplication.contact.email;

/** An application that waits; gives its id. */
async function apply(changed: Partial<typeof testApplication> = {}): Promise<string> {
  const { number } = await database.call<SubmitAnswer>(
    'submit_application',
    submitRequest({ application: { ...testApplication, ...changed } }),
  );
  const [row] = await database.query<{ id: string }>('select id from public.applications where number = $1', [number]);
  return row!.id;
}

const decide = (id: string, decision = 'approve', more: object = {}) =>
  database.callAs<DecisionAnswer>(people.maria, 'decide_application', {
    id,
    decision,
    reason: 'Опыт подходит.',
    comment: 'Звонила, всё хорошо.',
    ...more,
  });
const undo = (id: string, email: string = people.maria) => database.callAs(email, 'undo_decision', { id });
const statusOf = async (id: string) =>
  (await database.query('select status, decision_reason from public.applications where id = $1', [id]))[0];
const lettersOf = (decision: string) =>
  database.query<Record<string, unknown>>(
    `select kind, recipient_email, payload from private.notifications
     where channel = 'mail' and starts_with(idempotency_key, 'decision.' || $1 || '.')`,
    [decision],
  );
const count = async (from: string) =>
  (await database.query<{ n: number }>(`select count(*)::integer as n from ${from}`))[0]!.n;

describe('an approval', () => {
  test('makes the partner, invites its owner, and tells the applicant when it can no longer be undone', async () => {
    const id = await apply();
    const { decision, partner } = await decide(id);
    expect(partner).toMatchObject({ name: 'ООО «Причал»', isNew: true, role: 'owner', isInvited: true });
    expect(Date.parse(decision.undoUntil) - Date.parse(decision.at)).toBe(10_000);
    expect(await statusOf(id)).toEqual({ status: 'approved', decision_reason: 'Опыт подходит.' });
    expect(
      await database.query(
        `select email, name, role, expires_at - invited_at = interval '14 days' as "fortnight" from public.invitations`,
      ),
    ).toEqual([{ email: applicant, name: 'Олег Пирсов', role: 'owner', fortnight: true }]);

    const [letter] = await lettersOf(decision.id);
    expect(letter).toMatchObject({
      kind: 'application_approved',
      recipient_email: applicant,
      payload: { companyName: 'ООО «Причал»', reason: 'Опыт подходит.', role: 'owner', partnerIsNew: true },
    });
    expect(JSON.stringify(letter)).not.toContain('Звонила');
    const due = (seconds: number) =>
      database
        .shiftClock(seconds)
        .then(() => count(`public.claim_notifications('mail', 100, 60) where kind = 'application_approved'`));
    expect(await due(5)).toBe(0);
    expect(await due(11)).toBe(1);
  });

  test('of a company that is a partner already attaches to it, and leaves its ownership to the owner it has', async () => {
    const company = { ...testApplication.company, name: 'Сев. контур', taxId: '0012345673' };
    const { partner } = await decide(await apply({ company }));
    expect(partner).toMatchObject({ name: 'Северный контур', isNew: false, role: 'member', isInvited: true });
    expect(await count('public.partners')).toBe(2);
  });

  test('of a person who is in the company already invites nobody', async () => {
    const company = { ...testApplication.company, taxId: '0012345673' };
    const contact = { ...testApplication.contact, email: people.anna };
    const { partner } = await decide(await apply({ company, contact }));
    expect(partner).toMatchObject({ isNew: false, role: 'owner', isInvited: false });
    expect(await count('public.invitations')).toBe(0);
  });

  test.each([
    ['belongs to another partner', people.boris],
    ['belongs to the vendor', people.maria],
  ])('of a contact whose address %s is refused, and nothing remains of it', async (_, email) => {
    const id = await apply({ contact: { ...testApplication.contact, email } });
    expect(await problemOf(decide(id))).toMatchObject({ code: 'PT409', message: 'address_taken' });
    expect(await statusOf(id)).toMatchObject({ status: 'waiting' });
    expect(await count('public.partners')).toBe(2);
    expect(await count('public.decisions')).toBe(0);
  });

  test('of a suspended partner is refused', async () => {
    const id = await apply({ company: { ...testApplication.company, taxId: '0012345673' } });
    await database.query(`update public.partners set status = 'suspended'`);
    expect(await problemOf(decide(id))).toMatchObject({ message: 'partner_suspended' });
  });
});

test.each([
  ['return', 'returned', 'application_returned'],
  ['decline', 'declined', 'application_declined'],
])('"%s" leaves the application %s, and the applicant reads why', async (kind, status, letter) => {
  const id = await apply();
  const { decision, partner } = await decide(id, kind);
  expect(partner).toBeUndefined();
  expect(await statusOf(id)).toMatchObject({ status });
  expect(await lettersOf(decision.id)).toMatchObject([{ kind: letter, payload: { reason: 'Опыт подходит.' } }]);
  expect(await count('public.invitations')).toBe(0);
});

test('a refused spam application is told to nobody', async () => {
  const { number } = await database.call<SubmitAnswer>('submit_application', submitRequest({ suspicion: 'honeypot' }));
  const [row] = await database.query<{ id: string }>('select id from public.applications where number = $1', [number]);
  const { decision } = await decide(row!.id, 'decline');
  expect(await lettersOf(decision.id)).toEqual([]);
});

test('an application is decided once; the same request with its key gets the first answer', async () => {
  const id = await apply();
  const key = { idempotencyKey: 'k', requestSha256: sha256('body') };
  const first = await decide(id, 'approve', key);
  expect(await decide(id, 'approve', key)).toEqual(first);
  expect(await problemOf(decide(id, 'decline'))).toMatchObject({ code: 'PT409', message: 'already_decided' });
  expect(await problemOf(decide(id, 'approve', { ...key, requestSha256: sha256('other') }))).toMatchObject({
    message: 'idempotency_key_reused',
  });
});

test.each(['11111111-1111-4111-8111-111111111111', 'odd', ''])('the unknown id %j is not found', async (id) => {
  expect(await problemOf(decide(id))).toMatchObject({ code: 'PT404', message: 'not_found' });
  expect(await problemOf(undo(id))).toMatchObject({ code: 'PT404', message: 'not_found' });
});

test.each([
  [people.anna, 'PT403', 'wrong_role'],
  ['nobody@other.example', 'PT401', 'session_required'],
])('%s decides and undoes nothing', async (email, code, message) => {
  const id = await apply();
  expect(
    await problemOf(database.callAs(email, 'decide_application', { id, decision: 'approve', reason: 'x' })),
  ).toMatchObject({ code, message });
  const { decision } = await decide(id);
  expect(await problemOf(undo(decision.id, email))).toMatchObject({ code, message });
});

describe('taking a decision back', () => {
  test('within ten seconds leaves everything as it was, and the record of both', async () => {
    const id = await apply();
    const { decision } = await decide(id);
    expect(await undo(decision.id, people.lead)).toEqual({});
    expect(await statusOf(id)).toEqual({ status: 'waiting', decision_reason: null });
    expect(await count('public.partners')).toBe(2);
    expect(await count('public.invitations')).toBe(0);
    expect(await lettersOf(decision.id)).toEqual([]);
    expect(await database.query(`select undone_at is not null as undone from public.decisions`)).toEqual([
      { undone: true },
    ]);
    const actions = await database.query<{ action: string }>(
      `select distinct content::jsonb ->> 'action' as action from private.audit_records
       where content::jsonb ->> 'action' like '%deci%' order by 1`,
    );
    expect(actions.map(({ action }) => action)).toEqual(['decide_application', 'undo_decision']);
  });

  test('twice changes nothing, and the application may be decided anew', async () => {
    const id = await apply();
    const { decision } = await decide(id);
    await undo(decision.id);
    expect(await undo(decision.id)).toEqual({});
    const again = await decide(id, 'decline');
    expect(await statusOf(id)).toMatchObject({ status: 'declined' });
    expect(await lettersOf(again.decision.id)).toHaveLength(1);
  });

  test('keeps a partner that was there before', async () => {
    const company = { ...testApplication.company, taxId: '0012345673' };
    const { decision } = await decide(await apply({ company }));
    await undo(decision.id);
    expect(await count('public.partners')).toBe(2);
    expect(await count('public.invitations')).toBe(0);
  });

  const sever = { ...testApplication.company, taxId: '0012345673' };
  const invite = (email: string, role: string) =>
    database.callAs(people.anna, 'invite_member', { email, name: 'Олег', role });
  const invitations = () =>
    database.query<Record<string, unknown>>(
      `select i.role, m.email as member, s.email as staff, i.invited_at, i.expires_at from public.invitations as i
       left join public.members as m on m.id = i.invited_by_member left join public.staff as s on s.id = i.invited_by_staff`,
    );

  test('leaves the invitation an owner had made as it was, and what an owner has renewed since', async () => {
    await invite(applicant, 'owner');
    const before = await invitations();
    expect(before).toMatchObject([{ role: 'owner', member: people.anna, staff: null }]);
    const first = await decide(await apply({ company: sever }));
    expect(await invitations()).toMatchObject([{ role: 'member', member: null, staff: people.maria }]);
    await undo(first.decision.id);
    expect(await invitations()).toEqual(before);

    await database.query('update public.invitations set revoked_at = now()');
    const second = await decide(await apply({ company: sever }));
    await invite(applicant, 'owner');
    await undo(second.decision.id);
    expect(await invitations()).toContainEqual(expect.objectContaining({ role: 'owner', member: people.anna }));
    expect(await count('public.invitations where revoked_at is null')).toBe(1);
  });

  test('of a partner that was there is too late once the invited person has come in', async () => {
    const id = await apply({ company: sever });
    const { decision } = await decide(id);
    await database.query('select private.accept_invitation($1)', [applicant]);
    expect(await problemOf(undo(decision.id))).toMatchObject({ code: 'PT409', message: 'undo_too_late' });
    expect(await statusOf(id)).toMatchObject({ status: 'approved' });
    expect(await count(`public.members where active and email = '${applicant}'`)).toBe(1);
  });

  test('after ten seconds is too late', async () => {
    const { decision } = await decide(await apply());
    await database.shiftClock(10.5);
    expect(await problemOf(undo(decision.id))).toMatchObject({ code: 'PT409', message: 'undo_too_late' });
  });

  test('is too late once a worker has the letter, or the invited person has come in', async () => {
    const first = await decide(await apply());
    await database.query(`update private.notifications set attempts = 1 where kind = 'application_approved'`);
    expect(await problemOf(undo(first.decision.id))).toMatchObject({ message: 'undo_too_late' });
    await database.query('update private.notifications set attempts = 0');
    await database.query('select private.accept_invitation($1)', [applicant]);
    expect(await problemOf(undo(first.decision.id))).toMatchObject({ message: 'undo_too_late' });
    expect(await count('public.partners')).toBe(3);
  });
});

test('staff see decisions with their comments, partners and applicants none', async () => {
  await decide(await apply());
  const seen = (email: string) => database.queryAsPerson(email, 'select comment from public.decisions');
  expect(await seen(people.lead)).toEqual([{ comment: 'Звонила, всё хорошо.' }]);
  expect(await seen(people.anna)).toEqual([]);
  expect(await seen(applicant)).toEqual([]);
});
