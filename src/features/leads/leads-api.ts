import { callApi } from '../../api/call-api.ts';
import type { AppealInput, AppealReceived, ClientList, WaitingListInput } from '../clients/client-contract.ts';
import type { OfferInForce } from '../offer/offer-contract.ts';
import type { LeadInput, LeadList, LeadRegistered } from './lead-contract.ts';

export const registerLead = (lead: LeadInput, idempotencyKey: string) =>
  callApi<LeadRegistered>('/api/leads', { method: 'POST', body: lead, idempotencyKey });

export const readLeads = (cursor?: string) =>
  callApi<LeadList>(`/api/leads${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);

/** The own clients: the form says «already yours» by them, and asks nothing about others. */
export const readOwnClients = () => callApi<ClientList>('/api/clients?limit=200');

export const readOfferState = (language: string) => callApi<OfferInForce>(`/api/offer?language=${language}`);

export const joinWaitingList = (client: WaitingListInput) =>
  callApi<Record<string, never>>('/api/waiting-list', { method: 'POST', body: client });

export const sendAppeal = (appeal: AppealInput) =>
  callApi<AppealReceived>('/api/appeals', { method: 'POST', body: appeal });
