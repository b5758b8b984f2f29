import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListQuery } from '../../api/list-address.ts';
import { sendFile } from '../../api/send-file.ts';
import type {
  AppealInput,
  AppealItem,
  AppealReceived,
  ClientList,
  WaitingListInput,
  WaitingPlace,
} from '../clients/client-contract.ts';
import type { OfferInForce } from '../offer/offer-contract.ts';
import type { LeadBoard, LeadCard, LeadInput, LeadList, LeadRegistered } from './lead-contract.ts';
import type { StageInput } from './lead-stage-contract.ts';
import type { LeadNote, LeadPage, LeadWorkInput } from './lead-work-contract.ts';

export const registerLead = (lead: LeadInput, idempotencyKey: string) =>
  callApi<LeadRegistered>('/api/leads', { method: 'POST', body: lead, idempotencyKey });

export const readLeads = (query: ListQuery) => callApi<LeadList>(listAddress('/api/leads', query));

export const readBoard = (query: ListQuery) => callApi<LeadBoard>(listAddress('/api/leads/board', query));

const at = (id: string, more = '') => `/api/leads/${encodeURIComponent(id)}${more}`;

export const readLead = (id: string) => callApi<LeadPage>(at(id));

export const changeLead = (id: string, body: LeadWorkInput) => callApi<LeadPage>(at(id), { method: 'PUT', body });

export const changeStage = (id: string, body: StageInput) =>
  callApi<LeadCard>(at(id, '/stage'), { method: 'PUT', body });

export const addNote = (id: string, text: string, idempotencyKey: string) =>
  callApi<LeadNote>(at(id, '/notes'), { method: 'POST', body: { text }, idempotencyKey });

export const changeNote = (id: string, note: string, text: string) =>
  callApi<LeadNote>(at(id, `/notes/${note}`), { method: 'PUT', body: { text } });

export const deleteNote = (id: string, note: string) =>
  callApi<Record<string, never>>(at(id, `/notes/${note}`), { method: 'DELETE' });

export const restoreNote = (id: string, note: string) =>
  callApi<LeadNote>(at(id, `/notes/${note}/restoration`), { method: 'POST', body: {} });

export const addLeadFile = (id: string, file: File) => sendFile(file, at(id, '/attachments'));

export const deleteLeadFile = (id: string, file: string) =>
  callApi<Record<string, never>>(at(id, `/attachments/${file}`), { method: 'DELETE' });

export const readAppeals = () => callApi<{ items: AppealItem[] }>('/api/appeals?limit=200');

export const readWaiting = () => callApi<{ items: WaitingPlace[] }>('/api/waiting-list?limit=200');

export const leaveWaiting = (id: string) =>
  callApi<Record<string, never>>(`/api/waiting-list/${id}`, { method: 'DELETE' });

/** The own clients: the form says «already yours» by them, and asks nothing about others. */
export const readOwnClients = () => callApi<ClientList>('/api/clients?limit=200');

/** The own client with this number, where there are more than one page holds. */
export const findOwnClients = (taxId: string) =>
  callApi<ClientList>(listAddress('/api/clients', { search: taxId, limit: '10' }));

export const readOfferState = (language: string) => callApi<OfferInForce>(`/api/offer?language=${language}`);

export const joinWaitingList = (client: WaitingListInput) =>
  callApi<Record<string, never>>('/api/waiting-list', { method: 'POST', body: client });

export const sendAppeal = (appeal: AppealInput) =>
  callApi<AppealReceived>('/api/appeals', { method: 'POST', body: appeal });
