import type { BuiltPage } from './split-output.ts';

/**
 * `sitemap.xml`, read off the heads of the pages themselves: it holds exactly those that say they may be listed, with the translations
 * and the day of the last reading that each of them names. So it cannot tell of a page that is private or hidden.
 */
export function sitemap(pages: readonly BuiltPage[]): string {
  const entries = pages
    .flatMap(({ access, url, listing }) => (access === 'public' && listing ? [{ url, listing }] : []))
    .filter(({ url, listing }) => new URL(listing.canonical).pathname === encodeURI(url))
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .map(({ listing: { canonical, alternates, modifiedOn } }) =>
      [
        `<url><loc>${escaped(canonical)}</loc>`,
        ...(modifiedOn ? [`<lastmod>${modifiedOn}</lastmod>`] : []),
        ...alternates.map(
          ({ language, address }) => `<xhtml:link rel="alternate" hreflang="${language}" href="${escaped(address)}"/>`,
        ),
        '</url>',
      ].join(''),
    );
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join('\n')}
</urlset>
`;
}

/** Addresses come out of HTML, so that `&` is written as XML wants it already. */
const escaped = (address: string) => address.replace(/'/g, '&apos;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Nothing is said of the closed rooms: they answer with the way to sign in, and their pages ask not to be listed. */
export const robots = (site: string) => `User-agent: *
Allow: /
Disallow: /api/

Sitemap: ${new URL('/sitemap.xml', site).href}
`;
