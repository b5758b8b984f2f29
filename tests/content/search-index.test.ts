import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchFeed } from '#build/search/search-feed.ts';
import { openSearchIndex } from '#build/search/search-index.ts';
import { restoreWords } from '#build/search/restore-words.ts';
import { checksum, searchableHtml } from '#build/search/searchable-html.ts';
import { sectionsOf } from '#features/search/excerpt-rules.ts';
import { withSearch } from '#tests/helpers/pagefind-index.ts';
import { accessOfPath } from '#build/publish/site-files.ts';

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
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const newFolder = () => path.join(folder, String((count += 1)));

/** An index on the disk: every file of it by name, unpacked. */
function filesOf(index: string): Map<string, string> {
  const files = readdirSync(index, { recursive: true })
    .map(String)
    .filter((name) => name.includes('.pf_'));
  return new Map(files.sort().map((name) => [name, gunzipSync(readFileSync(path.join(index, name))).toString()]));
}
async function indexOf(...pages: [url: string, html: string][]): Promise<Map<string, string>> {
  const index = await openSearchIndex();
  for (const [url, html] of pages) await index.add({ url, html });
  const out = newFolder();
  await index.write(out);
  await index.close();
  return filesOf(out);
}

/** Shows pages to the feed and ends with those that are found on the disk. */
async function fed(shown: [url: string, html: string][], onDisk: [url: string, html: string][]) {
  const feed = searchFeed();
  for (const [url, html] of shown) await feed.take(url, html);
  const folders = { public: newFolder(), partner: newFolder() };
  feed.write(folders);
  const counts = await feed.settle(
    onDisk.map(([url, html]) => {
      const text = searchableHtml(html)!;
      return { url, access: accessOfPath(url.slice(1)), checksum: checksum(text), read: async () => text };
    }),
  );
  return { counts, public: filesOf(folders.public), partner: filesOf(folders.partner) };
}
const fragments = (files: Map<string, string>) =>
  [...files].filter(([name]) => name.includes('pf_fragment')).map(([, text]) => text);

describe('the list of words', () => {
  it('has the parts of a compound that stand nowhere else', async () => {
    const index = await openSearchIndex();
    await index.add({ url: '/law/', html: page('Закон', 'Так требует закон 152-ФЗ.') });
    const out = newFolder();
    await index.write(out);
    await index.close();
    const { words } = JSON.parse(readFileSync(path.join(out, 'words.ru.json'), 'utf8')) as { words: string };
    expect(words.split(' ')).toEqual(expect.arrayContaining(['152', 'фз', 'закон']));
  });
});

describe('the keywords of a page', () => {
  const tender = page('Тендер', 'Состав заявки.').replace('<html ', '<html data-keywords="госзакупки, торги" ');
  const passing = page('Слова', 'Госзакупки тут ни при чём, торги тоже.');

  it('find it, before a page that has the words in passing, and are not shown', async () => {
    const index = await openSearchIndex();
    await index.add({ url: '/words/', html: passing });
    await index.add({ url: '/tender/', html: tender });
    const out = newFolder();
    await index.write(out);
    await index.close();
    const found = await withSearch(out, 'ru', ({ find }) => find('госзакупка '));
    expect(found.map(({ url }) => url)).toEqual(['/tender/', '/words/']);
    const text = JSON.parse(
      fragments(filesOf(out))
        .find((fragment) => fragment.includes('/tender/'))!
        .slice('pagefind_dcd'.length),
    );
    const { page: shown, sections } = sectionsOf({ ...text, raw_content: text.content }, [0, 5, 6, 7]);
    expect(JSON.stringify([shown, sections])).not.toMatch(/торги|закупки/);
  });
});

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
    await index.add({ url: '/pin/', html: pin });
    const [first, second] = [newFolder(), newFolder()];
    await index.write(first);
    await index.add({ url: '/partner/offer/', html: offer });
    await index.write(second);
    await index.close();
    expect(filesOf(first)).toEqual(await indexOf(['/pin/', pin]));
    expect(filesOf(second)).toEqual(await indexOf(['/pin/', pin], ['/partner/offer/', offer]));
  });

  it('is refused when its places do not fit the words that are shown', async () => {
    const index = await openSearchIndex();
    await index.add({ url: '/pin/', html: pin });
    const out = newFolder();
    await index.write(out);
    await index.close();
    const words = { ...JSON.parse(fragments(filesOf(out))[0]!.slice('pagefind_dcd'.length)), word_count: 3 };
    await expect(restoreWords(out, new Map([['/pin/', words]]))).rejects.toThrow('/pin/');
    await expect(restoreWords(out, new Map())).rejects.toThrow('the build none');
  });

  it('ends with an error, not in waiting, when Pagefind dies', async () => {
    const index = await openSearchIndex();
    await index.add({ url: '/pin/', html: pin });
    const file = newFolder();
    writeFileSync(file, 'no folder');
    await expect(index.write(path.join(file, 'pagefind'))).rejects.toThrow('Pagefind has ended');
    await index.close();
  });
});

describe('the feed', () => {
  it('give the public the public pages and partners theirs as well, in the order they were shown', async () => {
    const pages: [string, string][] = [
      ['/pin/', pin],
      ['/partner/offer/', offer],
    ];
    const indexes = await fed(pages, pages);
    expect(indexes.counts).toEqual({ public: 1, partner: 2 });
    expect(indexes.public).toEqual(await indexOf(['/pin/', pin]));
    expect(indexes.partner).toEqual(await indexOf(...pages));
  });

  it('give nobody a page of a room that is not theirs, in whatever language and letter case', async () => {
    const rooms: [string, string][] = ['/partner/offer/', '/en/partner/offer/', '/STAFF/offer/'].map((url) => [
      url,
      offer,
    ]);
    const pages: [string, string][] = [...rooms, ['/pin/', pin]];
    const indexes = await fed(pages, pages);
    expect(fragments(indexes.public).join()).not.toContain('Вознаграждение');
    expect(fragments(indexes.partner).filter((text) => text.includes('Вознаграждение'))).toHaveLength(2);
  });

  it.each<[string, [string, string][]]>([
    [
      'was changed after it was rendered',
      [
        ['/pin/', pin.replace('партнёр', 'сосед')],
        ['/offer/', offer],
      ],
    ],
    ['is not published after all', [['/offer/', offer]]],
  ])('are made anew from the disk when a page %s', async (_, onDisk) => {
    const indexes = await fed(
      [
        ['/pin/', pin],
        ['/offer/', offer],
      ],
      onDisk,
    );
    expect(indexes.public).toEqual(await indexOf(...onDisk));
    expect(indexes.partner).toEqual(await indexOf(...onDisk));
    expect(fragments(indexes.public).join()).not.toContain('один партнёр');
  });

  it('take in a page that nobody rendered', async () => {
    const onDisk: [string, string][] = [
      ['/pin/', pin],
      ['/offer/', offer],
    ];
    const indexes = await fed([['/pin/', pin]], onDisk);
    expect(indexes.public).toEqual(await indexOf(...onDisk));
  });

  it('write an index of nothing where there is nothing', async () => {
    const feed = searchFeed();
    const folders = { public: newFolder(), partner: newFolder() };
    feed.write(folders);
    expect(await feed.settle([])).toEqual({ public: 0, partner: 0 });
    expect(readdirSync(folders.public)).toContain('pagefind.js');
  });

  it('fail the build when the indexer fails', async () => {
    const feed = searchFeed();
    await feed.take('/pin/', pin);
    const file = newFolder();
    writeFileSync(file, 'no folder');
    feed.write({ public: path.join(file, 'pagefind'), partner: newFolder() });
    await expect(feed.settle([])).rejects.toThrow('Pagefind has ended');
  });
});
