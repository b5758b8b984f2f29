import * as z from 'zod/mini';
import { line, text } from '../../api/text-contract.ts';
import { expectedAmountKopecks, leadContact, type LeadItem, type Person } from './lead-contract.ts';

/**
 * `PUT /api/leads/:id`: what a partner keeps of its lead. What is left out stays, `null` takes it away. Answer 200 `LeadPage`. Problems: 404
 * `not_found` (unknown or not yours), 422 `invalid_input`.
 */
export const leadWorkRequest = z.object({
  /** Integer kopecks. */
  expectedAmountKopecks: z.optional(z.nullable(expectedAmountKopecks)),
  /** A date. */
  expectedCloseOn: z.optional(z.nullable(z.iso.date('date_format'))),
  /** One line of at most 300 characters, and its date. */
  nextStep: z.optional(z.nullable(z.object({ text: line(300), on: z.optional(z.iso.date('date_format')) }))),
  /** An active member of the same partner; `null`: who registered it. */
  responsibleId: z.optional(z.nullable(z.uuid('choice_unknown'))),
  /** The person at the client, with that person's consent; replaces the one before. */
  contact: z.optional(leadContact),
});

/**
 * `POST /api/leads/:id/notes`: a note for the own people, 1 to 4,000 characters. Honours `Idempotency-Key`. Answer 201 `LeadNote`. Problems: 404
 * `not_found`, 429 `too_many_requests`. `PUT /api/leads/:id/notes/:noteId` rewrites an own one (200 `LeadNote`), `DELETE` deletes it (200
 * `{}`), `POST .../restoration` brings it back within an hour (200 `LeadNote`): 403 `wrong_role` for a colleague's.
 */
export const noteRequest = z.object({ text: text(4000) });

export interface LeadNote {
  id: string;
  text: string;
  /** ISO 8601 UTC. */
  writtenAt: string;
  changedAt?: string;
  author: Person;
}

/**
 * `POST /api/leads/:id/attachments?name=offer.pdf`: the bytes of a PDF, PNG or JPEG (told by the first ones), at most 3 MB, for the own people
 * alone. Honours `Idempotency-Key`. Answer 201 `LeadFile`; it is read by `GET /api/files/:id`. Problems: 404 `not_found`, 413 `too_large`,
 * 415 `unsupported_media_type`, 422 `invalid_input` (`name`; `file`: 20 are there already), 429 `too_many_requests`.
 * `DELETE /api/leads/:id/attachments/:fileId`: who uploaded it, or an owner; 200 `{}`, 403 `wrong_role`.
 */
export interface LeadFile {
  id: string;
  name: string;
  mediaType: 'application/pdf' | 'image/png' | 'image/jpeg';
  bytes: number;
  uploadedAt: string;
  by?: Person;
}

/** `GET /api/leads/:id`: one lead with all that its partner's people keep with it. */
export interface LeadPage extends LeadItem {
  /** Active people of the partner, to whom it may be given. */
  people: Person[];
  /** The newest first. */
  notes: LeadNote[];
  files: LeadFile[];
}

export type LeadWorkInput = z.input<typeof leadWorkRequest>;
