import * as z from 'zod/mini';
import { line, optionalText } from '../../api/text-contract.ts';
import type { LeadItem } from '../leads/lead-contract.ts';

export const passedLeadStatuses = ['offered', 'accepted', 'declined', 'moved_on'] as const;

/** `?status=` of the list. */
export const passedLeadFilters = z.object({ status: z.optional(z.enum(passedLeadStatuses, 'choice_unknown')) });

/**
 * `GET /api/passed-leads?status=`: `{ items: PassedLeadItem[], next? }`, the newest first. Before accepting a partner sees of the client neither
 * name, tax id, site, contact nor address: what is here and no more.
 */
export interface PassedLeadItem {
  id: string;
  /** `E-` and 8 characters; by it partner and vendor speak about the lead. */
  number: string;
  status: (typeof passedLeadStatuses)[number];
  /** Slugs. */
  solutions: string[];
  /** In the vendor's words, or the client's without what names it. */
  need: string;
  town?: string;
  /** An id of the edition's `fit.clientSizes`. */
  size?: string;
  offeredAt: string;
  /** A date (programme's time zone): to its end the partner may answer. */
  answerBy: string;
  /** While offered: the reasons to choose from. */
  declineReasons?: string[];
  answeredAt?: string;
  declineReason?: string;
  comment?: string;
  /** Once accepted: client, pin and, if that person agreed, the contact. */
  lead?: LeadItem;
}

/**
 * `POST /api/passed-leads/:id/accept` `{}`: honours `Idempotency-Key`. Answer 200 `{ lead: LeadItem }`. Problems: 404
 * `not_found` (unknown or not yours), 409 `already_decided`, 409 `client_unavailable` (taken meanwhile; the offer is over), 403
 * `offer_not_accepted`. It needs no free place in the quota.
 */
export const acceptRequest = z.object({});

/** `POST /api/passed-leads/:id/decline`: answer 200 `{}`. Problems: 404 `not_found`, 409 `already_decided`, 422 `invalid_input`. */
export const declineRequest = z.object({
  /** One of `declineReasons`. */
  reason: line(40),
  /** For the vendor, at most 2,000 characters. */
  comment: optionalText(2000),
});

export type DeclineRequest = z.infer<typeof declineRequest>;
