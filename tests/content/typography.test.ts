import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import * as fc from 'fast-check';
import { mdxToJs } from 'satteri';
import { describe, expect, it } from 'vitest';
import { languageOfFile, typographyOfTags, typographyOfText } from '#build/typography/markdown-plugin.ts';
import { typograph, typographRuns } from '#build/typography/typograph.ts';
import { englishPairs, russianPairs } from './typography-pairs.ts';

const shown = (text: string) => text.replaceAll('\u00A0', '_');
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
const meant = (text: string) => text.replaceAll('_', '\u00A0');

describe('a text', () => {
  it.each(russianPairs)('in Russian: %j is set as %j', (typed, set) => {
    expect(shown(typograph(meant(typed), 'ru'))).toBe(set);
  });

  it.each(englishPairs)('in English: %j is set as %j', (typed, set) => {
    expect(shown(typograph(meant(typed), 'en'))).toBe(set);
  });

  it('in a language without rules of its own keeps its quotes', () => {
    expect(shown(typograph('"640 000 ₽" ...', 'kk'))).toBe('"640_000_₽" …');
  });

  const pieces = [
    '"',
    '«',
    '»',
    '„',
    '“',
    '”',
    ' ',
    ' ',
    '\u00A0',
    '\n',
    '—',
    '–',
    '-',
    '...',
    '.',
    ',',
    '(',
    ')',
    '5',
    '000',
    '%',
    '₽',
    '№',
  ];
  const words = ['в', 'и', 'не', 'дом', 'А', 'т', 'е', 'ли', 'ООО', 'п', 'МБ', 'a', 'days', "'"];
  const texts = fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 24 }).map((list) => list.join(''));

  it.each(['ru', 'en', 'kk'])('set twice (%s) is the text set once', (language) => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = typograph(text, language);
        expect(typograph(once, language)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['ru', 'en'])(
    'of up to five quotes, letters and blanks, set twice (%s), is the text set once, whatever it is',
    (language) => {
      const signs = ['"', '«', '»', '„', '“', '”', 'ж', ' '];
      const longer = (shorter: string[]) => shorter.flatMap((text) => signs.map((sign) => text + sign));
      const changing: string[] = [];
      for (let all = signs; all[0]!.length <= 5; all = longer(all))
        changing.push(
          ...all.map((text) => typograph(text, language)).filter((set) => typograph(set, language) !== set),
        );
      expect(changing).toEqual([]);
    },
  );

  it('loses and gains no letter or digit', () => {
    fc.assert(fc.property(texts, (text) => void expect(letters(typograph(text, 'ru'))).toBe(letters(text))));
  });

  it('may consist of runs that a pair of quotes or a gap spans', () => {
    const set = typographRuns(['Слово "в ', 'кавычках', '" и в ', 'доме - "', 'там', '"'], 'ru').map(shown);
    expect(set).toEqual(['Слово «в_', 'кавычках', '» и_в_', 'доме_— «', 'там', '»']);
  });
});

const processor = (mdastPlugins = [typographyOfText]) =>
  createSatteriMarkdownProcessor({ mdastPlugins, features: { smartPunctuation: false }, syntaxHighlight: false });
const html = async (source: string, file = '/content/kb/ru/a/b.md') => {
  const { code } = await (await processor()).render(source, { fileURL: pathToFileURL(file) });
  return shown(code).trim();
};

describe('a page', () => {
  it('has its words set, in paragraphs, lists, tables and across emphasis and links', async () => {
    expect(await html('Слово **"в** кавычках" и [в "доме"](/a/).')).toBe(
      '<p>Слово <strong>«в</strong>_кавычках» и_<a href="/a/">в_«доме»</a>.</p>',
    );
    expect(await html('- на "пункте"')).toContain('на_«пункте»');
    expect(await html('| в доме |\n|---|\n| 90 дней |')).toMatch(/в_доме[\s\S]*90_дней/);
  });

  it('keeps code, addresses and pictures as they are, but sets the alt text', async () => {
    expect(await html('Код `x - "в y"` и в\n\n```\na - "в b"\n```')).toMatch(/<code>x - "в y"<\/code>[\s\S]*a - "в b"/);
    expect(await html('[слово](/в-доме/"x"/)')).not.toContain('_');
    expect(await html('![Схема в доме](/v-dome.svg)')).toContain('alt="Схема в_доме"');
  });

  it('is set by the language of its folder', async () => {
    expect(await html('"a 90 days"', '/content/kb/en/a/b.md')).toBe('<p>“a_90_days”</p>');
    expect(languageOfFile('/p/content/solutions/hr/en/sell.mdx')).toBe('en');
    expect(languageOfFile('C:\\p\\content\\programme\\2026-11\\offer.en.mdx')).toBe('en');
    expect(languageOfFile('/p/src/pages/index.md')).toBe('ru');
  });

  it('has the words of its tags set, and nothing else of them', async () => {
    const source =
      '<Callout kind="tip" title="В доме - тут">\n\nДо <Rule id="pin.capDays" bare /> дней "в доме".\n\n</Callout>\n\n<Card title="В доме" href="/в доме/" />';
    const { code } = await mdxToJs(source, { mdastPlugins: [typographyOfText], hastPlugins: [typographyOfTags] });
    const text = shown(code).replaceAll('\\xA0', '_').replaceAll('\\u2014', '—');
    expect(text).toContain('title: "В_доме_— тут"');
    expect(text).toContain('"_дней «в_доме»."');
    expect(text).toContain('href: "/в доме/"');
  });

  it('keeps the anchors that its headings have as typed', async () => {
    const headings = [
      '# "90 дней" - и всё...',
      '## В доме',
      '## В доме',
      '### `код в x` и **в**',
      '## Что - 640 000 ₽?',
      '#### [в ссылке](/a/)',
    ];
    const source = headings.join('\n\n');
    const plain = await (await processor([])).render(source);
    const set = await (await processor()).render(source);
    expect(set.metadata.headings.map(({ slug }) => slug)).toEqual(plain.metadata.headings.map(({ slug }) => slug));
    expect(set.metadata.headings.map(({ slug }) => slug).join()).not.toMatch(/[\u00A0—«»]/);
    expect(shown(set.metadata.headings[0]!.text)).toBe('«90_дней»_— и_всё…');
    expect(set.code).toContain('id="в-доме-1"');
  });
});

describe('1,000 pages of 620 words', () => {
  it('are set within a second: the time is printed, not judged', () => {
    const root = path.resolve(import.meta.dirname, '../../content/kb');
    const paragraphs = globSync('**/*.{md,mdx}', { cwd: root }).flatMap((file) =>
      readFileSync(path.join(root, file), 'utf8').split(/\n{2,}/),
    );
    const texts: string[] = [];
    for (let words = 0, at = 0; words < 620_000; at += 1) {
      const text = paragraphs[at % paragraphs.length]!;
      texts.push(text);
      words += text.split(/\s+/).length;
    }
    const began = performance.now();
    for (const text of texts) typograph(text, 'ru');
    console.log(`typography of 620,000 words ${Math.round(performance.now() - began)} ms`);
    expect(russianPairs.length + englishPairs.length).toBeGreaterThanOrEqual(60);
  });
});
