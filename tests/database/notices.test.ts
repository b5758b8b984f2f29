import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { letters } from '../../functions/email/letters.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => makeRegisterWorld(database));
afterAll(() => database?.close());

const { anna, anton, boris, maria } = people;
const want = (email: string, wanted: Record<string, boolean>) => database.callAs(email, 'change_notices', { wanted });
const read = async (email: string) =>
  (
    await database.queryAsPerson<{ answer: { items: { notice: string; wanted: boolean; promised: boolean }[] } }>(
      email,
      'select public.read_notices() as answer',
    )
  )[0]!.answer.items;
/** Who of «Северный контур» would get a letter of this kind that concerns Anton. */
const receivers = async (kind: string, member = anton) =>
  (
    await database.query<{ email: string }>(
      `select r.email from public.members m, private.notice_receivers(m.partner_id, m.id, $1) r where m.email = $2 order by 1`,
      [kind, member],
    )
  ).map(({ email }) => email);

test('without a word every letter comes; what one says holds, and holds for oneself alone', async () => {
  expect((await read(anton)).every(({ wanted }) => wanted)).toBe(true);
  await want(anton, { protection: false, own_changes: false });
  await want(anton, { own_changes: true });
  expect((await read(anton)).filter(({ wanted }) => !wanted).map(({ notice }) => notice)).toEqual(['protection']);
  expect((await read(anna)).every(({ wanted }) => wanted)).toBe(true);
});

test('the weekly head is for owners, so only they are asked about it', async () => {
  expect((await read(anna)).map(({ notice }) => notice)).toContain('register_head');
  expect((await read(anton)).map(({ notice }) => notice)).not.toContain('register_head');
});

test('a warning goes to whom it concerns, else to the owners, and at last to the oldest of them', async () => {
  await database.query(
    `insert into public.members (partner_id, name, email, role, created_at) select partner_id, 'Вера', 'vera@sever.example', 'owner', created_at + interval '1 day'
     from public.members where email = $1`,
    [anna],
  );
  expect(await receivers('pin_ends_soon')).toEqual([anton]);
  await want(anton, { protection: false });
  expect(await receivers('pin_ends_soon')).toEqual([anna, 'vera@sever.example']);
  await want(anna, { protection: false });
  expect(await receivers('pin_ends_soon')).toEqual(['vera@sever.example']);
  await want('vera@sever.example', { protection: false });
  expect(await receivers('pin_ends_soon'), 'the programme has promised it').toEqual([anna]);
});

test('what is not promised simply does not come', async () => {
  await want(anton, { support: false });
  expect(await receivers('support_answered')).toEqual([]);
});

test('decisions come whatever anybody wants', async () => {
  await want(anton, Object.fromEntries((await read(anton)).map(({ notice }) => [notice, false])));
  for (const kind of ['lead_pinned', 'lead_declined', 'appeal_decided', 'pin_transferred_away', 'offer_changed'])
    expect(await receivers(kind), kind).toEqual([anton]);
});

test('confirmations of what one did oneself stop, the receipt is there all the same', async () => {
  const sent = () => database.query(`select kind from private.notifications where kind = 'pin_released'`);
  for (const [n, wanted] of [
    [1, false],
    [2, true],
  ] as const) {
    await want(anton, { own_changes: wanted });
    await database.callAs(anton, 'register_lead', { lead: leadOf(taxIdNumber(n)) });
    const [client] = await database.query<{ id: string }>('select id from public.clients where tax_id = $1', [
      taxIdNumber(n),
    ]);
    expect(await database.callAs(anton, 'release_pin', { clientId: client!.id })).toMatchObject({
      receipt: expect.stringMatching(/^R-/),
    });
    expect(await sent()).toHaveLength(n - 1);
  }
});

test('the weekly head reaches one owner of every company in any case', async () => {
  await want(anna, { register_head: false });
  await database
    .call('seal_audit_records', undefined)
    .catch(() => database.query('select public.seal_audit_records(1000)'));
  await database.query('select public.send_register_head()');
  const told = await database.query<{ email: string }>(
    `select recipient_email as email from private.notifications where kind = 'register_head' order by 1`,
  );
  expect(told.map(({ email }) => email)).toEqual([anna, boris, people.lead]);
});

test('every optional kind but those of support belongs to letters there are', async () => {
  const kinds = Object.keys(letters);
  const grouped = await database.query<{ kind: string; notice: string | null }>(
    'select kind, private.notice_of(kind) as notice from unnest($1::text[]) as kind',
    [kinds],
  );
  const optional = Map.groupBy(
    grouped.filter(({ notice }) => notice),
    ({ notice }) => notice,
  );
  expect([...optional.keys()]).toEqual(
    expect.arrayContaining(['protection', 'vendor_leads', 'waiting_list', 'own_changes', 'register_head']),
  );
});

test('an unknown kind and the vendor’s people are refused', async () => {
  expect(await problemOf(want(anton, { decisions: false }))).toMatchObject({ code: 'PT422', message: 'invalid_input' });
  expect(await problemOf(want(maria, { protection: false }))).toMatchObject({ code: 'PT403', message: 'wrong_role' });
  expect(await problemOf(read(maria))).toMatchObject({ code: 'PT403' });
});
