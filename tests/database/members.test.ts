import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { seedPartners } from '../helpers/partners.ts';
import { people } from '../helpers/register-world.ts';

let database: TestDatabase;
let partners: { sever: string; most: string };

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.empty();
  partners = await seedPartners(database);
});
afterAll(() => database?.close());

interface Person {
  id: string;
  name: string;
  email: string;
  role: string;
  status: string;
  isYou: boolean;
}

const vera = 'vera@sever.example';
const invite = (email: string, by: string = people.anna, role = 'member') =>
  database.callAs<{ member: Person }>(by, 'invite_member', { email, name: 'Вера Новая', role });
const list = async (by: string = people.anna) =>
  (await database.callAs<{ items: Person[] }>(by, 'list_members', {})).items;
const remove = (id: string, by: string = people.anna) => database.callAs(by, 'remove_member', { id });
const signIn = async (email: string) =>
  (await database.query<{ made: boolean }>('select private.accept_invitation($1) as made', [email]))[0]!.made;
const callerOf = async (email: string) =>
  (await database.queryAsPerson<{ id: string | null }>(email, 'select private.caller_partner_id() as id'))[0]!.id;
const idOf = async (email: string) => (await list()).find((person) => person.email === email)!.id;

test('an owner invites, the person signs in first and is a person of the partner', async () => {
  const { member } = await invite('Vera@Sever.example');
  expect(member).toMatchObject({ email: vera, name: 'Вера Новая', role: 'member', status: 'invited', isYou: false });
  expect(await database.query('select private.is_invited($1) as invited', [vera])).toEqual([{ invited: true }]);
  expect((await list()).map(({ email, status, isYou }) => [email, status, isYou])).toEqual([
    [people.anna, 'active', true],
    [people.anton, 'active', false],
    [vera, 'invited', false],
  ]);
  expect(await callerOf(vera)).toBeNull();
  expect(await signIn(vera)).toBe(true);
  expect(await callerOf(vera)).toBe(partners.sever);
  expect(await signIn(vera), 'a second time there is nothing to accept').toBe(false);
  expect((await list()).find(({ email }) => email === vera)).toMatchObject({ status: 'active' });
});

test('inviting again renews the invitation and writes again', async () => {
  await invite(vera);
  await database.shiftClock(60);
  await invite(vera, people.anna, 'owner');
  expect(await database.query('select role from public.invitations')).toEqual([{ role: 'owner' }]);
  expect(
    await database.query(`select kind from private.notifications where recipient_email = $1`, [vera]),
  ).toHaveLength(2);
});

test.each([
  ['of another partner', people.boris],
  ['of the vendor', people.maria],
  ['nobody knows', vera],
])('the answer to an invitation of a person %s is the same, and so is the list', async (_, email) => {
  const { member } = await invite(email);
  expect(Object.keys(member).toSorted()).toEqual([
    'email',
    'expiresAt',
    'id',
    'isYou',
    'name',
    'role',
    'since',
    'status',
  ]);
  expect((await list()).find((person) => person.email === email)).toMatchObject({ status: 'invited' });
  expect(await database.query('select kind from private.notifications where recipient_email = $1', [email])).toEqual([
    { kind: 'member_invited' },
  ]);
});

test('nobody is drawn over from another partner or from the vendor', async () => {
  await invite(people.boris);
  await invite(people.maria);
  expect(await signIn(people.boris)).toBe(false);
  expect(await signIn(people.maria)).toBe(false);
  expect(await callerOf(people.boris)).toBe(partners.most);
});

test('of two invitations the one that follows the vendor’s approval counts, whichever came first', async () => {
  await database.query(
    `insert into public.invitations (partner_id, email, name, role, locale, invited_by_staff, invited_at, expires_at)
     select $1, $2, 'Вера', 'owner', 'ru', s.id, now(), now() + interval '1 day' from public.staff s limit 1`,
    [partners.most, vera],
  );
  await database.shiftClock(60);
  await invite(vera);
  await signIn(vera);
  expect(await callerOf(vera)).toBe(partners.most);
});

describe('an invitation leads nowhere', () => {
  test('after fourteen days', async () => {
    await invite(vera);
    await database.shiftClock(14 * 86_400 + 1);
    expect(await signIn(vera)).toBe(false);
    expect(await list()).toHaveLength(2);
  });

  test('when it was taken back', async () => {
    const { member } = await invite(vera);
    await remove(member.id);
    expect(await signIn(vera)).toBe(false);
    expect(await database.query('select kind from private.notifications where recipient_email = $1', [vera])).toEqual(
      [],
    );
  });

  test('when the partner is suspended', async () => {
    await invite(vera);
    await database.query(`update public.partners set status = 'suspended'`);
    expect(await signIn(vera)).toBe(false);
  });
});

test('a removed person is out at once, and may come back by a new invitation', async () => {
  const anton = await idOf(people.anton);
  await remove(anton);
  expect(await callerOf(people.anton)).toBeNull();
  expect(await signIn(people.anton)).toBe(false);
  await invite(people.anton, people.anna, 'owner');
  expect(await signIn(people.anton)).toBe(true);
  expect(await database.query('select id, role from public.members where email = $1', [people.anton])).toEqual([
    { id: anton, role: 'owner' },
  ]);
});

test('whoever has left one partner may come to another; the old row stays where it was', async () => {
  await remove(await idOf(people.anton));
  await invite(people.anton, people.boris);
  expect(await signIn(people.anton)).toBe(true);
  expect(await callerOf(people.anton)).toBe(partners.most);
  expect(
    await database.query('select active from public.members where email = $1 order by active', [people.anton]),
  ).toEqual([{ active: false }, { active: true }]);
});

test('the last owner stays, one of two may go', async () => {
  const anna = await idOf(people.anna);
  expect(await problemOf(remove(anna))).toMatchObject({ code: 'PT409', message: 'last_owner' });
  await invite(vera, people.anna, 'owner');
  expect(await problemOf(remove(anna)), 'an invited owner is none yet').toMatchObject({ message: 'last_owner' });
  await signIn(vera);
  await remove(anna);
  expect(await callerOf(people.anna)).toBeNull();
  expect(await problemOf(remove(anna, people.anna))).toMatchObject({ message: 'session_required' });
});

test('people and invitations of another company are not found', async () => {
  const boris = (await list(people.boris))[0]!.id;
  const foreign = (await invite(vera, people.boris)).member.id;
  for (const id of [boris, foreign, '11111111-1111-4111-8111-111111111111', 'odd'])
    expect(await problemOf(remove(id))).toMatchObject({ code: 'PT404', message: 'not_found' });
  expect(await list(people.boris)).toHaveLength(2);
});

test('whoever is in the company already is not invited', async () => {
  expect(await problemOf(invite(people.anton))).toMatchObject({ code: 'PT409', message: 'already_member' });
});

test('an owner makes an owner and a member again, at once; the last owner stays one', async () => {
  const [anna, anton] = [await idOf(people.anna), await idOf(people.anton)];
  const role = (id: string, to: string, by: string = people.anna) =>
    database.callAs(by, 'change_member_role', { id, role: to });
  expect(await problemOf(role(anna, 'member'))).toMatchObject({ code: 'PT409', message: 'last_owner' });
  expect(await role(anton, 'owner')).toEqual({ id: anton, role: 'owner' });
  await role(anna, 'member', people.anton);
  expect(await problemOf(role(anton, 'member', people.anna))).toMatchObject({ code: 'PT403', message: 'wrong_role' });
  expect(await problemOf(role(anton, 'member', people.anton))).toMatchObject({ message: 'last_owner' });
});

test('the role of whoever is not in the own company is not found', async () => {
  const boris = (await list(people.boris))[0]!.id;
  const invited = (await invite(vera)).member.id;
  for (const id of [boris, invited, '11111111-1111-4111-8111-111111111111', 'odd'])
    expect(await problemOf(database.callAs(people.anna, 'change_member_role', { id, role: 'owner' }))).toMatchObject({
      code: 'PT404',
      message: 'not_found',
    });
});

test('thirty invitations an hour are enough', async () => {
  for (let n = 0; n < 30; n++) await invite(`person-${n}@sever.example`);
  expect(await problemOf(invite(vera))).toMatchObject({ code: 'PT429', message: 'too_many_requests' });
});

test.each([
  [people.anton, 'PT403', 'wrong_role'],
  [people.maria, 'PT403', 'wrong_role'],
  ['nobody@other.example', 'PT401', 'session_required'],
])('%s neither invites, lists nor removes', async (email, code, message) => {
  for (const asked of [invite(vera, email), list(email), remove(await idOf(people.anton), email)])
    expect(await problemOf(asked)).toMatchObject({ code, message });
});

test('a partner sees the invitations of its own company only, staff all', async () => {
  await invite(vera);
  const seen = async (email: string) =>
    (await database.queryAsPerson(email, 'select email from public.invitations')).length;
  expect([await seen(people.anton), await seen(people.boris), await seen(people.maria)]).toEqual([1, 0, 1]);
});
