import { enquiryRequestOf, sampleEnquiry } from './enquiries.ts';
import { holdersOf, ownerOf, staffPeople, type Answer, type RaceWorld } from './pin-races.ts';
import { crowd, done, partnerId, pinned, shuffled, undeclared, wrong, type Round } from './pin-round.ts';

/* What the vendor gives away: a lead passed to a partner, the contacts of an event. Both pin a client that others want as well. */

const [manager, otherManager] = staffPeople;

/** An enquiry about a client nobody holds, as it stands in the inbox. */
async function enquiryAbout(world: RaceWorld, taxId: string): Promise<string> {
  const enquiry = sampleEnquiry({
    company: { name: `Клиент ${taxId}`, taxId, site: `client${taxId}.example` },
    contact: { email: `petr@client${taxId}.example` },
    transfer: true,
  });
  const { number } = await world.call('', 'receive_enquiry', enquiryRequestOf(enquiry, { channel: 'crm' }));
  await world.call('', 'route_enquiries', {});
  const rows = await world.sql<{ id: string }[]>`select id from public.enquiries where number = ${number as string}`;
  return rows[0]!.id;
}

/** The partner accepts with ten impatient clicks while others register the client; the clock of the offers runs beside it. */
export const acceptPassedLead: Round = async (world, connections) => {
  const taxId = world.newTaxId();
  const { passedLead } = await world.call(manager, 'pass_enquiry', {
    enquiryId: await enquiryAbout(world, taxId),
    partnerId: await partnerId(world, 0),
    nextPartnerIds: [await partnerId(world, 1)],
  });
  const { id } = passedLead as { id: string };
  const accepting = Array.from({ length: 10 }, () => ({
    email: ownerOf(0),
    name: 'accept_passed_lead',
    request: { id },
  }));
  const calls = [...accepting, { email: '', name: 'run_clock', request: {} }];
  const answers = await world.atOnce(shuffled([...calls, ...crowd(world, taxId, 2, connections, calls.length)]));
  const accepted = done(answers, 'accept_passed_lead').length;
  const refused = answers.filter(
    ({ call, value }) => call.name === 'accept_passed_lead' && value?.['refused'] === 'client_unavailable',
  ).length;
  const holders = await holdersOf(world.sql, [taxId]);
  return [
    ...undeclared(answers),
    ...wrong('told that they hold the client', accepted + pinned(answers).length, 1),
    ...wrong('offers that were answered', accepted + refused, 1),
    ...wrong('pins of the client', holders.length, 1),
    ...wrong('held by who accepted', holders[0] === 0, accepted === 1),
  ];
};

interface EventAnswer {
  rows: { outcome: string }[];
}
const givenPins = (answers: readonly Answer[]) =>
  done(answers, 'add_event_leads').filter(({ value }) =>
    (value as unknown as EventAnswer).rows.some(({ outcome }) => outcome === 'pinned'),
  );

/** The same person was at the stand of eight partners, and staff hand over all eight lists at once. */
export const addEventLeads: Round = async (world, connections) => {
  const taxId = world.newTaxId();
  const { lead } = world.register(0, taxId).request as { lead: { client: object } };
  const lists = await Promise.all(
    Array.from({ length: 8 }, async (_, partner) => ({
      email: partner % 2 ? manager : otherManager,
      name: 'add_event_leads',
      request: {
        partnerId: await partnerId(world, partner),
        event: 'Выставка',
        rows: [{ line: 1, client: lead.client, need: 'Хотят портал.' }],
      },
    })),
  );
  const answers = await world.atOnce(
    shuffled([...lists, ...crowd(world, taxId, lists.length, connections, lists.length)]),
  );
  return [
    ...undeclared(answers),
    ...wrong('lists that were taken', done(answers, 'add_event_leads').length, lists.length),
    ...wrong('told that they hold the client', givenPins(answers).length + pinned(answers).length, 1),
    ...wrong('pins of the client', (await holdersOf(world.sql, [taxId])).length, 1),
  ];
};
