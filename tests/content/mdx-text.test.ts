import { pathToFileURL } from 'node:url';
import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import { describe, expect, it } from 'vitest';
import { readMdx } from '#build/markdown/mdx-text.ts';
import type { TextPart } from '#build/markdown/page-text.ts';
import { markdownOptions } from '#build/markdown/plugins.ts';

const fileURL = pathToFileURL('/content/kb/ru/a/b.mdx');
const partsOf = (source: string) => readMdx(source, fileURL).parts;
const trimmed = (parts: TextPart[]) =>
  parts.map((part) => (typeof part === 'string' ? part.trim() : part)).filter(Boolean);

describe('the text of an .mdx page', () => {
  it('without tags is one stretch of HTML, that of the same .md page', async () => {
    const source = [
      '## Порядок и "срок"',
      'Слово **важное**, `код < x` и [ссылка](/a/?b=1&c=2) в доме.',
      '- раз\n- два',
      '| Что | Часов |\n|---|---:|\n| А & Б | 5 |',
      '```js\nif (a < b && "c") {}\n```',
      '> цитата',
    ].join('\n\n');
    const processor = await createSatteriMarkdownProcessor({ ...markdownOptions, syntaxHighlight: false });
    const { code, metadata } = await processor.render(source, { fileURL: pathToFileURL('/content/kb/ru/a/b.md') });
    const { parts, headings } = readMdx(source, fileURL);
    expect(parts).toHaveLength(1);
    expect(String(parts[0]).replaceAll(/\n+/g, '\n').trim()).toBe(code.replaceAll(/\n+/g, '\n').trim());
    expect(headings).toEqual(metadata.headings);
  });

  it('keeps tags in their places, with their attributes and what stands in them', () => {
    const parts = partsOf(
      '<Callout kind="tip" title="В доме">\n\nДо <Rule id="pin.capDays" bare /> дней.\n\n</Callout>\n\nДальше.',
    );
    expect(trimmed(parts)).toEqual([
      {
        tag: 'Callout',
        attributes: { kind: 'tip', title: 'В\u00A0доме' },
        inside: [
          '<p>До\u00A0',
          { tag: 'Rule', attributes: { id: 'pin.capDays', bare: true }, inside: [] },
          '\u00A0дней.</p>',
        ],
      },
      '<p>Дальше.</p>',
    ]);
  });

  it('gives each cell of a table the name of its column, which a phone shows beside it', () => {
    const [table] = partsOf('| Что | Сколько, дней | Как |\n|---|---:|---|\n| Запас | 7 | **сам** |');
    expect(table).toContain('<td>Запас</td>');
    expect(table).toMatch(/<td (class="column-right" )?data-label="Сколько, дней"( class="column-right")?>7<\/td>/);
    expect(table).toContain('<td data-label="Как"><strong>сам</strong></td>');
  });

  it('nests tags as deep as they stand', () => {
    const [tabs] = partsOf('<Tabs>\n<Tab label="а">\n\n<Steps>\n\n1. раз <Sample />\n\n</Steps>\n\n</Tab>\n</Tabs>');
    expect(JSON.stringify(tabs)).toMatch(/"Tabs".*"Tab".*"Steps".*<li>раз.*"Sample".*<\/li>/);
  });

  it('leaves every sign what it is, beside tags too', () => {
    const [before, , after] = partsOf('A & "B" \\< c \\{d} <Sample /> `e < f & "g"` <Sample />');
    expect(before).toBe('<p>A &amp; «B» &lt; c {d} ');
    expect(after).toBe(' <code>e &lt; f &amp; "g"</code> ');
  });

  it('names its pictures and marks where they stand, also in a tag', () => {
    const { parts, imagePaths } = readMdx(
      '![Схема](./a.svg) <Sample />\n\n<Figure src="./b.svg" alt="Вид" caption="В доме" />',
      fileURL,
    );
    expect(imagePaths).toEqual(['./a.svg', './b.svg']);
    expect(parts[0]).toContain('<img __ASTRO_IMAGE_="{&quot;');
    const figure = parts.find((part) => typeof part === 'object' && part.tag === 'Figure');
    expect(JSON.stringify(figure)).toContain('./b.svg');
  });

  it('that cannot be read says where and why', () => {
    expect(() => partsOf('Слово\n\n<Callout kind="tip">\n\nи всё')).toThrow(/^3:1/);
  });

  it('with a tag nobody knows is refused by name', () => {
    expect(() => partsOf('<Unknown />')).toThrow('Unknown');
  });
});
