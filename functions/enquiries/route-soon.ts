import { serverDatabase } from '../database/connect.ts';
import { deliverOutbox } from '../email/deliver-outbox.ts';
import { refusalOfDatabase } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { unexpectedError } from '../http/unexpected-error.ts';

/**
 * Whose client has written is looked at after the answer, so that the answer about a pinned client takes as long as any other. Should
 * the server stop in between, the clock does it (run-clock.ts).
 */
export function routeSoon({ waitUntil }: Exchange): void {
  waitUntil(route().catch((error: unknown) => unexpectedError(error, 'route_enquiries')));
}

async function route(): Promise<void> {
  const { error } = await serverDatabase().rpc('route_enquiries');
  if (error) throw refusalOfDatabase(error, 'route_enquiries');
  await deliverOutbox(5);
}
