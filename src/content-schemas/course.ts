import { z } from 'astro/zod';
import { datesInOrder, pageFields } from './page-fields.ts';

/**
 * `content/course/<lang>/<nn-module>/<nn-lesson>.mdx`, and `index.mdx` beside the lessons for the module itself.
 * The numbers give the order and are not part of the address. Questions and answers of the quiz are not content: they stay on the server.
 */
export const lesson = z
  .strictObject({
    ...pageFields,
    /** How long a reader needs, in minutes; absent for a module: `minutes: 12`. */
    minutes: z.int().min(1).max(240).optional(),
  })
  .check(...datesInOrder);
export type Lesson = z.infer<typeof lesson>;
