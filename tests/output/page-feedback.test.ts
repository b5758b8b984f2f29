import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageFeedback } from '../../src/features/page-feedback/page-feedback-contract.ts';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { readSiteHtml } from '#tests/helpers/site-html.ts';

const site = await readSiteHtml(builtSite);
const pages = JSON.parse(readFileSync(path.join(builtSite.private, 'pages.json'), 'utf8')) as Record<string, string>;
const articles = site.pages.filter(({ $ }) => $(':is(.article, .solution-page) .prose').length > 0);

describe('the question whether a page was useful', () => {
  it('stands once at the end of every article and every solution, private ones too, and nowhere else', () => {
    expect(articles.length).toBeGreaterThan(20);
    expect(articles.some(({ access }) => access === 'partner')).toBe(true);
    const asked = site.pages.filter(({ $ }) => $('form[action="/api/page-feedback"]').length > 0);
    expect(asked.map(({ url }) => url)).toEqual(articles.map(({ url }) => url));
    for (const { url, $ } of articles)
      expect([
        url,
        $('.prose')
          .last()
          .nextAll()
          .add($('.prose').parents().nextAll())
          .find('*')
          .addBack()
          .filter('form[action="/api/page-feedback"][data-pagefind-ignore]').length,
      ]).toEqual([url, 1]);
  });

  it('names its own page, in a form the contract and the server accept', () => {
    for (const { url, access, $ } of articles) {
      const field = (name: string) => $(`.page-feedback [name="${name}"]`).attr('value');
      const given = { path: field('path'), language: field('language'), checkedOn: field('checkedOn'), useful: true };
      expect(given.path).toBe(url);
      expect(given.language).toBe($('html').attr('lang'));
      expect([url, pageFeedback.safeParse(given).success]).toEqual([url, true]);
      expect([url, pages[url]]).toEqual([url, access]);
    }
    expect(articles.some(({ $ }) => $('.page-feedback [name="checkedOn"]').length > 0)).toBe(true);
  });

  it('is known to the server for every page of the site and no other', () => {
    const known = Object.fromEntries(
      site.pages.filter(({ url }) => url.endsWith('/')).map((one) => [one.url, one.access]),
    );
    expect(pages).toEqual(known);
  });
});
