import * as z from 'zod/mini';
import { line, locale, optionalLine, text } from '../../api/text-contract.ts';
import {
  country,
  email,
  optionalPhone,
  optionalSite,
  optionalTaxIdMatchesCountry,
} from '../companies/company-contract.ts';

/**
 * `POST /api/enquiries`: somebody writes to the vendor. Honours `Idempotency-Key`. Answer 202 `EnquiryReceived`, the same whether the
 * company is pinned or not. As a form post: 303 to the thank-you page, or the form again. Problems: 422 `invalid_input`,
 * 429 `too_many_requests` (`limits.enquiriesPerHour` of the edition), 401 `token_wrong` (a CRM's token that does not fit). The names of
 * the form's fields are the dotted paths (`company.taxId`); the hidden one nobody fills in is `website2`.
 */
export const enquiryRequest = z.object({
  company: z
    .object({
      /** At most 200 characters. */
      name: line(200),
      /** Needed with a tax id only. */
      country: z.optional(country),
      /** Checked by the rules of the country where both are given. */
      taxId: optionalLine(40),
      site: optionalSite,
    })
    .check(optionalTaxIdMatchesCountry),
  /** Name at most 120 characters. */
  contact: z.object({ name: line(120), email, phone: optionalPhone }),
  /** Slugs of solutions, at most 20 of 40 characters; may be empty. */
  solutions: z
    .array(z.string().check(z.maxLength(40, 'choice_unknown'), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'choice_unknown')))
    .check(z.maxLength(20, 'too_many')),
  /** What it is about, 3 to 4,000 characters. */
  message: text(4000).check(z.minLength(3, 'too_short')),
  consents: z.object({
    processing: z.literal(true, 'consent_required'),
    /** The contact may be given to the partner who serves the company. */
    transfer: z.optional(z.boolean()),
  }),
  locale,
});

export type EnquiryRequest = z.infer<typeof enquiryRequest>;
export type EnquiryInput = z.input<typeof enquiryRequest>;

/** Answer 202. */
export interface EnquiryReceived {
  /** `E-` and 8 characters; random, so it tells nothing. */
  number: string;
  /** The date (programme's time zone) by which somebody answers. */
  answerBy: string;
  /** The page to show now. */
  thanksUrl: string;
}
