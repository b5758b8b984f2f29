import type { AstroPrerenderer } from 'astro';
import type { SearchFeed } from './search-feed.ts';

/**
 * Astro's own renderer, which shows every page of HTML to the search feed before Astro writes it. Several pages are rendered at a time;
 * they are shown in the order in which they were begun, because an index depends on it, and the same content is to give the same files.
 */
export function feedingPrerenderer(usual: AstroPrerenderer, feed: SearchFeed): AstroPrerenderer {
  let last: Promise<void> = Promise.resolve();
  return {
    ...usual,
    async render(request, options) {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      try {
        const rendered = await usual.render(request, options);
        const response = rendered instanceof Response ? rendered : rendered.response;
        if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/html')) return rendered;
        const body = await response.arrayBuffer();
        await before;
        await feed.take(new URL(request.url).pathname, Buffer.from(body).toString('utf8'));
        const again = new Response(body, response);
        return rendered instanceof Response ? again : { ...rendered, response: again };
      } finally {
        void before.then(resolve);
      }
    },
  };
}
