import { z } from 'astro/zod';
import { calendarDate } from './calendar-date.ts';
import { datesInOrder, pageFields } from './page-fields.ts';

/** `content/pages/<lang>/**`: landing, programme, FAQ, legal pages. The path of the file is the address of the page. */
export const page = z
  .strictObject({
    ...pageFields,
    /** How the page is laid out (`layout` is a word Astro keeps for itself): `article` (contents at the side, the default), `wide` (no sidebars) or `landing`: `frame: wide`. */
    frame: z.enum(['landing', 'article', 'wide']).default('article'),
    /** A legal text: an overdue review is then an error, and a lawyer's date is asked for: `kind: legal`. */
    kind: z.literal('legal').optional(),
    /** Legal texts only: the day a lawyer approved this wording, `null` while none has: `reviewedByLawyerOn: 2026-11-20`. */
    reviewedByLawyerOn: calendarDate.nullable().optional(),
    /** Legal texts only: the version that consent records name: `version: "2026-11"`. */
    version: z
      .string()
      .regex(/^\d{4}-\d{2}[a-z]?$/)
      .optional(),
  })
  .check(...datesInOrder, legalNeeds('reviewedByLawyerOn'), legalNeeds('version'));
export type Page = z.infer<typeof page>;

/** A legal page without this key is reported together with everything else that is wrong. */
function legalNeeds(key: 'reviewedByLawyerOn' | 'version') {
  return z.refine<Record<string, unknown>>((value) => value['kind'] !== 'legal' || value[key] !== undefined, {
    error: `a legal page needs ${key}`,
    path: [key],
    params: { problem: 'field-missing' },
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
}
