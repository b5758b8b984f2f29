import type { Config } from '@netlify/functions';
import { leadRequest, type LeadRegistered, type RuleOfEdition } from '../src/features/leads/lead-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readCreatingRequest } from './http/read-request.ts';
import { Refusal } from './http/refusal.ts';
import { importLeads, importTemplate } from './leads/import-leads.ts';
import { addAttachment, deleteAttachment } from './leads/lead-files.ts';
import { readLeadFilters } from './leads/lead-filters.ts';
import { addNote, changeNote, deleteNote, restoreNote } from './leads/lead-notes.ts';
import { changeLead, changeStage } from './leads/lead-work.ts';
import { ruleOfRefusal } from './leads/rule-of-refusal.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/leads', answer: listLeads },
  { method: 'POST', path: '/api/leads', answer: registerLead },
  { method: 'GET', path: '/api/leads/import', answer: importTemplate },
  { method: 'POST', path: '/api/leads/import', answer: importLeads },
  { method: 'GET', path: '/api/leads/board', answer: readBoard },
  { method: 'GET', path: '/api/leads/:id', answer: readLead },
  { method: 'PUT', path: '/api/leads/:id', answer: changeLead },
  { method: 'PUT', path: '/api/leads/:id/stage', answer: changeStage },
  { method: 'POST', path: '/api/leads/:id/notes', answer: addNote },
  { method: 'PUT', path: '/api/leads/:id/notes/:noteId', answer: changeNote },
  { method: 'DELETE', path: '/api/leads/:id/notes/:noteId', answer: deleteNote },
  { method: 'POST', path: '/api/leads/:id/notes/:noteId/restoration', answer: restoreNote },
  { method: 'POST', path: '/api/leads/:id/attachments', answer: addAttachment },
  { method: 'DELETE', path: '/api/leads/:id/attachments/:fileId', answer: deleteAttachment },
];

export default endpoint(routes);

export const config: Config = {
  path: [
    '/api/leads',
    '/api/leads/:id',
    '/api/leads/:id/stage',
    '/api/leads/:id/notes',
    '/api/leads/:id/notes/:noteId',
    '/api/leads/:id/notes/:noteId/restoration',
    '/api/leads/:id/attachments',
    '/api/leads/:id/attachments/:fileId',
  ],
};

async function listLeads(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'list_leads', readLeadFilters(exchange)));
}

async function readBoard(exchange: Exchange): Promise<Response> {
  const { stage: _, sort: __, cursor: ___, ...filters } = readLeadFilters(exchange);
  return Response.json(await callAsCaller(exchange, 'read_lead_board', filters));
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
