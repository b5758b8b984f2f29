import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import { validateXML } from 'xmllint-wasm';

/** The schemas of tests/output/schemas, each written from its specification. */
export type FeedSchema = 'atom' | 'rss' | 'sitemap';

const schemaOf = (name: FeedSchema) =>
  readFileSync(path.resolve(import.meta.dirname, '..', 'output', 'schemas', `${name}.rng`), 'utf8');

/** What is wrong with a feed: what libxml2 says by the schema, then the rules a schema cannot tell. Nothing when it is right. */
export async function feedFaults(xml: string, name: FeedSchema): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'feed.xml', contents: xml },
    schema: schemaOf(name),
    extension: 'relaxng',
  });
  return [...errors.map(({ message }) => message), ...(name === 'sitemap' ? [] : rules[name](xml))];
}

const twice = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);

const rules = { atom: atomRules, rss: rssRules };

/** RFC 4287 in words: 4.1.1, 4.1.2, 4.2.7. */
function atomRules(xml: string): string[] {
  const $ = load(xml, { xml: true });
  const faults: string[] = [];
  const linksOf = (selector: string, rel: string) =>
    $(`${selector} > link`).filter((_, link) => ($(link).attr('rel') ?? 'alternate') === rel).length;
  if (linksOf('feed', 'self') !== 1) faults.push('a feed names its own address once');
  if (linksOf('feed', 'alternate') !== 1) faults.push('a feed has one page');
  faults.push(
    ...twice(
      $('entry > id')
        .toArray()
        .map((id) => $(id).text()),
    ).map((id) => `${id} twice`),
  );
  for (const entry of $('entry').toArray()) {
    const alternates = $(entry)
      .children('link')
      .filter((_, link) => ($(link).attr('rel') ?? 'alternate') === 'alternate').length;
    if (alternates !== 1) faults.push('an entry without content has one page');
    if ($('feed > author').length + $(entry).children('author').length === 0) faults.push('an entry has an author');
    if ($(entry).children('updated').text() > $('feed > updated').text())
      faults.push('an entry is newer than its feed');
    for (const html of $(entry).children('[type="html"]').toArray())
      if (/&(?!#?\w+;)|<(?![a-z/!])/i.test($(html).text())) faults.push(`no HTML: ${$(html).text()}`);
  }
  return faults;
}

/** The specification of RSS in words: a guid is there once, a permalink is an address, the order is the newest first. */
function rssRules(xml: string): string[] {
  const $ = load(xml, { xml: true });
  const guids = $('item > guid').toArray();
  const dates = $('item > pubDate')
    .toArray()
    .map((date) => Date.parse($(date).text()));
  return [
    ...twice(guids.map((guid) => $(guid).text())).map((guid) => `${guid} twice`),
    ...guids
      .filter((guid) => $(guid).attr('isPermaLink') !== 'false' && !/^https?:/.test($(guid).text()))
      .map((guid) => `${$(guid).text()} is no address`),
    ...(dates.some(Number.isNaN) ? ['a date is none'] : []),
    ...(dates.some((date, at) => date > (dates[at - 1] ?? Infinity)) ? ['not the newest first'] : []),
  ];
}
