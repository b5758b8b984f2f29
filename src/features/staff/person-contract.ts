import * as z from 'zod/mini';
import { optionalText, text } from '../../api/text-contract.ts';
import { email } from '../companies/company-contract.ts';

/** `POST /api/staff/people/export`, for a programme lead: everything about one person. Answer 200 `PersonExport`. */
export const personExportRequest = z.object({ email });

/** The person's own rows by table, words of others that name the person (look through them before handing over), and what it did. */
export interface PersonExport {
  email: string;
  at: string;
  rows: Record<string, Record<string, unknown>[]>;
  mentions: { table: string; row: string; column: string; text: unknown }[];
  deeds: { at: string; action: string; table: string; row: string }[];
}

/**
 * `POST /api/staff/people/erasure`, for a programme lead: erases one person for good. Answer 200 `PersonErased`. Problems: 403
 * `wrong_role` (no programme lead, or oneself), 422 `invalid_input`.
 */
export const personErasureRequest = z.object({
  email,
  /** Why, 3 to 2,000 characters; values of the person are taken out of it. */
  reason: text(2000).check(z.minLength(3, 'too_short')),
});

export interface PersonErased {
  /** Rows changed or deleted, by table. */
  erased: Record<string, number>;
  /** What stays in spite of it, and why. */
  kept: { table: string; column: string; why: string }[];
  /**
   * Files that may show the person where no search of text sees it (a scan, a compressed PDF): uploaded by it, named after it, or
   * attached to a lead, an appeal or a decision that named it. Said this once: afterwards nothing ties them to the person.
   */
  filesToLookAt: { id: string; name: string }[];
}

/**
 * `POST /api/consents/withdrawal`: a signed-in person withdraws the own consent, or staff note that somebody did. Answer 200
 * `ConsentWithdrawn`; repeating it changes nothing. Problems: 401 `session_required`, 403 `wrong_role` (somebody else's).
 */
export const consentWithdrawalRequest = z.object({
  purpose: z.enum(['processing', 'mailing', 'transfer'], 'choice_unknown'),
  /** Only staff name somebody else. */
  email: z.optional(email),
  /** How it came, at most 2,000 characters. */
  note: optionalText(2000),
});

export interface ConsentWithdrawn {
  /** How many consents stood until now. */
  withdrawn: number;
  /** Of the consent to processing: the date by which the person has to be erased. */
  eraseBy?: string;
}
