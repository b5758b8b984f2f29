import { defineCollection } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { contentChecked } from './build/check-content/content-gate.ts';
import { withoutText } from './build/markdown/page-text.ts';
import { entryId, fileCollections as files, listCollections as lists } from './content-schemas/collections.ts';
import type { FileCollection } from './content-schemas/collections.ts';

/** Files of a folder of content/. A folder that is still empty or absent is no news: the warnings of Astro's loader about it are dropped. */
function folder(collection: FileCollection): ReturnType<typeof glob> {
  const loader = glob({
    base: `./content/${collection.folder}`,
    pattern: collection.pattern,
    generateId: ({ entry }) => entryId(collection, entry),
  });
  return {
    ...loader,
    load: async (context) => {
      await contentChecked();
      const logger = Object.create(context.logger) as typeof context.logger;
      logger.warn = (message) => /^No files found|does not exist\.$/.test(message) || context.logger.warn(message);
      return loader.load({
        ...context,
        logger,
        store: withoutText(context.store, context.collection, context.config.root),
      });
    },
  };
}

export const collections = {
  pages: defineCollection({ loader: folder(files.pages), schema: files.pages.schema }),
  kb: defineCollection({ loader: folder(files.kb), schema: files.kb.schema }),
  solutions: defineCollection({ loader: folder(files.solutions), schema: files.solutions.schema }),
  solutionFacts: defineCollection({ loader: folder(files.solutionFacts), schema: files.solutionFacts.schema }),
  offers: defineCollection({ loader: folder(files.offers), schema: files.offers.schema }),
  editions: defineCollection({ loader: folder(files.editions), schema: files.editions.schema }),
  posters: defineCollection({ loader: folder(files.posters), schema: files.posters.schema }),
  decks: defineCollection({ loader: folder(files.decks), schema: files.decks.schema }),
  course: defineCollection({ loader: folder(files.course), schema: files.course.schema }),
  events: defineCollection({ loader: folder(files.events), schema: files.events.schema }),
  news: defineCollection({ loader: folder(files.news), schema: files.news.schema }),
  kbSections: defineCollection({ loader: file(`content/${lists.kbSections.file}`), schema: lists.kbSections.schema }),
  owners: defineCollection({ loader: file(`content/${lists.owners.file}`), schema: lists.owners.schema }),
  synonyms: defineCollection({
    loader: file(`content/${lists.synonyms.file}`),
    schema: lists.synonyms.schema,
  }),
  tags: defineCollection({ loader: file(`content/${lists.tags.file}`), schema: lists.tags.schema }),
};
