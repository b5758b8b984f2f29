import * as z from 'zod/mini';
import { line, locale, text } from '../../api/text-contract.ts';
import { email } from '../companies/company-contract.ts';

/** For the record, 3 to 2,000 characters. */
const reason = text(2000).check(z.minLength(3, 'too_short'));

/** `PUT /api/staff/partners/:id` -> 200 `{ id, status, courseWaived }`: programme leads only. Pins of a suspended partner go on. */
export const partnerChange = z.object({
  /** suspended: its people are out at once. */
  status: z.optional(z.enum(['active', 'suspended'], 'choice_unknown')),
  /** True: it may register clients without having passed the basic course. */
  courseWaived: z.optional(z.boolean()),
  reason,
});

/** `PUT /api/staff/people` -> 200 `{ id, email, role, active }`: adds a person of the vendor or changes one; programme leads only. */
export const staffChange = z.object({
  email,
  name: line(120),
  role: z.enum(['account_manager', 'programme_lead'], 'choice_unknown'),
  /** Language of the letters, two letters; `ru` where nothing is said. */
  locale: z.optional(locale),
  /** False: left; may not sign in any more. */
  active: z.optional(z.boolean()),
  reason,
});
