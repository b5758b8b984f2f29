import * as z from 'zod/mini';
import { optionalLine } from '../../api/text-contract.ts';

/** The longest comment, characters; the field and the table have the same. */
export const commentAtMost = 500;

/** `POST /api/page-feedback`: a reader tells whether a page was useful. Answer 202 `{}`. */
export const pageFeedback = z.object({
  /** Made anew for every opened page, so that a comment sent after the answer joins it and a repetition changes nothing. */
  id: z.optional(z.uuid('invalid')),
  /** Address of the page within this site, as its own links have it: `/kb/pinning/pin-a-client/`. */
  path: z
    .string()
    .check(
      z.maxLength(300, 'too_long'),
      z.regex(/^\/([\p{L}\p{N}_~@+,()-][\p{L}\p{M}\p{N}._~@+,()-]*\/)*$/u, 'invalid'),
    ),
  useful: z.boolean('invalid'),
  /** What was missing. Mail addresses, telephones and tax ids in it are masked before it is kept. */
  comment: optionalLine(commentAtMost),
  /** The day the page was last checked, as the page itself says. */
  checkedOn: z.optional(z.iso.date('invalid')),
  /** Language of the page, two letters. */
  language: z.string().check(z.regex(/^[a-z]{2}$/, 'choice_unknown')),
});

export type PageFeedback = z.infer<typeof pageFeedback>;
export type PageFeedbackInput = z.input<typeof pageFeedback>;
