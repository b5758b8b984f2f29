import { z } from 'astro/zod';
import { datesInOrder, pageFields } from './page-fields.ts';

export const solutionParts = ['index', 'sell', 'demo', 'use', 'administer', 'compare'] as const;

/** `content/solutions/<solution>/<lang>/<part>.mdx`: a solution told in six parts, one per role. */
export const solutionPage = z
  .strictObject({
    ...pageFields,
    /** Which part it is, the same as the name of the file: `part: sell`. Only `index` is public. */
    part: z.enum(solutionParts),
  })
  .check(...datesInOrder);
export type SolutionPage = z.infer<typeof solutionPage>;
