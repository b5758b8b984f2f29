import type { Config } from '@netlify/functions';
import type { LeadItem, RuleOfEdition } from '../src/features/leads/lead-contract.ts';
import { acceptRequest, declineRequest, passedLeadFilters } from '../src/features/passed-leads/passed-lead-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readListQuery, readRequest } from './http/read-request.ts';
import { Refusal } from './http/refusal.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/passed-leads', answer: listPassedLeads },
  { method: 'POST', path: '/api/passed-leads/:id/accept', answer: accept },
  { method: 'POST', path: '/api/passed-leads/:id/decline', answer: decline },
];

export default endpoint(routes);

export const config: Config = {
  path: ['/api/passed-leads', '/api/passed-leads/:id/accept', '/api/passed-leads/:id/decline'],
};

async function listPassedLeads(exchange: Exchange): Promise<Response> {
  const query = readListQuery(exchange, passedLeadFilters.shape);
  return Response.json(await callAsCaller(exchange, 'list_passed_leads', query));
}

/** A refusal is an answer of the database, not an error: an error would leave the offer open. */
type Accepted = { lead: LeadItem; refused?: never } | { refused: 'client_unavailable'; rule: RuleOfEdition };

async function accept(exchange: Exchange): Promise<Response> {
  const { repetition } = await readCreatingRequest(exchange, acceptRequest);
  const request = { ...repetition, id: exchange.params['id'] };
  const answer = await callAsCaller<Accepted>(exchange, 'accept_passed_lead', request);
  deliverSoon(exchange);
  if (answer.refused) throw new Refusal(answer.refused, { rule: answer.rule });
  return Response.json({ lead: answer.lead });
}

async function decline(exchange: Exchange): Promise<Response> {
  const request = { ...(await readRequest(exchange, declineRequest)), id: exchange.params['id'] };
  const answer = await callAsCaller(exchange, 'decline_passed_lead', request);
  deliverSoon(exchange);
  return Response.json(answer);
}
