import { callApi } from '../../api/call-api.ts';
import type { MemberInvitationInput, MemberInvited, MemberItem } from '../account/member-contract.ts';

export const readMembers = () => callApi<{ items: MemberItem[] }>('/api/members');

export const inviteMember = (invitation: MemberInvitationInput, idempotencyKey: string) =>
  callApi<MemberInvited>('/api/members', { method: 'POST', body: invitation, idempotencyKey });

export const removeMember = (id: string) => callApi<undefined>(`/api/members/${id}`, { method: 'DELETE' });

export const changeRole = (id: string, role: MemberItem['role']) =>
  callApi<{ id: string }>(`/api/members/${id}/role`, { method: 'PUT', body: { role } });
