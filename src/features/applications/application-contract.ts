import * as z from 'zod/mini';
import { line, optionalLine } from '../../api/text-contract.ts';
import { companyIdentity, email, optionalPhone, taxIdMatchesCountry } from '../companies/company-contract.ts';
import type { ProgrammeRules } from '../programme/programme-contract.ts';

/** `POST /api/applications`: a company asks to join the programme. The choices are those of the edition in force. */
export function applicationRequest(fit: ProgrammeRules['fit']) {
  const choices = (ids: readonly string[]) =>
    z.pipe(
      z
        .array(z.enum(ids as [string, ...string[]], 'choice_unknown'))
        .check(z.minLength(1, 'required'), z.maxLength(20, 'too_many')),
      z.transform((given: string[]) => [...new Set(given)]),
    );
  return z.object({
    company: z
      .object({
        ...companyIdentity,
        /** Own staff of the company. */
        headcount: z.int('not_a_number').check(z.minimum(1, 'number_range'), z.maximum(1_000_000, 'number_range')),
        clientSizes: choices(fit.clientSizes),
        fields: choices(fit.fields),
        expertise: choices(fit.expertise),
      })
      .check(taxIdMatchesCountry),
    /** Why the company wants the partnership. */
    aim: z.enum(fit.aims as [string, ...string[]], 'choice_unknown'),
    contact: z.object({ name: line(120), email, phone: optionalPhone, position: optionalLine(120) }),
    consents: z.object({
      processing: z.literal(true, 'consent_required'),
      mailing: z.optional(z.boolean()),
    }),
    /** The language in which the applicant reads the answers, two letters; mails come in it where there are letters in it. */
    locale: z.string('required').check(z.regex(/^[a-z]{2}$/, 'choice_unknown')),
  });
}

export type ApplicationRequest = z.infer<ReturnType<typeof applicationRequest>>;
export type ApplicationInput = z.input<ReturnType<typeof applicationRequest>>;

/** Answer 201. The number is random, so it tells nothing about how many applications there are. */
export interface ApplicationReceived {
  number: string;
  fit: Fit;
  /** The date (programme's time zone) by which a person answers. */
  answerBy: string;
}

/** How well a company fits: `met` of `of` criteria. */
export interface Fit {
  met: number;
  of: number;
  criteria: { id: string; met: boolean }[];
}
