import * as z from 'zod/mini';
import { line, text } from '../../api/text-contract.ts';
import type { Problem } from '../../api/problem-contract.ts';
import type { Pin } from '../clients/client-contract.ts';
import { leadStage, type LeadLostReason, type LeadStage } from './lead-stage-contract.ts';
import { companyIdentity, email, optionalPhone, taxIdMatchesCountry } from '../companies/company-contract.ts';

/** The fields a registration cannot do without; an edition allows at most `lead.requiredFieldsAtMost`. */
export const requiredLeadFields = ['client.country', 'client.taxId', 'client.name', 'need'] as const;

export const leadContact = z.object({
  name: line(120),
  email,
  phone: optionalPhone,
  /** The person has agreed to be named here. */
  consent: z.literal(true, 'consent_required'),
});

export const expectedAmountKopecks = z
  .int('not_a_number')
  .check(z.minimum(1, 'number_range'), z.maximum(1_000_000_000_000, 'number_range'));

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
  contact: z.optional(leadContact),
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
  expectedAmountKopecks: z.optional(expectedAmountKopecks),
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

export const leadStatuses = ['in_review', 'pinned', 'returned_for_correction', 'declined', 'ended'] as const;
export const leadSources = ['partner', 'returned', 'passed', 'event'] as const;
export const leadSorts = ['-created', 'step', '-amount', 'client'] as const;

export type LeadStatus = (typeof leadStatuses)[number];
export type LeadSource = (typeof leadSources)[number];
export type LeadSort = (typeof leadSorts)[number];

/**
 * `GET /api/leads?search=&stage=&status=&source=&person=&sort=`: own leads, the newest first unless sorted by `amount`, `step` (date of the
 * next step, none last), `client` or `changed` (stage), backwards with `-`. `GET /api/leads/board` takes the same but `stage` and `sort`.
 */
export const leadFilters = z.object({
  stage: z.optional(leadStage),
  /** `active`: all but declined ones, which is what the board shows unless asked otherwise. */
  status: z.optional(z.enum([...leadStatuses, 'active'], 'choice_unknown')),
  source: z.optional(z.enum(leadSources, 'choice_unknown')),
  /** Id of the member who leads the sale. */
  person: z.optional(z.uuid('choice_unknown')),
});

/** Answer of `GET /api/leads`. */
export interface LeadList {
  items: LeadItem[];
  /** All that match. */
  total?: number;
  /** The partner's active people, to filter by. */
  people?: Person[];
  next?: string;
}

export interface Person {
  id: string;
  name: string;
}

/** How the sale stands: the partner's own view, at which no rule looks. */
export interface LeadWork {
  stage: LeadStage;
  stageChangedAt: string;
  expectedAmountKopecks?: number;
  /** A date. */
  expectedCloseOn?: string;
  /** Of a won lead, as far as said; the date always. */
  wonAmountKopecks?: number;
  wonOn?: string;
  /** Of a lost lead. */
  lostReason?: LeadLostReason;
  /** What the partner does next; overdue when its date has passed in the programme's time zone and the sale is not over. */
  nextStep?: { text: string; on?: string; isOverdue: boolean };
  /** Who registered it; absent when it came another way. */
  registeredBy?: Person;
  /** Who leads the sale: as said, else who registered it. */
  responsible?: Person;
  /** The protection of the client, also where an earlier lead brought it. */
  pin?: Pin;
}

/** A lead on the board. */
export interface LeadCard extends LeadWork {
  id: string;
  number: string;
  source: LeadSource;
  status: LeadStatus;
  client: { id?: string; name: string; country: 'RU' | 'KZ' | 'BY'; taxId: string };
  /** While in review, a date. */
  answerBy?: string;
  createdAt: string;
}

/** One of `GET /api/leads`; `GET /api/leads/:id`: one (`LeadPage`), 404 `not_found` where not yours. */
export interface LeadItem extends LeadCard {
  client: LeadCard['client'] & { site?: string };
  /** A person at the client, where there is consent: of a returned or passed lead, to the transfer. */
  contact?: { name: string; email: string; phone?: string };
  solutions: string[];
  need: string;
  /** The joint event it comes from. */
  event?: string;
  /** What decided its status last. */
  rule?: RuleOfEdition;
  /** What happened, the oldest first; of its moves from stage to stage the newest 200. */
  history: LeadEvent[];
  /** How many moves were before those; absent for none. All are in the export. */
  earlierMoves?: number;
}

/** `GET /api/leads/board`: every stage in its order, the soonest next step on top; of won and lost ones the latest. */
export interface LeadBoard {
  stages: {
    stage: LeadStage;
    /** Of all its leads, also those whose cards are not here: at most `limit` (default 50) cards come along. */
    count: number;
    amountKopecks: number;
    items: LeadCard[];
  }[];
  people: Person[];
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
    | 'pinned_by_other_lead'
    | 'stage_changed';
  /** Of a changed stage: the new one and the one before. */
  stage?: LeadStage;
  stageBefore?: LeadStage;
  /** What staff wrote to the partner. */
  reason?: string;
  rule?: RuleOfEdition;
}
