import { z } from 'astro/zod';
import { calendarDate } from './calendar-date.ts';
import { datesInOrder, pageFields } from './page-fields.ts';

/** `content/pages/<lang>/**`: landing, programme, FAQ, legal pages. The path of the file is the address of the page. */
export const page = z
  .strictObject({
    ...pageFields,
    /** `article` (contents at the side, the default), `wide` (no sidebars) or `landing`: `layout: wide`. */
    layout: z.enum(['landing', 'article', 'wide']).default('article'),
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
  .check(datesInOrder)
  .superRefine((value, context) => {
    if (value.kind !== 'legal') return;
    for (const key of ['reviewedByLawyerOn', 'version'] as const) {
      if (value[key] !== undefined) continue;
      context.addIssue({
        code: 'invalid_type',
        expected: 'string',
        path: [key],
        input: undefined,
        message: `a legal page needs ${key}`,
      });
    }
  });
export type Page = z.infer<typeof page>;
