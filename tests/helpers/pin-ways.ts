import { acceptPassedLead, addEventLeads } from './pin-ways-given.ts';
import { holdersOf, ownerOf, staffPeople, type Answer, type Call, type RaceWorld } from './pin-races.ts';
import {
  crowd,
  decide,
  done,
  fileId,
  graceEndsIn,
  held,
  importing,
  partnerId,
  pinned,
  shuffled,
  undeclared,
  wrong,
  type Round,
} from './pin-round.ts';

const [manager, otherManager, lead] = staffPeople;
const reason = 'Так решили.';

/** A client nobody has named, or one that staff have noted already: then nothing but the lock and the constraint keep two apart. */
const register =
  (isKnown: boolean): Round =>
  async (world, connections) => {
    const taxId = world.newTaxId();
    const client = { name: `Клиент ${taxId}`, country: 'RU', taxId };
    if (isKnown) await world.call(manager, 'set_client_standing', { client, standing: 'open', reason });
    const answers = await world.atOnce(crowd(world, taxId, 0, connections, 0));
    const winners = pinned(answers);
    const holders = await holdersOf(world.sql, [taxId]);
    return [
      ...undeclared(answers),
      ...wrong('registrations that were told they hold the client', winners.length, 1),
      ...wrong('pins of the client', holders.length, 1),
      ...wrong('the holder', ownerOf(holders[0]!), winners[0]?.call.email),
      ...wrong(
        'refused',
        answers.filter(({ value }) => value?.['refused'] === 'client_unavailable').length,
        connections - 1,
      ),
    ];
  };

const approve: Round = async (world, connections) => {
  const taxId = world.newTaxId();
  const site = `client${taxId}.example`;
  const { email, name, request } = world.register(0, world.newTaxId(), { site });
  await world.call(email, name, request);
  // Another client was seen under this domain, so each of these waits for a person.
  const ids: string[] = [];
  for (let partner = 1; partner <= 8; partner += 1) {
    const waiting = world.register(partner, taxId, { site });
    const answer = await world.call(waiting.email, waiting.name, waiting.request);
    ids.push(answer['id'] as string);
  }
  const decisions = ids.flatMap((id) => [manager, otherManager].map((by) => decide(by, 'decide_lead', id)));
  const answers = await world.atOnce(
    shuffled([...decisions, ...crowd(world, taxId, 9, connections, decisions.length)]),
  );
  return [
    ...undeclared(answers),
    ...wrong('approvals in effect', done(answers, 'decide_lead').length, 1),
    ...wrong('registrations pinned beside them', pinned(answers).length, 0),
    ...wrong('pins of the client', (await holdersOf(world.sql, [taxId])).length, 1),
  ];
};
const extend: Round = async (world, connections) => {
  const { taxId, id } = await held(world, 0);
  const calls = Array.from({ length: 10 }, () => ({
    email: ownerOf(0),
    name: 'extend_pin',
    request: { clientId: id, activity: 'Показ.' },
  }));
  const answers = await world.atOnce(shuffled([...calls, ...crowd(world, taxId, 1, connections, calls.length)]));
  return [
    ...undeclared(answers),
    // 90 days and three times 30 are the 180 of the cap.
    ...wrong('extensions in effect', done(answers, 'extend_pin').length, 3),
    ...wrong('registrations pinned beside them', pinned(answers).length, 0),
    ...wrong('the holders', (await holdersOf(world.sql, [taxId])).join(), '0'),
  ];
};

const renewCalls = (id: string) =>
  Array.from({ length: 10 }, () => ({ email: ownerOf(0), name: 'renew_pin', request: { clientId: id } }));

const renew: Round = async (world, connections) => {
  const { taxId, id } = await held(world, 0);
  await graceEndsIn(world, id, 5 * 86_400_000);
  const calls = renewCalls(id);
  const answers = await world.atOnce(shuffled([...calls, ...crowd(world, taxId, 1, connections, calls.length)]));
  return [
    ...undeclared(answers),
    ...wrong('renewals in effect', done(answers, 'renew_pin').length, 1),
    ...wrong('registrations pinned beside it', pinned(answers).length, 0),
    ...wrong('the holders', (await holdersOf(world.sql, [taxId])).join(), '0'),
  ];
};

const endOfGrace: Round = async (world, connections) => {
  const { taxId, id } = await held(world, 0);
  // The grace ends while they come.
  await graceEndsIn(world, id, 40 + Math.random() * 200);
  const calls = [
    ...renewCalls(id),
    ...Array.from({ length: 5 }, () => ({ email: '', name: 'run_clock', request: {} })),
  ];
  const answers = await world.atOnce(shuffled([...calls, ...crowd(world, taxId, 1, connections, calls.length)]));
  const [renewed, taken] = [done(answers, 'renew_pin').length, pinned(answers).length];
  const left = (await holdersOf(world.sql, [taxId])).length;
  return [
    ...undeclared(answers),
    ...(renewed + taken <= 1 ? [] : [`renewed ${renewed} times and given away ${taken} times`]),
    ...wrong('pins of the client', left, renewed + taken),
  ];
};

const transfer: Round = async (world, connections) => {
  const { taxId, id } = await held(world, 0);
  const file = await fileId(world);
  const receivers = [1, 2, 3, 4, 5, 6];
  const calls = await Promise.all(
    receivers.map(async (partner) => ({
      email: partner % 2 ? manager : otherManager,
      name: 'transfer_client',
      request: { clientId: id, partnerId: await partnerId(world, partner), reason, fileId: file },
    })),
  );
  const answers = await world.atOnce(shuffled([...calls, ...crowd(world, taxId, 7, connections, calls.length)]));
  const holders = await holdersOf(world.sql, [taxId]);
  return [
    ...undeclared(answers),
    ...wrong('transfers in effect', done(answers, 'transfer_client').length, receivers.length),
    ...wrong('registrations pinned beside them', pinned(answers).length, 0),
    ...wrong('pins of the client', holders.length, 1),
    ...wrong('held by a receiver', receivers.includes(holders[0]!), true),
  ];
};

const release: Round = async (world, connections) => {
  const { taxId, id } = await held(world, 0);
  const calls = Array.from({ length: 3 }, () => ({
    email: ownerOf(0),
    name: 'release_pin',
    request: { clientId: id },
  }));
  const answers = await world.atOnce(shuffled([...calls, ...crowd(world, taxId, 1, connections, calls.length)]));
  const taken = pinned(answers).length;
  return [
    ...undeclared(answers),
    ...wrong('releases in effect', done(answers, 'release_pin').length, 1),
    ...(taken <= 1 ? [] : [`given to ${taken} after it`]),
    ...wrong('pins of the client', (await holdersOf(world.sql, [taxId])).length, taken),
  ];
};

async function appealed(world: RaceWorld, taxId: string, partners: readonly number[]): Promise<string[]> {
  // Twenty appeals a day are no part of the race.
  await world.sql`delete from private.rate_limits where limit_name = 'appeals_per_day'`;
  for (const partner of partners) {
    const { email, name, request } = world.register(partner, taxId);
    await world.call(email, name, request);
    await world.call(email, 'submit_appeal', {
      client: { country: 'RU', taxId },
      statement: 'Клиент написал нам раньше.',
    });
  }
  const rows = await world.sql<{ id: string }[]>`
    select a.id from public.appeals a join public.clients c on c.id = a.client_id where c.tax_id = ${taxId} and a.status = 'waiting'`;
  return rows.map(({ id }) => id);
}

const reinstate: Round = async (world, connections) => {
  const { taxId } = await held(world, 0);
  const appellants = [1, 2, 3, 4, 5];
  const ids = await appealed(world, taxId, appellants);
  const calls = ids.flatMap((id) => [manager, lead].map((by) => decide(by, 'decide_appeal', id)));
  const answers = await world.atOnce(shuffled([...calls, ...crowd(world, taxId, 6, connections, calls.length)]));
  const holders = await holdersOf(world.sql, [taxId]);
  return [
    ...undeclared(answers),
    ...wrong('appeals granted', done(answers, 'decide_appeal').length, appellants.length),
    ...wrong('registrations pinned beside them', pinned(answers).length, 0),
    ...wrong('pins of the client', holders.length, 1),
    ...wrong('held by an appellant', appellants.includes(holders[0]!), true),
  ];
};

const merge: Round = async (world, connections) => {
  const [one, two] = [await held(world, 0), await held(world, 1)];
  const merging = (from: string, into: string, by: string): Call => ({
    email: by,
    name: 'merge_clients',
    request: { clientId: from, intoId: into, reason },
  });
  const calls = [
    ...[manager, otherManager, lead].flatMap((by) => [merging(one.id, two.id, by), merging(two.id, one.id, by)]),
    { email: ownerOf(0), name: 'extend_pin', request: { clientId: one.id, activity: 'Показ.' } },
    { email: ownerOf(1), name: 'release_pin', request: { clientId: two.id } },
  ];
  const half = Math.floor((connections - calls.length) / 2);
  const wanting = [...crowd(world, one.taxId, 2, half, 0), ...crowd(world, two.taxId, 2 + half, half, 0)];
  const answers = await world.atOnce(shuffled([...calls, ...wanting]));
  const holders = await holdersOf(world.sql, [one.taxId, two.taxId]);
  return [
    ...undeclared(answers),
    ...wrong('merges in effect', done(answers, 'merge_clients').length, 1),
    ...(holders.length <= 1 ? [] : [`the one client is held by ${holders.join()}`]),
  ];
};

interface ImportAnswer {
  rows: { outcome: string; line: number }[];
}
const importedPins = (answers: readonly Answer[], line: number) =>
  done(answers, 'import_leads').filter(({ value }) =>
    (value as unknown as ImportAnswer).rows.some((row) => row.line === line && row.outcome === 'pinned'),
  );

const importRound: Round = async (world, connections) => {
  const taxIds = [world.newTaxId(), world.newTaxId()];
  const lists = Array.from({ length: 20 }, (_, partner) => importing(world, partner, taxIds));
  const half = Math.floor((connections - lists.length) / 2);
  const wanting = [
    ...crowd(world, taxIds[0]!, lists.length, half, 0),
    ...crowd(world, taxIds[1]!, lists.length + half, half, 0),
  ];
  const answers = await world.atOnce(shuffled([...lists, ...wanting]));
  const told = (at: number) =>
    importedPins(answers, at).length +
    pinned(answers).filter(({ call }) => JSON.stringify(call.request).includes(taxIds[at]!)).length;
  const [one, two] = [await holdersOf(world.sql, [taxIds[0]!]), await holdersOf(world.sql, [taxIds[1]!])];
  return [
    ...undeclared(answers),
    ...wrong('pins of the first client', one.length, 1),
    ...wrong('pins of the second client', two.length, 1),
    ...wrong('told that they hold the first', told(0), 1),
    ...wrong('told that they hold the second', told(1), 1),
  ];
};

const undo: Round = async (world, connections) => {
  const { taxId, id } = await held(world, 0);
  const [appeal] = await appealed(world, taxId, [1]);
  const answer = await world.call(manager, 'decide_appeal', { id: appeal, decision: 'approve', reason });
  const decision = (answer['decision'] as { id: string }).id;
  const calls = [
    ...[manager, lead].map((by) => ({ email: by, name: 'undo_decision', request: { id: decision } })),
    { email: ownerOf(1), name: 'release_pin', request: { clientId: id } },
  ];
  const answers = await world.atOnce(shuffled([...calls, ...crowd(world, taxId, 2, connections, calls.length)]));
  const holders = await holdersOf(world.sql, [taxId]);
  return [...undeclared(answers), ...(holders.length <= 1 ? [] : [`held by ${holders.join()}`])];
};

/** The ways to a pin, and the moments at which one ends or comes back while others wait for it. */
export const ways: Record<string, Round> = {
  'register a new client': register(false),
  'register a known client': register(true),
  'approve after review': approve,
  extend,
  'renew in grace': renew,
  'the end of grace': endOfGrace,
  transfer,
  release,
  'reinstate after an appeal': reinstate,
  'merge of two clients': merge,
  'CSV import': importRound,
  'a passed lead is accepted': acceptPassedLead,
  'contacts of an event': addEventLeads,
  'a decision taken back': undo,
};
