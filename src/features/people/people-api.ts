import { callApi } from '../../api/call-api.ts';
import type { PersonErased, PersonExport } from '../staff/person-contract.ts';
import type { StaffChange, StaffPerson } from '../staff/staff-partner-contract.ts';

export const readStaff = () => callApi<{ items: StaffPerson[] }>('/api/staff/people');

export const setStaff = (person: StaffChange) =>
  callApi<{ id: string }>('/api/staff/people', { method: 'PUT', body: person });

export const exportPerson = (email: string) =>
  callApi<PersonExport>('/api/staff/people/export', { method: 'POST', body: { email }, timeoutMs: 120_000 });

export const erasePerson = (email: string, reason: string) =>
  callApi<PersonErased>('/api/staff/people/erasure', { method: 'POST', body: { email, reason }, timeoutMs: 120_000 });
