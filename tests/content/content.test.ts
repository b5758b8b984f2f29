import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContent } from '#build/check-content/check-content.ts';
import { readMarkdown } from '#build/check-content/markdown-text.ts';
import { readFrontMatter, readYaml } from '#build/check-content/yaml-text.ts';
import { fileCollections, listCollections } from '#content-schemas/collections.ts';
import { tagContracts } from '../../src/mdx/tags-contract.ts';
import { asLines } from '#tests/helpers/content-fixture.ts';

const project = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(path.join(project, file), 'utf8');
const nameOf = (file: string) => path.parse(file).name;
const articles = globSync('content/{kb,pages,solutions}/**/*.{md,mdx}', { cwd: project });

/** Examples and templates name days: which of them are over, and which edition is in force, is not what these tests ask. */
const onTheDayOfWriting = { today: '2026-11-28' };

/** A copy of all content, for tests that add to it. */
let copy = '';
beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'letok-content-'));
  cpSync(path.join(project, 'content'), path.join(copy, 'content'), { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the content of the project', () => {
  it('has no mistake', async () => {
    const { problems } = await checkContent(project);
    expect(asLines(problems)).toBe('');
  });

  it('has the anchors that the checker computes', async () => {
    const processor = await createSatteriMarkdownProcessor({ syntaxHighlight: false });
    for (const file of articles.filter((name) => name.endsWith('.md'))) {
      const { metadata } = await processor.render(textOf(file).replace(/^---[\s\S]*?\n---\n/, ''));
      const ours = readMarkdown(textOf(file), false).headings.map(({ anchor }) => anchor);
      expect([file, ours]).toEqual([file, metadata.headings.map(({ slug }) => slug)]);
    }
  });
});

describe('the guide for editors', () => {
  const guide = textOf('content/README.md');
  const examples = [...guide.matchAll(/^```mdx\n([\s\S]*?)^```/gm)].map((match) => match[1]!);

  it('names every tag', () => {
    const landing = new Set(readMarkdown(textOf('content/pages/ru/index.mdx'), true).tags.map(({ name }) => name));
    const shown = new Set(examples.flatMap((example) => readMarkdown(example, true).tags.map(({ name }) => name)));
    expect(Object.keys(tagContracts).filter((name) => !shown.has(name) && !landing.has(name))).toEqual([]);
  });

  it('shows tags, fields and commands as the checker wants them', async () => {
    const fields = /^```yaml\n([\s\S]*?)^```/m.exec(guide)![1]!;
    const file = path.join(copy, 'content/kb/ru/pinning/guide.mdx');
    writeFileSync(file, `${fields}\n${examples.join('\n')}`);
    const beside = ['scheme.svg', 'screen.png', 'screen-dark.png', 'demo.mp4', 'demo.png', 'demo.vtt', 'checklist.pdf'];
    for (const name of beside) writeFileSync(path.join(copy, 'content/kb/ru/pinning', name), '');
    const { problems } = await checkContent(copy, onTheDayOfWriting);
    for (const name of ['guide.mdx', ...beside]) rmSync(path.join(path.dirname(file), name));
    expect(asLines(problems)).toBe('');
  });
});

describe('a template', () => {
  /** Where a copy of it would stand. */
  const places: Record<string, string> = {
    kb: 'content/kb/ru/implement/template.mdx',
    pages: 'content/pages/ru/legal/template.mdx',
    solutions: 'content/solutions/leave/ru/sell.mdx',
    solutionFacts: 'content/solutions/leave/facts.yaml',
    offers: 'content/programme/2027-03/offer.ru.mdx',
    editions: 'content/programme/2027-03/rules.yaml',
    posters: 'content/posters/template.yaml',
    decks: 'content/decks/template.yaml',
    course: 'content/course/ru/01-programme/99-template.mdx',
    events: 'content/events/ru/template.mdx',
    news: 'content/news/ru/template.mdx',
  };
  const templates = globSync('content/templates/*', { cwd: project });

  it('exists for every collection', () => {
    expect(templates.map(nameOf).sort()).toEqual(
      [...Object.keys(fileCollections), ...Object.keys(listCollections)].sort(),
    );
    expect(Object.keys(places).sort()).toEqual(Object.keys(fileCollections).sort());
  });

  it('can be copied into its place and is right as it stands', async () => {
    for (const template of templates.filter((file) => nameOf(file) in places)) {
      const place = path.join(copy, places[nameOf(template)]!);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, textOf(template));
    }
    const { problems } = await checkContent(copy, onTheDayOfWriting);
    expect(asLines(problems)).toBe('');
  });

  it('shows every field of its schema', () => {
    for (const [name, { schema }] of Object.entries(fileCollections)) {
      const template = templates.find((file) => nameOf(file) === name)!;
      const yaml = template.endsWith('.yaml') ? readYaml(textOf(template)) : readFrontMatter(textOf(template));
      const shape = Object.keys('shape' in schema ? (schema.shape as object) : {});
      expect([name, shape.filter((key) => !(key in (yaml!.data as object)))]).toEqual([name, []]);
    }
  });
});

describe('3,000 files', () => {
  it('are checked in seconds: the time is printed, not judged', async () => {
    const sources = globSync('content/kb/ru/*/*.{md,mdx}', { cwd: project });
    for (let at = 0; at < 3000; at += 1) {
      const source = sources[at % sources.length]!;
      writeFileSync(
        path.join(
          copy,
          source.replace(/\.mdx?$/, (extension) => `-copy-${at}${extension}`),
        ),
        textOf(source),
      );
    }
    const began = performance.now();
    const { problems, files } = await checkContent(copy, onTheDayOfWriting);
    console.log(`check:content ${files} files ${Math.round(performance.now() - began)} ms`);
    expect(problems).toEqual([]);
    expect(files).toBeGreaterThan(3000);
  });
});
