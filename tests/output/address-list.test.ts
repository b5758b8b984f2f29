import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { readSiteHtml } from '#tests/helpers/site-html.ts';

const site = await readSiteHtml(builtSite);
const list = (language: string) =>
  JSON.parse(readFileSync(path.join(builtSite.dist, `words/addresses.${language}.json`), 'utf8')) as [string, string][];

describe('the list from which suggestions are made', () => {
  it.each(['ru', 'en'])('holds the public pages of its language with their titles: %s', (language) => {
    const urls = list(language).map(([url]) => url);
    expect(urls.length).toBeGreaterThan(30);
    expect(urls.filter((url) => site.page(url)?.access !== 'public')).toEqual([]);
    expect(urls.filter((url) => site.page(url)?.$('html').attr('lang') !== language)).toEqual([]);
    for (const [url, title] of list(language).filter(([address]) => /\/kb\/.+\/.+\//.test(address)))
      expect([url, title]).toEqual([url, site.page(url)!.$('h1').text().trim()]);
  });

  it('has what is not translated, and not what nobody looks for', () => {
    const urls = new Set([...list('ru'), ...list('en')].map(([url]) => url));
    expect(urls).toContain('/en/kb/law/vat/');
    expect(urls).toContain('/programme/offer/');
    for (const url of ['/apply/thanks/', '/errors/internal/', '/404.html', '/programme/offer/2026-11/'])
      expect(urls).not.toContain(url);
  });

  it('is loaded on the page that is not there, and on no other', () => {
    const withScript = site.pages.filter(({ $ }) => $('script[src*="NotFound"]').length > 0);
    expect(withScript.map(({ url }) => url).sort()).toEqual(['/404.html', '/en/404/']);
  });
});
