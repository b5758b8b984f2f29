import type { Config } from '@netlify/functions';
import {
  memberInvitationRequest,
  memberRoleChange,
  type MemberInvited,
  type MemberItem,
} from '../src/features/account/member-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readRequest } from './http/read-request.ts';
import { forgetUsers } from './http/signed-in-user.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/members', answer: listMembers },
  { method: 'POST', path: '/api/members', answer: inviteMember },
  { method: 'DELETE', path: '/api/members/:id', answer: removeMember },
  { method: 'PUT', path: '/api/members/:id/role', answer: changeRole },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/members', '/api/members/:id', '/api/members/:id/role'] };

async function listMembers(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<{ items: MemberItem[] }>(exchange, 'list_members', {}));
}

async function inviteMember(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, memberInvitationRequest);
  const invited = await callAsCaller<MemberInvited>(exchange, 'invite_member', { ...value, ...repetition });
  deliverSoon(exchange);
  return Response.json(invited, { status: 201 });
}

async function removeMember(exchange: Exchange): Promise<Response> {
  await callAsCaller(exchange, 'remove_member', { id: exchange.params['id'] });
  forgetUsers();
  return new Response(null, { status: 204 });
}

async function changeRole(exchange: Exchange): Promise<Response> {
  const { role } = await readRequest(exchange, memberRoleChange);
  const changed = await callAsCaller(exchange, 'change_member_role', { id: exchange.params['id'], role });
  forgetUsers();
  return Response.json(changed);
}
