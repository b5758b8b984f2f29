import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListQuery } from '../../api/list-address.ts';
import type { LeadItem } from '../leads/lead-contract.ts';
import type { DeclineRequest, PassedLeadItem } from './passed-lead-contract.ts';

export const readPassedLeads = (query: ListQuery) =>
  callApi<{ items: PassedLeadItem[]; next?: string }>(listAddress('/api/passed-leads', query));

export const acceptPassedLead = (id: string, idempotencyKey: string) =>
  callApi<{ lead: LeadItem }>(`/api/passed-leads/${id}/accept`, { method: 'POST', body: {}, idempotencyKey });

export const declinePassedLead = (id: string, body: DeclineRequest) =>
  callApi<Record<string, never>>(`/api/passed-leads/${id}/decline`, { method: 'POST', body });
