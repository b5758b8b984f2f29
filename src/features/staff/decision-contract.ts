import * as z from 'zod/mini';
import { text, optionalText } from '../../api/text-contract.ts';
import type { Fit } from '../applications/application-contract.ts';
import type { SupportRow } from '../support/support-contract.ts';

export const decisions = ['approve', 'return', 'decline'] as const;
export type DecisionKind = (typeof decisions)[number];

/**
 * `POST /api/staff/applications/:id/decision` and `POST /api/staff/leads/:id/decision`; `/api/staff/appeals/:id/decision`, where `approve`
 * means that the refusal falls; `/api/staff/transfers/:id/decision`, where it carries out a transfer another person has asked for (the two
 * are not returned). Honours `Idempotency-Key`. Answer 200 `DecisionMade`, or `DecisionAgreed` where an appeal needs two people. It takes effect at once for staff and is
 * told outside after ten seconds, within which it can be undone. Problems: 404 `not_found`, 409 `already_decided` (with `decided`: who, what,
 * when), 409
 * `client_unavailable` (a lead whose client has been pinned meanwhile), 409 `address_taken` (the applicant's contact is in another company),
 * 409 `partner_suspended`, 403 `other_person_needed` (an appeal against one's own decision or that one has agreed to, a transfer one has
 * asked for oneself),
 * 401 `session_required`, 403 `wrong_role`, 422 `invalid_input`.
 */
export const decisionRequest = z.object({
  decision: z.enum(decisions, 'choice_unknown'),
  /** What the applicant or partner reads, 3 to 2,000 characters. */
  reason: text(2000).check(z.minLength(3, 'too_short')),
  /** For staff alone, at most 2,000 characters. */
  comment: optionalText(2000),
});

export type DecisionRequest = z.infer<typeof decisionRequest>;
export type DecisionInput = z.input<typeof decisionRequest>;

/** Answer 200. */
export interface DecisionMade {
  decision: {
    id: string;
    kind: DecisionKind;
    at: string;
    /** Until then `POST /api/staff/decisions/:id/undo` takes it back. ISO 8601 UTC. */
    undoUntil: string;
  };
  /** Only of an approved application: the partner that was made, or that was there already (`isNew` false). */
  partner?: {
    id: string;
    name: string;
    isNew: boolean;
    /** What the contact becomes: an owner, or a member where the company has an owner already. */
    role: 'member' | 'owner';
    /** False: the contact belongs to the company already. */
    isInvited: boolean;
  };
}

/**
 * Answer 200 to an approved appeal against a refusal of the programme itself, where the client would be taken from a partner above
 * `transfer.secondPersonAbove` of the edition: noted, and decided when another person approves it too.
 */
export interface DecisionAgreed {
  waiting: { number: string; above: ('expectedAmountKopecks' | 'daysLeft')[] };
}

/**
 * `POST /api/staff/decisions/:id/undo`: takes a decision back within its ten seconds. Answer 200 `{}`. Problems: 404 `not_found`,
 * 409 `undo_too_late`.
 */
export const undoRequest = z.object({
  /** At most 2,000 characters; the record says who and when anyway. */
  reason: optionalText(2000),
});

/**
 * `GET /api/staff/inbox?kind=&mine=true&search=&limit=&cursor=`: what has escalated first, then what is due soonest. `mine`: of partners
 * whose account manager the signed-in person is. Counts are of everything that waits.
 */
export interface InboxPage {
  items: InboxItem[];
  next?: string;
  counts: { all: number; mine: number; kinds: Partial<Record<InboxItem['kind'], number>> };
  /** The server's time, ISO 8601 UTC. */
  at: string;
}

export type InboxItem = InboxRow &
  (
    | { kind: 'application'; facts: ApplicationFacts }
    | { kind: 'lead'; facts: LeadFacts }
    | { kind: 'appeal'; facts: AppealFacts }
    | { kind: 'enquiry'; facts: EnquiryFacts }
    | { kind: 'transfer'; facts: TransferFacts }
    | { kind: 'support'; facts: SupportFacts }
  );

export type InboxKind = InboxItem['kind'];

export interface InboxRow {
  id: string;
  number: string;
  /** The company it is about. */
  title: string;
  /** The date (programme's time zone) by which an answer is promised. */
  dueOn: string;
  /** The moment until which the promise holds, ISO 8601 UTC: of support the promised hour, else the end of that date. The order of the lines. */
  dueAt: string;
  /** Calendar days to that date in the programme's zone: 0 today, negative after it. */
  dueInDays: number;
  /** Business days left to it, 0 on the day itself, negative after it. */
  businessDaysLeft?: number;
  /** The edition's time for escalation has passed. */
  escalated: boolean;
  /** Belongs to the demo world. */
  sample: boolean;
  /** When it came, ISO 8601 UTC. */
  createdAt: string;
}

interface Company {
  name: string;
  country: 'RU' | 'KZ' | 'BY';
  taxId: string;
  site?: string;
}

export interface ApplicationFacts {
  company: Company & { headcount: number; fields: string[]; expertise: string[]; clientSizes: string[] };
  aim: string;
  contact: { name: string; email: string; phone?: string; position?: string };
  fit: Fit;
  edition: string;
  locale: string;
  /** A field no person sees was filled in, or the form came without its time stamp. */
  suspicion?: 'honeypot' | 'no_stamp';
  /** The company is already known: it has applied before, or is a partner. */
  known?: 'applied_before' | 'partner';
  partner?: { id: string; name: string; status: 'active' | 'suspended' };
}

export type LeadReason = 'domain_known' | 'many_refusals' | 'other_lead' | 'manual';

export interface LeadFacts {
  client: Company;
  partner: { id: string; name: string };
  need: string;
  solutions: string[];
  expectedAmountKopecks?: number;
  expectedCloseOn?: string;
  /** Why a person has to look. */
  reason: LeadReason;
  /** All of them, where there are several. */
  reasons?: LeadReason[];
  /** Not open: a partner cannot have it, whatever is decided. */
  standing?: 'open' | 'direct' | 'blocked';
  /** Somebody holds the client by now: the lead cannot be approved. */
  heldBy?: { partner: string; until: string };
  /** Clients with the same domain: known under another tax id, or under none. */
  sameDomain: KnownClient[];
  /** Clients with a similar name: a hint, never a reason to refuse. */
  similarNames: KnownClient[];
}

export interface KnownClient {
  id: string;
  name: string;
  taxId?: string;
  domain?: string;
  /** 0 to 1; of names only. */
  similarity?: number;
  pin?: { partner: string; until: string };
}

export interface AppealFacts {
  partner: { id: string; name: string };
  client: Company;
  leadNumber?: string;
  statement: string;
  /** Who holds the client now and would lose it. */
  heldBy?: { partner: string; from: string; until: string };
  /** Who decided first and may not decide again; absent where no person did. */
  firstDecidedBy?: { name: string; reason: string };
  /** The signed-in person is that one. */
  isOwnDecision: boolean;
  /** The first of two people who must agree that the refusal falls; absent where one is enough, or nobody has agreed yet. */
  agreedBy?: { name: string; reason: string; comment?: string };
  /** The signed-in person is that one: may decline, not approve again. */
  isOwnAgreement: boolean;
}

/** A transfer above the edition's limit, which another person than the one that asked has to approve. */
export interface TransferFacts {
  client: Company & { id: string };
  /** Who would get the client. */
  partner: { id: string; name: string };
  /** Who would lose it; absent when nobody holds it any more. */
  heldBy?: { partner: string; partnerId: string; from: string; until: string; expectedAmountKopecks?: number };
  /** What the partner that loses it would read. */
  reason: string;
  /** The client's written choice: `GET /api/files/:id`. */
  fileId: string;
  /** Which limits are reached. */
  above: ('expectedAmountKopecks' | 'daysLeft')[];
  limits: { expectedAmountKopecks?: number; daysLeft?: number };
  askedBy: { id: string; name: string };
  /** The signed-in person asked: may take it back, not approve it. */
  isOwnRequest: boolean;
}

export interface EnquiryFacts {
  company: { name: string; country?: 'RU' | 'KZ' | 'BY'; taxId?: string; site?: string };
  contact: { name: string; email: string; phone?: string };
  solutions: string[];
  message: string;
  /** The contact may be given to a partner. */
  transferAgreed: boolean;
  /** How it came; `crm`: through the CRM of the vendor. */
  channel: 'json' | 'form' | 'crm';
  /** As of an application. */
  suspicion?: 'honeypot' | 'no_stamp';
  /** Clients seen under the same domain, held or not: never a reason to return it, always one to look. */
  sameDomain: KnownClient[];
  /** Clients with a similar name: a hint. */
  similarNames: KnownClient[];
}

/** Not decided in the inbox: it is answered in its thread, `/staff/support/?number=…`. */
export interface SupportFacts extends SupportRow {
  partner: { id: string; name: string };
}
