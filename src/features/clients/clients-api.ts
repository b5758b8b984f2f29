import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListQuery } from '../../api/list-address.ts';
import type { ClientList, ClientPage, ClientReasonInput, ExtensionInput, Pin, Receipt } from './client-contract.ts';
import type { ProtectionFeedMade, ProtectionFeedState } from './protection-feed-contract.ts';

export const readClients = (query: ListQuery = {}) => callApi<ClientList>(listAddress('/api/clients', query));

export const readClient = (id: string) => callApi<ClientPage>(`/api/clients/${encodeURIComponent(id)}`);

export const readProtectionFeed = () => callApi<ProtectionFeedState>('/api/protection-feed');

/** The link is shown once, in this answer. */
export const makeProtectionFeed = () =>
  callApi<ProtectionFeedMade>('/api/protection-feed', { method: 'POST', body: {} });

export const revokeProtectionFeed = () => callApi<void>('/api/protection-feed', { method: 'DELETE' });

const post = <T>(id: string, what: string, body: unknown, idempotencyKey: string) =>
  callApi<T>(`/api/clients/${encodeURIComponent(id)}/${what}`, { method: 'POST', body, idempotencyKey });

export const extendClient = (id: string, request: ExtensionInput, key: string) =>
  post<{ pin: Pin }>(id, 'extension', request, key);

export const renewClient = (id: string, request: ClientReasonInput, key: string) =>
  post<{ pin: Pin }>(id, 'renewal', request, key);

export const releaseClient = (id: string, request: ClientReasonInput, key: string) =>
  post<{ receipt: string }>(id, 'release', request, key);

export const readReceipt = (number: string) => callApi<Receipt>(`/api/receipts/${encodeURIComponent(number)}`);
