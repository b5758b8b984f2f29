import type { Config } from '@netlify/functions';
import { deliverOutbox } from './email/deliver-outbox.ts';

/** The outbox, every minute. It has no address: only the platform's schedule (or the Node host's) calls it. */
export default async function deliverNotifications(): Promise<Response> {
  return Response.json(await deliverOutbox());
}

export const config: Config = { schedule: '* * * * *' };
