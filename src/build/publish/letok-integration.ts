import type { AstroIntegration } from 'astro';
import { fileURLToPath } from 'node:url';
import { checkInThread } from '../check-content/check-thread.ts';
import { holdContentUntil } from '../check-content/content-gate.ts';
import { publishSite } from './publish-site.ts';
import { feedingPrerenderer } from './feeding-prerenderer.ts';
import { searchFeeds } from './search-feed.ts';

/**
 * What Letok adds to Astro's build: Astro writes the whole site into a working folder; this parts it into `dist/` (published) and
 * `private/` (never published), builds both search indexes and writes what the functions read.
 */
export function letok(): AstroIntegration {
  let root = process.cwd();
  const feeds = searchFeeds();
  return {
    name: 'letok',
    hooks: {
      'astro:config:setup': ({ config, command }) => {
        root = fileURLToPath(config.root);
        if (command !== 'build' && command !== 'dev') return;
        const check = checkInThread(root, { site: config.site }).then(({ text, problems }) => {
          if (text) console.log(text);
          if (problems > 0 && command === 'build') throw contentRefused();
        });
        holdContentUntil(check);
      },
      'astro:build:start': ({ setPrerenderer }) => setPrerenderer((usual) => feedingPrerenderer(usual, feeds)),
      'astro:build:done': async ({ dir, logger }) => {
        const summary = await publishSite({
          root,
          built: fileURLToPath(dir),
          compress: process.env.NETLIFY !== 'true',
          feeds,
        });
        logger.info(summary);
      },
    },
  };
}

/** For editors: where in our code it was thrown tells them nothing. */
function contentRefused(): Error {
  return Object.assign(new Error('The content has mistakes: see above.'), { stack: '' });
}
