import { describe, expect, it } from 'vitest';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { readSiteHtml, type SitePage } from '#tests/helpers/site-html.ts';

const site = await readSiteHtml(builtSite);
const related = ({ $ }: SitePage) =>
  $('.related a')
    .toArray()
    .map(({ attribs }) => attribs['href']!);
const articles = site.pages.filter(({ $ }) => $('article.article .prose').length > 0);

describe('pages to read on', () => {
  it('are those the front matter names, in its order', () => {
    expect(related(site.page('/kb/law/vat/')!)).toEqual(['/programme/terms/', '/solutions/corporate-university/']);
  });

  it('are at most four, none of them the page itself or its neighbours', () => {
    expect(articles.filter((page) => related(page).length > 0).length).toBeGreaterThan(20);
    for (const page of articles) {
      const links = related(page);
      const beside = page
        .$('.neighbours a')
        .toArray()
        .map(({ attribs }) => attribs['href']!);
      expect(links.length).toBeLessThanOrEqual(4);
      expect(new Set(links).size).toBe(links.length);
      expect(
        links.filter((link) => link === page.url || beside.includes(link)),
        page.url,
      ).toEqual([]);
    }
  });

  it('of a public page share a topic, a solution or a section with it', () => {
    expect(related(site.page('/kb/pinning/pin-a-client/')!)).toContain('/kb/pinning/return/');
    expect(related(site.page('/partner/kb/sell/objections/')!).some((url) => url.startsWith('/partner/'))).toBe(true);
  });
});
