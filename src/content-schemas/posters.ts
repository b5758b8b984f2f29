import { z } from 'astro/zod';
import { line, localised } from './localised-text.ts';
import { materialFields, point } from './materials.ts';
import { datesInOrder } from './page-fields.ts';

/** `content/posters/<poster>.yaml`: one sheet about a solution, printed with the partner's logo. */
export const poster = z
  .strictObject({
    ...materialFields,
    /** The small line above the headline, at most 48 characters. */
    kicker: localised(line(48)),
    /** The headline, at most 70 characters. */
    headline: localised(line(70)),
    /** The paragraph below it, at most 260 characters. */
    lead: localised(line(260)),
    /** Two to six benefits: title to 34, text to 120 characters. */
    benefits: z.array(point).min(2).max(6),
    /** What the reader should do, beside the QR code, at most 60 characters. */
    callToAction: localised(line(60)),
  })
  .check(...datesInOrder);
export type Poster = z.infer<typeof poster>;
