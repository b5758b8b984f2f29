import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { site } from '#tests/helpers/built-site.ts';
import { withSearch, type AskedIndex } from '#tests/helpers/pagefind-index.ts';
import { strangersPartnerQuestions, strangersQuestions } from './search-questions-strangers.ts';
import { partnerQuestions, publicQuestions, type Question } from './search-questions.ts';

const groups = parse(readFileSync(path.join(import.meta.dirname, '../../content/synonyms.yaml'), 'utf8')) as {
  words: { ru: string[]; en: string[] };
}[];
const synonyms = groups.map(({ words }) => words.ru);

const indexes = {
  public: path.join(site.dist, 'pagefind'),
  partner: path.join(site.private, 'partner', 'pagefind'),
};

/** Questions whose answer is not among the first pages, with what is. */
async function unanswered(index: AskedIndex, questions: readonly Question[], most: number): Promise<string[]> {
  const missed: string[] = [];
  for (const { asks, answers } of questions) {
    const first = (await index.find(`${asks} `)).slice(0, most).map(({ url }) => url);
    if (!first.some((url) => answers.some((answer) => url.startsWith(answer))))
      missed.push(`${asks} -> ${first.join(' ')}`);
  }
  return missed;
}

describe('search answers', () => {
  it('forty questions and more', () => {
    expect(publicQuestions.length).toBeGreaterThanOrEqual(40);
  });

  it.each([
    ['of visitors', indexes.public, publicQuestions, 3],
    ['of partners', indexes.partner, partnerQuestions, 3],
    ['of strangers', indexes.public, strangersQuestions, 3],
    ['of strangers among partners', indexes.partner, strangersPartnerQuestions, 3],
    // Partners have pages of their own on the same matters, which may stand before the public one.
    ['of visitors, put by partners', indexes.partner, publicQuestions, 5],
  ] as const)('questions %s with the right page near the top, in 95 of 100 at least', async (_, folder, all, most) => {
    const missed = await withSearch(folder, 'ru', (index) => unanswered(index, all, most), synonyms);
    expect(1 - missed.length / all.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  it('a question nobody can answer with nothing', async () => {
    const found = await withSearch(indexes.public, 'ru', ({ find }) => find('квантовый гиппопотам '), synonyms);
    expect(found).toEqual([]);
  });

  it('English questions in English', async () => {
    const english = groups.map(({ words }) => words.en);
    const first = await withSearch(
      indexes.public,
      'en',
      async ({ find }) => [
        (await find('how do I pin a client '))[0]?.url,
        (await find('extending the term '))[0]?.url,
        (await find('a refusal to pin a client '))[0]?.url,
      ],
      english,
    );
    expect(first).toEqual(['/en/kb/pinning/pin-a-client/', '/en/kb/pinning/extend/', '/en/kb/pinning/refusal/']);
  });
});
