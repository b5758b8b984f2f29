import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '#build/publish/site-files.ts';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { layersOf } from '#tests/helpers/canary-search.ts';
import { namedInPublic } from '#tests/helpers/page-checks.ts';
import { fragmentsOf } from '#tests/helpers/pagefind-index.ts';
import { readSiteHtml } from '#tests/helpers/site-html.ts';

/** Compressed twins and what is no text; the canary site looks into those too. */
const noText = /\.(br|gz|png|jpg|webp|woff2?|mp4|wasm)$/;

const site = await readSiteHtml(builtSite);
const written = site.pages.filter(({ access, $ }) => access !== 'public' && $('[data-pagefind-body]').length > 0);
const published = await textsOf(builtSite.dist);
const fragments = await fragmentsOf(path.join(builtSite.dist, 'pagefind'));

/** All published texts, unpacked, with plain gaps. */
async function textsOf(folder: string): Promise<{ file: string; text: string }[]> {
  const files = (await filesBelow(folder)).filter((file) => !noText.test(file));
  return files.flatMap((file) =>
    layersOf(file, readFileSync(path.join(folder, file))).map(({ bytes }) => ({
      file,
      text: plain(bytes.toString('utf8')),
    })),
  );
}

/** Where the index of partners lies, behind their session: search asks for it. */
const partnersIndex = '/partner/pagefind/';

function plain(text: string): string {
  return text.replace(/[\s\u00A0\u202F]+/g, ' ').toLowerCase();
}

const filesWith = (words: string) =>
  published.filter(({ text }) => text.includes(plain(words))).map(({ file }) => file);

describe('of the private pages of the real content, what is published holds', () => {
  it('something to be found: these are pages with a title, a description and headings', () => {
    expect(written.length).toBeGreaterThan(1);
    const article = site.pages.find(({ access, $ }) => access === 'public' && $('.article .prose').length > 0)!;
    expect(filesWith(article.$('h1').text()).length).toBeGreaterThan(2);
    expect(published.some(({ file }) => file.endsWith('.pf_fragment'))).toBe(true);
  });

  it('no title, but where an editor names a page in a sentence', () => {
    const named = site.pages
      .filter(({ access }) => access === 'public')
      .flatMap(({ url, $ }) =>
        $('title, h1, h2, h3, h4, a:not(.row-link, .solution-parts a), a strong, dt, option, summary, figcaption')
          .toArray()
          .map((element) => $(element).text())
          // A whole row of a list is a link: its sentences are no names.
          .filter((text) => text.length < 120)
          .map((text) => `${url}: ${text}`),
      );
    // A lesson may be called as a public article or a part of one is, and «Программа» is a word of the language: no secrets.
    const publicTitles = site.pages
      .filter(({ access }) => access === 'public')
      .flatMap(({ $ }) =>
        $('h1, .prose :is(h2, h3, a)')
          .toArray()
          .map((element) => plain($(element).text())),
      );
    const telling = written
      .map(({ url, $ }) => ({ url, title: plain($('h1').text()) }))
      .filter(({ title }) => title.includes(' ') && !publicTitles.some((known) => known.includes(title)));
    const results = fragments.map(({ url, meta }) => `${url}: ${meta['title']}`);
    for (const words of [...named, ...results].map(plain))
      expect(
        telling.filter(({ title }) => words.includes(title)).map(({ url }) => url),
        words,
      ).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
    expect(telling.length).toBeGreaterThan(20);
  });

  it('no description', () => {
    const named = written.filter(({ $ }) => filesWith($('meta[name="description"]').attr('content')!).length > 0);
    expect(named.map(({ url }) => url)).toEqual([]);
  });

  it('no sentence', () => {
    const sentences = written.flatMap(({ $ }) =>
      $('.prose p, .prose li')
        .toArray()
        .map((element) => $(element).text().trim())
        .filter((text) => text.length > 60),
    );
    expect(sentences.length).toBeGreaterThan(10);
    expect(sentences.filter((sentence) => filesWith(sentence).length > 0)).toEqual([]);
  });

  it('no address, but for the kinds of parts a solution has', () => {
    const addresses = published.flatMap(({ file, text }) =>
      [
        ...text.matchAll(
          /(?<![\w/-])(?:https?:\/\/[^/"\s]+)?(\/(?:[a-z]{2}\/)?(?:partner|staff)(?![\w-])(?:\/[^\s"'`<>)\\&?#]*)?)/g,
        ),
      ]
        .map(([, address]) => address!)
        .filter((address) => !namedInPublic.test(address) && address !== partnersIndex)
        .map((address) => `${file}: ${address}`),
    );
    expect([...new Set(addresses)]).toEqual([]);
    expect(namedInPublic.test('/partner/solutions/corporate-university/sell/')).toBe(true);
    expect(namedInPublic.test('/partner/solutions/corporate-university/secret/')).toBe(false);
    expect(namedInPublic.test('/staff/solutions/corporate-university/sell/')).toBe(false);
  });
});
