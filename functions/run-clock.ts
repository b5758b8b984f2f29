import type { Config } from '@netlify/functions';
import { deliverOutbox } from './email/deliver-outbox.ts';
import { refusalOfDatabase } from './http/call-database.ts';
import { serverDatabase } from './database/connect.ts';

/**
 * What time does by itself; each is a SQL function that may be called as often as one likes. `run_clock` takes one step a call, because the
 * lock of one client must not be held while another's is waited for: it is called until nothing is left to do.
 */
const deeds = [
  'escalate_applications',
  'announce_editions',
  'run_clock',
  'route_enquiries',
  'move_passed_leads',
] as const;

/** A scheduled function has 30 seconds; what is left is done the next time. */
const atMostSeconds = 15;

/** Every five minutes. It has no address: only the platform's schedule (or the Node host's) calls it. */
export default async function runClock(): Promise<Response> {
  const done: Record<string, unknown> = {};
  const failed: unknown[] = [];
  const stopAt = Date.now() + atMostSeconds * 1000;
  for (const deed of deeds) {
    let steps = 0;
    for (let more = true; more; steps += 1) {
      const { data, error } = await serverDatabase().rpc(deed);
      // The others are due all the same.
      if (error) failed.push(refusalOfDatabase(error, deed));
      else done[deed] = data;
      more = !error && deed === 'run_clock' && (data as { done: number }).done > 0 && Date.now() < stopAt;
    }
    if (steps > 1) done[deed] = { steps };
  }
  if (failed.length > 0) throw failed[0];
  await deliverOutbox();
  return Response.json(done);
}

export const config: Config = { schedule: '*/5 * * * *' };
