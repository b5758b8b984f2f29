import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../helpers/database-postgres.ts';
import { openMix } from '../helpers/pin-mix.ts';
import { CONNECTIONS, faultsOf, naiveSql, openRaceWorld, type RaceWorld } from '../helpers/pin-races.ts';
import { ways } from '../helpers/pin-ways.ts';
import {
  dropConstraintSql,
  overlapsSql,
  prepareWritesSql,
  randomWritesSql,
  sleepingSql,
} from '../helpers/pin-writes.ts';

/*
 * The promise of the programme under the heaviest load: a hundred connections want one client, 200 rounds of registering and 50 of every
 * other way to a pin; everything mixed at random under several seeds; a hundred thousand direct writes. The quick forms run with `npm test`.
 */
const postgres = await startPostgres(
  '200 rounds of the race for one client, every way to a pin, 100,000 direct writes',
);
afterAll(() => postgres?.stop());

/** Two people make in minutes what is hours of work: how much one may do in an hour is not what is raced for. */
const forgetLimits = ({ sql }: RaceWorld) => sql`delete from private.rate_limits`;

describe.runIf(postgres)('with a hundred connections', () => {
  let world: RaceWorld;
  beforeAll(async () => {
    world = await openRaceWorld(postgres!, 'races');
  });
  afterAll(() => world?.close());

  test.each(Object.keys(ways))('one client, one pin: %s', { timeout: 900_000 }, async (way) => {
    const rounds = way === 'register a known client' ? 200 : 50;
    for (let round = 0; round < rounds; round += 1) {
      await forgetLimits(world);
      expect(await ways[way]!(world, CONNECTIONS), `round ${round}`).toEqual([]);
    }
    expect(await faultsOf(world.sql)).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5])(
    'everything at once under seed %s: 2,000 requests leave what was acknowledged',
    { timeout: 600_000 },
    async (seed) => {
      const mix = await openMix(world, seed);
      for (let wave = 0; wave < 20; wave += 1) {
        await forgetLimits(world);
        expect(await mix.wave(CONNECTIONS), `wave ${wave}`).toEqual([]);
      }
      const kinds = [
        'register_lead',
        'import_leads',
        'extend_pin',
        'release_pin',
        'transfer_client',
        'decide_lead',
        'merge_clients',
      ];
      expect(Object.keys(mix.acknowledged)).toEqual(expect.arrayContaining(kinds));
    },
  );
});

describe.runIf(postgres)('without lock and constraint', () => {
  test('the same race gives one client to many, nearly every time', { timeout: 300_000 }, async () => {
    const naive = await openRaceWorld(postgres!, 'naive');
    await naive.sql.unsafe(naiveSql);
    let broken = 0;
    for (let round = 0; round < 20; round += 1) {
      const faults = await ways['register a known client']!(naive, CONNECTIONS);
      if (faults.some((fault) => fault.startsWith('pins of the client'))) broken += 1;
    }
    await naive.close();
    expect(broken).toBeGreaterThanOrEqual(18);
  });
});

describe.runIf(postgres)('a hundred thousand direct writes by ten connections', () => {
  const connections = 10;
  /** A block is a transaction, and who meets an unfinished one waits for it: short ones, and circles are found at once. */
  const perBlock = 25;
  const impatient = `set deadlock_timeout = '5ms'; ${sleepingSql}`;
  const write = async (database: string, writes: number) => {
    await postgres!.run(database, 'truncate writes_done;');
    await Promise.all(
      Array.from({ length: connections }, (_, at) =>
        postgres!.run(
          database,
          [
            impatient,
            ...Array.from({ length: writes / connections / perBlock }, (_one, block) =>
              randomWritesSql(perBlock, (at * 1000 + block) % 10_000),
            ),
          ].join('\n'),
        ),
      ),
    );
    const [counted] = await postgres!.run(database, "select sum(accepted) || ' ' || sum(refused) from writes_done;");
    const [overlaps] = await postgres!.run(database, `${overlapsSql};`);
    const [accepted, refused] = counted!.split(' ').map(Number);
    return { accepted: accepted!, refused: refused!, overlaps: Number(overlaps) };
  };

  test('make no two pins of a client that overlap', { timeout: 900_000 }, async () => {
    await postgres!.createDatabase('writes');
    await postgres!.run('writes', prepareWritesSql);
    const { accepted, refused, overlaps } = await write('writes', 100_000);
    expect(overlaps).toBe(0);
    expect(accepted + refused).toBe(100_000);
    expect(Math.min(accepted, refused)).toBeGreaterThan(10_000);
  });

  test('do without the constraint', { timeout: 300_000 }, async () => {
    await postgres!.createDatabase('writes_without');
    await postgres!.run('writes_without', prepareWritesSql + dropConstraintSql);
    expect((await write('writes_without', 4000)).overlaps).toBeGreaterThan(100);
  });
});
