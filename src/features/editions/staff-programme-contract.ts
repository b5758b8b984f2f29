import type { ProgrammeRules } from '../programme/programme-contract.ts';

/** `GET /api/staff/programme` -> 200 `StaffProgramme`: staff. Problems: 401, 403, 503 `edition_not_published`. */
export interface StaffProgramme {
  at: string;
  /** Id of the edition in force. */
  inForce: string;
  /** Every published one, the newest first. */
  editions: PublishedRules[];
  acceptance: {
    /** Active partners. */
    partners: number;
    /** Those bound by the edition in force. */
    bound: number;
    /** From when on a partner that has not accepted does not register: the last edition with material changes. */
    requiredSince: string | null;
    /** The rule `lead.requireOffer` of the edition in force. */
    required: boolean;
    /** Who is not bound yet, longest first. `since`: from when on it could have accepted. */
    due: { id: string; name: string; acceptedEdition?: string; since: string; owners?: string[] }[];
  };
}

export interface PublishedRules {
  id: string;
  number: number;
  inForceFrom: string;
  publishedAt: string;
  sample: boolean;
  /** Has to be accepted anew. */
  material: boolean;
  /** What is different, per language. */
  changes: Record<string, string>;
  rulesSha256: string;
  rules: ProgrammeRules;
  /** How many partners have accepted its offer. */
  accepted: number;
  /** In which languages its offer is published. */
  languages: string[];
}
