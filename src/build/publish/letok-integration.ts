import type { AstroIntegration } from 'astro';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkInProcess } from '../check-content/check-process.ts';
import { repositoryUrl } from '../edit-address.ts';
import { holdContentUntil } from '../check-content/content-gate.ts';
import { drawPictures, type PictureDrawing } from '../pictures/draw-pictures.ts';
import { equalFilesOnce } from './equal-files.ts';
import { publishSite } from './publish-site.ts';
import { feedingPrerenderer } from '../search/feeding-prerenderer.ts';
import { searchFeed } from '../search/search-feed.ts';

const wakeForm = fileURLToPath(new URL('../../ui/wake-form.ts', import.meta.url));

declare module 'astro' {
  interface AstroClientDirectives {
    /** Wakes a form of the page: src/ui/wake-form.ts. */
    'client:form'?: boolean;
  }
}

/**
 * What Letok adds to Astro's build: Astro writes the whole site into a working folder; this parts it into `dist/` (published) and
 * `private/` (never published), builds both search indexes and writes what the functions read.
 */
export function letok(): AstroIntegration {
  let root = process.cwd();
  let site: string | undefined;
  let cache = '';
  const feed = searchFeed();
  let pictures: PictureDrawing | undefined;
  const tellMistakes = () =>
    void checkInProcess(root, site).then(
      ({ text }) => text && console.log(text),
      (error: unknown) => console.error(error),
    );
  return {
    name: 'letok',
    hooks: {
      'astro:config:setup': ({ config, command, updateConfig, addClientDirective }) => {
        root = fileURLToPath(config.root);
        site = config.site;
        cache = fileURLToPath(config.cacheDir);
        repositoryUrl();
        addClientDirective({ name: 'form', entrypoint: wakeForm });
        updateConfig({ vite: { plugins: [equalFilesOnce(path.join(root, 'content'))] } });
        if (command !== 'build' && command !== 'dev') return;
        const check = checkInProcess(root, site).then(({ text, isGood }) => {
          if (text) console.log(text);
          if (!isGood && command === 'build') throw contentRefused();
        });
        holdContentUntil(check);
      },
      // Astro's dev server goes on with the last good version of a page and names no line: the checker does.
      'astro:server:setup': ({ server }) => {
        const checked = ['content', 'src/i18n'].map((folder) => path.join(root, folder) + path.sep);
        let timer: NodeJS.Timeout | undefined;
        server.watcher.on('all', (_event, file) => {
          if (!checked.some((folder) => path.resolve(file).startsWith(folder))) return;
          clearTimeout(timer);
          timer = setTimeout(tellMistakes, 300);
        });
      },
      'astro:build:start': ({ setPrerenderer, logger }) => {
        if (isLocal(site!))
          logger.warn(
            `LETOK_SITE_URL is not set: canonical addresses, feeds, calendars and the sitemap begin with ${site}. For a site that others see, set it to the public address.`,
          );
        pictures = drawPictures(path.join(cache, 'letok-pictures'));
        setPrerenderer((usual) => feedingPrerenderer(usual, feed));
      },
      'astro:build:done': async ({ dir, logger }) => {
        const summary = await publishSite({
          root,
          site: site!,
          built: fileURLToPath(dir),
          compress: process.env.NETLIFY !== 'true',
          feed,
          pictures: pictures!,
        });
        logger.info(summary);
      },
    },
  };
}

const isLocal = (site: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(site).hostname);

/** For editors: where in our code it was thrown tells them nothing. */
function contentRefused(): Error {
  return Object.assign(new Error('The content has mistakes: see above.'), { stack: '' });
}
