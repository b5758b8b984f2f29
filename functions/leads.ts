import type { Config } from '@netlify/functions';
import { leadRequest, type LeadRegistered, type RuleOfEdition } from '../src/features/leads/lead-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest, readPageOfList } from './http/read-request.ts';
import { Refusal } from './http/refusal.ts';
import { importLeads, importTemplate } from './leads/import-leads.ts';
import { ruleOfRefusal } from './leads/rule-of-refusal.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/leads', answer: listLeads },
  { method: 'POST', path: '/api/leads', answer: registerLead },
  { method: 'GET', path: '/api/leads/import', answer: importTemplate },
  { method: 'POST', path: '/api/leads/import', answer: importLeads },
  { method: 'GET', path: '/api/leads/:id', answer: readLead },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/leads', '/api/leads/:id'] };

async function listLeads(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_leads', readPageOfList(exchange)));
}

async function readLead(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'read_lead', { id: exchange.params['id'] }));
}

/** A refusal is an answer of the database, not an error: it counts, and an error would take the count back. */
type Registered =
  | (LeadRegistered & { refused?: never })
  | { refused: 'client_unavailable'; rule: RuleOfEdition; protectedUntil?: string };

async function registerLead(exchange: Exchange): Promise<Response> {
  const { value: lead, repetition } = await readCreatingRequest(exchange, leadRequest);
  const request = { lead, ...repetition };
  const answer = await callAsCaller<Registered & { replayed: boolean }>(exchange, 'register_lead', request).catch(
    async (error: unknown) => {
      throw await ruleOfRefusal(error);
    },
  );
  const { replayed: _, ...given } = answer;
  if (given.refused) throw new Refusal(given.refused, { rule: given.rule, protectedUntil: given.protectedUntil });
  deliverSoon(exchange);
  return Response.json(given, { status: 201 });
}
