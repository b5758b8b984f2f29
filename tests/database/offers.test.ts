import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProgrammeRules } from '../../src/features/programme/programme-contract.ts';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { sha256, testEdition } from '../helpers/database-requests.ts';
import { seedPartners } from '../helpers/partners.ts';

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

const offer = (text: string, language = 'ru') => ({ language, sha256: sha256(text), text });
const publish = (changed: Partial<ProgrammeRules> = {}, ...offers: object[]) =>
  database.call<{ id: string; published: boolean }>('publish_edition', { ...testEdition(changed), offers });
const year = (id: string, number: number, material: boolean) => ({
  id,
  number,
  inForceFrom: `${id}-01T00:00:00+03:00`,
  material,
});

/** Accepts as the owner of the database, under a time of its own. */
const accept = (edition: string, text: string, at: string) =>
  database.query(
    `insert into public.offer_acceptances (partner_id, edition, language, sha256, full_name, position, authority, accepted_by, accepted_at)
     select $1, $2, 'ru', $3, 'Ветрова Анна Львовна', 'Директор', 'charter', m.id, $4 from public.members m where m.email = 'anna@sever.example'`,
    [partners.sever, edition, sha256(text), at],
  );
const hasAccepted = async (at: string, partner = partners.sever) =>
  (await database.query<{ answer: boolean }>('select private.has_accepted($1, $2) as answer', [partner, at]))[0]!
    .answer;

test('the offer of an edition is published beside its rules, and repeating it changes nothing', async () => {
  expect(await publish({}, offer('Оферта'), offer('Offer', 'en'))).toEqual({ id: '2020-01', published: true });
  expect(await publish({}, offer('Оферта'), offer('Offer', 'en'))).toEqual({ id: '2020-01', published: false });
  expect(await database.query('select language, text from public.offers order by language')).toEqual([
    { language: 'en', text: 'Offer' },
    { language: 'ru', text: 'Оферта' },
  ]);
});

test('the offer of an edition in force cannot be changed, by publishing or by the owner of the database', async () => {
  await publish({}, offer('Оферта'));
  const immutable = { code: 'PT409', message: 'edition_immutable', detail: '2020-01' };
  expect(await problemOf(publish({}, offer('Другая оферта')))).toEqual(immutable);
  expect(await problemOf(database.query(`update public.offers set text = 'x', sha256 = $1`, [sha256('x')]))).toEqual(
    immutable,
  );
  expect(await problemOf(database.query('delete from public.offers'))).toEqual(immutable);
});

test('an offer of an edition to come may be changed until the edition is in force', async () => {
  const future = year('2999-01', 9, true);
  await publish(future, offer('Оферта'));
  expect(await publish(future, offer('Другая оферта'))).toEqual({ id: '2999-01', published: true });
});

test('an offer whose checksum is not of its text is not taken', async () => {
  expect(await problemOf(publish({}, { ...offer('Оферта'), sha256: sha256('Офёрта') }))).toMatchObject({
    constraint: 'offers_sha256_is_of_the_text',
  });
});

test('only a text that was published can be accepted, and an edition once', async () => {
  await publish({}, offer('Оферта'));
  expect(await problemOf(accept('2020-01', 'Офёрта', '2020-02-01Z'))).toMatchObject({
    constraint: 'offer_acceptances_text_was_published',
  });
  await accept('2020-01', 'Оферта', '2020-02-01Z');
  expect(await problemOf(accept('2020-01', 'Оферта', '2020-03-01Z'))).toMatchObject({
    constraint: 'offer_acceptances_edition_is_accepted_once',
  });
});

test('a partner is bound from the moment of acceptance, and a rival is not bound by it', async () => {
  await publish(year('2020-01', 1, true), offer('Оферта'));
  await accept('2020-01', 'Оферта', '2020-02-01Z');
  expect(await hasAccepted('2020-01-31Z')).toBe(false);
  expect(await hasAccepted('2020-02-01Z')).toBe(true);
  expect(await hasAccepted('2020-02-01Z', partners.most)).toBe(false);
});

test('an edition without material changes asks nobody again, one with them asks everybody', async () => {
  await publish(year('2020-01', 1, true), offer('Первая'));
  await publish(year('2021-01', 2, false), offer('Вторая'));
  await publish(year('2022-01', 3, true), offer('Третья'));
  await publish(year('2023-01', 4, false), offer('Четвёртая'));
  await accept('2020-01', 'Первая', '2020-02-01Z');
  expect(await hasAccepted('2021-06-01Z')).toBe(true);
  expect(await hasAccepted('2022-06-01Z')).toBe(false);
  expect(await hasAccepted('2023-06-01Z')).toBe(false);
  await accept('2023-01', 'Четвёртая', '2023-07-01Z');
  expect(await hasAccepted('2023-08-01Z')).toBe(true);
});

test('a first edition that calls itself immaterial must be accepted all the same', async () => {
  await publish(year('2020-01', 1, false), offer('Первая'));
  expect(await hasAccepted('2020-06-01Z')).toBe(false);
  await accept('2020-01', 'Первая', '2020-02-01Z');
  expect(await hasAccepted('2020-06-01Z')).toBe(true);
});
