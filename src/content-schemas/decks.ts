import { z } from 'astro/zod';
import { line, localised, slug } from './localised-text.ts';
import { materialFields, point } from './materials.ts';
import { datesInOrder } from './page-fields.ts';

const slide = z.strictObject({
  /** Name of the slide inside the deck: `id: price`. */
  id: slug,
  /** `title` opens, `points` lists, `facts` shows figures, `closing` ends: `layout: points`. */
  layout: z.enum(['title', 'points', 'facts', 'closing']),
  headline: localised(line(80)),
  text: localised(line(400)).optional(),
  points: z.array(point).max(6).optional(),
  /** Figures from facts.yaml: `facts: [{ solution: corporate-university, id: price-from }]`. */
  facts: z
    .array(z.strictObject({ solution: slug, id: slug }))
    .max(6)
    .optional(),
  /** What the speaker says; the client does not see it. */
  notes: localised().optional(),
});

/** `content/decks/<deck>.yaml`: slides that a partner takes under its own logo. */
export const deck = z.strictObject({ ...materialFields, slides: z.array(slide).min(1).max(40) }).check(...datesInOrder);
export type Deck = z.infer<typeof deck>;
