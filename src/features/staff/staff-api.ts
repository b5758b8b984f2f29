import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListQuery } from '../../api/list-address.ts';
import type { ApplicationCase, ApplicationLine, CaseList, ClientCase, ClientLine, LeadCase } from './case-contract.ts';
import type { DecisionAgreed, DecisionInput, DecisionMade, InboxItem, InboxPage } from './decision-contract.ts';
import type { EventLeadsAdded } from './event-lead-contract.ts';
import type { ClientTransferred, MergePreview, TransferPreview } from './staff-client-contract.ts';
import type { EnquiryLine, EnquiryList, EnquiryPassed, PassRequest, Suggestion } from './staff-enquiry-contract.ts';

const at = (path: string, id: string, more = '') => `/api/staff/${path}/${encodeURIComponent(id)}${more}`;
const post = <T>(path: string, body: unknown, idempotencyKey?: string) =>
  callApi<T>(path, { method: 'POST', body, ...(idempotencyKey && { idempotencyKey }) });

export const readInbox = (query: ListQuery) => callApi<InboxPage>(listAddress('/api/staff/inbox', query));

/** What is decided, and where: enquiries are passed on and support is answered, not decided. */
const places = { application: 'applications', lead: 'leads', appeal: 'appeals', transfer: 'transfers' } as const;
export type Decidable = keyof typeof places;
export const isDecidable = (item: InboxItem): item is InboxItem & { kind: Decidable } =>
  Object.hasOwn(places, item.kind);

export const decide = (kind: Decidable, id: string, decision: DecisionInput, key: string) =>
  post<DecisionMade | DecisionAgreed>(at(places[kind], id, '/decision'), decision, key);
export const undoDecision = (id: string) => post<Record<string, never>>(at('decisions', id, '/undo'), {});

export const listApplications = (query: ListQuery) =>
  callApi<CaseList<ApplicationLine>>(listAddress('/api/staff/applications', query));
export const readApplication = (id: string) => callApi<ApplicationCase>(at('applications', id));
export const readLead = (id: string) => callApi<LeadCase>(at('leads', id));

export const listClients = (query: ListQuery) =>
  callApi<CaseList<ClientLine>>(listAddress('/api/staff/clients', query));
export const readClient = (id: string) => callApi<ClientCase>(at('clients', id));
export const previewTransfer = (id: string, partnerId: string) =>
  callApi<TransferPreview>(listAddress(at('clients', id, '/transfer'), { partnerId }));
export const transferClient = (id: string, body: { partnerId: string; reason: string; fileId: string }, key: string) =>
  post<ClientTransferred>(at('clients', id, '/transfer'), body, key);
export const previewMerge = (id: string, intoId: string, partnerId?: string) =>
  callApi<MergePreview>(listAddress(at('clients', id, '/merge'), { intoId, ...(partnerId && { partnerId }) }));
export const mergeClients = (id: string, body: { intoId: string; reason: string; partnerId?: string }, key: string) =>
  post<{ clientId: string }>(at('clients', id, '/merge'), body, key);
export const setStanding = (body: object) =>
  callApi<{ standing: string }>('/api/staff/clients/standing', { method: 'PUT', body });

/** Partners one may choose from, by name. */
export const listPartners = (query: ListQuery) =>
  callApi<{ items: { id: string; name: string; status: string }[]; total: number }>(
    listAddress('/api/staff/partners', query),
  );

export const listEnquiries = (query: ListQuery) => callApi<EnquiryList>(listAddress('/api/staff/enquiries', query));
export const readEnquiry = (id: string) => callApi<EnquiryLine>(at('enquiries', id));
export const suggestPartners = (id: string) => callApi<{ items: Suggestion[] }>(at('enquiries', id, '/partners'));
export const passEnquiry = (id: string, body: PassRequest, key: string) =>
  post<EnquiryPassed>(at('enquiries', id, '/pass'), body, key);
export const returnEnquiry = (id: string, body: object, key: string) =>
  post<{ lead: { number: string }; partner: { name: string } }>(at('enquiries', id, '/return'), body, key);
export const closeEnquiry = (id: string, reason: string | undefined, key: string) =>
  post<Record<string, never>>(at('enquiries', id, '/close'), { reason }, key);
export const addEventLeads = (body: object, key: string) => post<EventLeadsAdded>('/api/staff/event-leads', body, key);
