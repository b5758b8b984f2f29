import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../helpers/database-postgres.ts';
import { openMix } from '../helpers/pin-mix.ts';
import { CONNECTIONS, faultsOf, naiveSql, openRaceWorld, type RaceWorld } from '../helpers/pin-races.ts';
import { ways } from '../helpers/pin-ways.ts';

/*
 * The quick form of tests/long/pin-races.test.ts: a hundred connections on a real PostgreSQL want one client, in every way there is to a pin.
 */
const postgres = await startPostgres(
  'every way to a pin is raced by a hundred connections, and the naive variant loses',
);

afterAll(() => postgres?.stop());

describe.runIf(postgres)('with a hundred connections', () => {
  let world: RaceWorld;
  beforeAll(async () => {
    world = await openRaceWorld(postgres!, 'races');
  });
  afterAll(() => world?.close());

  test.each(Object.keys(ways))('one client, one pin: %s', async (way) => {
    for (let round = 0; round < 2; round += 1) expect(await ways[way]!(world, CONNECTIONS)).toEqual([]);
    expect(await faultsOf(world.sql)).toEqual([]);
  });

  test('everything at once and at random leaves what was acknowledged', async () => {
    const mix = await openMix(world, 1);
    for (let wave = 0; wave < 8; wave += 1) expect(await mix.wave(CONNECTIONS)).toEqual([]);
    // Nothing of it was left out.
    expect(Object.keys(mix.acknowledged).sort()).toEqual(
      expect.arrayContaining(['register_lead', 'transfer_client', 'import_leads']),
    );
  });
});

describe.runIf(postgres)('without lock and constraint', () => {
  test('the same race gives one client to many', async () => {
    const naive = await openRaceWorld(postgres!, 'naive');
    await naive.sql.unsafe(naiveSql);
    const rounds = 4;
    let broken = 0;
    for (let round = 0; round < rounds; round += 1) {
      const faults = await ways['register a known client']!(naive, CONNECTIONS);
      if (faults.some((fault) => fault.startsWith('pins of the client'))) broken += 1;
    }
    await naive.close();
    expect(broken).toBeGreaterThanOrEqual(rounds - 1);
  });
});
