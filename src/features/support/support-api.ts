import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListQuery } from '../../api/list-address.ts';
import type {
  StaffSupportList,
  StaffSupportMessageInput,
  StaffSupportThread,
  SupportInput,
  SupportList,
  SupportMessageInput,
  SupportThread,
} from './support-contract.ts';

const of = (reference: string, what = '') => `/api/support/${encodeURIComponent(reference)}${what}`;
const staffOf = (reference: string, what = '') => `/api/staff/support/${encodeURIComponent(reference)}${what}`;

export const listSupport = (query: ListQuery) => callApi<SupportList>(listAddress('/api/support', query));

export const readSupport = (reference: string, before = '') =>
  callApi<SupportThread>(listAddress(of(reference), { before }));

export const askSupport = (request: SupportInput, idempotencyKey: string) =>
  callApi<SupportThread>('/api/support', { method: 'POST', body: request, idempotencyKey });

export const writeSupport = (reference: string, body: SupportMessageInput, idempotencyKey: string) =>
  callApi<SupportThread>(of(reference, '/messages'), { method: 'POST', body, idempotencyKey });

export const solveSupport = (reference: string) =>
  callApi<SupportThread>(of(reference, '/solved'), { method: 'POST', body: {} });

export const listStaffSupport = (query: ListQuery) =>
  callApi<StaffSupportList>(listAddress('/api/staff/support', query));

export const readStaffSupport = (reference: string, before = '') =>
  callApi<StaffSupportThread>(listAddress(staffOf(reference), { before }));

export const answerSupport = (reference: string, body: StaffSupportMessageInput, idempotencyKey: string) =>
  callApi<StaffSupportThread>(staffOf(reference, '/messages'), { method: 'POST', body, idempotencyKey });

export const settleSupport = (reference: string) =>
  callApi<StaffSupportThread>(staffOf(reference, '/solved'), { method: 'POST', body: {} });

export const assignSupport = (reference: string, personId?: string) =>
  callApi<StaffSupportThread>(staffOf(reference, '/assignee'), { method: 'POST', body: { personId } });
