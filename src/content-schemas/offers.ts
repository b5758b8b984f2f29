import { z } from 'astro/zod';
import { calendarDate } from './calendar-date.ts';
import { pageFields } from './page-fields.ts';

/** `content/programme/<edition>/offer.<lang>.mdx`: the contract of an edition. Never changed once the edition is in force. */
export const offer = z.strictObject({
  title: pageFields.title,
  description: pageFields.description,
  /** The edition it belongs to, the same as its folder, in quotes: `edition: "2026-11"`. */
  edition: z.string().regex(/^\d{4}-\d{2}[a-z]?$/),
  /** Its language, the same as in the name of the file: `lang: ru`. */
  lang: z.string().regex(/^[a-z]{2}$/),
  /** The day a lawyer approved this wording, `null` while none has: `reviewedByLawyerOn: null`. */
  reviewedByLawyerOn: calendarDate.nullable(),
  sample: pageFields.sample,
});
export type Offer = z.infer<typeof offer>;
