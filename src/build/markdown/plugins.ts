import type { HastPluginEntry, MdastPluginEntry } from 'satteri';
import { typographyOfTags, typographyOfText } from '../typography/markdown-plugin.ts';
import { figureImages } from './figures.ts';
import { headingLinks } from './heading-links.ts';
import { scrollingTables } from './tables.ts';

/** How the Markdown of this site differs from the parser's own, for .md and .mdx alike. */
export const markdownOptions = {
  features: { smartPunctuation: false },
  mdastPlugins: [figureImages, typographyOfText] satisfies MdastPluginEntry[],
  hastPlugins: [scrollingTables, headingLinks, typographyOfTags] satisfies HastPluginEntry[],
};
