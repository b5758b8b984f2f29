import * as z from 'zod/mini';
import { line } from '../../api/text-contract.ts';

/** By what a person may sign for the company: the charter (its head), or a power of attorney. */
export const authorities = ['charter', 'power_of_attorney'] as const;

/**
 * `POST /api/offer/acceptance`: the owner of a partner accepts the offer of the edition in force. Honours `Idempotency-Key`. Answer 201
 * `OfferAccepted`; accepting the same edition again gets the first receipt. Problems: 401 `session_required`, 403 `wrong_role` (a member
 * who is no owner), 409 `offer_changed` (edition or checksum is not the one in force in any language), 422 `invalid_input`.
 */
export const offerAcceptanceRequest = z.object({
  /** Id of the edition whose text was shown: `2026-11`. */
  edition: z.string().check(z.regex(/^\d{4}-\d{2}[a-z]?$/, 'invalid')),
  /** SHA-256 of the text that was shown, 64 hexadecimal digits; it also says in which language. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'invalid')),
  /** First and last name of whoever accepts, at most 120 characters. */
  fullName: line(120),
  /** Position in the company, at most 120 characters. */
  position: line(120),
  authority: z.enum(authorities, 'choice_unknown'),
});

export type OfferAcceptanceRequest = z.infer<typeof offerAcceptanceRequest>;
export type OfferAcceptanceInput = z.input<typeof offerAcceptanceRequest>;

export interface OfferReceipt {
  /** `R-` and 8 characters. */
  number: string;
  /** When it was accepted, ISO 8601 UTC. */
  at: string;
  /** Of the text that was accepted. */
  sha256: string;
}

/** Answer 201. */
export interface OfferAccepted {
  receipt: OfferReceipt;
}

/** `GET /api/offer?language=ru`: the offer in force, in a language (two letters; without it that of the request). Anyone may ask. */
export interface OfferInForce {
  edition: string;
  /** Running number people see: «редакция 2». */
  number: number;
  /** ISO 8601 with offset. */
  inForceFrom: string;
  /** Language of the text: the one asked for, or Russian where there is no offer in it. */
  language: string;
  sha256: string;
  /** Path of the page with the text, in that language. */
  url: string;
  /** What is different from the edition before, in that language. */
  changes: string;
  /** Only for a partner's person: the newest acceptance of the partner, of whichever edition. */
  acceptance?: {
    at: string;
    /** Full name of whoever accepted. */
    by: string;
    edition: string;
    receipt: string;
  };
  /**
   * Only for a partner's person: false while the partner has to accept before it registers (never accepted, or a material change since).
   */
  isAccepted?: boolean;
  /** Only for a partner's person that has accepted: the editions that came after the accepted one, the oldest first. */
  changedSince?: { edition: string; number: number; inForceFrom: string; material: boolean; changes: string }[];
  /** Only for a partner's person: names of the partner's owners, who may accept. */
  owners?: string[];
}
