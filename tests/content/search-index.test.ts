import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { close } from 'pagefind';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchFeed, type FoundPage } from '#build/publish/search-feed.ts';
import { openSearchIndex, type SearchIndex } from '#build/publish/search-index.ts';
import { checksum, searchableHtml } from '#build/publish/searchable-html.ts';

const page = (title: string, text: string, around = '') => `<!doctype html><html lang="ru" data-access="public"><head>
<title>${title}</title></head><body><nav><a href="/">${around}</a></nav>
<article class="article" data-pagefind-body="true"><h1 data-pagefind-meta="title">${title}</h1>
<h2 id="порядок">Порядок</h2><p>${text}</p><p data-pagefind-ignore>чердак</p></article><footer>подвал</footer></body></html>`;

const pin = page('Закрепление', 'Клиента ведёт один партнёр.', 'шапка');
const offer = page('Оферта', 'Вознаграждение платит вендор.', 'шапка');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'letok-search-'));
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
/** The index on the disk: every file of it by name, unpacked. */
async function written(index: SearchIndex): Promise<Map<string, string>> {
  const out = path.join(folder, String((count += 1)));
  await index.write(out);
  const files = readdirSync(out, { recursive: true })
    .map(String)
    .filter((name) => name.includes('.pf_'));
  return new Map(files.sort().map((name) => [name, gunzipSync(readFileSync(path.join(out, name))).toString()]));
}
async function indexOf(...pages: [url: string, html: string][]): Promise<Map<string, string>> {
  const index = await openSearchIndex();
  await index.add(pages.map(([url, html]) => ({ url, html })));
  return written(index);
}
const found = (url: string, html: string): FoundPage => {
  const text = searchableHtml(html)!;
  return { url, checksum: checksum(text), read: async () => text };
};
const fragments = (files: Map<string, string>) =>
  [...files].filter(([name]) => name.includes('pf_fragment')).map(([, text]) => text);

describe('what search reads of a page', () => {
  it('gives the index of the whole page, byte for byte', async () => {
    expect(searchableHtml(pin)).not.toContain('шапка');
    expect(await indexOf(['/pin/', searchableHtml(pin)!])).toEqual(await indexOf(['/pin/', pin]));
  });

  it('is nothing where no body is marked', () => {
    expect(searchableHtml(pin.replace(' data-pagefind-body="true"', ''))).toBeUndefined();
  });

  it.each([
    ['before the article', pin.replace('<nav>', '<nav data-pagefind-meta="section:kb">')],
    ['behind the article', pin.replace('<footer>', '<footer data-pagefind-filter="a:b">')],
    ['in another element', pin.replace('<article', '<div').replace('</article>', '</div>')],
  ])('is the whole page when something is marked %s', (_, html) => {
    expect(searchableHtml(html)).toBe(html);
  });
});

describe('an index', () => {
  it('written, fed further and written again equals one made of all pages', async () => {
    const index = await openSearchIndex();
    await index.add([{ url: '/pin/', html: pin }]);
    const first = await written(index);
    await index.add([{ url: '/partner/offer/', html: offer }]);
    expect(first).toEqual(await indexOf(['/pin/', pin]));
    expect(await written(index)).toEqual(await indexOf(['/pin/', pin], ['/partner/offer/', offer]));
  });
});

describe('the feed', () => {
  it('holds the pages it was shown and those it was not', async () => {
    const feed = searchFeed();
    await feed.take('/pin/', pin);
    const files = await written(await feed.indexOf([found('/pin/', pin), found('/offer/', offer)]));
    expect(files).toEqual(await indexOf(['/pin/', pin], ['/offer/', offer]));
  });

  it('takes no page of a closed room, in whatever language and letter case', async () => {
    const feed = searchFeed();
    for (const address of ['/partner/offer/', '/en/partner/offer/', '/STAFF/offer/']) await feed.take(address, offer);
    await feed.take('/pin/', pin);
    expect(fragments(await written(await feed.indexOf([found('/pin/', pin)]))).join()).not.toContain('Вознаграждение');
  });

  it.each([
    ['was changed after it was rendered', [found('/pin/', pin.replace('партнёр', 'сосед')), found('/offer/', offer)]],
    ['is not published after all', [found('/offer/', offer)]],
  ])('is read anew from the disk when a page %s', async (_, pages) => {
    const feed = searchFeed();
    await feed.take('/pin/', pin);
    await feed.take('/offer/', offer);
    const texts = fragments(await written(await feed.indexOf(pages)));
    expect(texts).toHaveLength(pages.length);
    expect(texts.join()).not.toContain('один партнёр');
  });
});
