import { callApi } from '../../api/call-api.ts';
import type { ClientList, ClientReasonInput, ExtensionInput, Pin, Receipt } from './client-contract.ts';

export const readClients = (cursor?: string) =>
  callApi<ClientList>(`/api/clients${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);

const post = <T>(id: string, what: string, body: unknown, idempotencyKey: string) =>
  callApi<T>(`/api/clients/${encodeURIComponent(id)}/${what}`, { method: 'POST', body, idempotencyKey });

export const extendClient = (id: string, request: ExtensionInput, key: string) =>
  post<{ pin: Pin }>(id, 'extension', request, key);

export const renewClient = (id: string, request: ClientReasonInput, key: string) =>
  post<{ pin: Pin }>(id, 'renewal', request, key);

export const releaseClient = (id: string, request: ClientReasonInput, key: string) =>
  post<{ receipt: string }>(id, 'release', request, key);

export const readReceipt = (number: string) => callApi<Receipt>(`/api/receipts/${encodeURIComponent(number)}`);
