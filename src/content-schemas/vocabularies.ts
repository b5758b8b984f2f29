import { z } from 'astro/zod';
import { line, localised, slug } from './localised-text.ts';

/** `content/kb/sections.yaml`: the sections of the knowledge base; `id` is the name of the folder and a part of the address. */
export const kbSection = z.strictObject({
  /** `id: pinning` */
  id: slug,
  /** Place in the tree: `order: 20`. */
  order: z.int().min(0).max(9999),
  /** `title: { ru: Закрепление и правила, en: Pinning and rules }` */
  title: localised(line(80)),
  /** One sentence under the title of the section. */
  description: localised(line(200)),
});

/** `content/owners.yaml`: who may stand in `owner`. A role or a team, never a person. */
export const owner = z.strictObject({
  /** `id: partner-programme` */
  id: slug,
  /** `title: { ru: команда партнёрской программы, en: the partner programme team }` */
  title: localised(line(80)),
  /** The team's mailbox, never a person's; without it pages show the one of the site: `mail: support@uley.example`. */
  mail: z.email().optional(),
});

/** `content/tags.yaml`: the topics that may stand in `tags`. */
export const tag = z.strictObject({
  /** `id: pinning` */
  id: slug,
  /** `title: { ru: закрепление, en: pinning }` */
  title: localised(line(60)),
});

export type KbSection = z.infer<typeof kbSection>;
export type Owner = z.infer<typeof owner>;
export type Tag = z.infer<typeof tag>;

/** `content/synonyms.yaml`: words that readers use for one thing; search takes each for the others. */
export const synonymGroup = z.strictObject({
  /** `id: reward` */
  id: slug,
  /** Two words and more, in any form, each one word without a hyphen: `words: { ru: [вознаграждение, комиссия], en: [reward, commission] }`. */
  words: localised(z.array(line(40)).min(2).max(20)),
});
export type SynonymGroup = z.infer<typeof synonymGroup>;
