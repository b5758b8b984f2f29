import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { site as realSite } from '#tests/helpers/built-site.ts';
import { canariesIn } from '#tests/helpers/canary-words.ts';
import { fragmentsOf, indexedWords, withSearch } from '#tests/helpers/pagefind-index.ts';

const site = inject('canarySite');
const publicIndex = path.join(site.dist, 'pagefind');
const partnerIndex = path.join(site.private, 'partner', 'pagefind');
const words = { public: await indexedWords(publicIndex), partner: await indexedWords(partnerIndex) };
const inText = site.canaries.filter(
  ({ place, room }) => room === 'partner' && place.startsWith('kb, ') && /: (body|heading|title|caption)$/.test(place),
);
const fragments = await fragmentsOf(publicIndex);
const isRussian = (word: string) => /\p{Script=Cyrillic}/u.test(word);

/** A word of the title of a public page. */
function publicWord(language: 'ru' | 'en'): string {
  const titles = fragments
    .filter(({ url }) => url.startsWith('/en/') === (language === 'en'))
    .map(({ meta }) => meta['title']!);
  return titles.flatMap((title) => title.match(/\p{L}{6,}/gu) ?? [])[0]!;
}

describe('the public search index', () => {
  it('has no word that stands in private pages only', async () => {
    expect([...words.public].filter((word) => canariesIn(word).size > 0)).toEqual([]);
    expect([...words.public].sort()).toEqual([...(await indexedWords(path.join(realSite.dist, 'pagefind')))].sort());
  });

  it('shows public pages only', () => {
    expect(fragments.length).toBeGreaterThan(0);
    expect(fragments.filter(({ url }) => /\/(partner|staff)\//.test(url))).toEqual([]);
  });

  it.each(['ru', 'en'] as const)('answers a search in %s, and no search for a private word', async (language) => {
    await withSearch(publicIndex, language, async ({ have }) => {
      expect(await have(publicWord(language))).not.toEqual([]);
      const asked = inText.filter(({ word }) => isRussian(word) === (language === 'ru'));
      expect(asked.length).toBeGreaterThan(4);
      for (const { word } of asked) expect(await have(word), word).toEqual([]);
    });
  });
});

describe('the search index of partners', () => {
  it('has every word of the public one and those of the pages for partners', () => {
    expect([...words.public].filter((word) => !words.partner.has(word))).toEqual([]);
    const missing = inText.filter(({ word }) => !words.partner.has(word));
    expect(missing.map(({ place }) => place)).toEqual([]);
  });

  it.each(['ru', 'en'] as const)('finds public and private words in %s', async (language) => {
    await withSearch(partnerIndex, language, async ({ have }) => {
      const common = await have(publicWord(language));
      expect(common.some((url) => !/\/partner\//.test(url))).toBe(true);
      const asked = inText.filter(({ word }) => isRussian(word) === (language === 'ru'));
      for (const { word } of asked)
        expect(await have(word), word).toEqual([expect.stringMatching(/^(\/en)?\/partner\/kb\//)]);
    });
  });

  it('has no word and no page of the staff', async () => {
    const ofStaff = new Set(site.canaries.filter(({ room }) => room === 'staff').map(({ word }) => word));
    expect([...words.partner].filter((word) => [...canariesIn(word)].some((canary) => ofStaff.has(canary)))).toEqual(
      [],
    );
    expect((await fragmentsOf(partnerIndex)).filter(({ url }) => /^(\/en)?\/staff\//.test(url))).toEqual([]);
  });
});
