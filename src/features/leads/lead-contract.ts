import * as z from 'zod/mini';
import { line, text } from '../../api/text-contract.ts';
import type { Problem } from '../../api/problem-contract.ts';
import type { Pin } from '../clients/client-contract.ts';
import { companyIdentity, email, optionalPhone, taxIdMatchesCountry } from '../companies/company-contract.ts';

/** The fields a registration cannot do without; an edition allows at most `lead.requiredFieldsAtMost`. */
export const requiredLeadFields = ['client.country', 'client.taxId', 'client.name', 'need'] as const;

/**
 * `POST /api/leads`: a partner registers a client. Honours `Idempotency-Key`. Answer 201 `LeadRegistered`, at once.
 * Problems: 409 `client_unavailable` (pinned, direct and blocked alike), 409 `client_already_yours`, 403 `offer_not_accepted`,
 * 403 `course_not_passed`, 429 `quota_exhausted` (open registrations), 429 `too_many_requests` (speed, with `Retry-After`),
 * 401 `session_required`, 403 `wrong_role`, 422 `invalid_input`. Those about a rule carry it: `LeadRefused`.
 */
export const leadRequest = z.object({
  /** The company that buys in the end: name (at most 200 characters), country, tax id, and its site as far as known. */
  client: z.object(companyIdentity).check(taxIdMatchesCountry),
  /** A person at the client, only with that person's consent. May be added later. */
  contact: z.optional(
    z.object({
      name: line(120),
      email,
      phone: optionalPhone,
      /** The person has agreed to be named here. */
      consent: z.literal(true, 'consent_required'),
    }),
  ),
  /** Slugs of solutions; may be empty. */
  solutions: z.pipe(
    z
      .array(z.string().check(z.maxLength(40, 'choice_unknown'), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'choice_unknown')))
      .check(z.maxLength(20, 'too_many')),
    z.transform((given: string[]) => [...new Set(given)]),
  ),
  /** What the client wants to solve, 3 to 2,000 characters. */
  need: text(2000).check(z.minLength(3, 'too_short')),
  /** Integer kopecks, 1 to 10^12 (ten billion roubles). */
  expectedAmountKopecks: z.optional(
    z.int('not_a_number').check(z.minimum(1, 'number_range'), z.maximum(1_000_000_000_000, 'number_range')),
  ),
  /** A date, `2026-12-31`. */
  expectedCloseOn: z.optional(z.iso.date('date_format')),
});

export type LeadRequest = z.infer<typeof leadRequest>;
export type LeadInput = z.input<typeof leadRequest>;

/** A rule of an edition: its id and the dotted key in `rules.yaml` (`pin.protectionDays`). */
export interface RuleOfEdition {
  edition: string;
  id: string;
}

/**
 * Why a registration is looked at by a person, as far as its partner may know: too many refusals of its own today, or `manual`. What speaks
 * of other companies (a known domain, another partner's lead) only staff read, as `LeadReason`.
 */
export type ReviewReason = 'many_refusals' | 'manual';

/** Answer 201. */
export interface LeadRegistered {
  id: string;
  /** `L-` and 8 characters. */
  number: string;
  status: 'pinned' | 'in_review';
  /** When it was pinned at once. `until` is ISO 8601 UTC, `receipt` the number of the receipt. */
  pin?: { from: string; until: string; receipt: string };
  /** While in review: the date (programme's time zone) by which a person answers, and why one has to. */
  answerBy?: string;
  reason?: ReviewReason;
  rule: RuleOfEdition;
  /** Open registrations of the partner after this one, and how many it may have. */
  quota?: { used: number; of: number };
}

/** problem+json of a refusal that follows a rule. */
export interface LeadRefused extends Problem {
  rule?: RuleOfEdition;
}

export type LeadStatus = 'pinned' | 'in_review' | 'returned_for_correction' | 'declined' | 'ended';

/** `GET /api/leads`: own leads, the newest first. */
export interface LeadList {
  items: LeadItem[];
  next?: string;
}

/** One of `GET /api/leads`; `GET /api/leads/:id`: one, 404 `not_found` where not yours. */
export interface LeadItem {
  id: string;
  number: string;
  source: 'partner' | 'returned' | 'passed' | 'event';
  status: LeadStatus;
  client: { id?: string; name: string; country: 'RU' | 'KZ' | 'BY'; taxId: string };
  /** A person at the client, where there is consent: of a returned or passed lead, to the transfer. */
  contact?: { name: string; email: string; phone?: string };
  solutions: string[];
  need: string;
  pin?: Pin;
  /** While in review, a date. */
  answerBy?: string;
  createdAt: string;
  /** What happened, the oldest first. */
  history: LeadEvent[];
}

export interface LeadEvent {
  at: string;
  kind:
    | 'registered'
    | 'pinned'
    | 'sent_to_review'
    | 'approved'
    | 'returned_for_correction'
    | 'declined'
    | 'appealed'
    | 'extended'
    | 'renewed'
    | 'released'
    | 'transferred'
    | 'taken_on_appeal'
    | 'expired'
    | 'appeal_decided'
    | 'undone'
    | 'merged'
    | 'enquiry_returned'
    | 'pinned_by_other_lead';
  /** What staff wrote to the partner. */
  reason?: string;
  rule?: RuleOfEdition;
}
