import type { Config } from '@netlify/functions';
import { deliverOutbox } from './email/deliver-outbox.ts';
import { refusalOfDatabase } from './http/call-database.ts';
import { serverDatabase } from './database/connect.ts';

/** What time does by itself; each is a SQL function that may be called as often as one likes. */
const deeds = [
  'escalate_applications',
  'announce_editions',
  'run_clock',
  'route_enquiries',
  'move_passed_leads',
] as const;

/** Every five minutes. It has no address: only the platform's schedule (or the Node host's) calls it. */
export default async function runClock(): Promise<Response> {
  const done: Record<string, unknown> = {};
  const failed: unknown[] = [];
  for (const deed of deeds) {
    const { data, error } = await serverDatabase().rpc(deed);
    // The others are due all the same.
    if (error) failed.push(refusalOfDatabase(error, deed));
    else done[deed] = data;
  }
  if (failed.length > 0) throw failed[0];
  await deliverOutbox();
  return Response.json(done);
}

export const config: Config = { schedule: '*/5 * * * *' };
