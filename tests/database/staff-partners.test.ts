import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database, { 'lead.requireCourse': true }));

const register = () =>
  database.callAs<{ status: string }>(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(1)) });
const change = async (changes: object, who: keyof typeof people = 'lead') => {
  const [row] = await database.query<{ id: string }>(`select id from public.partners where name = 'Северный контур'`);
  return database.callAs(people[who], 'change_partner', { id: row!.id, reason: 'Проверка', ...changes });
};
const setStaff = (email: string, more: object = {}, who: keyof typeof people = 'lead') =>
  database.callAs(people[who], 'set_staff', {
    email,
    name: 'Новый Пример',
    role: 'account_manager',
    reason: 'Проверка',
    ...more,
  });

test('a suspended partner is out at once and in again, its pins untouched; only a programme lead does that', async () => {
  await change({ courseWaived: true });
  await register();
  expect(await problemOf(change({ status: 'suspended' }, 'maria'))).toMatchObject({ message: 'wrong_role' });
  await change({ status: 'suspended' });
  expect(await problemOf(database.callAs(people.anton, 'list_leads', {}).then(() => register()))).toMatchObject({
    message: 'session_required',
  });
  expect(await database.callAs(people.maria, 'read_client', { taxId: taxIdNumber(1) })).toMatchObject({
    holder: { partner: { name: 'Северный контур' } },
  });
  await change({ status: 'active' });
  expect(await database.callAs(people.anton, 'list_clients', {})).toMatchObject({ items: [{ taxId: taxIdNumber(1) }] });
});

test('all people of a suspended partner are told, once for each change, and never why', async () => {
  const letters = async () =>
    database.query(
      `select kind, recipient_email, locale, payload from private.notifications where kind like 'partner\\_%' order by sequence`,
    );
  await database.query(`update public.members set locale = 'en' where email = $1`, [people.anton]);
  await change({ status: 'active' });
  await change({ courseWaived: true });
  expect(await letters()).toEqual([]);
  await change({ status: 'suspended', reason: 'Тайная причина' });
  await change({ status: 'suspended' });
  const payload = { partnerName: 'Северный контур' };
  expect(await letters()).toEqual([
    { kind: 'partner_suspended', recipient_email: people.anna, locale: 'ru', payload },
    { kind: 'partner_suspended', recipient_email: people.anton, locale: 'en', payload },
  ]);
  const [maria] = await database.query<{ id: string }>('select id from public.staff where email = $1', [people.maria]);
  await database.query(`update public.members set active = false where email = $1`, [people.anton]);
  await change({ status: 'active', accountManagerId: maria!.id });
  expect((await letters()).slice(2)).toEqual([
    {
      kind: 'partner_resumed',
      recipient_email: people.anna,
      locale: 'ru',
      payload: { ...payload, contact: { name: 'Мария Сотова', email: people.maria } },
    },
  ]);
  // Somebody who has left the vendor is nobody to write to.
  await database.query(`update public.staff set active = false where email = $1`, [people.maria]);
  await change({ status: 'suspended' });
  expect((await letters()).slice(3)).toMatchObject([{ kind: 'partner_suspended', payload }]);
  expect(JSON.stringify(await letters())).not.toContain('ричина');
  expect((await letters()).at(-1)).not.toHaveProperty('payload.contact');
});

test('the course is waived for one partner, and asked for again', async () => {
  expect(await problemOf(register())).toMatchObject({ message: 'course_not_passed' });
  await change({ courseWaived: true });
  expect(await register()).toMatchObject({ status: 'pinned' });
  await change({ courseWaived: false });
  expect(
    await problemOf(database.callAs(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(2)) })),
  ).toMatchObject({ message: 'course_not_passed' });
});

test('staff see all partners with what they hold; a partner who asks is refused', async () => {
  const { items } = await database.callAs<{ items: { name: string }[] }>(people.maria, 'list_partners', {});
  expect(items.map(({ name }) => name)).toEqual(['Северный контур', 'Южный мост']);
  expect(await database.callAs(people.maria, 'list_partners', { search: 'мост' })).toMatchObject({
    items: [{ clients: 0, acceptedEdition: '2020-01' }],
  });
  expect(await problemOf(database.callAs(people.anna, 'list_partners', {}))).toMatchObject({ message: 'wrong_role' });
});

test('a programme lead adds people, changes them and lets them go, but not himself', async () => {
  await setStaff('new@uley.example');
  expect(await database.callAs('new@uley.example', 'staff_inbox', {})).toMatchObject({ items: [] });
  await setStaff('new@uley.example', { active: false });
  expect(await problemOf(database.callAs('new@uley.example', 'staff_inbox', {}))).toMatchObject({
    message: 'session_required',
  });
  expect(await problemOf(setStaff(people.lead, { role: 'account_manager' }))).toMatchObject({
    message: 'other_person_needed',
  });
  expect(await problemOf(setStaff(people.anna))).toMatchObject({ code: 'PT409', message: 'address_taken' });
  expect(await problemOf(setStaff('x@uley.example', {}, 'maria'))).toMatchObject({ message: 'wrong_role' });
});

test('the record names the rule about the course only where it was about the course', async () => {
  await change({ status: 'suspended' });
  await change({ status: 'active' });
  await change({ courseWaived: true });
  const rules = await database.query<{ rule: string | null }>(
    `select content::jsonb ->> 'rule' as rule from private.audit_records where content::jsonb ->> 'action' = 'change_partner' order by id`,
  );
  expect(rules.map(({ rule }) => rule)).toEqual([null, null, 'lead.requireCourse']);
});
