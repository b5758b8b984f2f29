import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../helpers/database-postgres.ts';
import { CONNECTIONS, faultsOf, openRaceWorld, type RaceWorld } from '../helpers/pin-races.ts';
import { ways } from '../helpers/pin-ways.ts';

/*
 * The quick form of tests/long/pin-races.test.ts: a hundred connections on a real PostgreSQL want one client, in every way there is to a pin.
 */
const postgres = await startPostgres(
  'every way to a pin is raced by a hundred connections, and the naive variant loses',
);

/** What a programmer writes who has not been here: look, and then insert. */
export const naiveSql = `
create or replace function private.lock_clients(keys jsonb) returns void language sql set search_path = '' as 'select';
create or replace function private.lock_client(country text, tax_id text) returns void language sql set search_path = '' as 'select';
alter table public.client_pins drop constraint client_pins_one_partner_at_a_time;`;

describe.runIf(postgres)('with a hundred connections', () => {
  let world: RaceWorld;
  beforeAll(async () => {
    world = await openRaceWorld(postgres!, 'races');
  });
  afterAll(async () => {
    await world?.close();
    await postgres?.stop();
  });

  test.each(Object.keys(ways))('one client, one pin: %s', async (way) => {
    for (let round = 0; round < 3; round += 1) expect(await ways[way]!(world, CONNECTIONS)).toEqual([]);
    expect(await faultsOf(world.sql)).toEqual([]);
  });
});
