import { describe, expect, it } from 'vitest';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { isUntranslated, originalUrl } from '#tests/helpers/page-checks.ts';
import { fragmentsOf } from '#tests/helpers/pagefind-index.ts';
import { readSiteHtml, type SitePage } from '#tests/helpers/site-html.ts';
import path from 'node:path';

const site = await readSiteHtml(builtSite);
const shown = site.pages.filter(isUntranslated);
const words = (page: SitePage) => page.$('.prose').text().replace(/\s+/g, ' ');

describe('a page that is written in Russian alone', () => {
  it('has an address in English too, public and private ones alike', () => {
    for (const access of ['public', 'partner', 'staff'] as const)
      expect(shown.filter((page) => page.access === access).length, access).toBeGreaterThan(0);
    expect(shown.map(({ url }) => url)).toContain('/en/kb/law/vat/');
  });

  it('is there the same text, word for word, numbers of the rules included', () => {
    for (const page of shown) {
      const original = site.page(originalUrl(page.url))!;
      expect(words(page), page.url).toBe(words(original));
      expect(page.$('h1').text()).toBe(original.$('h1').text());
    }
    expect(shown.some((page) => /2.рабочих дня/.test(words(page)))).toBe(true);
  });

  it('stands in an English page, marked as Russian, with a notice on top', () => {
    for (const { $, url } of shown) {
      expect($('html').attr('lang'), url).toBe('en');
      expect($('.prose').attr('lang'), url).toBe('ru');
      expect($('.notice-note').text(), url).toContain('This page is not translated yet');
      expect($('.site-nav').text()).toContain('Knowledge base');
    }
  });

  it('is marked in trees and lists of the other language', () => {
    const list = site.page('/en/kb/')!;
    for (const { url } of shown.filter((page) => page.access === 'public' && page.url.startsWith('/en/kb/'))) {
      const link = list.$(`.list-links a[href="${url}"]`);
      expect(link.find('[lang="ru"]').length, url).toBe(1);
      expect(link.text(), url).toMatch(/, not translated$/);
    }
    const translated = list.$('.list-links a[href="/en/kb/pinning/extend/"]');
    expect(translated.text()).not.toContain('not translated');
    expect(site.page('/en/kb/law/vat/')!.$('.tree [aria-current] .in-language').length).toBe(1);
  });

  it('is not searched twice', async () => {
    const found = await fragmentsOf(path.join(builtSite.private, 'partner', 'pagefind'));
    const urls = new Set(found.map(({ url }) => url));
    expect(shown.filter(({ url }) => urls.has(url)).map(({ url }) => url)).toEqual([]);
    expect(urls.has('/kb/law/vat/')).toBe(true);
  });
});

describe('a legal text', () => {
  it('is shown in no language it is not written in', () => {
    expect(shown.filter(({ url }) => /\/(legal|programme\/offer)\//.test(url)).map(({ url }) => url)).toEqual([]);
  });
});

describe('the language switch', () => {
  it('stays on the same page, on every page but the one that says that there is none', () => {
    const astray = site.pages
      .filter(({ url }) => !url.includes('404'))
      .flatMap(({ url, $ }) => {
        const [russian, english] = ['ru', 'en'].map((language) =>
          $(`.site-tools > .languages [hreflang="${language}"]`).attr('href'),
        );
        const isThere = [russian, english].every((address) => site.page(address!));
        return originalUrl(english!) === russian && isThere ? [] : [`${url}: ${russian} ${english}`];
      });
    expect(astray).toEqual([]);
  });
});
