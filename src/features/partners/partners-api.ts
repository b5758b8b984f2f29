import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListPage, type ListQuery } from '../../api/list-address.ts';
import type { PartnerCard, PartnerChange, PartnerRow, StaffPerson } from '../staff/staff-partner-contract.ts';

export const readPartners = (query: ListQuery) =>
  callApi<ListPage<PartnerRow>>(listAddress('/api/staff/partners', query));

export const readPartner = (id: string) => callApi<PartnerCard>(`/api/staff/partners/${encodeURIComponent(id)}`);

export const changePartner = (id: string, change: PartnerChange) =>
  callApi<{ id: string }>(`/api/staff/partners/${encodeURIComponent(id)}`, { method: 'PUT', body: change });

export const readColleagues = () => callApi<{ items: StaffPerson[] }>('/api/staff/people');
