import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, problemOf, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';
import { leadStages } from '../../src/features/leads/lead-stage-contract.ts';
import type { LeadBoard, LeadList } from '../../src/features/leads/lead-contract.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(() => makeRegisterWorld(database));

const register = (email: string, n: number, more: object = {}) =>
  database.callAs<{ id: string }>(email, 'register_lead', { lead: { ...leadOf(taxIdNumber(n)), ...more } });
const change = (email: string, id: string, more: object) => database.callAs(email, 'change_lead', { id, ...more });
const board = (more: object = {}) => database.callAs<LeadBoard>(people.anna, 'read_lead_board', more);
const list = (more: object = {}) => database.callAs<LeadList>(people.anna, 'list_leads', more);
const stageOf = (found: LeadBoard, name: string) => found.stages.find(({ stage }) => stage === name)!;

describe('the board', () => {
  test('has every stage in its order, with the count and the sum of all its leads, the soonest next step on top', async () => {
    const [first, second, third] = [
      await register(people.anna, 1, { expectedAmountKopecks: 100 }),
      await register(people.anna, 2, { expectedAmountKopecks: 200 }),
      await register(people.anna, 3),
    ];
    await change(people.anna, second.id, { nextStep: { text: 'Показ', on: '2026-01-10' } });
    await change(people.anna, third.id, { nextStep: { text: 'Звонок', on: '2099-01-10' } });
    const found = await board({ limit: 2 });
    expect(found.stages.map(({ stage }) => stage)).toEqual([...leadStages]);
    const fresh = stageOf(found, 'new');
    expect([fresh.count, fresh.amountKopecks]).toEqual([3, 300]);
    expect(fresh.items.map(({ id }) => id)).toEqual([second.id, third.id]);
    expect(fresh.items.map(({ nextStep }) => nextStep?.isOverdue)).toEqual([true, false]);
    expect(fresh.items[0]!.pin!.daysLeft).toBeGreaterThan(0);
    expect(fresh.items[0]).not.toHaveProperty('history');
    expect(first.id).toBeTruthy();
  });

  test('leaves out what was declined, unless it is asked for', async () => {
    const { id } = await register(people.anna, 1);
    await database.query(`update public.leads set status = 'declined', closed_at = private.now() where id = $1`, [id]);
    expect(stageOf(await board(), 'new').count).toBe(0);
    expect(stageOf(await board({ status: 'declined' }), 'new').count).toBe(1);
  });
});

describe('the list', () => {
  const names = ({ items }: LeadList) => items.map(({ client }) => client.name.replace('Клиент ', ''));

  test('is searched, filtered, sorted and paged in the database, and says how many match', async () => {
    for (const [n, expectedAmountKopecks] of [
      [1, 300],
      [2, 100],
      [3, 200],
    ] as const)
      await register(n === 3 ? people.anton : people.anna, n, { expectedAmountKopecks });
    const [a, b, c] = [1, 2, 3].map(taxIdNumber);
    expect(names(await list({ sort: 'amount' }))).toEqual([b, c, a]);
    expect(names(await list({ sort: '-amount' }))).toEqual([a, c, b]);
    expect(names(await list({ sort: 'client' }))).toEqual([a, b, c]);
    expect(names(await list())).toEqual([c, b, a]);
    for (const sort of ['-created', 'created', 'amount', '-amount', 'step', '-step', 'client', '-client', '-changed']) {
      const whole = names(await list({ sort }));
      const paged: string[] = [];
      for (let cursor: string | undefined, more = true; more;) {
        const page = await list({ sort, limit: 1, cursor });
        expect(page.total).toBe(3);
        paged.push(...names(page));
        more = (cursor = page.next) !== undefined;
      }
      expect(paged, sort).toEqual(whole);
    }
    const [anton] = (await list()).people!.filter(({ name }) => name === 'Антон Ладный');
    expect(names(await list({ person: anton!.id }))).toEqual([c]);
    expect(await list({ search: b, limit: 1 })).toMatchObject({ total: 1, items: [{ client: { taxId: b } }] });
    expect((await list({ stage: 'won' })).total).toBe(0);
    expect((await list({ source: 'passed' })).items).toEqual([]);
  });

  test('takes neither a cursor nor an order nobody has', async () => {
    expect(await problemOf(list({ cursor: 'x' }))).toMatchObject({ code: 'PT422', detail: 'cursor' });
    expect(await problemOf(list({ sort: 'beauty' }))).toMatchObject({ code: 'PT422', detail: 'sort' });
  });
});
