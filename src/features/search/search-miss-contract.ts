import * as z from 'zod/mini';
import { line } from '../../api/text-contract.ts';

/**
 * `POST /api/search-misses`: a query that found nothing. Answer 202 `{}`, whatever becomes of it: what looks like a person's data is
 * not kept, and what was asked once is shown to nobody.
 */
export const searchMiss = z.object({
  /** As it was typed. */
  query: line(200),
  /** Language of the page on which was searched, two letters. */
  language: z.string().check(z.regex(/^[a-z]{2}$/, 'choice_unknown')),
});

export type SearchMiss = z.infer<typeof searchMiss>;
