import { callApi } from '../../api/call-api.ts';
import { listAddress, type ListPage, type ListQuery } from '../../api/list-address.ts';
import type { StaffPerson } from '../staff/staff-partner-contract.ts';
import type { AuditRecord, RegisterCheck, RegisterState } from './audit-contract.ts';

/** The register has one order: the newest first. */
const withoutOrder = ({ sort: _, ...query }: ListQuery): ListQuery => query;

/** Days of the reader's calendar become instants; the last day is part of the period. */
function asked(query: ListQuery): ListQuery {
  const { from, until, ...rest } = withoutOrder(query);
  const instant = (day: string, plus: number) => {
    const at = new Date(`${day}T00:00:00`);
    at.setDate(at.getDate() + plus);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  };
  return { ...rest, ...(from && { from: instant(from, 0) }), ...(until && { until: instant(until, 1) }) };
}

export const readRecords = (query: ListQuery) =>
  callApi<ListPage<AuditRecord>>(listAddress('/api/staff/audit', asked(query)));

export const exportAddress = (form: 'jsonl' | 'csv', query: ListQuery) =>
  listAddress(`/api/staff/audit.${form}`, asked(query));

export const readState = () => callApi<RegisterState>('/api/staff/audit/state');

export const checkNow = () =>
  callApi<RegisterCheck>('/api/staff/audit/check', { method: 'POST', body: {}, timeoutMs: 120_000 });

export const readColleagues = () => callApi<{ items: StaffPerson[] }>('/api/staff/people');
