import type { z } from 'astro/zod';
import { lesson } from './course.ts';
import { deck } from './decks.ts';
import { edition } from './editions.ts';
import { event } from './events.ts';
import { kbArticle } from './kb.ts';
import { newsItem } from './news.ts';
import { offer } from './offers.ts';
import { page } from './pages.ts';
import { poster } from './posters.ts';
import { solutionFacts } from './solution-facts.ts';
import { solutionPage } from './solutions.ts';
import { kbSection, owner, synonymGroup, tag } from './vocabularies.ts';

/** A collection whose entries are files: those of `folder` (inside content/) that match `pattern`. */
export interface FileCollection {
  folder: string;
  pattern: string;
  /** The entry's id from the path inside the folder; without it the path less its extension. */
  id?: (path: string) => string;
  schema: z.ZodType;
}

/** A collection whose entries are the items of one YAML list. */
export interface ListCollection {
  file: string;
  schema: z.ZodType;
}

const folderName = (path: string) => path.slice(0, path.indexOf('/'));

/** Collection -> files -> schema. Astro (src/content.config.ts) and the checker (src/build/check-content) read this table. */
export const fileCollections = {
  pages: { folder: 'pages', pattern: '**/*.{md,mdx}', schema: page },
  kb: { folder: 'kb', pattern: '*/**/*.{md,mdx}', schema: kbArticle },
  solutions: { folder: 'solutions', pattern: '*/*/*.{md,mdx}', schema: solutionPage },
  solutionFacts: { folder: 'solutions', pattern: '*/facts.yaml', id: folderName, schema: solutionFacts },
  offers: { folder: 'programme', pattern: '*/offer.*.{md,mdx}', schema: offer },
  editions: { folder: 'programme', pattern: '*/rules.yaml', id: folderName, schema: edition },
  posters: { folder: 'posters', pattern: '*.yaml', schema: poster },
  decks: { folder: 'decks', pattern: '*.yaml', schema: deck },
  course: { folder: 'course', pattern: '**/*.{md,mdx}', schema: lesson },
  events: { folder: 'events', pattern: '**/*.{md,mdx}', schema: event },
  news: { folder: 'news', pattern: '**/*.{md,mdx}', schema: newsItem },
} satisfies Record<string, FileCollection>;

export const listCollections = {
  kbSections: { file: 'kb/sections.yaml', schema: kbSection },
  owners: { file: 'owners.yaml', schema: owner },
  synonyms: { file: 'synonyms.yaml', schema: synonymGroup },
  tags: { file: 'tags.yaml', schema: tag },
} satisfies Record<string, ListCollection>;

/** The id of a file's entry: `ru/pinning/extend` for content/kb/ru/pinning/extend.mdx. `path` is relative to the folder, with slashes. */
export function entryId(collection: FileCollection, path: string): string {
  return collection.id ? collection.id(path) : path.replace(/\.(md|mdx|yaml)$/, '');
}
