import { z } from 'astro/zod';
import { datesInOrder, pageFields } from './page-fields.ts';

/** `content/kb/<lang>/<section>/<slug>.md`: one article answers one question from practice. */
export const kbArticle = z.strictObject(pageFields).check(...datesInOrder);
export type KbArticle = z.infer<typeof kbArticle>;
