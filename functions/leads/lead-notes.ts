import { noteRequest } from '../../src/features/leads/lead-work-contract.ts';
import { callAsCaller } from '../http/call-database.ts';
import type { Exchange } from '../http/endpoint.ts';
import { readCreatingRequest, readRequest } from '../http/read-request.ts';

/** `POST /api/leads/:id/notes`. */
export async function addNote(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, noteRequest);
  const request = { ...value, ...repetition, id: exchange.params['id'] };
  return Response.json(await callAsCaller(exchange, 'add_lead_note', request), { status: 201 });
}

/** `PUT /api/leads/:id/notes/:noteId`. */
export async function changeNote(exchange: Exchange): Promise<Response> {
  const { text } = await readRequest(exchange, noteRequest);
  return Response.json(await callAsCaller(exchange, 'change_lead_note', { ...exchange.params, text }));
}

/** `DELETE /api/leads/:id/notes/:noteId`. */
export async function deleteNote(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'delete_lead_note', exchange.params));
}

/** `POST /api/leads/:id/notes/:noteId/restoration`. */
export async function restoreNote(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller(exchange, 'restore_lead_note', exchange.params));
}
