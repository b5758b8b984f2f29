import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSearchIndex } from '#build/search/search-index.ts';
import { otherLayout } from '#features/search/query-rules.ts';
import { withSearch, type AskedIndex } from '#tests/helpers/pagefind-index.ts';
import { wordForms } from './word-forms.ts';

/** An index with a page for every form of every word, which holds that form alone, and another one with the first form of each. */
let folder: string;
const forms = Object.entries(wordForms).flatMap(([word, all]) => all.map((form) => ({ word, form })));
const article = (text: string) =>
  `<html lang="ru"><body><article data-pagefind-body><h1>Лист</h1><p>${text}</p></article></body></html>`;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'letok-forms-'));
  const index = await openSearchIndex();
  await Promise.all(
    forms.map(({ word, form }) => index.add({ url: `/${word}/${form}/`, html: article(`Здесь стоит ${form}.`) })),
  );
  await index.write(path.join(folder, 'forms'));
  await index.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = <T>(use: (index: AskedIndex) => Promise<T>) => withSearch(path.join(folder, 'forms'), 'ru', use);
const pagesOf = async ({ find }: AskedIndex, query: string) =>
  (await find(`${query} `)).map(({ url }) => decodeURI(url));

/** Of the pages that hold a form of the word, the share that a query finds. */
async function recall(index: AskedIndex, asked: { word: string; query: string }[]) {
  let found = 0;
  let wanted = 0;
  const missed: string[] = [];
  for (const { word, query } of asked) {
    const urls = new Set(await pagesOf(index, query));
    for (const form of wordForms[word]!) {
      wanted += 1;
      if (urls.has(`/${word}/${form}/`)) found += 1;
      else missed.push(`${query} -> ${form}`);
    }
  }
  return { share: found / wanted, missed, wanted };
}

describe('search in Russian', () => {
  it('has a table of sixty words and more', () => {
    expect(Object.keys(wordForms).length).toBeGreaterThanOrEqual(60);
    expect(forms.length).toBeGreaterThan(600);
  });

  it('finds every form of a word by every other one, in 97 of 100 pairs at least', async () => {
    const { share, missed } = await ask((index) =>
      recall(
        index,
        forms.map(({ word, form }) => ({ word, query: form })),
      ),
    );
    expect(share, missed.slice(0, 40).join(', ')).toBeGreaterThanOrEqual(0.97);
  });

  it('finds them in capitals, and with «е» for «ё»', async () => {
    const { share, missed } = await ask((index) =>
      recall(
        index,
        forms
          .filter((_, at) => at % 7 === 0)
          .map(({ word, form }) => ({ word, query: form.replaceAll('ё', 'е').toUpperCase() })),
      ),
    );
    expect(share, missed.slice(0, 40).join(', ')).toBeGreaterThanOrEqual(0.97);
  });

  it('finds them typed on the other keyboard layout', async () => {
    expect(otherLayout('ghbdtn')).toBe('привет');
    const { share, missed } = await ask((index) =>
      recall(
        index,
        forms.filter((_, at) => at % 5 === 0).map(({ word, form }) => ({ word, query: otherLayout(form) })),
      ),
    );
    expect(share, missed.slice(0, 40).join(', ')).toBeGreaterThanOrEqual(0.97);
  });

  it('finds them with Latin letters that look Russian', async () => {
    const alike: Record<string, string> = { а: 'a', с: 'c', е: 'e', о: 'o', р: 'p', х: 'x', у: 'y', к: 'k' };
    const asked = forms
      .map(({ word, form }) => ({ word, query: form.replace(/[асеорхук]/, (letter) => alike[letter]!) }))
      .filter(({ query }) => /[a-z]/.test(query));
    expect(asked.length).toBeGreaterThan(500);
    const { share, missed } = await ask((index) => recall(index, asked));
    expect(share, missed.slice(0, 40).join(', ')).toBeGreaterThanOrEqual(0.97);
  });

  it('finds a word of five letters and more with one typing mistake in it', async () => {
    const words = Object.keys(wordForms).filter((word) => word.length >= 5);
    const asked = words.flatMap((word) => misspelt(word).map((query) => ({ word, query })));
    expect(asked.length).toBeGreaterThan(500);
    const missed: string[] = [];
    await ask(async (index) => {
      for (const { word, query } of asked) {
        const urls = await pagesOf(index, query);
        if (!urls.some((url) => url.startsWith(`/${word}/`))) missed.push(query);
      }
    });
    expect(1 - missed.length / asked.length, missed.slice(0, 60).join(', ')).toBeGreaterThanOrEqual(0.97);
  });

  it('finds nothing for words nobody wrote', async () => {
    await ask(async (index) => {
      for (const query of ['квантовый гиппопотам', 'щщщщъъ', 'абракадабра', 'xyzzy'])
        expect(await pagesOf(index, query), query).toEqual([]);
    });
  });

  it('reads a word that is not finished', async () => {
    await ask(async (index) => {
      for (const [query, word] of [
        ['закр', 'закрепление'],
        ['скид', 'скидка'],
        ['обращ', 'обращение'],
      ] as const)
        expect(
          (await index.find(query)).some(({ url }) => decodeURI(url).startsWith(`/${word}/`)),
          query,
        ).toBe(true);
    });
  });
});

/** One letter left out, doubled, swapped with the next or taken for its neighbour on the keyboard, in the second and in a middle place. */
function misspelt(word: string): string[] {
  const keys = 'йцукенгшщзхъфывапролджэячсмитьбю';
  const places = [1, Math.floor(word.length / 2), word.length - 3].filter(
    (at, index, all) => all.indexOf(at) === index,
  );
  return places.flatMap((at) => {
    const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
    const beside = keys[(keys.indexOf(letter) + 1) % keys.length]!;
    const swapped = before + (after[0] ?? '') + letter + after.slice(1);
    return [before + after, before + letter + letter + after, before + beside + after, swapped].filter(
      (other) => other !== word,
    );
  });
}
