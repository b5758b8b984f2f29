import type { Pin } from '../clients/client-contract.ts';

/** `GET /api/home`: what needs a partner's person today, the own clients as cells, how much there is of everything. */
export interface Home {
  /** The offer first, then what has a deadline, soonest first, then the rest, newest first. */
  tasks: HomeTask[];
  /** Up to 13 clients, those that end first, then up to four leads in review. */
  cells: HomeCell[];
  counts: HomeCounts;
  /** Open registrations (pins and leads in review) and how many the edition allows. */
  quota: { used: number; of: number };
}

export interface HomeCounts {
  /** Clients held now, grace included. */
  clients: number;
  /** Leads that are neither declined nor ended. */
  leads: number;
  /** Passed leads that wait for an answer. */
  passedLeads: number;
}

export type HomeTask =
  /** The offer in force is not accepted; `isChanged`: an older one was. `number` is that of the edition. */
  | { kind: 'offer'; id: string; number: string; isChanged: boolean }
  /** A protection that ends soon, or has ended and may be renewed first. `dueAt`: its end, or that of the days of grace. */
  | { kind: 'pin_ends_soon' | 'pin_in_grace'; id: string; name: string; pin: Pin; dueAt: string }
  /** `dueAt`: until then the partner may answer; `answerBy` is the date. Nothing here names the client. */
  | {
      kind: 'passed_lead';
      id: string;
      number: string;
      need: string;
      solutions: string[];
      town?: string;
      answerBy: string;
      dueAt: string;
    }
  /** A lead that staff returned for a correction; an enquiry of an own client that was given back. */
  | { kind: 'lead_to_correct' | 'enquiry_returned'; id: string; number: string; name: string; at: string }
  /** A support request was answered, or we have asked back. */
  | { kind: 'support_answered'; id: string; number: string; isQuestion: boolean; at: string }
  /** A client this partner waited for: it was told `at` that it is free, within the last 14 days, and has not registered it. */
  | { kind: 'client_free'; id: string; name: string; at: string };

/** A client with its protection, or a lead in review with the date by which a person answers. */
export type HomeCell = { id: string; name: string; pin: Pin } | { leadId: string; name: string; answerBy?: string };
