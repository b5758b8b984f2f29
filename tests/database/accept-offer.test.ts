import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProgrammeRules } from '../../src/features/programme/programme-contract.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { sha256, testEdition } from '../helpers/database-requests.ts';
import { seedPartners } from '../helpers/partners.ts';
import { people } from '../helpers/register-world.ts';

let database: TestDatabase;
let partners: { sever: string; most: string };

/** Ids of editions are months, and the clock of the tests is moved to them. */
const begins = { first: '2999-01', second: '2999-03', third: '2999-05' };

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.empty();
  partners = await seedPartners(database);
  await publish({ id: '2020-01' }, 'Первая');
});
afterAll(() => database?.close());

const publish = (changed: Partial<ProgrammeRules>, text: string) =>
  database.call('publish_edition', {
    ...testEdition(changed),
    offers: [
      { language: 'ru', sha256: sha256(text), text },
      { language: 'en', sha256: sha256(`${text} en`), text: `${text} en` },
    ],
  });
const publishFrom = (id: string, number: number, material: boolean, text: string) =>
  publish(
    { id, number, inForceFrom: `${id}-01T00:00:00+03:00`, material, changes: { ru: `Изменения ${id}`, en: id } },
    text,
  );
const moveTo = (date: string) => database.shiftClock((Date.parse(date) - Date.now()) / 1000);

interface Receipt {
  receipt: { number: string; at: string; sha256: string };
}
interface Offer {
  edition: string;
  language: string;
  sha256: string;
  isAccepted?: boolean;
  acceptance?: { by: string; edition: string; receipt: string };
  changedSince?: { edition: string; material: boolean; changes: string }[];
}
const accept = (more: object = {}, email: string = people.anna) =>
  database.callAs<Receipt>(email, 'accept_offer', {
    edition: '2020-01',
    sha256: sha256('Первая'),
    fullName: 'Ветрова Анна Львовна',
    position: 'Директор',
    authority: 'charter',
    networkAddress: '203.0.113.7',
    ...more,
  });
const read = (email: string, language = 'ru') => database.callAs<Offer>(email, 'read_offer', { language });
const offerChanged = { code: 'PT409', message: 'offer_changed' };

test('an owner accepts the text that was shown, and everything of the act is kept', async () => {
  const { receipt } = await accept();
  expect(receipt).toMatchObject({
    number: expect.stringMatching(/^R-[0-9A-HJKMNP-TV-Z]{8}$/),
    sha256: sha256('Первая'),
  });
  expect(
    await database.query(
      `select a.partner_id, a.edition, a.language, a.full_name, a.position, a.authority, host(a.network_address) as address, m.email, o.text
       from public.offer_acceptances a join public.members m on m.id = a.accepted_by
       join public.offers o on (o.edition, o.language) = (a.edition, a.language)`,
    ),
  ).toEqual([
    {
      partner_id: partners.sever,
      edition: '2020-01',
      language: 'ru',
      full_name: 'Ветрова Анна Львовна',
      position: 'Директор',
      authority: 'charter',
      address: '203.0.113.7',
      email: people.anna,
      text: 'Первая',
    },
  ]);
  expect(await database.query(`select kind, recipient_email from private.notifications`)).toEqual([
    { kind: 'offer_accepted', recipient_email: people.anna },
  ]);
});

test('the checksum says which language was shown', async () => {
  await accept({ sha256: sha256('Первая en') });
  expect(await database.query('select language from public.offer_acceptances')).toEqual([{ language: 'en' }]);
});

test('accepting again gets the first receipt and writes to nobody', async () => {
  const first = await accept();
  expect(await accept({ fullName: 'Кто-то другой' })).toEqual(first);
  expect(await accept({ idempotencyKey: 'k', requestSha256: sha256('b') })).toEqual(first);
  expect(await database.query('select full_name from public.offer_acceptances')).toHaveLength(1);
  expect(await database.query('select kind from private.notifications')).toHaveLength(1);
});

test.each([
  ['another text', { sha256: sha256('Чужая') }],
  ['a checksum that is none', { sha256: 'odd' }],
  ['another edition', { edition: '2019-12' }],
  ['no edition', { edition: undefined }],
])('%s is not accepted', async (_, more) => {
  expect(await problemOf(accept(more))).toEqual(offerChanged);
});

test('the edition before is not accepted from the moment the next is in force', async () => {
  await publishFrom(begins.first, 2, true, 'Вторая');
  await accept();
  await moveTo('2999-01-02');
  expect(await problemOf(accept())).toEqual(offerChanged);
  await accept({ edition: begins.first, sha256: sha256('Вторая') });
});

test.each([
  [people.anton, 'PT403', 'wrong_role'],
  [people.lead, 'PT403', 'wrong_role'],
  ['nobody@other.example', 'PT401', 'session_required'],
])('%s does not accept', async (email, code, message) => {
  expect(await problemOf(accept({}, email))).toMatchObject({ code, message });
});

describe('read_offer()', () => {
  test('tells anybody the offer in force, and only a partner’s people whether it is accepted', async () => {
    await accept();
    const nobody = await database.call<Offer>('read_offer', { language: 'en' });
    expect(nobody).toMatchObject({ edition: '2020-01', number: 1, language: 'en', sha256: sha256('Первая en') });
    for (const offer of [nobody, await read(people.maria), await read('nobody@other.example')])
      expect(offer).not.toHaveProperty('isAccepted');
    expect(await read(people.anton)).toMatchObject({
      isAccepted: true,
      acceptance: { by: 'Ветрова Анна Львовна', edition: '2020-01' },
      changedSince: [],
    });
    expect(await read(people.boris)).toMatchObject({ isAccepted: false });
    expect(await read(people.boris)).not.toHaveProperty('acceptance');
  });

  test('a language without an offer gets the Russian text', async () => {
    expect(await read(people.anna, 'kk')).toMatchObject({ language: 'ru', sha256: sha256('Первая') });
  });

  test('tells what has changed since, and asks again after a material change only', async () => {
    await publishFrom(begins.first, 2, false, 'Вторая');
    await publishFrom(begins.second, 3, true, 'Третья');
    await accept();
    await moveTo('2999-02-01');
    expect(await read(people.anna)).toMatchObject({ edition: begins.first, isAccepted: true });
    await moveTo('2999-04-01');
    expect(await read(people.anna)).toMatchObject({
      edition: begins.second,
      isAccepted: false,
      changedSince: [
        { edition: begins.first, material: false, changes: 'Изменения 2999-01' },
        { edition: begins.second, material: true, changes: 'Изменения 2999-03' },
      ],
    });
  });

  test('says that nothing is published while no edition has an offer', async () => {
    await database.empty();
    await database.call('publish_edition', testEdition());
    expect(await problemOf(database.call('read_offer', {}))).toMatchObject({
      code: 'PT503',
      message: 'edition_not_published',
    });
  });
});

describe('announce_editions()', () => {
  const announce = async () => {
    const [row] = await database.queryAs<{ answer: { told: number } }>(
      'service_role',
      'select public.announce_editions() as answer',
    );
    return row!.answer.told;
  };

  test('tells each owner once that a material edition is in force', async () => {
    await publishFrom(begins.first, 2, false, 'Вторая');
    await publishFrom(begins.second, 3, true, 'Третья');
    await publishFrom(begins.third, 4, false, 'Четвёртая');
    await accept();
    expect(await announce(), 'nothing new').toBe(0);
    await moveTo('2999-02-01');
    expect(await announce(), 'not material').toBe(0);
    await moveTo('2999-04-01');
    expect(await announce(), 'Boris has never accepted and was asked before').toBe(1);
    expect(await announce(), 'once').toBe(0);
    expect(
      await database.query(
        `select recipient_email, payload ->> 'changes' as changes from private.notifications where kind = 'offer_changed'`,
      ),
    ).toEqual([{ recipient_email: people.anna, changes: 'Изменения 2999-03' }]);
    await accept({ edition: begins.second, sha256: sha256('Третья') });
    await moveTo('2999-06-01');
    expect(await announce(), 'accepted meanwhile').toBe(0);
  });
});

test('what a partner has accepted is seen by its own people and by staff, the network address by nobody', async () => {
  await accept();
  const seen = async (email: string) =>
    (await database.queryAsPerson(email, 'select number from public.offer_acceptances')).length;
  expect([await seen(people.anton), await seen(people.boris), await seen(people.maria)]).toEqual([1, 0, 1]);
  for (const email of [people.anna, people.lead])
    expect(
      await problemOf(database.queryAsPerson(email, 'select network_address from public.offer_acceptances')),
    ).toMatchObject({
      code: '42501',
    });
});
