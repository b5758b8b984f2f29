import type { Fit } from '../applications/application-contract.ts';
import type { FitCriterion } from '../programme/programme-contract.ts';

/*
 * What the vendor's people read of one case: `GET /api/staff/applications/:id`, `/api/staff/leads/:id`, `/api/staff/clients/:id`. Each
 * answers 404 `not_found` for what there is not; 401, 403 as everywhere. `:id` may be the number people see. Times are ISO 8601 UTC.
 */

/** What was decided, the oldest first; one that was taken back stays, marked. */
export interface CaseDecision {
  id: string;
  decision: 'approve' | 'return' | 'decline';
  by: string;
  at: string;
  reason: string;
  /** For the vendor's people alone. */
  comment?: string;
  edition: string;
  rule?: string;
  undone?: { at: string; by: string };
}

/** One line of the history of a lead, and of a client whose lead it is. */
export interface CaseEvent {
  at: string;
  kind: string;
  by: 'member' | 'staff' | 'programme' | 'client';
  partner: string;
  leadId: string;
  number: string;
  reason?: string;
  until?: string;
  rule?: string;
  edition?: string;
  fileId?: string;
}

export interface PinLine {
  partner: { id: string; name: string };
  from: string;
  until: string;
  graceUntil: string;
  isActive: boolean;
  /** Calendar days in the programme's zone; negative in grace. */
  daysLeft: number;
  endedBy?: 'released' | 'transferred' | 'appeal' | 'merged' | 'undone';
  extensions: number;
  edition: string;
  rule: string;
}

export type Standing = 'open' | 'direct' | 'blocked';

/** A row of `GET /api/staff/clients`. */
export interface ClientLine {
  id: string;
  name: string;
  country: 'RU' | 'KZ' | 'BY';
  taxId: string;
  standing: Standing;
  sample: boolean;
  domains?: string[];
  /** Who holds it now, grace included. */
  pin?: PinLine;
  inReview?: { id: string; number: string; partner: string }[];
}

/** A client that may be the same: by its name or its domain. A hint for a person, never a reason to refuse. */
export interface SimilarClient extends ClientLine {
  /** Of the names, 0 to 1. */
  similarity: number;
  sameDomain: boolean;
}

interface OtherLead {
  id: string;
  number: string;
  partner: string;
  status: string;
  source: string;
  expectedAmountKopecks?: number;
  createdAt: string;
}

export interface LeadCase {
  id: string;
  number: string;
  status: 'in_review' | 'pinned' | 'returned_for_correction' | 'declined' | 'ended';
  source: string;
  sample: boolean;
  createdAt: string;
  partner: { id: string; name: string; status: string };
  registeredBy?: string;
  client: {
    id: string;
    name: string;
    country: 'RU' | 'KZ' | 'BY';
    taxId: string;
    site?: string;
    domains?: string[];
    /** The name under which the client is known, where this partner wrote another. */
    knownAs?: string;
    standing: Standing;
  };
  contact?: { name?: string; email?: string; phone?: string };
  need?: string;
  solutions: string[];
  expectedAmountKopecks?: number;
  expectedCloseOn?: string;
  review?: { reasons: string[]; openedAt: string; answerBy: string; escalatedAt?: string; endedAt?: string };
  rule: { edition: string; id: string };
  /** Of this client, the newest first. */
  pins: PinLine[];
  otherLeads: OtherLead[];
  appeals: { number: string; partner: string; status: string; statement: string; createdAt: string }[];
  similar: SimilarClient[];
  history: CaseEvent[];
  decisions: CaseDecision[];
}

/** A row of `GET /api/staff/applications`: `?status=waiting|approved|returned|declined&sort=-createdAt|name|status`. */
export interface ApplicationLine {
  id: string;
  number: string;
  name: string;
  country: 'RU' | 'KZ' | 'BY';
  taxId: string;
  status: 'waiting' | 'approved' | 'returned' | 'declined';
  fit: { met: number; of: number };
  suspicion?: 'honeypot' | 'no_stamp';
  createdAt: string;
  answerBy: string;
  decidedAt?: string;
  decidedBy?: string;
  sample: boolean;
}

/** Why a company looks like one that is known. */
interface Likeness {
  id: string;
  name: string;
  taxId: string;
  status: string;
  /** Of the names, 0 to 1. */
  similarity: number;
  sameTaxId: boolean;
  sameDomain?: boolean;
}

export interface ApplicationCase extends Omit<ApplicationLine, 'fit'> {
  company: {
    name: string;
    country: 'RU' | 'KZ' | 'BY';
    taxId: string;
    site?: string;
    headcount: number;
    fields: string[];
    expertise: string[];
    clientSizes: string[];
  };
  aim: string;
  contact: { name: string; email: string; phone?: string; position?: string };
  fit: Fit;
  /** What the edition of the application wants. */
  criteria: FitCriterion[];
  edition: string;
  editionNumber: number;
  escalated: boolean;
  escalatedAt?: string;
  decisions: CaseDecision[];
  similar: {
    partners: (Likeness & { since: string })[];
    applications: (Likeness & { number: string; createdAt: string })[];
    clients: SimilarClient[];
  };
}

export interface ClientCase extends ClientLine {
  createdAt: string;
  /** Clients that were merged into this one. */
  otherTaxIds?: { taxId: string; name: string }[];
  pins: PinLine[];
  leads: OtherLead[];
  /** Partners that want to hear when it is free, in the order in which they asked. */
  waiting: string[];
  transfers: {
    id: string;
    number: string;
    status: 'waiting' | 'approved' | 'declined';
    at: string;
    from: string;
    to: string;
    askedBy: string;
    reason: string;
    fileId: string;
    answerBy: string;
    decisions: CaseDecision[];
  }[];
  /** The newest first. */
  history: CaseEvent[];
  similar: SimilarClient[];
}

/** `{ items, next?, total }`: `total` counts every row that matches. */
export interface CaseList<Row> {
  items: Row[];
  next?: string;
  total: number;
}
