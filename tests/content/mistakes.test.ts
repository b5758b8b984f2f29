import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkContent, told } from '#build/check-content/check-content.ts';
import { wordsOf } from '#build/check-content/problem.ts';
import { asLines, readFixture, withProject } from '#tests/helpers/content-fixture.ts';

const fixtures = globSync('mistakes/*.txt', { cwd: import.meta.dirname }).sort();
const check = { today: '2026-11-23', site: 'https://letok.example' };
const valuesIn = (texts: readonly string[]) =>
  [...texts.join(' ').matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
const nameOf = (file: string) => path.basename(file, '.txt');

describe('a mistake in content', () => {
  it.each(fixtures.map((file) => [nameOf(file), file]))(
    'is told with place, expectation and remedy: %s',
    async (_name, file) => {
      const { files, says } = readFixture(path.join(import.meta.dirname, file));
      const { problems, warnings } = await withProject(files, (root) => checkContent(root, check));
      expect(asLines([...warnings, ...problems])).toBe(says);
    },
  );

  it('of every kind has a fixture that shows it', () => {
    const shown = new Set(
      fixtures.flatMap((file) =>
        [...readFixture(path.join(import.meta.dirname, file)).says.matchAll(/^\S+:\d+:\d+ (\S+)$/gm)].map(
          (match) => match[1],
        ),
      ),
    );
    expect(Object.keys(wordsOf.ru.problems).filter((kind) => !shown.has(kind))).toEqual([]);
  });

  it('has words in both languages with the same values', () => {
    for (const [kind, texts] of Object.entries(wordsOf.ru.problems)) {
      const english = wordsOf.en.problems[kind as keyof typeof wordsOf.ru.problems];
      expect([kind, [...new Set(valuesIn(english))]]).toEqual([kind, [...new Set(valuesIn(texts))]]);
    }
    expect(Object.keys(wordsOf.en.names)).toEqual(Object.keys(wordsOf.ru.names));
  });

  it.each(['link-dangling', 'attribute-choice', 'rule-typed-by-hand', 'translation-missing'])(
    'stands in the same place with line ends of Windows: %s',
    async (name) => {
      const { files, says } = readFixture(path.join(import.meta.dirname, `mistakes/${name}.txt`));
      const ofWindows = new Map([...files].map(([file, text]) => [file, text.replaceAll('\n', '\r\n')]));
      const { problems, warnings } = await withProject(ofWindows, (root) => checkContent(root, check));
      expect(asLines([...warnings, ...problems])).toBe(says);
    },
  );

  it('is told in English on request', async () => {
    const { files } = readFixture(path.join(import.meta.dirname, 'mistakes/owner-unknown.txt'));
    const { problems } = await withProject(files, (root) => checkContent(root, { ...check, language: 'en' }));
    expect(problems.map(({ wrong }) => wrong)).toEqual(['There is no owner “produkt”.']);
  });

  it('of one name is told once, with the places of the others', async () => {
    const { files } = readFixture(path.join(import.meta.dirname, 'mistakes/fact-misspelt.txt'));
    const text = told(await withProject(files, (root) => checkContent(root, check)));
    expect(text.match(/ошибка:/g)).toHaveLength(1);
    expect(text).toMatch(/^ {4}То же ещё в 3 местах: content\/kb\/ru\/pinning\/new\.mdx:11:82, content\/kb/m);
  });

  it('has a remedy that goes on after the colon, whether a guess stands before it or not', async () => {
    const found = await Promise.all(
      ['rule-unknown', 'owner-unknown', 'attribute-choice', 'redirect-twice'].map(async (name) => {
        const { files } = readFixture(path.join(import.meta.dirname, `mistakes/${name}.txt`));
        return withProject(files, (root) => checkContent(root, check));
      }),
    );
    for (const { mend } of found.flatMap(({ problems }) => problems)) expect(mend).toMatch(/^[^\p{Lu}]/u);
  });

  it('does not hide the mistakes of other files', async () => {
    const files = new Map(
      fixtures.slice(0, 12).flatMap((file) => [...readFixture(path.join(import.meta.dirname, file)).files]),
    );
    const { problems } = await withProject(files, (root) => checkContent(root, check));
    expect(new Set(problems.map(({ file }) => file)).size).toBeGreaterThan(3);
  });

  it('is absent from the sample project, so that a fixture shows its own mistake alone', async () => {
    const { problems, warnings } = await withProject(new Map(), (root) => checkContent(root, check));
    expect(asLines([...problems, ...warnings])).toBe('');
  });
});
