import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { submitRequest, testApplication } from '../helpers/database-requests.ts';
import { enquiryByNumber, enquiryRequestOf, receiveAndRoute, sampleEnquiry } from '../helpers/enquiries.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/* What the vendor's people see of one case, and the lists behind it. */

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

type Who = keyof typeof people;
const ask = <T = any>(name: string, request: object = {}, who: Who = 'maria') =>
  database.callAs<T>(people[who], name, request);
const register = (who: Who, n: number, more: Parameters<typeof leadOf>[1] = {}) =>
  ask<{ id: string; number: string; status: string }>('register_lead', { lead: leadOf(taxIdNumber(n), more) }, who);

describe('a lead in review', () => {
  test('comes with the clients that look like it and why, who holds them, and its history', async () => {
    await register('anna', 1, { name: 'ООО «Заря-Логистик»', site: 'zarya-log.example' });
    await register('anna', 2, { name: 'АО «Якорь»' });
    const lead = await register('boris', 3, { name: 'Заря Логистика', site: 'zarya-log.example' });
    expect(lead.status).toBe('in_review');
    const read = await ask('read_lead_case', { number: lead.number });
    expect(read).toMatchObject({
      status: 'in_review',
      partner: { name: 'Южный мост' },
      registeredBy: 'Борис Причалов',
      client: { domains: ['zarya-log.example'], standing: 'open' },
      review: { reasons: ['domain_known'] },
      pins: [],
      history: [{ kind: 'registered' }, { kind: 'sent_to_review' }],
      decisions: [],
    });
    expect(read.similar).toMatchObject([
      {
        name: 'ООО «Заря-Логистик»',
        sameDomain: true,
        domains: ['zarya-log.example'],
        pin: { partner: { name: 'Северный контур' }, isActive: true, daysLeft: 90 },
      },
    ]);
    expect(read.similar[0].similarity).toBeGreaterThan(0.6);
  });

  test('shows decisions, those taken back among them, with who took them', async () => {
    await register('anna', 1, { site: 'zarya.example' });
    const { id } = await register('boris', 2, { site: 'zarya.example' });
    const { decision } = await ask('decide_lead', { id, decision: 'decline', reason: 'Поспешил' });
    await ask('undo_decision', { id: decision.id });
    await ask('decide_lead', { id, decision: 'approve', reason: 'Другая компания' }, 'lead');
    expect((await ask('read_lead_case', { id })).decisions).toMatchObject([
      { decision: 'decline', by: 'Мария Сотова', undone: { by: 'Мария Сотова' } },
      { decision: 'approve', by: 'Глеб Медунов', reason: 'Другая компания' },
    ]);
    const { detail, message } = await problemOf(ask('decide_lead', { id, decision: 'decline', reason: 'Нет, нет' }));
    expect([message, JSON.parse(detail!).by]).toEqual(['already_decided', 'Глеб Медунов']);
  });
});

describe('an application', () => {
  const apply = (name: string, more: object = {}, email = 'oleg@prichal.example') =>
    database.call<{ number: string }>(
      'submit_application',
      submitRequest({
        application: {
          ...testApplication,
          company: { ...testApplication.company, name, ...more },
          contact: { ...testApplication.contact, email },
        },
        networkAddress: `203.0.113.${name.length}`,
      }),
    );

  test('comes with companies like it: partners, former applications, clients', async () => {
    const first = await apply('Северный Контур Плюс', { taxId: '0056789010', site: 'other.example' });
    const { number } = await apply('ООО «Северный контур»', { site: 'sever.example' }, 'zoja@nowhere.example');
    const read = await ask('read_application_case', { number });
    expect(read).toMatchObject({
      status: 'waiting',
      company: { headcount: 40 },
      criteria: [{ id: 'field' }, {}, {}, {}, {}],
      similar: {
        partners: [{ name: 'Северный контур', sameTaxId: false, sameDomain: true, similarity: 1 }],
        applications: [{ number: first.number, sameTaxId: false }],
      },
    });
  });

  test('is found when it is decided too, by name, state and page', async () => {
    for (const [n, name] of ['Альфа', 'Бета', 'Вега'].entries())
      await apply(name, { taxId: `00${n}4567890`.slice(0, 10) });
    const all = await ask('list_applications', { sort: 'name', limit: 2 });
    expect([all.total, all.items.map(({ name }: { name: string }) => name)]).toEqual([3, ['Альфа', 'Бета']]);
    const rest = await ask('list_applications', { sort: 'name', limit: 2, cursor: all.next });
    expect([rest.items.length, rest.next]).toEqual([1, undefined]);
    await ask('decide_application', { id: all.items[0].id, decision: 'decline', reason: 'Нет мест' });
    expect(await ask('list_applications', { status: 'declined', search: 'альф' })).toMatchObject({
      total: 1,
      items: [{ name: 'Альфа', decidedBy: 'Мария Сотова' }],
    });
  });
});

describe('clients', () => {
  test('are listed with who holds them, by state, search and page', async () => {
    await register('anna', 1, { name: 'Ёлка' });
    await register('boris', 2, { name: 'Ель' });
    await register('anna', 3, { name: 'Яхта' });
    await ask('set_client_standing', {
      client: leadOf(taxIdNumber(4), { name: 'Свой' }).client,
      standing: 'direct',
      reason: 'Наш',
    });
    const names = async (request: object) =>
      (await ask('list_all_clients', request)).items.map(({ name }: { name: string }) => name);
    expect(await names({})).toEqual(['Ёлка', 'Ель', 'Свой', 'Яхта']);
    expect(await names({ sort: '-name' })).toEqual(['Яхта', 'Свой', 'Ель', 'Ёлка']);
    expect(await names({ state: 'direct' })).toEqual(['Свой']);
    expect(await names({ state: 'held', search: 'северн' })).toEqual(['Ёлка', 'Яхта']);
    expect(await names({ search: taxIdNumber(2) })).toEqual(['Ель']);
    const page = await ask('list_all_clients', { limit: 3 });
    expect([page.total, await names({ limit: 3, cursor: page.next })]).toEqual([4, ['Яхта']]);
  });

  test('have a history, who waits for them, and their transfers', async () => {
    await register('anna', 1, { name: 'Ёлка' });
    await register('boris', 1, { name: 'Елка' });
    await ask('join_waiting_list', { country: 'RU', taxId: taxIdNumber(1) }, 'boris');
    const { items } = await ask('list_all_clients');
    expect(await ask('read_client_case', { id: items[0].id })).toMatchObject({
      pin: { partner: { name: 'Северный контур' } },
      waiting: ['Южный мост'],
      history: [{ kind: 'pinned', partner: 'Северный контур' }, { kind: 'registered' }],
      transfers: [],
    });
  });
});

test.each([
  'read_lead_case',
  'read_application_case',
  'read_client_case',
  'read_enquiry_case',
  'list_all_clients',
  'list_applications',
  'list_enquiries',
  'suggest_partners',
  'preview_merge',
])('%s is for the vendor’s people alone', async (name) => {
  await register('anna', 1);
  const [{ id }] = (await database.query<{ id: string }>('select client_id as id from public.leads')) as [
    { id: string },
  ];
  for (const who of ['anna', 'boris'] as const)
    expect(await problemOf(ask(name, { id }, who))).toMatchObject({ code: 'PT403', message: 'wrong_role' });
});

test('“mine” are the lines of partners whose account manager I am', async () => {
  await register('anna', 1, { site: 'a.example' });
  await register('boris', 2, { site: 'a.example' });
  await register('anna', 3, { site: 'a.example' });
  const inbox = (request: object, who: Who = 'maria') => ask('staff_inbox', request, who);
  expect((await inbox({})).counts).toEqual({ all: 2, mine: 0, kinds: { lead: 2 } });
  expect((await inbox({ search: 'южный' })).items).toHaveLength(1);
  expect((await inbox({ kind: 'appeal' })).items).toEqual([]);
});

describe('enquiries', () => {
  const wait = async (n: number, more: Parameters<typeof sampleEnquiry>[0] = {}) =>
    (
      await enquiryByNumber(
        database,
        (
          await receiveAndRoute(
            database,
            enquiryRequestOf(
              sampleEnquiry({ transfer: true, ...more, company: { taxId: taxIdNumber(n), ...more.company } }),
            ),
          )
        ).number,
      )
    ).id;
  const list = (status: string) => ask('list_enquiries', { status });
  const partnerId = async (name: string) =>
    (await database.query<{ id: string }>('select id from public.partners where name = $1', [name]))[0]!.id;

  test('stand in three lists: returned by itself, to pass, passed and waiting for the partner', async () => {
    await register('anna', 1);
    await wait(1);
    const passed = await wait(2);
    await wait(3);
    await ask('pass_enquiry', {
      enquiryId: passed,
      partnerId: await partnerId('Южный мост'),
      nextPartnerIds: [await partnerId('Северный контур')],
    });
    expect(await list('returned')).toMatchObject({
      total: 1,
      counts: { returned: 1, waiting: 1, passed: 1 },
      items: [{ returned: { by: 'client', partner: { name: 'Северный контур' }, pin: { isActive: true } } }],
    });
    expect(await list('waiting')).toMatchObject({ items: [{ facts: { company: { taxId: taxIdNumber(3) } } }] });
    expect(await list('passed')).toMatchObject({
      items: [
        {
          offers: [{ partner: { name: 'Южный мост' }, status: 'offered' }],
          nextPartners: [{ name: 'Северный контур' }],
        },
      ],
    });
  });

  test('are offered to those who sell the solution first, whoever was asked before last', async () => {
    await ask('register_lead', { lead: { ...leadOf(taxIdNumber(9)), solutions: ['corporate-university'] } }, 'boris');
    const id = await wait(2);
    const suggest = async () => (await ask('suggest_partners', { enquiryId: id })).items;
    expect(await suggest()).toMatchObject([
      {
        partner: { name: 'Южный мост' },
        solutions: ['corporate-university'],
        isHome: true,
        clientsNear: 1,
        load: { offered: 0, inReview: 0, clients: 1 },
        hasAccepted: true,
      },
      { partner: { name: 'Северный контур' }, solutions: [], clientsNear: 0 },
    ]);
    await ask('pass_enquiry', { enquiryId: id, partnerId: await partnerId('Южный мост') });
    const { items } = await ask('list_passed_leads', {}, 'boris');
    await ask('decline_passed_lead', { id: items[0].id, reason: 'cannot-support' }, 'boris');
    expect(await suggest()).toMatchObject([
      { partner: { name: 'Северный контур' } },
      { partner: { name: 'Южный мост' }, askedBefore: { status: 'declined', declineReason: 'cannot-support' } },
    ]);
  });
});
