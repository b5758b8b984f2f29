import { z } from 'astro/zod';
import { line, localised } from './localised-text.ts';
import { pageFields } from './page-fields.ts';

/** What a poster and a deck have in common: one YAML file per item, its texts per language. */
export const materialFields = {
  /** Name in the list of materials: `title: { ru: Обучение без аудиторий, en: Learning without classrooms }`. */
  title: localised(pageFields.title),
  /** For whom it is and when to hand it out, 40 to 200 characters. */
  description: localised(pageFields.description),
  /** `public`, `partner` or `staff`: `access: partner`. */
  access: pageFields.access,
  audience: pageFields.audience,
  solutions: pageFields.solutions,
  owner: pageFields.owner,
  checkedOn: pageFields.checkedOn,
  reviewBy: pageFields.reviewBy,
  sample: pageFields.sample,
  order: pageFields.order,
  tags: pageFields.tags,
};

/** A short title with its explanation: `{ title: { ru: ..., en: ... }, text: { ru: ..., en: ... } }`. */
export const point = z.strictObject({ title: localised(line(34)), text: localised(line(120)) });
