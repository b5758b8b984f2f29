import * as z from 'zod/mini';
import { line, optionalText } from '../../api/text-contract.ts';
import { companyIdentity, email, optionalPhone, taxIdMatchesCountry } from '../companies/company-contract.ts';

/** At most so many contacts of one event in one request. */
export const eventRowsAtMost = 1000;

/**
 * `POST /api/staff/event-leads`: what a joint event has brought goes to the partner that took part. Honours `Idempotency-Key`. Answer 200
 * `EventLeadsAdded`; a row that is not well formed is told in its place and does not stop the others. Problems: 404 `not_found`, 409
 * `partner_suspended`, 403 `offer_not_accepted` (by that partner), 422 `invalid_input`.
 */
export const eventLeadsRequest = z.object({
  partnerId: z.uuid('invalid'),
  /** What the event is called, at most 200 characters. */
  event: line(200),
  rows: z.array(z.unknown()).check(z.minLength(1, 'required'), z.maxLength(eventRowsAtMost, 'too_many')),
});

/** One row. */
export const eventLeadRow = z.object({
  client: z.object(companyIdentity).check(taxIdMatchesCountry),
  /** The person met, only with that person's consent. */
  contact: z.optional(
    z.object({ name: line(120), email, phone: optionalPhone, consent: z.literal(true, 'consent_required') }),
  ),
  need: optionalText(2000),
});

export interface EventLeadsAdded {
  rows: EventRowOutcome[];
  counts: { added: number; inReview: number; excepted: number };
}

export interface EventRowOutcome {
  /** From 1, in the order of the request. */
  line: number;
  /**
   * `pinned`: the client is the partner's now; `added`: it was already, and has one lead more; `in_review`: a person decides; `excepted`: the
   * client is somebody else's; `duplicate`: an earlier row has the same client; `invalid`: see `fields`.
   */
  outcome: 'pinned' | 'added' | 'in_review' | 'excepted' | 'duplicate' | 'invalid';
  /** Of the lead. */
  number?: string;
  until?: string;
  /** Why it waits or is excepted. */
  reason?: 'pinned' | 'direct' | 'blocked' | 'in_review' | 'domain_known' | 'other_lead';
  /** Who holds an excepted client: for staff, who may know. */
  partner?: string;
  /** Field -> what is wrong. */
  fields?: Record<string, string>;
}
