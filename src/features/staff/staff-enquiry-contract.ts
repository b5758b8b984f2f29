import * as z from 'zod/mini';
import { optionalLine, optionalText } from '../../api/text-contract.ts';
import { country, optionalTaxIdMatchesCountry } from '../companies/company-contract.ts';

/**
 * `POST /api/staff/enquiries/:id/pass`: offers an enquiry to a partner. Honours `Idempotency-Key`. Answer 200 `EnquiryPassed`. Problems: 404
 * `not_found`, 409 `already_decided`, 409 `partner_suspended`, 409 `client_unavailable` (pinned, direct or blocked), 409 `client_in_review`,
 * 422 `invalid_input` (`client.taxId`: the enquiry has none, and an accepted lead pins its client).
 */
export const passRequest = z.object({
  partnerId: z.uuid('invalid'),
  /** To whom it goes next when the one before declines or is silent, at most 20. */
  nextPartnerIds: z.optional(z.array(z.uuid('invalid')).check(z.maxLength(20, 'too_many'))),
  /** What staff have found out about the company; goes before what was typed into the enquiry. */
  client: z.optional(
    z
      .object({ name: optionalLine(200), country: z.optional(country), taxId: optionalLine(40) })
      .check(optionalTaxIdMatchesCountry),
  ),
  /** What the partner reads before accepting, without names; absent: the message, with names and addresses taken out. */
  need: optionalText(4000),
  /** A town and no address. */
  town: optionalLine(120),
  /** An id of the edition's `fit.clientSizes`. */
  size: optionalLine(40),
  reason: optionalText(2000),
});

export type PassRequest = z.infer<typeof passRequest>;

export interface EnquiryPassed {
  passedLead: { id: string; number: string; answerBy: string };
  partner: { id: string; name: string };
}

/**
 * `POST /api/staff/enquiries/:id/return`: gives an enquiry to the partner that holds the client, where the sender's tax id did not tell.
 * Honours `Idempotency-Key`. Answer 200 `{ lead: { id, number }, partner: { id, name } }`. Problems: 404 `not_found`, 409 `already_decided`, 409
 * `client_not_pinned`, 422 `invalid_input` (`partnerId` or `clientId`: several clients of this domain are held, say which).
 */
export const returnRequest = z.object({
  partnerId: z.optional(z.uuid('invalid')),
  clientId: z.optional(z.uuid('invalid')),
  reason: optionalText(2000),
});

/** `POST /api/staff/enquiries/:id/close`: answered, or no answer is needed. Answer 200 `{}`. Problems: 404 `not_found`, 409 `already_decided`. */
export const closeRequest = z.object({ reason: optionalText(2000) });
