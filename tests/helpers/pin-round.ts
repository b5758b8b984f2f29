import { CONNECTIONS, ownerOf, type Answer, type Call, type RaceWorld } from './pin-races.ts';

/**
 * One round of a race: everybody wants one client at one moment, and meanwhile a pin of it comes, moves or goes in one of the ways there
 * are. The answer: what went wrong, one sentence each.
 */
export type Round = (world: RaceWorld, connections: number) => Promise<string[]>;

const reason = 'Так решили.';

/** Refusals a loser may hear. Everything else, a deadlock first of all, is a fault. */
const declared = new Set([
  'PT404 not_found',
  'PT409 already_decided',
  'PT409 client_already_yours',
  'PT409 client_unavailable',
  'PT409 extension_not_possible',
  'PT409 renewal_not_possible',
  'PT409 undo_too_late',
]);
export const undeclared = (answers: readonly Answer[]) =>
  answers
    .filter(({ problem }) => problem !== undefined && !declared.has(problem))
    .map(({ call, problem }) => `${call.name} by ${call.email}: ${problem}`);

export const done = (answers: readonly Answer[], name: string) =>
  answers.filter(
    ({ call, value, problem }) => call.name === name && problem === undefined && value?.['refused'] === undefined,
  );
export const pinned = (answers: readonly Answer[]) =>
  done(answers, 'register_lead').filter(({ value }) => value!['status'] === 'pinned');

export const wrong = (what: string, is: unknown, wanted: unknown) =>
  is === wanted ? [] : [`${what}: ${String(is)}, not ${String(wanted)}`];

/** Partners that register, from a number on, until all connections are used. */
export const crowd = (world: RaceWorld, taxId: string, from: number, connections: number, used: number): Call[] =>
  Array.from({ length: connections - used }, (_, at) => world.register((from + at) % CONNECTIONS, taxId));

/** Who comes first is chance, not the order of a list. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}

export const clientId = async ({ sql }: RaceWorld, taxId: string) =>
  (await sql<{ id: string }[]>`select id from public.clients where tax_id = ${taxId}`)[0]!.id;
export const partnerId = async ({ sql }: RaceWorld, partner: number) =>
  (await sql<{ id: string }[]>`select partner_id as id from public.members where email = ${ownerOf(partner)}`)[0]!.id;
export const fileId = async ({ sql }: RaceWorld) =>
  (await sql<{ id: string }[]>`select id from public.files limit 1`)[0]!.id;

/** A new client, held by a partner. */
export async function held(world: RaceWorld, partner: number): Promise<{ taxId: string; id: string }> {
  const taxId = world.newTaxId();
  const { email, name, request } = world.register(partner, taxId);
  await world.call(email, name, request);
  return { taxId, id: await clientId(world, taxId) };
}

export const decide = (email: string, name: string, id: string): Call => ({
  email,
  name,
  request: { id, decision: 'approve', reason },
});

/** Moves the term of a pin, so that its grace ends so many milliseconds from now. */
export const graceEndsIn = ({ sql }: RaceWorld, id: string, milliseconds: number) => sql`
  update public.client_pins p set granted_at = p.granted_at - shift.by, protected_until = p.protected_until - shift.by,
    period = tstzrange(lower(p.period), upper(p.period) - shift.by, '[)')
  from (select q.id, upper(q.period) - clock_timestamp() - make_interval(secs => ${milliseconds / 1000}) as by from public.client_pins q) shift
  where p.client_id = ${id} and shift.id = p.id and p.ended_by is null and p.period @> clock_timestamp()`;

/** Two clients in every list, in this order or the other. */
export const importing = (world: RaceWorld, partner: number, taxIds: readonly string[]): Call => ({
  email: ownerOf(partner),
  name: 'import_leads',
  request: {
    rows: shuffled(
      taxIds.map((taxId, at) => ({
        line: at,
        lead: (world.register(partner, taxId).request as { lead: object }).lead,
      })),
    ),
  },
});
