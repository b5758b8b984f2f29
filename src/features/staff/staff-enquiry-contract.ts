import * as z from 'zod/mini';
import { optionalLine, optionalText } from '../../api/text-contract.ts';
import type { CaseList, PinLine } from './case-contract.ts';
import type { EnquiryFacts } from './decision-contract.ts';
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

/**
 * `GET /api/staff/enquiries?status=&search=&limit=&cursor=` -> `EnquiryList`; `GET /api/staff/enquiries/:id` -> `EnquiryLine`. `passed`: an
 * offer waits for its partner; `accepted`: one has taken it.
 */
export const enquiryStates = ['waiting', 'passed', 'returned', 'accepted', 'closed'] as const;
export const enquiryFilters = { status: z.optional(z.enum(enquiryStates, 'choice_unknown')) };

export interface EnquiryList extends CaseList<EnquiryLine> {
  /** Of each state, whatever is searched for. */
  counts?: Partial<Record<(typeof enquiryStates)[number], number>>;
}

export interface EnquiryLine {
  id: string;
  number: string;
  status: 'waiting' | 'returned' | 'passed' | 'closed';
  /** The company. */
  title: string;
  createdAt: string;
  answerBy: string;
  /** The end of the date by which staff, or the partner it is offered to, have to answer. */
  dueAt: string;
  sample: boolean;
  closedAt?: string;
  facts: EnquiryFacts;
  /** Of a returned one. `by` client: by itself, because the tax id told. */
  returned?: {
    leadId: string;
    leadNumber: string;
    at: string;
    by: 'client' | 'staff';
    partner: { id: string; name: string };
    pin?: PinLine;
  };
  /** To whom it was offered, the newest first. */
  offers?: {
    id: string;
    partner: { id: string; name: string };
    status: 'offered' | 'accepted' | 'declined' | 'moved_on';
    offeredAt: string;
    answerBy: string;
    answeredAt?: string;
    declineReason?: string;
    comment?: string;
    leadId?: string;
  }[];
  nextPartners?: { id: string; name: string }[];
}

/** `GET /api/staff/enquiries/:id/partners` -> `{ items: Suggestion[] }`: active partners, the best first, those asked before last. */
export interface Suggestion {
  partner: { id: string; name: string };
  /** Those of the enquiry's solutions it sells. */
  solutions: string[];
  /** It says so itself; else it has been seen to. */
  saysSo?: boolean;
  /** Where it works, in its own words. */
  regions?: string[];
  /** Registered in the region of the client's tax id. */
  isHome: boolean;
  /** How many clients it has or had there. */
  clientsNear: number;
  /** What it has to do: offers that wait for it, leads in review, clients it holds. */
  load: { offered: number; inReview: number; clients: number };
  /** Of the leads that were passed to it. */
  answered: number;
  accepted: number;
  /** The offer of the programme is accepted: without it no lead can be taken. */
  hasAccepted: boolean;
  /** It was asked about this enquiry before. */
  askedBefore?: { status: string; declineReason?: string };
}
