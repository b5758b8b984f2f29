import { callApi } from '../../api/call-api.ts';
import type { DecisionInput, DecisionMade, InboxItem } from './decision-contract.ts';

export const readInbox = (cursor?: string) =>
  callApi<{ items: InboxItem[]; next?: string }>(
    `/api/staff/inbox${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
  );

/** What is decided, and where: enquiries are passed on, support is answered. */
export type Decidable = Exclude<InboxItem['kind'], 'enquiry' | 'support'>;

const places: Record<Decidable, string> = { application: 'applications', lead: 'leads', appeal: 'appeals' };

export const decide = (kind: Decidable, id: string, decision: DecisionInput, idempotencyKey: string) =>
  callApi<DecisionMade>(`/api/staff/${places[kind]}/${encodeURIComponent(id)}/decision`, {
    method: 'POST',
    body: decision,
    idempotencyKey,
  });

export const undoDecision = (id: string) =>
  callApi<Record<string, never>>(`/api/staff/decisions/${encodeURIComponent(id)}/undo`, { method: 'POST', body: {} });
