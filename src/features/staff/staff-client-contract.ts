import * as z from 'zod/mini';
import { line, text } from '../../api/text-contract.ts';
import { country, taxIdMatchesCountry } from '../companies/company-contract.ts';
import type { ClientLine, Standing } from './case-contract.ts';

/** Why, for the record; the partner concerned reads it. 3 to 2,000 characters. */
const reason = text(2000).check(z.minLength(3, 'too_short'));

/**
 * `GET /api/staff/clients?search=&state=&partnerId=&sort=name|until|createdAt|partner&limit=&cursor=` -> `CaseList<ClientLine>`: every client;
 * merged ones are found under the one that was kept. `GET /api/staff/clients/:id` -> `ClientCase`.
 */
export const clientStates = ['held', 'grace', 'free', 'in_review', 'direct', 'blocked'] as const;
export const clientFilters = {
  state: z.optional(z.enum(clientStates, 'choice_unknown')),
  partnerId: z.optional(z.uuid('invalid')),
};

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
 * `POST /api/staff/clients/:id/transfer`: a client's written choice of another partner. Answer 200 `ClientTransferred`. Problems: 404
 * `not_found` (client, or no active partner), 409 `client_already_yours` (that partner holds it), 409 `transfer_waiting` (one is asked for
 * already), 422 `invalid_input` (`fileId`: no such file).
 */
export const clientTransfer = z.object({
  /** The partner the client has chosen. */
  partnerId: z.uuid('invalid'),
  reason,
  /** The written choice, sent before by `POST /api/files`. */
  fileId: z.uuid('invalid'),
});

/** `pin`: carried out. `waiting`: above `transfer.secondPersonAbove` of the edition, so it waits in the inbox for another person. */
export type ClientTransferred =
  | { pin: { from: string; until: string }; waiting?: undefined }
  | { waiting: { id: string; number: string; answerBy: string; above: string[] }; pin?: undefined };

/** `GET /api/staff/clients/:id/transfer?partnerId=` -> `TransferPreview`: what it would do now. 404 as of the transfer. */
export const transferPreview = z.object({ partnerId: z.uuid('invalid') });

export interface TransferPreview {
  loses?: { partner: Named; from: string; until: string; expectedAmountKopecks?: number; leads: number };
  gets: { partner: Named; until: string };
  /** That partner holds it already. */
  isHolder: boolean;
  /** Another person has to agree, and why. */
  secondPerson?: SecondPerson;
  edition: string;
}

/** `GET /api/staff/clients/:id/merge?intoId=&partnerId=` -> `MergePreview`: what it would do now. 404 as of the merge. */
export const mergePreview = z.object({ intoId: z.uuid('invalid'), partnerId: z.optional(z.uuid('invalid')) });

export interface MergePreview {
  gone: ClientLine;
  kept: ClientLine;
  moves: { leads: number; domains: string[] };
  standing: Standing;
  /** Whose pin goes on; absent when nobody holds either. */
  keeps?: { partner: Named; from: string; until: string };
  /** Whose pin ends; `isSamePartner`: the shorter of two pins of one partner. */
  loses?: { partner: Named; from: string; until: string; isSamePartner: boolean };
  /** The merge would be refused: so much is at stake for whoever loses that the client's own choice moves it, decided by two people. */
  transferNeeded?: { clientId: string } & SecondPerson;
  /** Leads of the partner that keeps it which have nothing left to wait for. */
  endingReviews: number;
}

/** Which limits of `transfer.secondPersonAbove` are reached. */
export interface SecondPerson {
  above: ('expectedAmountKopecks' | 'daysLeft')[];
  limits: { expectedAmountKopecks?: number; daysLeft?: number };
}

interface Named {
  id: string;
  name: string;
}

/**
 * `POST /api/staff/clients/:id/merge`: this client and `intoId` are one. Answer 200 `{ clientId, pin? }`. Problems: 404 `not_found`
 * (unknown, the same, or merged already), 409 `transfer_needed` (as `transferNeeded` of the preview says), 409 `transfer_waiting` (of one of
 * the two a transfer waits).
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
