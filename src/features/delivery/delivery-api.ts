import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListPage, type ListQuery } from '../../api/list-address.ts';
import type { Channel, DeadNotification, DeliveryHealth } from './delivery-contract.ts';

export const readHealth = () => callApi<DeliveryHealth>('/api/staff/delivery');

/** The rows that were given up, as a page of a list. */
export async function readDead(query: ListQuery) {
  const { sort: _, ...asked } = query;
  const answer = await callApi<ListPage<DeadNotification> & { count: number }>(
    listAddress('/api/staff/notifications', asked),
  );
  return answer.ok ? { ...answer, value: { ...answer.value, total: answer.value.count } } : answer;
}

export const retryOne = (id: string) =>
  callApi<{ id: string; leftOut: number }>(`/api/staff/notifications/${encodeURIComponent(id)}/retry`, {
    method: 'POST',
    body: {},
  });

export const retryAll = (wanted: { channel: Channel; kind?: string }) =>
  callApi<{ count: number; leftOut: number }>('/api/staff/notifications/retry', { method: 'POST', body: wanted });
