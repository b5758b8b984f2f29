import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { readSiteHtml } from '#tests/helpers/site-html.ts';

const site = await readSiteHtml(builtSite);
const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });

/** What is not as the standard of HTML says, with its place. */
const faults = (html: string) =>
  validator
    .validateStringSync(html)
    .results.flatMap(({ messages }) => messages)
    .map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`);

describe('the HTML of every page', () => {
  it('is valid', { timeout: 120_000 }, () => {
    expect(site.pages.length).toBeGreaterThan(200);
    expect(site.pages.flatMap(({ url, html }) => faults(html).map((fault) => `${url} ${fault}`))).toEqual([]);
  });

  it.each([
    '<p><div>block in a paragraph</div></p>',
    '<ul><p>no item</p></ul>',
    '<div>never closed',
    '<a href="/"><a href="/kb/">link in a link</a></a>',
    '<img src="/favicon.svg" alt="" width="wide">',
  ])('would be noticed when not: %s', (wrong) => {
    const [{ html }] = site.pages as [(typeof site.pages)[number]];
    expect(faults(html.replace('</main>', `${wrong}</main>`))).not.toEqual([]);
  });
});
