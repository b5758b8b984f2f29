import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load, type CheerioAPI } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { PublishedProgramme } from '../../functions/site/published-programme.ts';
import { site } from '#tests/helpers/built-site.ts';

const programme = JSON.parse(readFileSync(path.join(site.private, 'programme.json'), 'utf8')) as PublishedProgramme;
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const page = (url: string): CheerioAPI => load(readFileSync(path.join(site.dist, url, 'index.html'), 'utf8'));
const prefix = (language: string) => (language === 'ru' ? '' : `/${language}`);
const consents = Object.entries(programme.consents).flatMap(([language, purposes]) =>
  (['processing', 'mailing'] as const).map((purpose) => ({ language, purpose, ...purposes[purpose] })),
);

/** JSON with sorted keys, written anew here: the checksum must not depend on one implementation of it. */
function canonical(value: unknown): string {
  const sort = (inner: unknown): unknown =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .sort()
            .map((key) => [key, sort((inner as Record<string, unknown>)[key])]),
        )
      : Array.isArray(inner)
        ? inner.map(sort)
        : inner;
  return JSON.stringify(sort(value));
}

/** Words alone: without gaps, and with one kind of quotation mark and dash, for typography changes those. */
const wordsOf = (text: string) =>
  text
    .replace(/[\s\u00A0\u202F\u2011]+/g, '')
    .replace(/[«»„“”"]/g, '"')
    .replace(/[‘’']/g, "'")
    .replace(/[‑–—-]/g, '-')
    .replaceAll('…', '...');

/** Markdown as it is read aloud: the marks of headings, lists, tables, links and bold words are not words. */
const readAloud = (markdown: string) =>
  markdown
    .replace(/^#+ /gm, '')
    .replace(/^(?:[-*]|\d+\.) /gm, '')
    .replace(/^\|?[\s:|-]+\|?$/gm, '')
    .replaceAll('|', '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`/g, '')
    .replace(/<Sample\s*\/>/g, '')
    .replace(/\\([[\]{}<>*_])/g, '$1');

/** The article as a person reads it, without what stands around the text. */
function shown($: CheerioAPI): string {
  $('.sample-mark, [data-sample]').remove();
  $('.prose li').before(' ');
  return wordsOf($('.prose').text());
}

describe('private/programme.json', () => {
  it('holds the editions as content/ gives them, with checksums anybody can compute', () => {
    expect(programme.editions.length).toBeGreaterThan(0);
    for (const { rules, rulesSha256 } of programme.editions) {
      const source = readFileSync(path.join(site.root, 'content/programme', rules.id, 'rules.yaml'), 'utf8');
      expect(sha256(canonical(rules))).toBe(rulesSha256);
      expect(canonical(parse(source)), 'nothing is lost on the way from the file').toBe(canonical(rules));
    }
  });

  it('holds the offers word for word, with the checksum the page shows', () => {
    expect(programme.offers.length).toBeGreaterThan(1);
    for (const { edition, lang, sha256: sum, text } of programme.offers) {
      expect(sha256(text)).toBe(sum);
      for (const url of [`${prefix(lang)}/programme/offer/${edition}/`, `${prefix(lang)}/programme/offer/`]) {
        expect(sum).toMatch(/^[0-9a-f]{64}$/);
        expect(page(url)('.offer-editions code').text(), url).toBe(sum);
      }
    }
  });

  it.each(consents)(
    'holds the text of the consent to $purpose in $language with its checksum',
    ({ text, sha256: sum, version }) => {
      expect(sha256(text)).toBe(sum);
      expect(version).toMatch(/^\d{4}-\d{2}[a-z]?$/);
      expect(text.length).toBeGreaterThan(500);
    },
  );

  it.each(consents)(
    'the consent to $purpose in $language is word for word what the form and the page show',
    ({ language, purpose, text, version }) => {
      const [sentence = '', ...rest] = text.split('\n\n');
      const form = page(`${prefix(language)}/apply/`);
      const label = form(`label[for="${form(`[name="consents.${purpose}"]`).attr('id')}"]`);
      expect(wordsOf(label.text())).toContain(wordsOf(sentence));
      const url = `${prefix(language)}/legal/consent-${purpose}/`;
      expect(form(`a[href="${url}"]`).length).toBeGreaterThan(0);
      const document = page(url);
      expect(document('.article-facts').text()).toContain(version);
      expect(shown(document)).toBe(wordsOf(readAloud(rest.join('\n\n'))));
    },
  );
});

it('programme.json names every solution as its pages do', () => {
  expect(Object.keys(programme.solutionTitles).length).toBeGreaterThan(3);
  for (const [slug, titles] of Object.entries(programme.solutionTitles))
    for (const [language, title] of Object.entries(titles))
      expect(wordsOf(page(`${prefix(language)}/solutions/${slug}/`)('h1').text())).toContain(wordsOf(title));
});
