import { CONNECTIONS, faultsOf, ownerOf, staffPeople, type Answer, type Call, type RaceWorld } from './pin-races.ts';
import { decide, done, fileId, graceEndsIn, importing, partnerId, pinned, undeclared } from './pin-round.ts';

/*
 * Everything at once, at random: partners register, import, extend, renew, release and appeal, staff approve, transfer, merge and decide,
 * the clock runs. After each wave the database is compared with what was acknowledged: as many receipts of each kind as answers that
 * promised one.
 */
const CLIENTS = 12;

/** Numbers of a seed, so that a wave that went wrong can be made again as far as a race allows it. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface State {
  clients: { id: string; tax_id: string; merged: boolean }[];
  pins: { client_id: string; partner: number }[];
  reviews: string[];
  appeals: string[];
}

export interface Mix {
  wave(connections: number): Promise<string[]>;
  /** How many requests of each kind were acknowledged so far. */
  acknowledged: Record<string, number>;
}

export async function openMix(world: RaceWorld, seed: number): Promise<Mix> {
  const random = randomOf(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const acknowledged: Record<string, number> = {};
  const file = await fileId(world);
  const partners = await Promise.all(Array.from({ length: CONNECTIONS }, (_, partner) => partnerId(world, partner)));
  let taxIds = Array.from({ length: CLIENTS }, () => world.newTaxId());

  function callOf({ clients, pins, reviews, appeals }: State): Call {
    const partner = Math.floor(random() * CONNECTIONS);
    const pin = pick(pins);
    const open = clients.filter(({ merged }) => !merged);
    const [client, other, review, appeal] = [pick(open), pick(open), pick(reviews), pick(appeals)];
    const staff = pick(staffPeople)!;
    const taxId = pick(taxIds)!;
    // A site that several clients share sends a registration to review.
    const site = random() < 0.3 ? `shared${seed}.example` : undefined;
    const dice = Math.floor(random() * 16);
    const reason = 'Так решили.';
    if (pin && dice === 0)
      return {
        email: ownerOf(pin.partner),
        name: 'extend_pin',
        request: { clientId: pin.client_id, activity: 'Показ.' },
      };
    if (pin && dice === 1)
      return { email: ownerOf(pin.partner), name: 'renew_pin', request: { clientId: pin.client_id } };
    if (pin && dice === 2)
      return { email: ownerOf(pin.partner), name: 'release_pin', request: { clientId: pin.client_id } };
    if (client && dice === 3)
      return {
        email: staff,
        name: 'transfer_client',
        request: { clientId: client.id, partnerId: partners[partner], reason, fileId: file },
      };
    if (review && dice <= 5) return decide(staff, 'decide_lead', review);
    if (appeal && dice === 6) return decide(staff, 'decide_appeal', appeal);
    if (dice === 7)
      return {
        email: ownerOf(partner),
        name: 'submit_appeal',
        request: { client: { country: 'RU', taxId }, statement: 'Мы были раньше.' },
      };
    if (client && other && dice === 8 && random() < 0.4)
      return { email: staff, name: 'merge_clients', request: { clientId: client.id, intoId: other.id, reason } };
    if (dice === 9) return { email: '', name: 'run_clock', request: {} };
    if (dice === 10) return importing(world, partner, [taxId, pick(taxIds)!]);
    return world.register(partner, taxId, site ? { site } : {});
  }

  async function wave(connections: number): Promise<string[]> {
    const state = await stateOf(world);
    const ending = pick(state.pins);
    if (ending) await graceEndsIn(world, ending.client_id, random() < 0.5 ? 200 * random() : 3 * 86_400_000);
    const before = await receiptsOf(world);
    const answers = await world.atOnce(Array.from({ length: connections }, () => callOf(state)));
    const after = await receiptsOf(world);
    for (const { call, problem } of answers)
      if (problem === undefined) acknowledged[call.name] = (acknowledged[call.name] ?? 0) + 1;
    // Merged clients are used up: new ones take their places.
    const merged = new Set((await stateOf(world)).clients.filter((one) => one.merged).map(({ tax_id }) => tax_id));
    taxIds = taxIds.map((taxId) => (merged.has(taxId) && random() < 0.5 ? world.newTaxId() : taxId));
    return [
      ...undeclared(answers).filter((one) => !allowedHere.test(one)),
      ...unlike(answers, before, after),
      ...(await faultsOf(world.sql)),
    ];
  }
  return { wave, acknowledged };
}

/** What a mix may be told beside the refusals of a race: an appeal twice, without a refusal before, or by who decided first. */
const allowedHere = /(PT409 appeal_waiting|PT403 other_person_needed|PT429 too_many_requests)$/;

async function stateOf({ sql }: RaceWorld): Promise<State> {
  const [clients, pins, reviews, appeals] = await Promise.all([
    sql<
      State['clients']
    >`select id, tax_id, merged_into is not null as merged from public.clients order by created_at desc limit 40`,
    sql<State['pins']>`select pin.client_id, substr(p.tax_id, 5)::integer as partner from public.client_pins pin
      join public.partners p on p.id = pin.partner_id where pin.period @> clock_timestamp() order by lower(pin.period) desc limit 30`,
    sql<
      { id: string }[]
    >`select lead_id as id from public.lead_reviews where ended_at is null order by opened_at desc limit 30`,
    sql<{ id: string }[]>`select id from public.appeals where status = 'waiting' limit 30`,
  ]);
  return { clients, pins, reviews: reviews.map(({ id }) => id), appeals: appeals.map(({ id }) => id) };
}

type Receipts = Record<string, number>;
const receiptsOf = async ({ sql }: RaceWorld): Promise<Receipts> => {
  const rows = await sql<
    { action: string; count: number }[]
  >`select action, count(*)::integer as count from public.receipts group by action`;
  return Object.fromEntries(rows.map(({ action, count }) => [action, count]));
};

/** The difference between what was acknowledged and what stands in the database. */
function unlike(answers: readonly Answer[], before: Receipts, after: Receipts): string[] {
  const imported = done(answers, 'import_leads')
    .flatMap(({ value }) => value!['rows'] as { outcome: string }[])
    .filter(({ outcome }) => outcome === 'pinned').length;
  const promised: Record<string, [number, number]> = {
    pinned: exactly(pinned(answers).length + done(answers, 'decide_lead').length + imported),
    extended: exactly(done(answers, 'extend_pin').length),
    renewed: exactly(done(answers, 'renew_pin').length),
    released: exactly(done(answers, 'release_pin').length),
    reinstated: exactly(done(answers, 'decide_appeal').length),
    // A merge moves a pin only where the one client had it and the other had not.
    transferred: [
      done(answers, 'transfer_client').length,
      done(answers, 'transfer_client').length + done(answers, 'merge_clients').length,
    ],
  };
  return Object.entries(promised).flatMap(([action, [least, most]]) => {
    const issued = (after[action] ?? 0) - (before[action] ?? 0);
    return issued >= least && issued <= most ? [] : [`receipts ${action}: ${issued}, acknowledged ${least}..${most}`];
  });
}
const exactly = (count: number): [number, number] => [count, count];
