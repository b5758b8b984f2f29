import type { Config } from '@netlify/functions';
import { deliverCrm } from './crm/deliver-crm.ts';
import { deliverOutbox } from './email/deliver-outbox.ts';
import { unexpectedError } from './http/unexpected-error.ts';

/** The outbox, every minute. It has no address: only the platform's schedule (or the Node host's) calls it. */
export default async function deliverNotifications(): Promise<Response> {
  // Side by side: mail never waits for the CRM, and neither stops when the other fails.
  const [mail, crm] = await Promise.all([deliverOutbox().catch(unforeseen), deliverCrm().catch(unforeseen)]);
  return Response.json({ mail, crm });
}

const unforeseen = (error: unknown) => ({ problem: unexpectedError(error, 'deliver-notifications').code });

export const config: Config = { schedule: '* * * * *' };
