import * as z from 'zod/mini';
import { line, text } from '../../api/text-contract.ts';
import { country, taxIdMatchesCountry } from '../companies/company-contract.ts';

/** Why, for the record; the partner concerned reads it. 3 to 2,000 characters. */
const reason = text(2000).check(z.minLength(3, 'too_short'));

/** `GET /api/staff/clients?taxId=&country=`: who holds a client, and the history. 404 `not_found` for one nobody has named yet. */
export const clientSearch = z.object({
  /** As it is stored: separators are taken out. */
  taxId: z.pipe(
    line(40),
    z.transform((typed: string) => typed.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()),
  ),
  country: z.optional(country),
});

/**
 * `POST /api/staff/clients/:id/transfer`: a client's written choice of another partner. Answer 200 `{ pin }`. Problems: 404 `not_found`
 * (client, or no active partner), 409 `client_already_yours` (that partner holds it), 422 `invalid_input` (`fileId`: no such file).
 */
export const clientTransfer = z.object({
  /** The partner the client has chosen. */
  partnerId: z.uuid('invalid'),
  reason,
  /** The written choice, sent before by `POST /api/files`. */
  fileId: z.uuid('invalid'),
});

/**
 * `POST /api/staff/clients/:id/merge`: this client and `intoId` are one. Answer 200 `{ clientId, pin? }`. Problems: 404 `not_found`
 * (unknown, the same, or merged already).
 */
export const clientMerge = z.object({
  intoId: z.uuid('invalid'),
  reason,
  /** Who keeps the client where two partners hold the two; the earlier grant if nothing is said. */
  partnerId: z.optional(z.uuid('invalid')),
});

/** `PUT /api/staff/clients/standing` -> 200 `{ id, standing, isPinned }`. A pin that exists goes on to its end. */
export const clientStanding = z.object({
  client: z.object({ name: line(200), country, taxId: line(40) }).check(taxIdMatchesCountry),
  /** open: partners may register it; direct: the vendor's own; blocked: nobody may. */
  standing: z.enum(['open', 'direct', 'blocked'], 'choice_unknown'),
  reason,
});
